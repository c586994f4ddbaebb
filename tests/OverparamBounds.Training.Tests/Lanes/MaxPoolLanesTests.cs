using System.Runtime.Intrinsics;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>Max pooling on lanes where windows overlap, leave pixels out, lie across borders, and see equal values.</summary>
public sealed unsafe class MaxPoolLanesTests
{
    [Theory]
    [InlineData(2, 2, 0)]
    [InlineData(3, 2, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 3, 1)]
    public void The_first_of_equals_is_taken_and_takes_the_gradient(int size, int stride, int padding)
    {
        const int channels = 2;
        var window = new SlidingWindow(5, 4, size, stride, padding);
        var lanes = Lanes128.Count;
        foreach (var rows in new[] { 1, 3 })
        {
            // Few values, so that most windows see the largest more than once.
            using var input = new LaneImages(channels, window.Inputs, rows, lanes).Fill("pixels", random => random.NextIndex(3) - 1);
            using var ofOutputs = new LaneImages(channels, window.Positions, rows, lanes).Fill("gradients", random => random.NextIndex(100));
            using var below = new LaneImages(channels, window.Inputs, rows, lanes).Fill("unset", _ => float.NaN);
            using var layer = new MaxPoolLanes<Lanes128, Vector128<float>>(new(window, channels), panelRows: 3);

            layer.Forward(input.Values, rows);
            layer.Backward(ofOutputs.Start, input.Values, below.Start, rows);

            // Whole numbers, so that sums are exact.
            var sources = window.Sources();
            for (var at = 0; at < channels * rows * lanes; at++)
            {
                var (lane, row, channel) = (at % lanes, at / lanes % rows, at / lanes / rows);
                var wanted = new float[window.Inputs];
                for (var place = 0; place < window.Positions; place++)
                {
                    var seen = sources.Skip(place * window.Area).Take(window.Area).Where(pixel => pixel < window.Inputs).ToArray();
                    var largest = seen.MaxBy(pixel => input[channel, pixel, row, lane]);
                    wanted[largest] += ofOutputs[channel, place, row, lane];
                    Assert.Equal(
                        input[channel, largest, row, lane],
                        layer.Values(rows).Start[(((((channel * window.Positions) + place) * rows) + row) * lanes) + lane]);
                }

                Assert.Equal(wanted, Enumerable.Range(0, window.Inputs).Select(pixel => below[channel, pixel, row, lane]));
            }
        }
    }

    [Fact]
    public void What_is_not_a_number_is_passed_on()
    {
        var window = new SlidingWindow(2, 2, 2, 1, 1);
        var lanes = Lanes128.Count;
        using var input = new LaneImages(1, window.Inputs, 1, lanes).Draw("pixels");
        input.Start[lanes] = float.NaN;
        using var layer = new MaxPoolLanes<Lanes128, Vector128<float>>(new(window, 1), panelRows: 1);

        layer.Forward(input.Values, 1);

        // The second pixel of lane 0 is under the upper right four of nine windows.
        Assert.Equal([1, 2, 4, 5], Enumerable.Range(0, window.Positions).Where(place => float.IsNaN(layer.Values(1).Start[place * lanes])));
    }
}
