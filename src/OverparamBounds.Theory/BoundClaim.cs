namespace OverparamBounds.Theory;

/// <summary>What a bound says of one problem.</summary>
public sealed record BoundClaim
{
    private BoundClaim()
    {
    }

    /// <summary>log10 of the hidden units; null where parameters are claimed or nothing is.</summary>
    public double? Log10Width { get; private init; }

    /// <summary>log10 of the parameters that a theorem about parameters claims.</summary>
    public double? Log10Parameters { get; private init; }

    /// <summary>Weights that the theorem itself counts, where the trained architecture has others at that width.</summary>
    public long? Weights { get; init; }

    /// <summary>The kernel or geometry behind the value.</summary>
    public string? Kernel { get; init; }

    /// <summary>Why the value is too small or too large for this data, such as a kernel of a part of the rows.</summary>
    public string? Flaw { get; init; }

    public bool IsInfinite { get; private init; }

    /// <summary>Why there is no finite value; null where there is one.</summary>
    public string? Reason { get; private init; }

    public static BoundClaim Width(double width) => new() { Log10Width = Math.Log10(Math.Max(1, width)) };

    public static BoundClaim Log10OfWidth(double log10) => new() { Log10Width = Math.Max(0, log10) };

    public static BoundClaim Parameters(double parameters) => new() { Log10Parameters = Math.Log10(Math.Max(1, parameters)) };

    public static BoundClaim Log10OfParameters(double log10) => new() { Log10Parameters = Math.Max(0, log10) };

    public static BoundClaim Infinite(string reason) => new() { IsInfinite = true, Reason = reason };

    public static BoundClaim Nothing(string reason) => new() { Reason = reason };
}
