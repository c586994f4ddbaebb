using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Tests;

/// <summary>Sweeps and workers to put in a queue.</summary>
internal static class QueueSample
{
    public static WorkerInfo Worker { get; } = new("host", ProcessId: 77, "cpu", "cpu", Slots: 4, "overparam 0.1.0");

    /// <summary>An adaptive question, one a number.</summary>
    public static PlannedQuestion Search(int number, string deviceClass = "cpu") =>
        new(Sample.Question with { MaxWidth = 1000 + number }, "data", deviceClass, []);

    /// <summary>A question of its own curve, with blocks over the seeds of its widths.</summary>
    public static PlannedQuestion Grid(int number, IReadOnlyList<int> widths, int seeds, int blockSize) =>
        GridOf(Sample.Curve with { Seed = number }, widths, seeds, blockSize);

    public static PlannedQuestion GridOf(CurveSpec curve, IReadOnlyList<int> widths, int seeds, int blockSize)
    {
        var spec = new FindSpec(
            curve, Success: 0.9, Confidence: 0.95, Ratio: 1.25, widths.Min(), widths.Max(), Lanes: 512, MaxTrainings: 50000, new(widths, seeds));
        return new(
            spec,
            "data",
            "cpu",
            [
                .. widths.SelectMany(width => Enumerable.Range(0, (seeds + blockSize - 1) / blockSize)
                    .Select(block => new PlannedBlock(width, block * blockSize, Math.Min(blockSize, seeds - (block * blockSize)), CostSeconds: 2.5))),
            ]);
    }

    public static Submission Sweep(string name, params IReadOnlyList<PlannedQuestion> questions) =>
        new(new(CurveSpec.Hash(name)[..12]), name, "notes", Priority: 0, """{"name":"x"}""", questions);

    public static IReadOnlyList<TrialResult> Results(ClaimedBlock block) =>
        Sample.Results(block.Spec.Curve, block.Range!.Width, block.Range.FirstSeed, block.Range.Count);

    public static QuestionAnswer Answer(string status = "certified") => new(status, """{"smallest":{}}""", [new(4, 10, 5)], ["""{"launch":1}"""]);

    extension(IWorkerSession session)
    {
        /// <summary>Trains and ends a block.</summary>
        public Task<FlushOutcome> DoAsync(ClaimedBlock block, CancellationToken cancellationToken) =>
            session.FlushAsync(block.Lease, new(block.Spec.Curve, Results(block)), isLast: true, cancellationToken);
    }
}
