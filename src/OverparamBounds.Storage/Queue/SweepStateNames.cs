using OverparamBounds.Core.Queue;

namespace OverparamBounds.Storage.Queue;

/// <summary>Names of states in the database.</summary>
internal static class SweepStateNames
{
    public static string Name(SweepState state) => state switch
    {
        SweepState.Running => "running",
        SweepState.Paused => "paused",
        SweepState.Stopping => "stopping",
        SweepState.Stopped => "stopped",
        SweepState.Cancelled => "cancelled",
        SweepState.Finished => "finished",
        _ => "failed",
    };

    public static SweepState Parse(string name) => Enum.GetValues<SweepState>().Single(state => Name(state) == name);
}
