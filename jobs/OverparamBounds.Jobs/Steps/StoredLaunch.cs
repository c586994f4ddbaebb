using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Jobs.Steps;

/// <summary>What the ledger holds of a launch, and what is missing.</summary>
internal sealed record StoredLaunch(List<TrialResult> Results, List<Trial> Missing)
{
    public static async Task<StoredLaunch> ReadAsync(
        ILedger ledger, CurveSpec curve, IReadOnlyList<LaunchPart> parts, CancellationToken cancellationToken)
    {
        var launch = new StoredLaunch([], []);
        foreach (var part in parts)
        {
            var stored = await ledger.StoredTrialsAsync(curve, part.Width, part.FirstSeed, part.Count, cancellationToken);
            launch.Results.AddRange(stored.Values);
            launch.Missing.AddRange(Enumerable.Range(part.FirstSeed, part.Count)
                .Where(seed => !stored.ContainsKey(seed))
                .Select(seed => new Trial(part.Width, seed)));
        }

        return launch;
    }
}
