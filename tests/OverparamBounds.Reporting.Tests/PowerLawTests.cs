using OverparamBounds.Core.Randomness;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Tests;

public class PowerLawTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(6.25)]
    public void An_exact_power_law_gives_its_exponent_and_no_spread(double power)
    {
        int[] sizes = [50, 71, 100, 141, 200, 283, 400];

        var law = PowerLaw.Through([.. sizes.Select(n => Point(Math.Log(n), Math.Log(3) + (power * Math.Log(n))))]);

        // A handful of roundings of numbers below 40.
        Assert.Equal(power, law.Slope!.Value, 1e-12);
        Assert.Equal(power, law.Lower!.Value, 1e-12);
        Assert.Equal(power, law.Upper!.Value, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_range_is_that_of_the_slopes_at_all_corners_of_the_boxes(int seed)
    {
        var draws = new RandomSequence((ulong)seed, RandomPurpose.Simulation);
        for (var trial = 0; trial < 30; trial++)
        {
            var boxes = Enumerable.Range(0, 2 + draws.NextIndex(7))
                .Select(_ => draws.NextUniform(0, 5))
                .Select(low => new PowerLawBox(draws.NextUniform(1, 9), low, low + draws.NextUniform(0, 2)))
                .ToList();

            var law = PowerLaw.Through(boxes);

            var slopes = Enumerable.Range(0, 1 << boxes.Count)
                .Select(corner => SlopeOf(boxes, at => ((corner >> at) & 1) == 0 ? boxes[at].Low : boxes[at].High!.Value))
                .ToList();

            // Slopes are of order ten here; both ways round differently.
            Assert.Equal(slopes.Min(), law.Lower!.Value, 1e-9);
            Assert.Equal(slopes.Max(), law.Upper!.Value, 1e-9);
            Assert.Equal(SlopeOf(boxes, at => (boxes[at].Low + boxes[at].High!.Value) / 2), law.Slope!.Value, 1e-9);
        }
    }

    [Fact]
    public void An_open_box_at_the_right_end_leaves_the_slope_unbounded_above_only()
    {
        var law = PowerLaw.Through([new(0, 1, 1.5), new(1, 1, 1.5), new(2, 3, null)]);

        Assert.Null(law.Slope);
        Assert.Null(law.Upper);

        // Weights are -1/2, 0 and 1/2: the least is (3 - 1.5) / 2.
        Assert.Equal(0.75, law.Lower!.Value, 1e-12);
    }

    [Fact]
    public void An_open_box_at_the_middle_takes_the_point_estimate_but_not_the_range()
    {
        var law = PowerLaw.Through([new(0, 1, 1), new(1, 1, null), new(2, 3, 3)]);

        Assert.Null(law.Slope);
        Assert.Equal(1, law.Lower!.Value, 1e-12);
        Assert.Equal(1, law.Upper!.Value, 1e-12);
    }

    [Fact]
    public void One_size_has_no_slope()
    {
        Assert.Equal(new PowerLaw(null, null, null), PowerLaw.Through([Point(2, 1), Point(2, 5)]));
        Assert.Equal(new PowerLaw(null, null, null), PowerLaw.Through([]));
    }

    private static PowerLawBox Point(double x, double y) => new(x, y, y);

    /// <summary>The slope by the normal equations, without centring.</summary>
    private static double SlopeOf(List<PowerLawBox> boxes, Func<int, double> y)
    {
        var at = Enumerable.Range(0, boxes.Count).ToList();
        double count = boxes.Count, sumX = boxes.Sum(box => box.X), sumY = at.Sum(y);
        return ((count * at.Sum(i => boxes[i].X * y(i))) - (sumX * sumY)) / ((count * boxes.Sum(box => box.X * box.X)) - (sumX * sumX));
    }
}
