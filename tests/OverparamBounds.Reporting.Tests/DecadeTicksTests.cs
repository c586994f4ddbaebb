using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Tests;

public class DecadeTicksTests
{
    [Fact]
    public void Small_powers_are_written_out_and_large_ones_as_powers()
    {
        Assert.Equal(["1", "10", "100", "10^3", "10^4"], DecadeTicks.Between(-0.1, 4.1).Select(tick => tick.Label).OfType<string>());
        Assert.Equal(
            ["1", "10^5", "10^10", "10^15", "10^20", "10^25", "10^30"],
            DecadeTicks.Between(-0.6, 30.6).Select(tick => tick.Label).OfType<string>());
    }

    [Theory]
    [InlineData(-0.04, 2.04)]
    [InlineData(0, 1)]
    [InlineData(-0.2, 8.2)]
    [InlineData(-0.5, 12)]
    [InlineData(-1, 30.6)]
    [InlineData(-1, 300)]
    public void Ticks_lie_inside_increase_start_at_one_and_leave_room_for_their_labels(double low, double high)
    {
        var places = DecadeTicks.Between(low, high).Select(tick => Math.Log10(tick.Width)).ToList();

        // Powers of ten and their logarithms are rounded once each.
        Assert.All(places, place => Assert.InRange(place, Math.Max(0, low) - 1e-9, high + 1e-9));
        Assert.Equal(places.Order().Distinct(), places);
        Assert.InRange(DecadeTicks.Between(low, high).Count(tick => tick.Label is not null), 2, 11);
    }
}
