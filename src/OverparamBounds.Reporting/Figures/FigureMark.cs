using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Figures;

/// <summary>One thing in a figure.</summary>
/// <param name="Label">Its words in the legend or beside it.</param>
public abstract record FigureMark(string Label)
{
    /// <summary>Measured points, each with its interval.</summary>
    public sealed record Points(string Label, PointRole Role, IReadOnlyList<IntervalPoint> Items) : FigureMark(Label);

    /// <summary>A fitted curve, dashed, with its band where <paramref name="HasBand"/>.</summary>
    public sealed record Curve(string Label, bool HasBand, IReadOnlyList<BandPoint> Items) : FigureMark(Label);

    /// <summary>A horizontal line across the figure.</summary>
    public sealed record Level(string Label, double Y) : FigureMark(Label);

    /// <summary>The estimate on the x axis, with its interval shaded.</summary>
    /// <param name="X">The estimate; null where only the interval is known.</param>
    /// <param name="Low">Lower end of the interval.</param>
    /// <param name="High">Upper end; null where it is open.</param>
    public sealed record Threshold(string Label, double? X, double Low, double? High) : FigureMark(Label);

    /// <summary>A theoretical value on the x axis.</summary>
    /// <param name="Log10X">log10 of the value; it may lie beyond the axis, and is then named at the border.</param>
    /// <param name="HoldsHere">Whether all assumptions of the theorem hold for what was measured.</param>
    public sealed record BoundLine(string Label, BoundKind Kind, double Log10X, bool HoldsHere) : FigureMark(Label);
}

/// <summary>What a point stands for, which decides shape and colour.</summary>
public enum PointRole
{
    /// <summary>Certified to reach the level.</summary>
    Reaches,

    /// <summary>Certified to fall short of it.</summary>
    FallsShort,

    /// <summary>Neither certified.</summary>
    Open,
}

/// <summary>A measured share with its interval.</summary>
public sealed record IntervalPoint(double X, double Y, double Lower, double Upper, int Trials, int Fitted);
