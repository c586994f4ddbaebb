using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Tests.Data;

namespace OverparamBounds.Core.Tests.Architectures;

/// <summary>The weights that a trial starts from.</summary>
public sealed class InitialiserTests
{
    private const ulong Key = 20261124;

    private static readonly Dataset Wide = Examples.Gaussian(samples: 10, features: 200);

    public static TheoryData<string> Names { get; } = [.. InitialisationNames.OfChains];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_key_draws_the_same_weights_and_another_key_others(string initialisation)
    {
        var layers = Layers($"mlp(2,init={initialisation})", width: 20, Wide);

        var drawn = Initialiser.Draw(layers, Wide, Key);

        Assert.Equal(drawn, Initialiser.Draw(layers, Wide, Key));
        Assert.NotEqual(drawn, Initialiser.Draw(layers, Wide, Key + 1));
        Assert.Equal(layers.Sum(layer => layer.Parameters), drawn.Length);
        Assert.All(drawn, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Uniform_weights_are_the_draws_of_the_generator_in_canonical_order()
    {
        // Layer by layer, weights row by row and then biases, one uniform draw (two words) each, stretched to ±1/sqrt(inputs).
        var layers = Layers("mlp(2)", width: 3, Examples.Xor);
        double[] bounds =
        [
            .. Enumerable.Repeat(1 / Math.Sqrt(2), (2 * 3) + 3),
            .. Enumerable.Repeat(1 / Math.Sqrt(3), (3 * 3) + 3),
            .. Enumerable.Repeat(1 / Math.Sqrt(3), 3 + 1),
        ];

        var drawn = Initialiser.Draw(layers, Examples.Xor, Key);

        Assert.Equal(bounds.Select((bound, at) => (float)(-bound + (2 * bound * Unit(at)))), drawn);
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("glorot")]
    public void Bounded_weights_keep_their_bounds_and_fill_them(string initialisation)
    {
        var layers = Layers($"mlp(2,init={initialisation})", width: 100, Wide);

        foreach (var (dense, weights, _) in Tensors(layers, Initialiser.Draw(layers, Wide, Key)))
        {
            var bound = initialisation == "uniform"
                ? 1 / Math.Sqrt(dense.Inputs)
                : Math.Sqrt(6.0 / (dense.Inputs + dense.Outputs));
            Assert.InRange(weights.Max(weight => Math.Abs(weight)), 0.9 * bound, bound);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_have_the_mean_and_the_variance_of_their_initialisation(string initialisation)
    {
        var layers = Layers($"mlp(2,init={initialisation})", width: 100, Wide);

        foreach (var (dense, weights, _) in Tensors(layers, Initialiser.Draw(layers, Wide, Key)))
        {
            var variance = initialisation switch
            {
                "uniform" => 1.0 / (3 * dense.Inputs),
                "glorot" => 2.0 / (dense.Inputs + dense.Outputs),
                _ => 2.0 / dense.Inputs,
            };

            // Five deviations: sqrt(v/n) of the mean; of the mean square v sqrt(2/n) for normals, less for uniforms.
            var count = weights.Length;
            Assert.InRange(weights.Average(weight => (double)weight), -5 * Math.Sqrt(variance / count), 5 * Math.Sqrt(variance / count));
            Assert.InRange(
                weights.Average(weight => (double)weight * weight),
                variance * (1 - (5 * Math.Sqrt(2.0 / count))),
                variance * (1 + (5 * Math.Sqrt(2.0 / count))));
        }
    }

    [Fact]
    public void Biases_are_uniform_with_the_weights_and_zero_under_he_and_glorot()
    {
        var uniform = Tensors(Layers("mlp(2)", 100, Wide), Initialiser.Draw(Layers("mlp(2)", 100, Wide), Wide, Key));
        Assert.All(uniform, tensor => Assert.All(
            tensor.Biases, bias => Assert.InRange(Math.Abs(bias), double.Epsilon, 1 / Math.Sqrt(tensor.Dense.Inputs))));

        foreach (var initialisation in new[] { "he", "glorot" })
        {
            var layers = Layers($"mlp(2,init={initialisation})", 100, Wide);
            Assert.All(Tensors(layers, Initialiser.Draw(layers, Wide, Key)), tensor => Assert.All(tensor.Biases, bias => Assert.Equal(0f, bias)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Networks_without_biases_draw_weights_alone(string initialisation)
    {
        var layers = Layers($"mlp(2,bias=false,init={initialisation})", width: 7, Wide);

        var drawn = Initialiser.Draw(layers, Wide, Key);

        Assert.Equal((200 * 7) + (7 * 7) + 7, drawn.Length);
        Assert.All(drawn, weight => Assert.NotEqual(0f, weight));
    }

    [Theory]
    [InlineData(1, "relu", 1)]
    [InlineData(1, "relu", 64)]
    [InlineData(2, "relu", 20)]
    [InlineData(4, "relu", 8)]
    [InlineData(3, "tanh", 8)]
    [InlineData(3, "softplus", 8)]
    public void Data_dependent_biases_make_every_hidden_unit_active_on_a_row(int depth, string activation, int width)
    {
        for (ulong key = 0; key < 10; key++)
        {
            foreach (var data in new[] { Examples.Xor, Examples.Gaussian(samples: 30, features: 5) })
            {
                var layers = Layers($"mlp({depth},{activation},init=ddi)", width, data);
                var drawn = Initialiser.Draw(layers, data, key);

                for (var layer = 0; layer + 1 < layers.Count; layer += 2)
                {
                    var sums = Enumerable.Range(0, data.Samples)
                        .Select(row => ScalarNetwork.Forward(layers.Take(layer + 1), drawn, data.Row(row))).ToList();

                    // On the chosen row a unit's sum is |e| with e of deviation 0.1; a float bias near 10 rounds by 5e-7.
                    Assert.All(Enumerable.Range(0, width), unit => Assert.Contains(sums, sum => sum[unit] is > 0 and < 0.7));
                }
            }
        }
    }

    [Fact]
    public void Data_dependent_biases_leave_the_output_layer_at_zero()
    {
        var layers = Layers("mlp(2,init=ddi)", width: 20, Wide);

        var tensors = Tensors(layers, Initialiser.Draw(layers, Wide, Key));

        Assert.All(tensors[^1].Biases, bias => Assert.Equal(0f, bias));
        Assert.All(tensors[..^1], tensor => Assert.All(tensor.Biases, bias => Assert.NotEqual(0f, bias)));
    }

    [Fact]
    public void Data_dependent_biases_depend_on_the_data_and_the_others_do_not()
    {
        var shifted = Examples.Xor with { Inputs = [.. Examples.Xor.Inputs.Select(input => input + 1)] };

        foreach (var initialisation in InitialisationNames.OfChains)
        {
            var layers = Layers($"mlp(init={initialisation})", width: 5, Examples.Xor);
            var isSame = Initialiser.Draw(layers, Examples.Xor, Key).SequenceEqual(Initialiser.Draw(layers, shifted, Key));
            Assert.Equal(initialisation != "ddi", isSame);
        }
    }

    private static IReadOnlyList<Layer> Layers(string architecture, int width, Dataset data) =>
        ArchitectureCatalogue.All.Bind(architecture).Layers(width, data.Problem);

    private static List<(Layer.Dense Dense, float[] Weights, float[] Biases)> Tensors(IReadOnlyList<Layer> layers, float[] parameters)
    {
        var tensors = new List<(Layer.Dense, float[], float[])>();
        foreach (var dense in layers.OfType<Layer.Dense>())
        {
            tensors.Add((dense, parameters[..dense.Weights], parameters[dense.Weights..dense.Parameters]));
            parameters = parameters[dense.Parameters..];
        }

        return tensors;
    }

    /// <summary>A uniform draw straight from the generator's words.</summary>
    private static double Unit(int draw)
    {
        var (a, b, c, d) = Philox.Block(Key, (ulong)RandomPurpose.Initialisation, (ulong)draw / 2);
        var (high, low) = draw % 2 == 0 ? (a, b) : (c, d);
        return Math.ScaleB((((ulong)high << 32) | low) >> 11, -53);
    }
}
