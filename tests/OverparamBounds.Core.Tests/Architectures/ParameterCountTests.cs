using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Core.Tests.Architectures;

/// <summary>Parameter counts against closed forms.</summary>
public sealed class ParameterCountTests
{
    private static readonly Problem Xor = new(Samples: 4, Features: 2, Outputs: 1, Classes: 2);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(1_000_000)]
    public void A_two_layer_network_on_xor_has_four_parameters_a_unit_and_one(int width)
    {
        Assert.Equal((4L * width) + 1, ArchitectureCatalogue.All.Bind("mlp").ParameterCount(width, Xor));
    }

    [Theory]
    [InlineData(784, 300, 10, 1, 238_510L)]
    [InlineData(784, 100, 10, 2, 89_610L)]
    [InlineData(784, 300, 10, 2, 328_810L)]
    [InlineData(4, 10, 3, 1, 83L)]
    public void Published_networks_have_their_published_counts(int features, int width, int outputs, int depth, long parameters)
    {
        var problem = new Problem(Samples: 1, features, outputs, Classes: outputs);

        Assert.Equal(parameters, ArchitectureCatalogue.All.Bind($"mlp({depth})").ParameterCount(width, problem));
    }

    [Fact]
    public void Each_layer_has_its_inputs_and_a_bias_a_unit()
    {
        foreach (var (features, width, outputs, depth) in Shapes())
        {
            var problem = new Problem(Samples: 1, features, outputs, Classes: 0);
            long[] sizes = [features, .. Enumerable.Repeat((long)width, depth), outputs];

            var withBias = ArchitectureCatalogue.All.Bind($"mlp({depth})").ParameterCount(width, problem);
            var without = ArchitectureCatalogue.All.Bind($"mlp({depth},bias=false)").ParameterCount(width, problem);

            Assert.Equal(Enumerable.Range(1, depth + 1).Sum(i => (sizes[i - 1] + 1) * sizes[i]), withBias);
            Assert.Equal(Enumerable.Range(1, depth + 1).Sum(i => sizes[i - 1] * sizes[i]), without);
        }
    }

    [Fact]
    public void A_count_beyond_32_bits_is_exact()
    {
        // (2+1) h + (h+1) h + (h+1) with h = 100000.
        Assert.Equal(10_000_500_001L, ArchitectureCatalogue.All.Bind("mlp(2)").ParameterCount(100_000, Xor));
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("mlp(1,bias=false)")]
    [InlineData("mlp(2)")]
    [InlineData("mlp(5)")]
    public void The_least_width_has_enough_parameters_and_one_less_has_not(string text)
    {
        var architecture = ArchitectureCatalogue.All.Bind(text);
        var random = new RandomSequence(RandomSequence.KeyOf($"least {text}"), RandomPurpose.Simulation);

        for (var draw = 0; draw < 100; draw++)
        {
            var problem = new Problem(Samples: 1, Features: 1 + random.NextIndex(50), Outputs: 1 + random.NextIndex(5), Classes: 0);
            var parameters = Math.Pow(10, random.NextUniform(-1, 6));

            var width = architecture.LeastWidth(parameters, problem);

            Assert.True(architecture.ParameterCount(width, problem) >= parameters);
            Assert.True(width == 1 || architecture.ParameterCount(width - 1, problem) < parameters);
        }
    }

    [Fact]
    public void The_least_width_for_the_parameters_of_a_width_is_that_width()
    {
        var architecture = ArchitectureCatalogue.All.Bind("mlp(3)");

        Assert.All(Enumerable.Range(1, 200), width => Assert.Equal(width, architecture.LeastWidth(architecture.ParameterCount(width, Xor), Xor)));
    }

    [Theory]
    [InlineData("mlp", double.PositiveInfinity)]
    [InlineData("mlp(64)", 1e30)]
    public void More_parameters_than_any_width_has_give_the_widest_that_is_searched(string text, double parameters)
    {
        Assert.Equal(1 << 20, ArchitectureCatalogue.All.Bind(text).LeastWidth(parameters, Xor));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void A_width_below_one_is_refused(int width)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ArchitectureCatalogue.All.Bind("mlp").Layers(width, Xor));
    }

    [Fact]
    public void Hidden_layers_are_followed_by_the_nonlinearity_and_the_last_is_linear()
    {
        Assert.Equal(
            [
                new Layer.Dense(2, 5, Bias: true, Initialisation.He),
                new Layer.Activation(ActivationKind.Tanh),
                new Layer.Dense(5, 5, Bias: true, Initialisation.He),
                new Layer.Activation(ActivationKind.Tanh),
                new Layer.Dense(5, 1, Bias: true, Initialisation.He),
            ],
            ArchitectureCatalogue.All.Bind("mlp(2,tanh,init=he)").Layers(5, Xor));
    }

    [Fact]
    public void Names_of_activations_and_initialisations_cover_all_kinds()
    {
        Assert.Equal(Enum.GetValues<ActivationKind>().Order(), ActivationNames.All.Select(ActivationNames.Parse).Order());
        Assert.Equal(Enum.GetValues<Initialisation>().Order(), InitialisationNames.All.Select(InitialisationNames.Parse).Order());
    }

    private static IEnumerable<(int Features, int Width, int Outputs, int Depth)> Shapes()
    {
        var random = new RandomSequence(RandomSequence.KeyOf("shapes"), RandomPurpose.Simulation);
        return Enumerable.Range(0, 200).Select(_ =>
            (1 + random.NextIndex(1000), 1 + random.NextIndex(3000), 1 + random.NextIndex(20), 1 + random.NextIndex(8)));
    }
}
