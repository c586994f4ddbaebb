using OverparamBounds.Theory.ParallelNetworks;

namespace OverparamBounds.Theory.Tests.ParallelNetworks;

public class ParallelTrainingTests
{
    [Fact]
    public void Gradient_descent_alone_passes_kinks_and_comes_near_the_optimum()
    {
        var problem = ParallelExamples.Xor(0.01);
        var optimum = ParallelExamples.Certify(
            problem, ParallelExamples.Train(problem, new() { Units = 20, GrowsZeroUnits = true }).Network);

        var trained = ParallelExamples.Train(problem, new() { Units = 20, PolishSteps = 0 });

        // A search along each gradient stops at the first kink, after some dozens of steps. A fixed step zigzags about
        // kinks with an amplitude of its own size: half a percent is left.
        Assert.True(trained.GradientSteps > 500);
        Assert.Equal(OptimalityVerdict.GlobalOptimum, optimum.Verdict);
        Assert.InRange(trained.History[^1].Objective / optimum.Objective, 1, 1.005);
    }

    [Theory]
    [InlineData(1, 6, 3, 1, 10)]
    [InlineData(2, 8, 2, 2, 12)]
    [InlineData(3, 15, 5, 1, 4)]
    public void The_objective_never_climbs_and_ends_where_the_history_does(int seed, int samples, int features, int outputs, int units)
    {
        var problem = ParallelExamples.Random((ulong)seed, samples, features, outputs);

        var trained = ParallelExamples.Train(problem, new() { Units = units, Seed = (ulong)seed });

        Assert.All(
            trained.History.Zip(trained.History.Skip(1)),
            pair => Assert.True(pair.Second.Objective <= pair.First.Objective && pair.Second.Step >= pair.First.Step));
        Assert.Equal(trained.GradientSteps + trained.PolishSteps, trained.History[^1].Step);

        // Running sums of the polishing round differently from a fresh evaluation.
        Assert.Equal(trained.History[^1].Objective, trained.Network.Objective(problem), 1e-12 * trained.History[0].Objective);
    }

    [Fact]
    public void Plain_gradient_descent_is_all_that_happens_without_polishing()
    {
        var problem = ParallelExamples.Xor(0.01);

        var plain = ParallelExamples.Train(problem, new() { Units = 20, PolishSteps = 0 });
        var polished = ParallelExamples.Train(problem, new() { Units = 20 });

        Assert.Equal(0, plain.PolishSteps);
        Assert.False(plain.IsStationary);
        Assert.True(polished.IsStationary);
        Assert.Equal(plain.GradientSteps, polished.GradientSteps);
        Assert.Equal(plain.Network.Objective(problem), polished.History[^(polished.History.Count - plain.History.Count + 1)].Objective);
        Assert.True(polished.Network.Objective(problem) <= plain.Network.Objective(problem));
    }

    [Fact]
    public void Units_that_die_become_exactly_zero()
    {
        var problem = ParallelExamples.Xor(0.1);

        var trained = ParallelExamples.Train(problem, new() { Units = 20, Seed = 1 }).Network;

        var zeros = trained.ZeroUnits;
        Assert.NotEmpty(zeros);
        Assert.All(zeros, unit => Assert.All(trained.Incoming.Skip(3 * unit).Take(3), weight => Assert.Equal(0, weight)));
        Assert.All(zeros, unit => Assert.Equal(0, trained.Outgoing[unit]));
        Assert.Empty(trained.UnbalancedUnits);
    }

    [Fact]
    public void The_same_seed_gives_the_same_network_and_another_seed_another()
    {
        var problem = ParallelExamples.Random(5, 6, 3);

        var one = ParallelExamples.Train(problem, new() { Units = 6, Seed = 3, PolishSteps = 0 }).Network;
        var same = ParallelExamples.Train(problem, new() { Units = 6, Seed = 3, PolishSteps = 0 }).Network;
        var other = ParallelExamples.Train(problem, new() { Units = 6, Seed = 4, PolishSteps = 0 }).Network;

        Assert.Equal(one.Incoming, same.Incoming);
        Assert.NotEqual(one.Incoming, other.Incoming);
    }

    [Fact]
    public void So_much_decay_that_no_unit_pays_leaves_nothing()
    {
        // At zero weights the polar value of the targets decides: a decay above it makes the zero network optimal.
        var problem = ParallelExamples.Random(7, 6, 3);
        var heavy = new ParallelProblem(
            problem.Inputs, problem.Targets, problem.Samples, 1.01 * ParallelExamples.Polar(problem).Upper);

        var trained = ParallelExamples.Train(heavy, new() { Units = 8 }).Network;

        Assert.Equal(8, trained.ZeroUnits.Count);
        Assert.Equal(heavy.ObjectiveAtZero, trained.Objective(heavy));
    }

    [Fact]
    public void Cancelling_stops_it()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            ParallelTraining.Run(ParallelExamples.Xor(0.1), new() { Units = 3 }, source.Token));
    }
}
