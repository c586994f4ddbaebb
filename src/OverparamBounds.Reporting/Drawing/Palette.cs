using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Colours of Okabe and Ito, told apart with any colour vision; shapes and line patterns repeat what they say.</summary>
internal static class Palette
{
    public static Color Ink { get; } = new("#1a1a1a");

    public static Color FaintInk { get; } = new("#5f5f5f");

    public static Color GridLine { get; } = new("#e6e6e6");

    public static Color Curve { get; } = new("#0072b2");

    public static Color ThresholdShade { get; } = new("#f0e442");

    public static Color Of(PointRole role) => role switch
    {
        PointRole.Reaches => new("#009e73"),
        PointRole.FallsShort => new("#d55e00"),
        _ => new("#5f5f5f"),
    };

    public static MarkerShape ShapeOf(PointRole role) => role switch
    {
        PointRole.Reaches => MarkerShape.FilledCircle,
        PointRole.FallsShort => MarkerShape.FilledTriangleDown,
        _ => MarkerShape.FilledSquare,
    };

    /// <summary>Without yellow, which a thin line on white does not carry.</summary>
    public static IReadOnlyList<Color> Series { get; } =
        [new("#0072b2"), new("#d55e00"), new("#009e73"), new("#cc79a7"), new("#000000"), new("#e69f00"), new("#56b4e9")];

    public static IReadOnlyList<MarkerShape> SeriesShapes { get; } =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledTriangleUp, MarkerShape.FilledSquare, MarkerShape.FilledTriangleDown,
        MarkerShape.FilledDiamond,
    ];

    public static IReadOnlyList<LinePattern> SeriesPatterns { get; } =
        [LinePattern.Solid, new([9, 4], 0, "dashes"), new([2, 3], 0, "dots"), new([9, 3, 2, 3], 0, "dashes and dots")];

    public static Color Of(BoundKind kind) => kind switch
    {
        BoundKind.Trainability => new("#000000"),
        BoundKind.Landscape => new("#cc79a7"),
        BoundKind.Existence => new("#56b4e9"),
        BoundKind.Necessary => new("#e69f00"),
        _ => new("#5f5f5f"),
    };

    public static LinePattern PatternOf(BoundKind kind) => kind switch
    {
        BoundKind.Trainability => new([14, 4], 0, "long dashes"),
        BoundKind.Landscape => new([8, 5], 0, "dashes"),
        BoundKind.Existence => new([9, 4, 2, 4], 0, "dashes and dots"),
        BoundKind.Necessary => new([2, 4], 0, "dots"),
        _ => new([4, 9], 0, "short dashes"),
    };

    /// <summary>Points up where the truth lies above, down where it lies below.</summary>
    public static MarkerShape ShapeOf(BoundKind kind) => kind switch
    {
        BoundKind.Trainability => MarkerShape.FilledTriangleDown,
        BoundKind.Landscape => MarkerShape.FilledDiamond,
        BoundKind.Existence => MarkerShape.FilledSquare,
        BoundKind.Necessary => MarkerShape.FilledTriangleUp,
        _ => MarkerShape.FilledCircle,
    };

    public static LinePattern PatternOf(BoundStanding standing) => standing switch
    {
        { AssumptionsHold: true, IsExact: true } => LinePattern.Solid,
        { AssumptionsHold: false, IsExact: true } => new([9, 5], 0, "dashes"),
        { AssumptionsHold: true, IsExact: false } => new([2, 4], 0, "dots"),
        _ => new([9, 4, 2, 4], 0, "dashes and dots"),
    };
}
