using OverparamBounds.Analysis.Estimates;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Analysis.Tests.Estimates;

public sealed class IsotonicFitTests
{
    private static readonly IReadOnlyList<WidthCount> s_counts =
        [new(2, 20, 2), new(4, 20, 9), new(8, 20, 7), new(16, 20, 18), new(32, 20, 20)];

    [Fact]
    public void The_worked_example_is_pooled_crossed_and_scored()
    {
        var test = MonotonicityTest.Of(s_counts);
        double[] expected = [.1, .4, .4, .9, 1];

        Assert.All(test.Fit.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.Equal(9.18958684, ThresholdPoint.Crossing(s_counts, .5) ?? 0, 5.1e-9);
        Assert.Equal(.41751525, test.Statistic, 5.1e-9);
        Assert.InRange(test.PValue, .05, 1);
    }

    [Fact]
    public void Fits_rise_keep_the_mean_and_fitting_twice_changes_nothing()
    {
        var random = new RandomSequence(RandomSequence.KeyOf("isotonic-test"), RandomPurpose.Simulation);
        for (var repetition = 0; repetition < 200; repetition++)
        {
            var count = 1 + random.NextIndex(12);
            double[] values = [.. Enumerable.Range(0, count).Select(_ => (double)random.NextIndex(6))];
            double[] weights = [.. Enumerable.Range(0, count).Select(_ => 1.0 + random.NextIndex(30))];

            var fit = IsotonicFit.Fit(values, weights);

            Assert.All(fit.Zip(fit.Skip(1)), pair => Assert.True(pair.First <= pair.Second));
            Assert.Equal(values.Zip(weights, (v, w) => v * w).Sum(), fit.Zip(weights, (v, w) => v * w).Sum(), 1e-9);
            Assert.Equal(fit, IsotonicFit.Fit(fit, weights));
        }
    }

    [Fact]
    public void No_other_rising_sequence_is_nearer()
    {
        // Random rising sequences near the fit never have smaller weighted squares.
        var random = new RandomSequence(RandomSequence.KeyOf("isotonic-optimum"), RandomPurpose.Simulation);
        double[] values = [3, 1, 2, 5, 4, 4, 0, 7], weights = [1, 2, 1, 5, 1, 3, 1, 2];
        double Distance(IEnumerable<double> fit) => fit.Select((value, i) => weights[i] * Math.Pow(value - values[i], 2)).Sum();

        var fit = IsotonicFit.Fit(values, weights);

        for (var repetition = 0; repetition < 500; repetition++)
        {
            var other = fit.Select(value => value + (.2 * random.NextNormal())).Order();
            Assert.True(Distance(other) >= Distance(fit) - 1e-12);
        }
    }

    [Fact]
    public void Points_lie_inside_the_interval_and_are_whole()
    {
        Assert.Equal(10, ThresholdPoint.Estimate(s_counts, .5, low: 8, high: 16));
        Assert.Equal(12, ThresholdPoint.Estimate(s_counts, .5, low: 11, high: 16));
        Assert.Equal(9, ThresholdPoint.Estimate(s_counts, .5, low: 4, high: 9));
        Assert.Equal(2, ThresholdPoint.Estimate(s_counts, .05, low: 0, high: 4));
        Assert.Null(ThresholdPoint.Crossing([new(2, 20, 2)], .5));
        Assert.Equal(16, ThresholdPoint.Crossing([new(8, 20, 0), new(16, 20, 10)], .5));
    }

    [Fact]
    public void A_clear_dip_is_not_monotone_and_the_answer_repeats()
    {
        IReadOnlyList<WidthCount> dip = [new(2, 60, 2), new(4, 60, 55), new(8, 60, 20), new(16, 60, 58)];

        var first = MonotonicityTest.Of(dip);

        Assert.Equal(.001, first.PValue, 1e-12);
        Assert.Equal(first.PValue, MonotonicityTest.Of(dip).PValue);
    }

    [Fact]
    public void A_rising_table_shows_nothing_against_a_rising_curve()
    {
        var test = MonotonicityTest.Of([new(2, 20, 0), new(4, 20, 5), new(8, 20, 20)]);

        Assert.Equal(0, test.Statistic, 1e-12);
        Assert.Equal(1, test.PValue);
    }
}
