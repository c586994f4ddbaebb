using System.Globalization;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Scale;

/// <summary>How a simulated sweep is cut: questions of ten widths each.</summary>
/// <param name="Block">Trials a block.</param>
/// <param name="Seeds">Trials a cell.</param>
internal sealed record SweepShape(int Block, int Seeds)
{
    private const int LeastWidth = 2;
    private const int Widths = 10;
    private const string SpecJson = """{"name":"simulated"}""";

    public long TrialsAQuestion => (long)Widths * Seeds;

    public int QuestionsFor(long trials) => checked((int)((trials + TrialsAQuestion - 1) / TrialsAQuestion));

    /// <param name="first">Number of its first question; the numbers of all questions of a ledger differ.</param>
    public Submission Plan(int first, int questions)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"simulated {first}");
        return new(
            new(CurveSpec.Hash(name)[..12]), name, Notes: string.Empty, Priority: 0, SpecJson, [.. Enumerable.Range(first, questions).Select(Question)]);
    }

    private PlannedQuestion Question(int number)
    {
        var widths = Enumerable.Range(LeastWidth, Widths).ToList();
        var curve = new CurveSpec(
            string.Create(CultureInfo.InvariantCulture, $"sphere(n={8 + (number % 32)},d=4,seed={number / 32})"),
            "mlp(act=relu,depth=1)",
            "dense",
            "adam(lr=0.01)",
            "Z1",
            Steps: 3000,
            Seed: 0);
        var spec = new FindSpec(
            curve, Success: 0.9, Confidence: 0.95, Ratio: 1.25, widths[0], widths[^1], Lanes: 512, MaxTrainings: 50000, new(widths, Seeds));
        return new(
            spec,
            "data",
            "cpu",
            [
                .. widths.SelectMany(width => Enumerable.Range(0, (Seeds + Block - 1) / Block)
                    .Select(block => new PlannedBlock(width, block * Block, Math.Min(Block, Seeds - (block * Block)), CostSeconds: 5))),
            ]);
    }
}
