using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Core.Queue;

/// <summary>A sweep that is handed in.</summary>
/// <param name="SpecJson">What was asked, as JSON.</param>
/// <param name="Priority">-100 to 100; higher goes first.</param>
public sealed record Submission(
    SweepId Id, string Name, string Notes, int Priority, string SpecJson, IReadOnlyList<PlannedQuestion> Questions);

/// <summary>A question of a submission.</summary>
/// <param name="DeviceClass">Which workers are to do it: cpu or gpu.</param>
/// <param name="Blocks">All blocks of a grid; none for an adaptive search, which plans as it goes.</param>
public sealed record PlannedQuestion(FindSpec Spec, string DataDigest, string DeviceClass, IReadOnlyList<PlannedBlock> Blocks);

/// <summary>Where a sweep stands.</summary>
public enum SweepState
{
    Running,

    /// <summary>Nothing new is claimed; what is being worked on is finished.</summary>
    Paused,

    /// <summary>No more is trained; questions are being answered with what is known.</summary>
    Stopping,

    /// <summary>Answered with what was known.</summary>
    Stopped,

    /// <summary>Given up; what was trained is kept.</summary>
    Cancelled,

    /// <summary>All questions are answered.</summary>
    Finished,

    /// <summary>All questions are settled, but something could not be done: see the questions.</summary>
    Failed,
}

/// <summary>What can be asked of a sweep.</summary>
public enum SweepCommand
{
    Pause,
    Resume,
    Stop,
    Cancel,

    /// <summary>Tries again what failed, was stopped or was cancelled.</summary>
    Retry,
}

/// <summary>The state machine of sweeps.</summary>
public static class SweepCommands
{
    /// <summary>The state that follows; null where the command means nothing in this state.</summary>
    public static SweepState? Next(SweepState state, SweepCommand command) => (state, command) switch
    {
        (SweepState.Running, SweepCommand.Pause) => SweepState.Paused,
        (SweepState.Paused, SweepCommand.Resume) => SweepState.Running,
        (SweepState.Running or SweepState.Paused, SweepCommand.Stop) => SweepState.Stopping,
        (SweepState.Running or SweepState.Paused or SweepState.Stopping, SweepCommand.Cancel) => SweepState.Cancelled,
        (SweepState.Stopped or SweepState.Cancelled or SweepState.Failed, SweepCommand.Retry) => SweepState.Running,
        _ => null,
    };

    /// <summary>The commands that mean something in a state.</summary>
    public static IReadOnlyList<SweepCommand> Open(SweepState state) =>
        [.. Enum.GetValues<SweepCommand>().Where(command => Next(state, command) is not null)];
}

/// <summary>A sweep with its progress.</summary>
/// <param name="Questions">How many it asks.</param>
/// <param name="Answered">Of them: answered.</param>
/// <param name="Failed">Of them: cannot be answered.</param>
/// <param name="Planned">Trainings planned so far; an adaptive search plans more as it goes.</param>
/// <param name="Done">Of them: done.</param>
/// <param name="Quarantined">Of them: left alone, because they kept crashing.</param>
/// <param name="Running">Blocks being worked on.</param>
/// <param name="SecondsLeft">Predicted seconds of one thread for what is planned and not done.</param>
public sealed record QueuedSweep(
    SweepId Id,
    string Name,
    string Notes,
    int Priority,
    SweepState State,
    string SpecJson,
    int Questions,
    int Answered,
    int Failed,
    long Planned,
    long Done,
    long Quarantined,
    int Running,
    double SecondsLeft,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt);

/// <summary>A question of a sweep with its progress.</summary>
/// <param name="Status">open, failed, or the status of the answer.</param>
/// <param name="Problem">Why it failed, or what was quarantined; null where nothing was.</param>
/// <param name="Rounds">Rounds planned so far.</param>
public sealed record QueuedQuestion(
    FindSpec Spec, string Status, string? Problem, int Rounds, long Planned, long Done, long Quarantined, string? AnswerJson);
