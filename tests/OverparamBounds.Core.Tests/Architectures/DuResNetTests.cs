using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Core.Tests.Architectures;

/// <summary>The theorem's residual network against its formula.</summary>
public sealed class DuResNetTests
{
    [Theory]
    [InlineData(ActivationKind.Relu, 2.0)]
    [InlineData(ActivationKind.LeakyRelu, 2 / 1.0001)]
    [InlineData(ActivationKind.Erf, 2.152578860608)]
    public void The_normaliser_keeps_unit_variance(ActivationKind kind, double expected)
    {
        // E[relu²] = 1/2 and E[leaky²] = (1 + slope²)/2; E[erf²] = (2/π) asin(2/3), to twelve digits.
        Assert.Equal(expected, kind.Normaliser(), tolerance: 1e-9);
    }

    [Fact]
    public void The_network_is_the_recursion_of_the_theorem()
    {
        // H = 3, m = 2, c_res = 0.25, tanh, on two features.
        var layers = ArchitectureCatalogue.All.Bind("duresnet(3,tanh,cres=0.25)").Layers(2, new Problem(Samples: 1, Features: 2, Outputs: 1, Classes: 0));
        double[] first = [0.5, -1, 2, 0.25], second = [1, 2, -3, 0.5], third = [-0.5, 0.75, 1, -2], last = [1.5, -0.5];
        double[] x = [0.6, 0.8];

        var output = ScalarNetwork.ForwardAll(layers, [.. first, .. second, .. third, .. last], x, samples: 1);

        var scale = Math.Sqrt(ActivationKind.Tanh.Normaliser() / 2);
        x = [scale * Unit(first, x, 0), scale * Unit(first, x, 1)];
        foreach (var weights in new[] { second, third })
        {
            var share = 0.25 / (3 * Math.Sqrt(2));
            x = [x[0] + (share * Unit(weights, x, 0)), x[1] + (share * Unit(weights, x, 1))];
        }

        // A dozen roundings of numbers of order 1.
        Assert.Equal((x[0] * last[0]) + (x[1] * last[1]), Assert.Single(output), tolerance: 1e-14);
    }

    [Fact]
    public void Weights_are_standard_normal_and_there_are_no_biases()
    {
        var layers = ArchitectureCatalogue.All.Bind("duresnet").Layers(7, new Problem(Samples: 1, Features: 4, Outputs: 2, Classes: 0));

        Assert.All(layers.SelectMany(layer => layer.Tensors), tensor => Assert.Equal(new ParameterDraw.Normal(1), tensor.Draw));
    }

    private static double Unit(double[] weights, double[] x, int unit) => Math.Tanh((weights[unit] * x[0]) + (weights[2 + unit] * x[1]));
}
