using OverparamBounds.Analysis.Evidence;

namespace OverparamBounds.Analysis.Tests.Evidence;

public sealed class BoundsTests
{
    private const double Tolerance = 5.1e-9;
    private const double Alpha = .05;

    [Theory]
    [InlineData(7, 10, .39677815, .89220873, .34754715, .93326049)]
    [InlineData(0, 20, 0, .16112516, 0, .16843347)]
    [InlineData(64, 64, .94337594, 1, .94399091, 1)]
    [InlineData(57, 60, .86299484, .98285050, .86075675, .98956767)]
    public void Fixed_design_bounds_are_those_of_an_independent_implementation(
        int fitted, int trials, double wilsonLower, double wilsonUpper, double exactLower, double exactUpper)
    {
        var wilson = FixedDesignBounds.Wilson(fitted, trials, Alpha);
        var exact = FixedDesignBounds.ClopperPearson(fitted, trials, Alpha);

        Assert.Equal(wilsonLower, wilson.Lower, Tolerance);
        Assert.Equal(wilsonUpper, wilson.Upper, Tolerance);
        Assert.Equal(exactLower, exact.Lower, Tolerance);
        Assert.Equal(exactUpper, exact.Upper, Tolerance);
    }

    [Theory]
    [InlineData(7, 10, .25241289, .96748486, .27121967, .96598223)]
    [InlineData(0, 20, 0, .22400611, 0, .17209573)]
    [InlineData(64, 64, .91551062, 1, .94257569, 1)]
    [InlineData(57, 60, .80631572, .99653816, .83095378, .99649065)]
    public void Sequence_bounds_are_those_of_an_independent_implementation(
        int fitted, int trials, double lower, double upper, double oneSidedLower, double oneSidedUpper)
    {
        var interval = SequenceBounds.TwoSided(fitted, trials, Alpha);

        Assert.Equal(lower, interval.Lower, Tolerance);
        Assert.Equal(upper, interval.Upper, Tolerance);
        Assert.Equal(oneSidedLower, SequenceBounds.Lower(fitted, trials, Alpha), Tolerance);
        Assert.Equal(oneSidedUpper, SequenceBounds.Upper(fitted, trials, Alpha), Tolerance);
    }

    [Fact]
    public void Bounds_rise_with_successes_and_hold_the_share_between_them()
    {
        const int Trials = 25;
        Func<int, ProbabilityInterval>[] intervals =
        [
            fitted => FixedDesignBounds.Wilson(fitted, Trials, Alpha),
            fitted => FixedDesignBounds.ClopperPearson(fitted, Trials, Alpha),
            fitted => SequenceBounds.TwoSided(fitted, Trials, Alpha),
            fitted => new(SequenceBounds.Lower(fitted, Trials, Alpha), SequenceBounds.Upper(fitted, Trials, Alpha)),
        ];

        foreach (var interval in intervals)
        {
            var all = Enumerable.Range(0, Trials + 1).Select(interval).ToList();

            Assert.All(all.Zip(all.Skip(1)), pair =>
                Assert.True(pair.First.Lower < pair.Second.Lower && pair.First.Upper < pair.Second.Upper));
            Assert.All(all.Select((held, fitted) => (held, fitted)), pair =>
                Assert.True(pair.held.Lower <= (double)pair.fitted / Trials && pair.held.Upper >= (double)pair.fitted / Trials));
        }
    }

    [Fact]
    public void Smaller_alpha_gives_wider_bounds_and_no_runs_say_nothing()
    {
        var wide = SequenceBounds.TwoSided(7, 10, .001);
        var narrow = SequenceBounds.TwoSided(7, 10, .1);

        Assert.True(wide.Lower < narrow.Lower && wide.Upper > narrow.Upper);
        Assert.Equal(new(0, 1), SequenceBounds.TwoSided(0, 0, Alpha));
        Assert.Equal(new(0, 1), FixedDesignBounds.ClopperPearson(0, 0, Alpha));
        Assert.Equal(new(0, 1), FixedDesignBounds.Wilson(0, 0, Alpha));
    }

    [Theory]
    [InlineData(.3)]
    [InlineData(.9)]
    public void Clopper_and_Pearson_cover_in_every_fixed_design(double success)
    {
        const int Trials = 30;

        var covered = Enumerable.Range(0, Trials + 1).Sum(fitted =>
        {
            var interval = FixedDesignBounds.ClopperPearson(fitted, Trials, Alpha);
            var chance = MathNet.Numerics.Distributions.Binomial.PMF(success, Trials, fitted);
            return interval.Lower <= success && success <= interval.Upper ? chance : 0;
        });

        Assert.InRange(covered, 1 - Alpha, 1);
    }
}
