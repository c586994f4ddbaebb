using OverparamBounds.Core.Trials;

namespace OverparamBounds.Jobs.Steps;

/// <summary>All results of a launch, whether trained now or stored before.</summary>
public sealed record LaunchResults(IReadOnlyList<TrialResult> Results, int Reused)
{
    /// <summary>In the order of widths and seeds, whatever the order in which they came.</summary>
    public static LaunchResults Sorted(IEnumerable<TrialResult> results, int reused) =>
        new([.. results.OrderBy(result => result.Trial.Width).ThenBy(result => result.Trial.SeedIndex)], reused);
}
