using System.Runtime.Intrinsics;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>Convolutions on lanes against sums over patches in double, whatever the window and the panel.</summary>
public sealed unsafe class ConvolutionLanesTests
{
    /// <summary>Sums of at most a hundred products of normal numbers in float32.</summary>
    private const double Tolerance = 2e-5;

    private const int PanelRows = 7;

    /// <summary>Height, width, size, stride and padding: borders on all sides, on some, on none; pixels that no window sees.</summary>
    public static TheoryData<int, int, int, int, int> Windows => new()
    {
        { 5, 4, 3, 1, 1 },
        { 5, 4, 5, 1, 2 },
        { 5, 4, 5, 1, 1 },
        { 5, 4, 3, 1, 0 },
        { 5, 4, 1, 1, 0 },
        { 5, 4, 1, 1, 1 },
        { 5, 4, 1, 2, 0 },
        { 5, 4, 1, 3, 0 },
        { 5, 4, 2, 2, 0 },
        { 5, 4, 3, 2, 1 },
        { 5, 4, 3, 3, 1 },
        { 5, 4, 2, 3, 0 },
        { 5, 4, 5, 3, 2 },
        { 5, 5, 5, 1, 0 },
        { 3, 9, 3, 1, 1 },
        { 9, 3, 3, 1, 1 },
        { 2, 2, 5, 1, 2 },
        { 6, 7, 4, 2, 3 },
        { 1, 1, 3, 1, 1 },
        { 12, 11, 3, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Outputs_and_gradients_are_sums_over_patches(int height, int width, int size, int stride, int padding)
    {
        var window = new SlidingWindow(height, width, size, stride, padding);

        foreach (var (channels, outputs) in new[] { (1, 4), (3, 1), (2, 5) })
        {
            AssertSums(new(window, channels, outputs, Bias: true, Initialisation.Uniform), isRectified: true);
            AssertSums(new(window, channels, outputs, Bias: false, Initialisation.Uniform), isRectified: false);
        }
    }

    /// <summary>One layer on panels of several sizes, first the networks' own, then shared, as in training and testing.</summary>
    private static void AssertSums(Layer.Convolution convolution, bool isRectified)
    {
        var lanes = Lanes256.Count;
        using var values = new LaneImages(1, convolution.Parameters, 1, lanes).Draw("parameters");
        using var gradients = new LaneImages(1, convolution.Parameters, 1, lanes);
        using var layer = new ConvolutionLanes<Lanes256, Vector256<float>>(
            convolution, new LaneStorage<Lanes256, Vector256<float>>(values.Start, gradients.Start, PanelRows));
        if (isRectified)
        {
            layer.Activate(ActivationKind.Relu);
        }

        foreach (var rows in new[] { PanelRows, 1, 2, PanelRows })
        {
            foreach (var inputLanes in new[] { lanes, 0 })
            {
                var window = convolution.Window;
                using var input = new LaneImages(convolution.Channels, window.Inputs, rows, inputLanes).Draw("inputs");
                using var ofOutputs = new LaneImages(convolution.Outputs, window.Positions, rows, lanes).Draw("gradients");
                using var wanted = new LaneImages(convolution.Outputs, window.Positions, rows, lanes).Draw("gradients");
                using var below = new LaneImages(convolution.Channels, window.Inputs, rows, lanes).Fill("unset", _ => float.NaN);
                gradients.Fill("one", _ => 1);

                layer.Forward(input.Values, rows);
                layer.Backward(ofOutputs.Start, input.Values, below.Start, rows);

                foreach (var lane in new[] { 0, lanes - 1 })
                {
                    var patches = new Patches(convolution, rows, lane, isRectified);
                    patches.Run(input, values, wanted);
                    AssertNear(patches.Outputs, (at, row) => layer.Values(rows).Start[(((at * rows) + row) * lanes) + lane]);
                    AssertNear(patches.Below, (at, row) => below[at / window.Inputs, at % window.Inputs, row, lane]);
                    for (var at = 0; at < convolution.Parameters; at++)
                    {
                        Assert.Equal(1 + patches.Gradients[at], gradients[0, at, 0, lane], Tolerance * (1 + Math.Abs(patches.Gradients[at])));
                    }
                }
            }
        }
    }

    private static void AssertNear(double[,] wanted, Func<int, int, float> found)
    {
        for (var at = 0; at < wanted.GetLength(0); at++)
        {
            for (var row = 0; row < wanted.GetLength(1); row++)
            {
                Assert.Equal(wanted[at, row], found(at, row), Tolerance);
            }
        }
    }

    /// <summary>The same layer in double, pixel by pixel: [features × places, rows].</summary>
    private sealed class Patches(Layer.Convolution convolution, int rows, int lane, bool isRectified)
    {
        private readonly int _stride = convolution.FanIn + (convolution.Bias ? 1 : 0);

        public double[,] Outputs { get; } = new double[convolution.Outputs * convolution.Window.Positions, rows];

        public double[,] Below { get; } = new double[convolution.Channels * convolution.Window.Inputs, rows];

        public double[] Gradients { get; } = new double[convolution.Parameters];

        public void Run(LaneImages input, LaneImages values, LaneImages ofOutputs)
        {
            var (window, channels) = (convolution.Window, convolution.Channels);
            var sources = window.Sources();
            for (var at = 0; at < Outputs.Length; at++)
            {
                var (row, place, output) = (at % rows, at / rows % window.Positions, at / rows / window.Positions);
                var sum = convolution.Bias ? values[0, (output * _stride) + convolution.FanIn, 0, lane] : 0.0;
                var taps = Enumerable.Range(0, convolution.FanIn)
                    .Select(k => (Pixel: sources[(place * window.Area) + (k / channels)], Channel: k % channels, Weight: (output * _stride) + k))
                    .Where(tap => tap.Pixel < window.Inputs)
                    .ToArray();
                sum += taps.Sum(tap => (double)values[0, tap.Weight, 0, lane] * input[tap.Channel, tap.Pixel, row, lane]);
                Outputs[(output * window.Positions) + place, row] = isRectified ? Math.Max(0, sum) : sum;
                var gradient = isRectified && sum <= 0 ? 0.0 : ofOutputs[output, place, row, lane];
                foreach (var (pixel, channel, weight) in taps)
                {
                    Gradients[weight] += gradient * input[channel, pixel, row, lane];
                    Below[(channel * window.Inputs) + pixel, row] += gradient * values[0, weight, 0, lane];
                }

                if (convolution.Bias)
                {
                    Gradients[(output * _stride) + convolution.FanIn] += gradient;
                }
            }
        }
    }
}
