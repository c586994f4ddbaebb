using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Theory;

/// <summary>A hidden width about which a theorem says something.</summary>
/// <param name="Id">The stable id in specs and stored results.</param>
/// <param name="Title">The name in figure legends.</param>
/// <param name="Source">The theorem, and the constants it leaves open.</param>
/// <param name="Kind">What the theorem says of that width, and so what it may be compared with.</param>
/// <param name="ConstantsExplicit">Whether the theorem leaves no constant open.</param>
/// <param name="Claim">What it says of one problem.</param>
public sealed record Bound(
    string Id,
    string Title,
    Citation Source,
    BoundKind Kind,
    bool ConstantsExplicit,
    Func<BoundProblem, BoundClaim> Claim) : ICatalogueEntry
{
    /// <summary>Widths from here on are given by their logarithm alone.</summary>
    private const double LargestWholeWidth = 1e9;

    public IReadOnlyList<Parameter> Parameters => [];

    /// <summary>The bound for one data set and architecture, with the parameters of the architecture at that width.</summary>
    public BoundValue Evaluate(BoundProblem problem)
    {
        var claim = Claim(problem);
        long? width = claim.Width < LargestWholeWidth ? claim.Width : null;
        return new(
            Id,
            Title,
            Kind,
            claim.Log10Width,
            width,
            width is { } whole ? problem.NetworkAt((int)whole)?.Parameters : null,
            claim.Weights,
            ConstantsExplicit,
            claim.Violated,
            Source.ToString(),
            claim.Reason);
    }
}

/// <summary>What a bound says of one problem.</summary>
/// <param name="Log10Width">log10 of the hidden units; null with a <paramref name="Reason"/> where the bound says nothing.</param>
/// <param name="Width">Hidden units, where they are a whole number that a <see cref="long"/> holds.</param>
/// <param name="Weights">Weights that the theorem itself counts, where the trained architecture has others at that width.</param>
/// <param name="Violated">Assumptions that this problem breaks, each in words.</param>
/// <param name="Reason">Why there is no width; null where there is one.</param>
public sealed record BoundClaim(
    double? Log10Width, long? Width, long? Weights, IReadOnlyList<string> Violated, string? Reason)
{
    public static BoundClaim At(long width, IEnumerable<string> violated, long? weights = null) =>
        new(Math.Log10(width), width, weights, [.. violated], null);

    public static BoundClaim Nothing(string reason) => new(null, null, null, [], reason);
}
