namespace OverparamBounds.Reporting.Figures;

/// <summary>Everything that is drawn in one figure, in data units; also what its CSV holds.</summary>
/// <param name="Footer">One line: sweep, cost and version.</param>
/// <param name="Marks">In drawing order, back to front; the legend follows it.</param>
public sealed record FigureData(
    string Title, string Subtitle, string Footer, FigureAxis X, FigureAxis Y, IReadOnlyList<FigureMark> Marks);

/// <summary>One axis.</summary>
/// <param name="Label">What is measured, with its unit.</param>
/// <param name="IsLogarithmic">Whether equal steps are equal ratios; ticks then stand at powers of two.</param>
/// <param name="Minimum">Left or lower end, in data units.</param>
/// <param name="Maximum">Right or upper end.</param>
public sealed record FigureAxis(string Label, bool IsLogarithmic, double Minimum, double Maximum);
