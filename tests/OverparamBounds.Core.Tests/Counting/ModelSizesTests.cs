using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Counting;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Core.Tests.Counting;

/// <summary>The four counts of a trained network.</summary>
public sealed class ModelSizesTests
{
    /// <summary>Unit 1 is live, unit 2 has no outgoing weight, unit 3 no incoming one.</summary>
    private static readonly float[] DeadPaths =
    [
        1, 2, 0,
        0, 3, 0,
        0.5f, 0, 0.7f,
        4, 0, 5,
        0,
    ];

    [Fact]
    public void Dead_paths_are_removed_and_constants_folded_into_the_next_bias()
    {
        var size = ModelSizes.Count(Network(2, 3, 1), DeadPaths);

        // Nonzero: 3 + 2 + 2 + 0. Effective: weight and bias of unit 1, its outgoing weight, and the bias 5 relu(0.7).
        // Bits: 3*32 + 6 (bitmap), 2*32 + 3 (bitmap), 2*32 + 3 (bitmap), 0.
        Assert.Equal(new ModelSize(Dense: 13, Nonzero: 7, Effective: 4, Bits: 102 + 67 + 67), size);
    }

    [Fact]
    public void A_chain_that_leads_nowhere_is_removed_link_by_link()
    {
        // 1-2-2-1. Unit 2 of the second layer has no outgoing weight, so unit 2 of the first, which only feeds it, goes too.
        float[] parameters = [1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1];

        Assert.Equal(new ModelSize(Dense: 13, Nonzero: 10, Effective: 6, Bits: 64 + 64 + 68 + 64 + 33 + 32), Count(parameters, 1, 2, 2, 1));
    }

    [Fact]
    public void A_chain_that_starts_nowhere_is_folded_link_by_link()
    {
        // 1-2-2-1. Unit 2 of the first layer is constant; unit 2 of the second reads it alone and is constant as well.
        float[] parameters = [1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0];

        Assert.Equal(4, Count(parameters, 1, 2, 2, 1).Effective);
    }

    [Fact]
    public void An_output_that_no_input_reaches_keeps_its_bias_alone()
    {
        Assert.Equal(1, Count([0, 0, 1, 1, 1, 1, 1], 1, 2, 1).Effective);
        Assert.Equal(1, Count([1, 1, 1, 1, 0, 0, 1], 1, 2, 1).Effective);
    }

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(5, 1, 4)]
    [InlineData(3, 8, 8, 8, 2)]
    public void A_dense_network_counts_all_four_ways_alike(params int[] sizes)
    {
        var count = Parameters(sizes);

        Assert.Equal(new ModelSize(count, count, count, 32L * count), Count([.. Enumerable.Repeat(0.5f, count)], sizes));
    }

    [Fact]
    public void A_network_of_zeros_of_either_sign_has_nothing_in_it()
    {
        var nothing = new ModelSize(Dense: 13, Nonzero: 0, Effective: 0, Bits: 0);

        Assert.Equal(nothing, Count(new float[13], 2, 3, 1));
        Assert.Equal(nothing, Count([.. Enumerable.Repeat(-0f, 13)], 2, 3, 1));
    }

    [Fact]
    public void What_is_effective_lies_on_a_path_from_an_input_to_an_output()
    {
        var random = new RandomSequence(RandomSequence.KeyOf("paths"), RandomPurpose.Simulation);

        for (var draw = 0; draw < 2000; draw++)
        {
            var network = RandomSparse(random, out var parameters);

            var size = ModelSizes.Count(network, parameters);
            var paths = new LivePaths(network, parameters);

            Assert.Equal(paths.Effective, size.Effective);
            Assert.Equal(parameters.Length, size.Dense);
            Assert.Equal(parameters.Count(value => value != 0), size.Nonzero);
            Assert.InRange(size.Effective, 0, size.Nonzero);
            Assert.InRange(size.Bits, 32 * size.Nonzero, 32 * size.Dense);
        }
    }

    [Fact]
    public void A_compacted_network_is_not_compacted_further()
    {
        var random = new RandomSequence(RandomSequence.KeyOf("compact"), RandomPurpose.Simulation);

        for (var draw = 0; draw < 500; draw++)
        {
            var network = RandomSparse(random, out var parameters, hasBias: true);
            var once = ModelSizes.Count(network, parameters);

            var twice = ModelSizes.Count(network, new LivePaths(network, parameters).Compacted());

            Assert.Equal(once.Effective, twice.Nonzero);
            Assert.Equal(once.Effective, twice.Effective);
        }
    }

    [Theory]
    [InlineData(1, 0, 0, "nothing is written for nothing")]
    [InlineData(1, 1, 32, "a place among one needs no index")]
    [InlineData(2, 1, 32 + 1, "one index bit, less than a bitmap of two")]
    [InlineData(100, 1, 32 + 7, "ceil log2 100 = 7")]
    [InlineData(128, 1, 32 + 7, "log2 128 = 7")]
    [InlineData(129, 1, 32 + 8, "ceil log2 129 = 8")]
    [InlineData(100, 14, (14 * 32) + 98, "14 indices of 7 bits are just below the bitmap")]
    [InlineData(100, 15, (15 * 32) + 100, "15 are above it")]
    [InlineData(100, 50, (50 * 32) + 100, "bitmap")]
    [InlineData(1000, 968, (968 * 32) + 1000, "just sparse enough to say so")]
    [InlineData(1000, 970, 1000 * 32, "dense is cheaper than a bitmap")]
    [InlineData(100, 100, 100 * 32, "dense")]
    public void A_tensor_is_written_in_the_cheapest_of_three_ways(int scalars, int nonzero, long bits, string because)
    {
        Layer[] network = [new Layer.Dense(scalars, 1, Bias: false, Initialisation.Uniform)];
        float[] parameters = [.. Enumerable.Range(0, scalars).Select(at => at < nonzero ? 1f : 0f)];

        Assert.True(ModelSizes.Count(network, parameters).Bits == bits, because);
    }

    private static ModelSize Count(float[] parameters, params int[] sizes) => ModelSizes.Count(Network(sizes), parameters);

    private static int Parameters(int[] sizes) => sizes.Zip(sizes.Skip(1), (inputs, outputs) => (inputs + 1) * outputs).Sum();

    private static List<Layer> Network(params int[] sizes) => Network(sizes, hasBias: true);

    private static List<Layer> Network(int[] sizes, bool hasBias)
    {
        var layers = new List<Layer>();
        for (var i = 1; i < sizes.Length; i++)
        {
            layers.Add(new Layer.Dense(sizes[i - 1], sizes[i], hasBias, Initialisation.Uniform));
            if (i + 1 < sizes.Length)
            {
                layers.Add(new Layer.Activation(ActivationKind.Relu));
            }
        }

        return layers;
    }

    private static List<Layer> RandomSparse(RandomSequence random, out float[] parameters, bool? hasBias = null)
    {
        int[] sizes = [.. Enumerable.Range(0, 2 + random.NextIndex(4)).Select(_ => 1 + random.NextIndex(6))];
        var network = Network(sizes, hasBias ?? random.NextIndex(2) == 0);
        var share = random.NextUniform();
        parameters = [.. Enumerable.Range(0, network.Sum(layer => layer.Parameters)).Select(_ => random.NextUniform() < share ? (float)random.NextNormal() : 0f)];
        return network;
    }
}
