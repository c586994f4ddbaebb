using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Tests;

public class WidthTicksTests
{
    [Fact]
    public void Widths_one_to_sixteen_are_labelled_at_powers_of_two()
    {
        var labels = WidthTicks.Between(0.8, 20).Select(tick => tick.Label).OfType<string>();

        Assert.Equal(["1", "2", "4", "8", "16"], labels);
    }

    [Fact]
    public void A_short_axis_is_labelled_at_round_numbers()
    {
        var labels = WidthTicks.Between(96, 128).Select(tick => tick.Label);

        Assert.Equal(["100", "105", "110", "115", "120", "125"], labels);
    }

    [Theory]
    [InlineData(0.7, 1.4)]
    [InlineData(0.8, 5000)]
    [InlineData(3, 40)]
    [InlineData(50, 81)]
    [InlineData(0.8, 1e9)]
    [InlineData(1e3, 1e12)]
    public void Ticks_lie_inside_increase_and_leave_room_for_their_labels(double low, double high)
    {
        var ticks = WidthTicks.Between(low, high);

        Assert.All(ticks, tick => Assert.InRange(tick.Width, low * 0.999, high * 1.001));
        Assert.Equal(ticks.Select(tick => tick.Width).Order().Distinct(), ticks.Select(tick => tick.Width));
        Assert.InRange(ticks.Count(tick => tick.Label is not null), 1, 15);
    }
}
