using OverparamBounds.Core.Optimizers;

namespace OverparamBounds.Core.Tests.Optimizers;

public sealed class RateScheduleTests
{
    [Fact]
    public void A_warmup_rises_in_equal_parts_to_the_whole_rate()
    {
        var schedule = new RateSchedule(Warmup: 4, RateDecay.Constant, Span: 10, Factor: 0.1);

        Assert.Equal([0.25, 0.5, 0.75, 1, 1, 1], Enumerable.Range(1, 6).Select(schedule.At));
    }

    [Fact]
    public void A_cosine_starts_at_the_whole_rate_passes_the_middle_half_way_and_stays_at_its_end()
    {
        var schedule = new RateSchedule(Warmup: 3, RateDecay.Cosine, Span: 10, Factor: 0.2);

        // The cosine of half a turn is exact to 1e-16.
        Assert.Equal(1, schedule.At(4), 1e-15);
        Assert.Equal(0.6, schedule.At(9), 1e-15);
        Assert.Equal(0.2, schedule.At(14), 1e-15);
        Assert.Equal(0.2, schedule.At(1000), 1e-15);
        Assert.All(Enumerable.Range(4, 10), step => Assert.True(schedule.At(step + 1) < schedule.At(step)));
    }

    [Fact]
    public void Steps_fall_after_every_span_and_count_from_the_end_of_the_warmup()
    {
        var schedule = new RateSchedule(Warmup: 2, RateDecay.Step, Span: 3, Factor: 0.5);

        Assert.Equal([0.5, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25], Enumerable.Range(1, 9).Select(schedule.At));
    }

    [Theory]
    [InlineData(0, RateDecay.Constant, true)]
    [InlineData(1, RateDecay.Constant, true)]
    [InlineData(2, RateDecay.Constant, false)]
    [InlineData(0, RateDecay.Step, false)]
    public void What_says_that_it_is_constant_is(int warmup, RateDecay decay, bool isConstant)
    {
        var schedule = new RateSchedule(warmup, decay, Span: 2, Factor: 0.5);

        Assert.Equal(isConstant, schedule.IsConstant);
        Assert.Equal(isConstant, Enumerable.Range(1, 20).All(step => schedule.At(step) == 1));
    }
}
