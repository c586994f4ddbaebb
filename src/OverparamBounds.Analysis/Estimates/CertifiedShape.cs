using System.Globalization;
using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Analysis.Estimates;

/// <summary>What the certificates say about the shape of the success curve.</summary>
/// <param name="IsMonotone">False where a width certified to reach the level lies below one certified to fall short.</param>
/// <param name="Changes">Neighbouring certified widths on different sides of the level, by width.</param>
/// <param name="FirstAtMost">The first width that reaches the level is at most this; null where none is certified.</param>
/// <param name="StableAbove">The width from which on all reach the level lies above this; null where none falls short.</param>
public sealed record CertifiedShape(
    bool IsMonotone, IReadOnlyList<CertifiedChange> Changes, int? FirstAtMost, int? StableAbove)
{
    public static CertifiedShape Of(IReadOnlyList<WidthState> widths)
    {
        var certified = widths.Where(width => width.Certificate != Certificate.None).OrderBy(width => width.Width).ToList();
        var changes = certified
            .Zip(certified.Skip(1))
            .Where(pair => pair.First.Certificate != pair.Second.Certificate)
            .Select(pair => new CertifiedChange(pair.First.Width, pair.Second.Width, Rises: pair.Second.Certificate == Certificate.High))
            .ToList();
        return new(
            changes.TrueForAll(change => change.Rises),
            changes,
            certified.Find(width => width.Certificate == Certificate.High)?.Width,
            certified.FindLast(width => width.Certificate == Certificate.Low)?.Width);
    }

    /// <summary>The finding in words; null where nothing speaks against a rising curve.</summary>
    public string? Text(double success) => IsMonotone
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Not monotone: success {string.Join(", ", Changes.Select(change => $"{(change.Rises ? "rises" : "falls")} past {SpecText.Number(success)} between {change.From} and {change.To}"))}. The first width that reaches the level is at most {FirstAtMost}; only above {StableAbove} can all widths reach it.");
}

/// <summary>Success crosses the level somewhere between two certified widths.</summary>
public sealed record CertifiedChange(int From, int To, bool Rises);
