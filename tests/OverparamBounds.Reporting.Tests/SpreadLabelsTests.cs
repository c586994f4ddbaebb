using OverparamBounds.Core.Randomness;
using OverparamBounds.Reporting.Drawing;

namespace OverparamBounds.Reporting.Tests;

public class SpreadLabelsTests
{
    [Fact]
    public void Labels_that_have_room_stay_where_they_are()
    {
        Assert.Equal([10.0, 40, 90], SpreadLabels.Place([10, 40, 90], apart: 20, low: 0, high: 100));
    }

    [Fact]
    public void Labels_at_one_place_spread_evenly_about_it()
    {
        Assert.Equal([30.0, 50, 70], SpreadLabels.Place([50, 50, 50], apart: 20, low: 0, high: 100));
    }

    [Fact]
    public void Where_room_is_short_they_begin_at_the_top_and_keep_their_distance()
    {
        Assert.Equal([5.0, 25, 45], SpreadLabels.Place([30, 31, 32], apart: 20, low: 5, high: 20));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Labels_keep_order_distance_and_limits_and_no_small_move_of_one_brings_it_nearer(int seed)
    {
        const double apart = 20, high = 500;
        var draws = new RandomSequence((ulong)seed, RandomPurpose.Simulation);
        for (var trial = 0; trial < 100; trial++)
        {
            var wanted = Enumerable.Range(0, 1 + draws.NextIndex(20)).Select(_ => draws.NextUniform(0, high)).Order().ToList();

            var placed = SpreadLabels.Place(wanted, apart, 0, high);

            // Sums of up to twenty numbers below 500.
            const double rounding = 1e-9;
            Assert.All(placed, place => Assert.InRange(place, -rounding, high + rounding));
            Assert.All(placed.Zip(placed.Skip(1)), pair => Assert.True(pair.Second - pair.First >= apart - rounding));
            for (var i = 0; i < placed.Count; i++)
            {
                var isFreeBelow = placed[i] > rounding && (i == 0 || placed[i] - placed[i - 1] > apart + rounding);
                var isFreeAbove = placed[i] < high - rounding && (i == placed.Count - 1 || placed[i + 1] - placed[i] > apart + rounding);
                Assert.False(isFreeBelow && isFreeAbove && Math.Abs(placed[i] - wanted[i]) > rounding, "a free label is off its place");
            }
        }
    }
}
