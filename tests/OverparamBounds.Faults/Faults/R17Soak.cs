using System.Diagnostics;
using System.Globalization;
using OverparamBounds.Faults.Audits;
using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>Sweep after sweep for hours, with the same workers: what grows that should not?</summary>
internal sealed class R17Soak : IFault
{
    /// <summary>A sweep's share of the results; workers forget a question when they have not used it for a while.</summary>
    private const int TrialsPerSweep = 5000;

    private const double Tolerance = 0.05;

    public string Id => "R17";

    public string Title => "soak";

    public string PassCriterion => "over the second half memory and handles of each worker grow by at most 5 %, and the database by no more bytes a trial than over the first";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var minutes = context.Minutes(small: 3, full: 480);
        await using var scene = await Scene.OpenAsync(context, cancellationToken);
        scene.Fleet.Start(context.Workers);
        var began = Stopwatch.GetTimestamp();
        var sweeps = new List<GridSweep>();
        var states = new List<State>();

        // The first quarter warms caches and compiled code up, and is not compared with.
        foreach (var share in (double[])[0.25, 0.5, 0.75, 1])
        {
            while (Stopwatch.GetElapsedTime(began).TotalMinutes < share * minutes || sweeps.Count == 0)
            {
                var sweep = GridSweep.Of(TrialsPerSweep, steps: 2000) with { Name = $"Soak {sweeps.Count}", Ladder = sweeps.Count };
                await scene.SubmitAsync(sweep, cancellationToken);
                sweeps.Add(sweep);
                if (!await scene.FinishAsync(TimeSpan.FromSeconds(60), cancellationToken))
                {
                    return FaultVerdict.Judge($"{sweeps.Count} sweeps", audit: null, ["A sweep did not finish."]);
                }
            }

            states.Add(await LookAsync(scene, sweeps.Count, cancellationToken));
            context.Say(states[^1].ToString());
        }

        var audit = await SampleAsync(context, scene, sweeps, cancellationToken);
        var (first, last) = (states[1], states[^1]);
        var (early, late) = (Growth(states[0], states[1]), Growth(states[2], states[3]));
        return FaultVerdict.Judge(
            string.Create(CultureInfo.InvariantCulture, $"{minutes} min, {sweeps.Count} sweeps of {TrialsPerSweep} trials, {context.Workers} workers"),
            audit,
            [
                .. last.Memory > (1 + Tolerance) * first.Memory ? (string[])["Memory grew."] : [],
                .. last.Handles > (1 + Tolerance) * first.Handles ? (string[])["Handles grew."] : [],
                .. late > (1 + Tolerance) * early ? (string[])["The database grew faster at the end."] : [],
                .. scene.Fleet.Fallen > 0 ? (string[])[$"{scene.Fleet.Fallen} workers ended."] : [],
            ],
            string.Create(CultureInfo.InvariantCulture, $"memory a worker {first.Memory / 1e6:0} → {last.Memory / 1e6:0} MB, handles {first.Handles} → {last.Handles}"),
            string.Create(CultureInfo.InvariantCulture, $"database {early:0} → {late:0} bytes a trial"));
    }

    /// <summary>All trials are counted; the digests of the first and the last sweep alone are compared, for a serial run of all would take as long as the soak.</summary>
    private static async Task<Audit> SampleAsync(FaultContext context, Scene scene, List<GridSweep> sweeps, CancellationToken cancellationToken)
    {
        var stored = await scene.Queue.TrialsAsync(cancellationToken);
        var digests = stored.DistinctBy(row => row.Trial).ToDictionary(row => row.Trial, row => row.Digest);
        var wrong = 0;
        foreach (var sweep in sweeps.Count == 1 ? sweeps : [sweeps[0], sweeps[^1]])
        {
            wrong += (await context.Reference.GetAsync(sweep, cancellationToken)).Count(pair => !digests.TryGetValue(pair.Key, out var digest) || digest != pair.Value);
        }

        var planned = sweeps.Sum(sweep => sweep.Trials);
        return new(planned, Lost: Math.Max(0, planned - digests.Count), Duplicated: stored.Count - digests.Count, wrong, ReExecuted: 0, TrainedTwice: 0, Refused: 0);
    }

    private static double Growth(State before, State after) => (after.Bytes - before.Bytes) / Math.Max(1.0, (after.Sweeps - before.Sweeps) * TrialsPerSweep);

    private static async Task<State> LookAsync(Scene scene, int sweeps, CancellationToken cancellationToken) => new(
        sweeps,
        scene.Fleet.Workers.Max(worker => worker.ResidentBytes()),
        scene.Fleet.Workers.Max(worker => worker.OpenHandles()),
        await scene.Queue.CountAsync("pg_database_size(current_database())", cancellationToken) ?? 0);

    /// <param name="Memory">Resident bytes of the largest worker.</param>
    /// <param name="Handles">Open files and sockets of the worker that has most.</param>
    /// <param name="Bytes">Size of the database.</param>
    private sealed record State(int Sweeps, long Memory, int Handles, long Bytes)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{Sweeps} sweeps: {Memory / 1e6:0} MB and {Handles} handles a worker, database {Bytes / 1e6:0.0} MB");
    }
}
