using OverparamBounds.Theory.ParallelNetworks;

namespace OverparamBounds.Theory.Tests.ParallelNetworks;

public class OptimalityCertificateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Twenty_units_trained_on_xor_are_certified(int seed)
    {
        var problem = ParallelExamples.Xor(0.01);

        // Some starts end in a saddle, of which a zero unit is the way out.
        var network = ParallelExamples.Train(problem, new() { Units = 20, Seed = (ulong)seed, GrowsZeroUnits = true }).Network;
        var certificate = ParallelExamples.Certify(problem, network);

        // The polishing stops at a subgradient of 1e-9 of the decay, which bounds both figures to about that.
        Assert.Equal(OptimalityVerdict.GlobalOptimum, certificate.Verdict);
        Assert.InRange(certificate.RelativeGap, 0, 1e-8);
        Assert.Equal(problem.WeightDecay, certificate.Omega.Lower, 1e-8 * problem.WeightDecay);
        Assert.InRange(certificate.Stationarity, 0, 1e-7);
        Assert.True(certificate.HasZeroUnit);
        Assert.Null(certificate.Improvement);
        Assert.StartsWith("Certified", certificate.Statement, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(1, 0.1)]
    [InlineData(2, 0.1)]
    [InlineData(2, 0.5)]
    [InlineData(3, 0.1)]
    [InlineData(4, 0.5)]
    public void Growing_zero_units_reaches_one_certified_value_from_every_seed_and_width(int data, double decay)
    {
        var problem = ParallelExamples.Random((ulong)data, 6, 3, weightDecay: decay);

        var certificates = new[] { 10, 20, 40 }
            .SelectMany(units => new ulong[] { 1, 2 }.Select(seed => new ParallelTrainingOptions { Units = units, Seed = seed, GrowsZeroUnits = true }))
            .Select(options => ParallelExamples.Certify(problem, ParallelExamples.Train(problem, options).Network))
            .ToList();

        Assert.All(certificates, certificate => Assert.Equal(OptimalityVerdict.GlobalOptimum, certificate.Verdict));

        // Each value is at most its own gap above the one least value, so no two differ by more than the larger gap.
        var (least, most) = (certificates.Min(one => one.Objective), certificates.Max(one => one.Objective));
        Assert.True(most - least <= certificates.Max(one => one.Gap) + 1e-14);
        Assert.True(certificates.Max(one => one.LowerBound) <= least + 1e-14);
    }

    [Theory]
    [InlineData(1, 6, 3, 2)]
    [InlineData(2, 5, 2, 3)]
    public void Several_outputs_are_certified_too(int data, int samples, int features, int outputs)
    {
        var problem = ParallelExamples.Random((ulong)data, samples, features, outputs, weightDecay: 0.5);

        var trained = ParallelExamples.Train(problem, new() { Units = (samples * outputs) + 8, GrowsZeroUnits = true });
        var certificate = ParallelExamples.Certify(problem, trained.Network);

        Assert.Equal(OptimalityVerdict.GlobalOptimum, certificate.Verdict);
        Assert.True(certificate.Omega.IsExact);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_network_stopped_early_is_refused(int seed)
    {
        var problem = ParallelExamples.Xor(0.01);

        var network = ParallelExamples.Train(problem, new() { Units = 20, Seed = (ulong)seed, GradientSteps = 5, PolishSteps = 0 }).Network;
        var certificate = ParallelExamples.Certify(problem, network);

        Assert.NotEqual(OptimalityVerdict.GlobalOptimum, certificate.Verdict);
        Assert.True(certificate.Stationarity > 1e-3);
        Assert.True(certificate.RelativeGap > 1e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void One_stationary_unit_too_few_is_refused_with_a_unit_that_lowers_the_objective(int seed)
    {
        var problem = ParallelExamples.Xor(0.01);

        var trained = ParallelExamples.Train(problem, new() { Units = 1, Seed = (ulong)seed });
        var certificate = ParallelExamples.Certify(problem, trained.Network);

        Assert.True(trained.IsStationary);
        Assert.InRange(certificate.Stationarity, 0, 1e-6);
        Assert.Equal(OptimalityVerdict.NotGlobal, certificate.Verdict);
        Assert.True(certificate.Omega.Lower > problem.WeightDecay);
        var unit = Assert.IsType<ImprovingUnit>(certificate.Improvement);
        var improved = trained.Network.With(unit);
        Assert.Equal(unit.Decrease, trained.Network.Objective(problem) - improved.Objective(problem));

        // The closed form (Omega - decay)² / (2 ||relu(X w)||²).
        var activations = new ParallelNetwork(certificate.Omega.Direction, [1], 1).Predict(problem);
        var expected = Math.Pow(certificate.Omega.Lower - problem.WeightDecay, 2) / (2 * activations.Sum(value => value * value));
        Assert.Equal(expected, unit.Decrease, 1e-12);
        Assert.True(unit.Decrease > 0.01);
    }

    [Fact]
    public void A_zero_network_whose_units_could_grow_is_a_saddle()
    {
        var problem = ParallelExamples.Xor(0.01);

        var certificate = ParallelExamples.Certify(problem, new(new double[6], new double[2], 2));

        Assert.Equal(OptimalityVerdict.NotGlobal, certificate.Verdict);
        Assert.Equal(0, certificate.Stationarity);
        Assert.Equal(2, certificate.ZeroUnits);
        Assert.Contains("saddle", certificate.Statement, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 4, 2, 1, 3)]
    [InlineData(2, 8, 3, 2, 5)]
    [InlineData(3, 12, 4, 1, 30)]
    [InlineData(4, 60, 8, 1, 10)]
    public void No_network_is_below_the_lower_bound_of_any_other(int data, int samples, int features, int outputs, int units)
    {
        var problem = ParallelExamples.Random((ulong)data, samples, features, outputs);
        var networks = Enumerable.Range(0, 20)
            .Select(seed => ParallelExamples.Train(
                problem, new() { Units = units, Seed = (ulong)seed, GradientSteps = 10 * seed, PolishSteps = seed % 2 * 200 }).Network)
            .Append(ParallelExamples.RandomNetwork((ulong)data, problem, units))
            .ToList();

        var certificates = networks.Select(network => ParallelExamples.Certify(problem, network)).ToList();

        // Rounding of the objective at zero's size.
        var rounding = 1e-13 * problem.ObjectiveAtZero;
        Assert.True(certificates.Max(one => one.LowerBound) <= certificates.Min(one => one.BalancedObjective) + rounding);
        Assert.All(certificates, one => Assert.True(one.Gap >= -rounding && one.BalancedObjective <= one.Objective + rounding));
    }

    [Fact]
    public void A_loose_bound_leaves_a_global_optimum_undecided()
    {
        var problem = ParallelExamples.Xor(0.1);
        var network = ParallelExamples.Train(problem, new() { Units = 20 }).Network;

        var certificate = OptimalityCertificate.Of(
            problem, network, new() { Polar = new() { MostPatterns = 0 } }, TestContext.Current.CancellationToken);

        Assert.Equal(OptimalityVerdict.Undecided, certificate.Verdict);
        Assert.Equal(OptimalityVerdict.GlobalOptimum, ParallelExamples.Certify(problem, network).Verdict);
        Assert.StartsWith("Undecided", certificate.Statement, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 5, 2)]
    [InlineData(2, 6, 2)]
    [InlineData(3, 4, 3)]
    public void The_certified_value_is_that_of_the_convex_program_over_all_patterns(int data, int samples, int features)
    {
        var problem = ParallelExamples.Random((ulong)data, samples, features, weightDecay: 0.3);
        var trained = ParallelExamples.Train(problem, new() { Units = 20, GrowsZeroUnits = true });

        // A unit of either sign in every cell of the arrangement: the convex program's value is the least of all widths.
        var cells = ArrangementCells.Points(problem.Inputs, features, TestContext.Current.CancellationToken);
        var everyCell = new ParallelNetwork(
            [.. cells.Concat(cells).SelectMany(cell => cell)],
            [.. cells.Select(_ => 1e-3), .. cells.Select(_ => -1e-3)],
            2 * cells.Count);
        var program = ParallelTraining.Run(
            problem, everyCell, new() { Units = 2 * cells.Count, GradientSteps = 0 }, TestContext.Current.CancellationToken);

        // Both stop at a subgradient of 1e-9 of the decay.
        Assert.Equal(program.Network.Objective(problem), trained.Network.Objective(problem), 1e-8);
    }
}
