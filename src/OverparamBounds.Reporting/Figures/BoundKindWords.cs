using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Figures;

/// <summary>What bounds of a kind say, in the few words of a legend or a table.</summary>
public static class BoundKindWords
{
    public static string Meaning(this BoundKind kind) => kind switch
    {
        BoundKind.Trainability => "training succeeds",
        BoundKind.Landscape => "no bad minima",
        BoundKind.Existence => "a fit exists",
        BoundKind.Necessary => "fewer cannot fit",
        _ => "rule of thumb",
    };

    /// <summary>The same, told apart from what was measured.</summary>
    public static string LegendText(this BoundKind kind) => kind == BoundKind.Heuristic ? kind.Meaning() : $"theory: {kind.Meaning()}";
}
