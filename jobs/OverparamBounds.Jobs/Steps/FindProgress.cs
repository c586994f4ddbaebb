using OverparamBounds.Analysis.Searches;

namespace OverparamBounds.Jobs.Steps;

/// <summary>Where a search stands, for display.</summary>
/// <param name="Launch">The launch under way; null before the first and after the last.</param>
/// <param name="Trainings">Trainings recorded so far.</param>
/// <param name="MaxTrainings">Budget in trainings.</param>
/// <param name="Trained">Trainings of this run, as against those read from the ledger.</param>
/// <param name="NetSteps">Network-steps of this run.</param>
/// <param name="Low">L.</param>
/// <param name="High">U; null while there is none.</param>
public sealed record FindProgress(
    SearchLaunch? Launch, int Trainings, int MaxTrainings, int Trained, long NetSteps, int Low, int? High);
