using System.Globalization;
using System.Numerics;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory;

/// <summary>What a theorem leaves open.</summary>
public enum Constants
{
    Explicit,

    /// <summary>A constant is hidden; it is taken as 1.</summary>
    OrderOnly,

    /// <summary>A constant and logarithmic factors are hidden; both are taken as 1.</summary>
    OrderUpToLogarithms,
}

/// <summary>A size of network about which a theorem says something.</summary>
public sealed record Bound : ICatalogueEntry
{
    /// <summary>Widths from here on are given by their logarithm alone.</summary>
    public const double LargestWholeWidth = 1e15;

    /// <summary>A width this little above a whole number is that number: rounding of logarithms, not a further unit.</summary>
    private const double Rounding = 1e-11;

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required Citation Source { get; init; }

    /// <summary>What the theorem says of that size, and so what it may be compared with.</summary>
    public required BoundKind Kind { get; init; }

    public required NetworkFamily Networks { get; init; }

    /// <summary>The bound in one line.</summary>
    public required string Formula { get; init; }

    /// <summary>The theorem in words, for its page.</summary>
    public required string Statement { get; init; }

    public required Constants Constants { get; init; }

    public required Evidence Evidence { get; init; }

    /// <summary>What the theorem assumes, each checked against the problem at hand.</summary>
    public IReadOnlyList<Assumption> Assumptions { get; init; } = [];

    public NominalExponents Exponents { get; init; } = new();

    /// <summary>Whether it is among the few that span the ladder and that a crowded figure shows.</summary>
    public bool Telling { get; init; }

    /// <summary>Why a result without a formula is listed only; null for one that is computed.</summary>
    public string? TextOnly { get; init; }

    /// <summary>What it says of one problem.</summary>
    public required Func<BoundProblem, BoundClaim> Claim { get; init; }

    public IReadOnlyList<Parameter> Parameters => [];

    /// <summary>A result that is listed with the reason why it gives no number.</summary>
    public static Func<BoundProblem, BoundClaim> SaysNothing(string reason) => _ => BoundClaim.Nothing(reason);

    /// <summary>The bound for one data set and architecture.</summary>
    public BoundValue Evaluate(BoundProblem problem)
    {
        var covers = Networks.Covers(problem);
        var polynomial = covers ? problem.TrainedParameters : Networks.Parameters(problem);
        var claim = Claim(problem);
        var broken = claim.Reason is null || claim.IsInfinite ? Broken(problem, claim) : [];
        var width = WholeWidth(claim, polynomial);
        var log10Width = width is { } exact ? Log10(exact) : claim.Log10Width;
        var parameters = claim.Log10Parameters is { } claimed && log10Width is null
            ? Ceiling(claimed)
            : width is { } at ? polynomial?.At(at) : null;
        return new(
            Id,
            Title,
            Kind,
            log10Width,
            width is { } whole && whole < (BigInteger)LargestWholeWidth ? (long)whole : null,
            parameters is { } count && count <= long.MaxValue ? (long)count : null,
            claim.Weights,
            Constants == Constants.Explicit,
            [.. broken.Select(breach => breach.Text)],
            Source.ToString(),
            claim.Reason ?? (log10Width is null ? NoWidth(claim) : null))
        {
            Log10Parameters = parameters is { } large ? Log10(large) : claim.Log10Parameters,
            Quantity = claim.Log10Parameters is null ? BoundQuantity.Width : BoundQuantity.Parameters,
            Log10Claim = claim.Log10Width ?? claim.Log10Parameters,
            Networks = Networks.Title,
            Covers = covers,
            Telling = Telling,
            Infinite = claim.IsInfinite,
            LogFactorsDropped = Constants == Constants.OrderUpToLogarithms,
            Kernel = claim.Kernel,
            Remembered = Evidence.Tags == EvidenceTags.Memory,
            Evidence = Evidence.ToString(),
            Badges = [.. broken.Select(breach => breach.Badge).Concat(OwnBadges).Distinct()],
        };
    }

    private IEnumerable<string> OwnBadges
    {
        get
        {
            if (Constants != Constants.Explicit)
            {
                yield return "OrderOnly";
            }

            if (Evidence.Tags.HasFlag(EvidenceTags.Memory))
            {
                yield return "MemoryOnlyStatement";
            }
        }
    }

    private List<Breach> Broken(BoundProblem problem, BoundClaim claim)
    {
        List<Breach> broken = [.. Assumptions.Select(assumption => assumption.Check(problem)).OfType<Breach>()];
        if (claim.Flaw is { } flaw)
        {
            broken.Add(new("PartialData", flaw));
        }

        return broken;
    }

    private static BigInteger? WholeWidth(BoundClaim claim, ParameterPolynomial? polynomial) =>
        claim.Log10Width is { } width ? Ceiling(width)
        : claim.Log10Parameters is { } parameters ? polynomial?.LeastWidth(Ceiling(parameters))
        : null;

    private static string NoWidth(BoundClaim claim) => string.Create(
        CultureInfo.InvariantCulture, $"It asks for 10^{claim.Log10Parameters:0.0} parameters of a network whose width is not the free size.");

    private static BigInteger Ceiling(double log10)
    {
        if (log10 < Math.Log10(LargestWholeWidth))
        {
            var value = Math.Pow(10, log10);
            var nearest = Math.Round(value);
            return (BigInteger)(Math.Abs(value - nearest) <= Rounding * value ? nearest : Math.Ceiling(value));
        }

        // Fifteen digits and zeros: more are not known.
        var digits = (int)Math.Floor(log10) - 14;
        return (BigInteger)Math.Round(Math.Pow(10, log10 - digits)) * BigInteger.Pow(10, digits);
    }

    private static double Log10(BigInteger value) => value < (BigInteger)LargestWholeWidth ? Math.Log10((double)value) : BigInteger.Log10(value);
}
