using System.Diagnostics;
using OverparamBounds.Faults.Audits;

namespace OverparamBounds.Faults.Scenes;

/// <summary>A sweep that workers do while something is done to them.</summary>
/// <param name="Disturbed">How often, before the sweep had ended.</param>
/// <param name="Finished">Whether every sweep came to its end, with answers.</param>
/// <param name="Fallen">Workers that ended without being told to.</param>
internal sealed record DisturbedSweep(GridSweep Sweep, Audit Audit, int Disturbed, bool Finished, int Fallen, double Seconds)
{
    /// <summary>How long a sweep may stand still at its end before it is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <param name="workers">How many are started first.</param>
    /// <param name="disturb">Disturbs, and returns how often.</param>
    public static async Task<DisturbedSweep> RunAsync(
        FaultContext context, GridSweep sweep, int workers, Func<Scene, Task<int>> disturb, CancellationToken cancellationToken)
    {
        await context.Reference.GetAsync(sweep, cancellationToken);
        await using var scene = await Scene.OpenAsync(context, cancellationToken);
        await scene.SubmitAsync(sweep, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        scene.Fleet.Start(workers);
        var disturbed = await disturb(scene);
        var finished = await scene.FinishAsync(Patience, cancellationToken) && await scene.IsAnsweredAsync(cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new(sweep, await scene.AuditAsync([sweep], cancellationToken), disturbed, finished, scene.Fleet.Fallen, seconds);
    }

    /// <summary>What must hold whatever was done.</summary>
    /// <param name="planned">How often it was to be disturbed.</param>
    public IEnumerable<string> Broken(int planned)
    {
        if (!Finished)
        {
            yield return "The sweep did not finish.";
        }

        if (Disturbed < planned)
        {
            yield return $"The sweep was over after {Disturbed} disturbances of {planned}.";
        }
    }
}
