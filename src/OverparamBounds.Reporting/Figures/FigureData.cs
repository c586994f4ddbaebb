using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Figures;

/// <summary>Everything that is drawn in one figure, in data units; also what its CSV holds.</summary>
/// <param name="Footer">One line: sweep, cost and version.</param>
public abstract record FigureData(string Title, string Subtitle, string Footer)
{
    /// <summary>Shares against width.</summary>
    /// <param name="Marks">In drawing order, back to front; the legend follows it.</param>
    public sealed record Success(
        string Title, string Subtitle, string Footer, FigureAxis X, FigureAxis Y, IReadOnlyList<FigureMark> Marks)
        : FigureData(Title, Subtitle, Footer);

    /// <summary>Shares of several sweeps against width, and below them, on the same axis, the smallest width of each.</summary>
    /// <param name="Level">The success probability that all ask for.</param>
    /// <param name="Confidence">Of each interval of a smallest width.</param>
    /// <param name="Sweeps">From the smallest width to the largest.</param>
    public sealed record Curves(
        string Title, string Subtitle, string Footer, FigureAxis X, FigureAxis Y, double Level, double Confidence, IReadOnlyList<SuccessCurve> Sweeps)
        : FigureData(Title, Subtitle, Footer);

    /// <summary>Bounds of one problem, a row each.</summary>
    /// <param name="X">Widths; a bound beyond the right end is drawn as an arrow there.</param>
    /// <param name="Measured">The measured threshold; null where nothing was measured.</param>
    /// <param name="Rungs">From top to bottom: by kind, and by width inside a kind, infinite ones last.</param>
    public sealed record Ladder(
        string Title, string Subtitle, string Footer, FigureAxis X, FigureMark.Threshold? Measured, IReadOnlyList<BoundValue> Rungs)
        : FigureData(Title, Subtitle, Footer);

    /// <summary>Widths against the number of samples: what was measured, and what theory says.</summary>
    /// <param name="X">Numbers of samples.</param>
    /// <param name="Y">Widths; what lies above is named at the upper end.</param>
    public sealed record Theory(
        string Title, string Subtitle, string Footer, FigureAxis X, FigureAxis Y, TheorySeries Series)
        : FigureData(Title, Subtitle, Footer);
}

/// <summary>One axis.</summary>
/// <param name="Label">What is measured, with its unit.</param>
/// <param name="IsLogarithmic">Whether equal steps are equal ratios.</param>
/// <param name="Minimum">Left or lower end, in data units.</param>
/// <param name="Maximum">Right or upper end.</param>
public sealed record FigureAxis(string Label, bool IsLogarithmic, double Minimum, double Maximum);
