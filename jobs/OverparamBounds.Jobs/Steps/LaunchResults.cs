using OverparamBounds.Core.Trials;

namespace OverparamBounds.Jobs.Steps;

/// <summary>All results of a launch, whether trained now or stored before.</summary>
public sealed record LaunchResults(IReadOnlyList<TrialResult> Results, int Reused);
