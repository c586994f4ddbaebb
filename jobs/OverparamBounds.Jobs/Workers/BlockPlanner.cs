using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Workers;

/// <summary>Cuts trials into blocks: large enough that bookkeeping does not show, small enough that little is lost with a worker.</summary>
public static class BlockPlanner
{
    /// <summary>Bookkeeping of a block takes about 10 ms, so that of a trial is below 0.2 ms.</summary>
    public const int MostTrials = 64;

    /// <summary>A block is to take about so long at most, on one thread.</summary>
    private const double MostSeconds = 5;

    /// <summary>Networks that share a vector register: fewer would leave lanes empty.</summary>
    private const int FewestTrials = 16;

    /// <summary>All blocks of a grid, narrowest width first.</summary>
    public static IReadOnlyList<PlannedBlock> Grid(Question question)
    {
        var grid = question.Spec.Grid ?? throw new ArgumentException("The question has no grid.", nameof(question));
        return [.. grid.Widths.Order().SelectMany(width => Cut(question, width, firstSeed: 0, grid.Seeds))];
    }

    /// <summary>Blocks of the trials that a round lacks, by width and seed.</summary>
    public static IReadOnlyList<PlannedBlock> Missing(Question question, IEnumerable<Trial> missing)
    {
        var blocks = new List<PlannedBlock>();
        foreach (var cell in missing.GroupBy(trial => trial.Width).OrderBy(cell => cell.Key))
        {
            var seeds = cell.Select(trial => trial.SeedIndex).Order().ToList();
            for (var start = 0; start < seeds.Count;)
            {
                var count = 1;
                while (start + count < seeds.Count && seeds[start + count] == seeds[start] + count)
                {
                    count++;
                }

                blocks.AddRange(Cut(question, cell.Key, seeds[start], count));
                start += count;
            }
        }

        return blocks;
    }

    private static IEnumerable<PlannedBlock> Cut(Question question, int width, int firstSeed, int count)
    {
        var seconds = EngineCost.Seconds(question.Plan, width) * question.Spec.Curve.Steps;
        var most = (int)Math.Clamp(MostSeconds / seconds, FewestTrials, MostTrials);

        // Parts that are alike, rather than full ones and a small rest: workers end a round together.
        var parts = (count + most - 1) / most;
        for (var part = 0; part < parts; part++)
        {
            var (from, to) = ((int)((long)count * part / parts), (int)((long)count * (part + 1) / parts));
            yield return new(width, firstSeed + from, to - from, seconds * (to - from));
        }
    }
}
