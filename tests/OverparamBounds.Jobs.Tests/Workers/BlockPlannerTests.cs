using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Jobs.Tests.Workers;

public sealed class BlockPlannerTests
{
    [Theory]
    [InlineData("xor", 1)]
    [InlineData("xor", 64)]
    [InlineData("xor", 1000)]
    [InlineData("digits(n=300)", 333)]
    public void The_blocks_of_a_grid_hold_every_trial_once_and_are_neither_large_nor_slow(string task, int seeds)
    {
        var question = QuestionBinder.Bind(new() { Task = task, Grid = new GridSpec([16, 2, 512], seeds) });

        var blocks = BlockPlanner.Grid(question);

        var trials = blocks.SelectMany(block => Enumerable.Range(block.FirstSeed, block.Count).Select(seed => new Trial(block.Width, seed)));
        Assert.Equal(
            from width in (int[])[2, 16, 512] from seed in Enumerable.Range(0, seeds) select new Trial(width, seed),
            trials);
        Assert.All(blocks, block => Assert.InRange(block.Count, 1, BlockPlanner.MostTrials));

        // 5 s, but a vector register is filled however long that takes.
        Assert.All(blocks, block => Assert.True(block.CostSeconds <= 5 + 1e-9 || block.Count <= 16));
    }

    [Fact]
    public void Missing_trials_are_planned_with_their_holes()
    {
        var question = QuestionBinder.Bind(new() { Task = "xor" });
        Trial[] missing = [new(8, 3), new(2, 7), new(8, 1), new(8, 2), new(2, 9), .. Enumerable.Range(100, 100).Select(seed => new Trial(8, seed))];

        var blocks = BlockPlanner.Missing(question, missing);

        Assert.Equal(
            missing.OrderBy(trial => trial.Width).ThenBy(trial => trial.SeedIndex),
            blocks.SelectMany(block => Enumerable.Range(block.FirstSeed, block.Count).Select(seed => new Trial(block.Width, seed))));
        Assert.Equal(5, blocks.Count);
    }
}
