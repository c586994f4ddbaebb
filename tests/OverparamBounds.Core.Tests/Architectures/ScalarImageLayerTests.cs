using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Core.Tests.Architectures;

/// <summary>Layers on images against values worked out by hand.</summary>
public sealed class ScalarImageLayerTests
{
    private static readonly double[] Nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Fact]
    public void A_window_of_three_with_a_border_sums_each_pixels_neighbours()
    {
        Layer[] layers = [new Layer.Convolution(new(3, 3, Size: 3, Stride: 1, Padding: 1), 1, 1, Bias: true, Initialisation.Uniform)];

        var outputs = Run(layers, [1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5], Nine, samples: 1);

        // Corners see 4 pixels, edges 6, the centre all 9.
        Assert.Equal([12.5, 21.5, 16.5, 27.5, 45.5, 33.5, 24.5, 39.5, 28.5], outputs);
    }

    [Fact]
    public void Weights_stand_row_by_row_of_the_window_and_are_not_flipped()
    {
        Layer[] layers = [new Layer.Convolution(new(3, 3, Size: 2, Stride: 1, Padding: 0), 1, 1, Bias: false, Initialisation.Uniform)];

        // 1·a + 10·b + 100·c + 1000·d of each square a b / c d.
        Assert.Equal([5421.0, 6532, 8754, 9865], Run(layers, [1, 10, 100, 1000], Nine, samples: 1));
    }

    [Fact]
    public void A_stride_leaves_places_out()
    {
        Layer[] layers = [new Layer.Convolution(new(3, 3, Size: 1, Stride: 2, Padding: 0), 1, 2, Bias: true, Initialisation.Uniform)];

        Assert.Equal([2.0, -1, 4, -3, 8, -7, 10, -9], Run(layers, [1, -1, 1, 0], Nine, samples: 1));
    }

    [Fact]
    public void Channels_of_a_pixel_stand_side_by_side_and_rows_of_data_do_not_mix()
    {
        // Two images of 1 x 2 pixels with 2 channels; one window over both pixels, two outputs.
        Layer[] layers = [new Layer.Convolution(new(1, 2, Size: 2, Stride: 1, Padding: 1), 2, 1, Bias: false, Initialisation.Uniform)];
        double[] weights = [1, 2, 4, 8, 16, 32, 64, 128];

        var outputs = Run(layers, weights, [1, 0, 0, 1, 0, 1, 1, 0], samples: 2);

        // Places: two rows of three; above the image the lower half of the window sees it, below the upper half.
        Assert.Equal(
            [64.0, 16 + 128, 32, 4, 1 + 8, 2, 128, 32 + 64, 16, 8, 2 + 4, 1],
            outputs);
    }

    [Fact]
    public void A_pool_keeps_the_largest_of_each_channel()
    {
        Layer[] layers = [new Layer.MaxPool(new(2, 4, Size: 2, Stride: 2, Padding: 0), 2)];
        double[] image = [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8];

        Assert.Equal([6.0, -1, 8, -3], Run(layers, [], image, samples: 1));
    }

    [Fact]
    public void An_odd_row_or_column_is_left_out_of_a_pool_and_a_border_never_wins()
    {
        Assert.Equal([5.0], Run([new Layer.MaxPool(new(3, 3, Size: 2, Stride: 2, Padding: 0), 1)], [], Nine, samples: 1));
        Assert.Equal(
            [-1.0, -2, -3, -4],
            Run([new Layer.MaxPool(new(2, 2, Size: 2, Stride: 2, Padding: 1), 1)], [], [-1, -2, -3, -4], samples: 1));
    }

    [Fact]
    public void The_mean_over_positions_is_taken_row_by_row()
    {
        Assert.Equal([2.0, 20, 5, 50], Run([new Layer.GlobalMean(2, 2)], [], [1, 10, 3, 30, 4, 40, 6, 60], samples: 2));
    }

    [Fact]
    public void Batch_norm_standardises_each_feature_over_all_rows_and_positions()
    {
        // Feature 0 takes 1, 3, 5, 7: mean 4, variance 5. Feature 1 is constant.
        var outputs = Run([new Layer.BatchNorm(2, Positions: 2)], [2, 3, 10, 20], [1, 9, 3, 9, 5, 9, 7, 9], samples: 2);

        var unit = 2 / Math.Sqrt(5 + 1e-5);
        double[] expected = [10 - (3 * unit), 20, 10 - unit, 20, 10 + unit, 20, 10 + (3 * unit), 20];
        Assert.Equal(expected.Length, outputs.Length);

        // A handful of roundings of numbers up to 20.
        Assert.All(expected.Zip(outputs), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-13));
    }

    [Fact]
    public void A_residual_layer_adds_its_body_to_its_input_or_to_its_shortcut()
    {
        var body = new LayerList([new Layer.Dense(2, 2, Bias: false, Initialisation.Uniform), new Layer.Activation(ActivationKind.Relu)]);
        var shortcut = new LayerList([new Layer.Dense(2, 2, Bias: true, Initialisation.Uniform), new Layer.Scaling(10)]);

        // The body makes relu(2 - 1, -1); tensors of the body stand before those of the shortcut.
        Assert.Equal([3.0, 1], Run([new Layer.Residual(body, LayerList.Empty)], [1, 0, -1, -1, 99], [2, 1], samples: 1, exact: false));
        Assert.Equal([11.0, 25], Run([new Layer.Residual(body, shortcut)], [1, 0, -1, -1, 0, 1, 1, 0, 0, 0.5], [2, 1], samples: 1));
    }

    private static double[] Run(Layer[] layers, double[] parameters, double[] inputs, int samples, bool exact = true)
    {
        Assert.Equal(exact, layers.Sum(layer => layer.Parameters) == parameters.Length);
        return ScalarNetwork.ForwardAll(layers, parameters, inputs, samples);
    }
}
