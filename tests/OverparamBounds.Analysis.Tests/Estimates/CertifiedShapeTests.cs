using OverparamBounds.Analysis.Estimates;
using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Analysis.Tests.Estimates;

public sealed class CertifiedShapeTests
{
    [Fact]
    public void A_low_width_above_a_high_one_is_not_monotone()
    {
        var shape = CertifiedShape.Of(
            [State(64, Certificate.High), State(8, Certificate.Low), State(16, Certificate.High), State(32, Certificate.Low), State(20, Certificate.None)]);

        Assert.False(shape.IsMonotone);
        Assert.Equal([new(8, 16, true), new(16, 32, false), new(32, 64, true)], shape.Changes);
        Assert.Equal((16, 32), (shape.FirstAtMost, shape.StableAbove));
        Assert.Equal(
            "Not monotone: success rises past 0.5 between 8 and 16, falls past 0.5 between 16 and 32, rises past 0.5 between 32 and 64. The first width that reaches the level is at most 16; only above 32 can all widths reach it.",
            shape.Text(.5));
    }

    [Fact]
    public void A_rise_has_nothing_to_report()
    {
        var shape = CertifiedShape.Of([State(8, Certificate.Low), State(16, Certificate.High)]);

        Assert.True(shape.IsMonotone);
        Assert.Null(shape.Text(.5));
    }

    [Fact]
    public void One_strategy_needs_fewer_only_where_intervals_leave_no_doubt()
    {
        var small = new ThresholdEstimate.Between(6, 8, 7, true);

        Assert.True(ThresholdComparison.NeedsFewer(small, new ThresholdEstimate.Between(9, 11, 10, true)));
        Assert.False(ThresholdComparison.NeedsFewer(small, new ThresholdEstimate.Between(8, 11, 10, true)));
        Assert.True(ThresholdComparison.NeedsFewer(small, new ThresholdEstimate.AboveGrid(64)));
        Assert.True(ThresholdComparison.NeedsFewer(small, new ThresholdEstimate.Undecided(9)));
        Assert.False(ThresholdComparison.NeedsFewer(new ThresholdEstimate.AboveGrid(64), small));
    }

    [Theory]
    [InlineData("ob1|xor|mlp1|adam|8|0", 481268973788974542ul)]
    [InlineData("ob1|xor|mlp1|adam|8|1", 7511935175962885101ul)]
    [InlineData("ob1|xor|mlp1|adam|16|0", 13642469345085807426ul)]
    public void Seeds_of_the_ladder_are_as_written_down(string text, ulong key) =>
        Assert.Equal(key, RandomSequence.KeyOf(text));

    private static WidthState State(int width, Certificate certificate) => new(width, 1, .01, 10, 5, 0, 0, certificate);
}
