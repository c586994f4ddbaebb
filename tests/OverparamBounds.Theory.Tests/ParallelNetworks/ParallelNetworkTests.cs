using OverparamBounds.Theory.ParallelNetworks;

namespace OverparamBounds.Theory.Tests.ParallelNetworks;

public class ParallelNetworkTests
{
    [Theory]
    [InlineData(1, 5, 3, 1, 4)]
    [InlineData(2, 7, 2, 3, 6)]
    [InlineData(3, 1, 1, 1, 1)]
    public void The_gradient_is_what_central_differences_tend_to(int seed, int samples, int features, int outputs, int units)
    {
        const double Step = 1e-6;
        var problem = ParallelExamples.Random((ulong)seed, samples, features, outputs);
        var network = ParallelExamples.RandomNetwork((ulong)seed, problem, units);

        var gradient = network.Gradient(problem);

        // The third derivative times the step squared is below 1e-10, rounding over the step below 1e-8.
        Assert.All(Enumerable.Range(0, network.Incoming.Length), at => Assert.Equal(
            (Moved(at, 0, Step).Objective(problem) - Moved(at, 0, -Step).Objective(problem)) / (2 * Step), gradient.Incoming[at], 1e-7));
        Assert.All(Enumerable.Range(0, network.Outgoing.Length), at => Assert.Equal(
            (Moved(at, 1, Step).Objective(problem) - Moved(at, 1, -Step).Objective(problem)) / (2 * Step), gradient.Outgoing[at], 1e-7));

        ParallelNetwork Moved(int at, int layer, double by)
        {
            double[][] weights = [[.. network.Incoming], [.. network.Outgoing]];
            weights[layer][at] += by;
            return new(weights[0], weights[1], units);
        }
    }

    [Fact]
    public void A_small_network_has_the_outputs_and_the_objective_worked_out_by_hand()
    {
        var problem = new ParallelProblem([1, 0, 0, 2, -1, 1], [1, 0, 2], 3, weightDecay: 0.5);
        var network = new ParallelNetwork([1, 1, 0, -1], [2, 3], 2);

        // Activations (1, 0), (2, 0), (0, 0); loss (1 + 16 + 4) / 2; decay 0.25 (2 + 1 + 4 + 9).
        Assert.Equal([2, 4, 0], network.Predict(problem));
        Assert.Equal(14.5, network.Objective(problem));
    }

    [Fact]
    public void Zero_and_unbalanced_units_are_told_apart()
    {
        var network = new ParallelNetwork([1, 2, 1e-9, 0, 1, 0, 0, 0], [1, 1e-8, 0, 0], 4);

        Assert.Equal([1, 3], network.ZeroUnits);
        Assert.Equal([2], network.UnbalancedUnits);
        Assert.Equal([0, 1], new ParallelNetwork([0, 0], [0, 0], 2).ZeroUnits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Balancing_keeps_the_outputs_and_never_raises_the_objective(int seed)
    {
        var problem = ParallelExamples.Random((ulong)seed, 6, 3, 2);
        var network = ParallelExamples.RandomNetwork((ulong)seed, problem, 5);

        var balanced = network.Balanced();

        // Rounding of sums of a few terms of size 1.
        Assert.All(network.Predict(problem).Zip(balanced.Predict(problem)), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        Assert.True(balanced.Objective(problem) < network.Objective(problem));
        Assert.Equal(ParallelExamples.Norm(balanced.Incoming), ParallelExamples.Norm(balanced.Outgoing), 1e-13);
    }

    [Fact]
    public void Classes_become_signs_or_one_hot_rows_and_biases_a_column_of_ones()
    {
        var two = ParallelProblem.For(Examples.Xor, 0.1, bias: true);
        var three = ParallelProblem.For(Examples.Classified([[1], [2], [3]], [2, 0, 1]), 0.1, bias: false);
        var real = ParallelProblem.For(Examples.Regression([[1], [2]], [0.25, 1e-9]), 0.1, bias: false);

        Assert.Equal([-1, -1, 1, -1, 1, 1, 1, -1, 1, 1, 1, 1], two.Inputs);
        Assert.Equal([-1, 1, 1, -1], two.Targets);
        Assert.Equal([1, 2, 3], three.Inputs);
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0], three.Targets);
        Assert.Equal([0.25, 1e-9], real.Targets);
    }

    [Fact]
    public void Problems_without_decay_or_with_broken_shapes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParallelProblem([1, 2], [1, 2], 2, weightDecay: 0));
        Assert.Throws<ArgumentException>(() => new ParallelProblem([1, 2, 3], [1, 2], 2, weightDecay: 1));
        Assert.Throws<ArgumentException>(() => new ParallelProblem([1, double.NaN], [1, 2], 2, weightDecay: 1));
        Assert.Throws<ArgumentException>(() =>
            new ParallelNetwork([1, 2], [1], 1).Predict(new ParallelProblem([1, 2], [1, 2], 2, weightDecay: 1)));
    }
}
