using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Core.Tests.Architectures;

/// <summary>Parameters of every architecture by the closed forms of its source and by published counts.</summary>
public sealed class ArchitectureCountTests
{
    private static readonly int[] Widths = [1, 2, 3, 4, 7, 20, 64, 300];

    private static readonly Problem Mnist = ArchitectureProblems.Images(28, 28, 1, classes: 10);
    private static readonly Problem Cifar = ArchitectureProblems.Images(32, 32, 3, classes: 10);

    [Theory]
    [InlineData("lenet5", 20, 431_080)]
    public void Caffes_network_has_its_published_count(string text, int width, long parameters)
    {
        Assert.Equal(parameters, Count(text, width, Mnist));
    }

    [Theory]
    [InlineData("conv2", 64, 4_301_642)]
    [InlineData("conv4", 64, 2_425_930)]
    [InlineData("conv6", 64, 2_262_602)]
    [InlineData("resnet(depth=3)", 16, 272_474)]
    [InlineData("resnet(depth=1)", 4, 5214)]
    public void Networks_on_small_colour_images_have_their_published_counts(string text, int width, long parameters)
    {
        Assert.Equal(parameters, Count(text, width, Cifar));
    }

    [Fact]
    public void The_all_convolutional_network_on_grey_images_has_its_count()
    {
        Assert.Equal(1158, Count("allconv", 4, ArchitectureProblems.Images(10, 10, 1, classes: 10)));
    }

    [Fact]
    public void Lenet_keeps_its_proportions_and_rounds_halves_up()
    {
        Assert.All(Widths, width =>
        {
            // 2.5 c is a whole number or ends in a half.
            long c = width, second = ((5 * c) + 1) / 2, units = 25 * c;
            Assert.Equal((26 * c) + (((25 * c) + 1) * second) + (((16 * second) + 1) * units) + (10 * (units + 1)), Count("lenet5", width, Mnist));
        });
    }

    [Theory]
    [InlineData("conv2", 1, 256)]
    [InlineData("conv4", 2, 64)]
    [InlineData("conv6", 3, 16)]
    public void Pairs_of_convolutions_double_their_channels(string text, int pairs, int pixels)
    {
        Assert.All(Widths, width =>
        {
            long count = 0, inputs = 3;
            for (var pair = 0; pair < pairs; pair++)
            {
                var channels = (long)width << pair;
                count += (((9 * inputs) + 1) * channels) + (((9 * channels) + 1) * channels);
                inputs = channels;
            }

            var units = 4L * width;
            count += (((pixels * inputs) + 1) * units) + ((units + 1) * units) + ((units + 1) * 10);
            Assert.Equal(count, Count(text, width, Cifar));
        });
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 10)]
    [InlineData(3, 2)]
    [InlineData(2, 7)]
    public void All_convolutional_networks_have_their_polynomial(int channels, int classes)
    {
        var problem = ArchitectureProblems.Images(9, 12, channels, classes);

        Assert.All(Widths, c => Assert.Equal(
            (63L * c * c) + (((9L * channels) + 6 + (2 * problem.Outputs)) * c) + problem.Outputs, Count("allconv", c, problem)));
    }

    [Theory]
    [InlineData(1, 3, 10)]
    [InlineData(2, 3, 10)]
    [InlineData(9, 3, 10)]
    [InlineData(1, 1, 10)]
    [InlineData(3, 1, 2)]
    [InlineData(2, 4, 5)]
    public void Residual_networks_have_their_polynomial(int depth, int channels, int classes)
    {
        var problem = ArchitectureProblems.Images(11, 8, channels, classes);

        Assert.All(Widths, w => Assert.Equal(
            (((378L * depth) - 80) * w * w) + (((28L * depth) + 81) * w) + 10
                + (9L * w * (channels - 3)) + (((4L * w) + 1) * (problem.Outputs - 10)),
            Count($"resnet({depth})", w, problem)));
    }

    [Theory]
    [InlineData(2, 784, 10)]
    [InlineData(3, 2, 1)]
    [InlineData(12, 5, 3)]
    public void The_theorems_residual_network_has_no_biases(int depth, int features, int outputs)
    {
        var problem = new Problem(Samples: 4, features, outputs, Classes: 0);

        Assert.All(Widths, m => Assert.Equal(((long)features * m) + ((depth - 1L) * m * m) + ((long)m * outputs), Count($"duresnet({depth})", m, problem)));
    }

    [Theory]
    [InlineData("rnn", 1, 1, 0)]
    [InlineData("rnn", 1, 3, 0)]
    [InlineData("rnn", 1, 2, 6)]
    [InlineData("gru", 3, 1, 0)]
    [InlineData("gru", 3, 2, 5)]
    [InlineData("lstm", 4, 1, 0)]
    [InlineData("lstm", 4, 4, 1)]
    public void Recurrent_networks_have_two_vectors_of_biases_a_layer(string id, int gates, int layers, int embedded)
    {
        const int vocabulary = 11;
        var problem = ArchitectureProblems.Tokens(9, vocabulary, classes: 4) with { CasesPerRow = 3 };

        Assert.All(Widths, width =>
        {
            long h = width, inputs = embedded == 0 ? vocabulary : embedded;
            var count = ((long)vocabulary * embedded) + (4 * (h + 1));
            for (var layer = 0; layer < layers; layer++, inputs = h)
            {
                count += gates * ((h * (inputs + h)) + (2 * h));
            }

            Assert.Equal(count, Count($"{id}(layers={layers},embed={embedded})", width, problem));
        });
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 4)]
    [InlineData(6, 3)]
    public void Transformers_have_the_count_of_an_encoder_with_a_linear_map(int layers, int heads)
    {
        const int symbols = 13, positions = 7, classes = 5;
        var problem = ArchitectureProblems.Tokens(positions, symbols, classes);

        Assert.All(Widths, width =>
        {
            var d = (long)heads * width;
            var embeddings = (symbols * d) + (positions * d);
            var count = embeddings + (layers * ((12 * d * d) + (13 * d))) + (2 * d) + (classes * (d + 1));
            Assert.Equal(count, Count($"transformer({layers},{heads})", width, problem));

            // Norms behind the sums leave no norm for the end.
            Assert.Equal(count - (2 * d), Count($"transformer({layers},{heads},norm=post)", width, problem));
            Assert.Equal(
                embeddings + (layers * ((12 * d * d) + (4 * d))) + (2 * d) + (classes * d),
                Count($"transformer({layers},{heads},bias=false)", width, problem));
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void The_dense_part_of_a_transformer_has_so_many_units_a_feature(int units)
    {
        var problem = ArchitectureProblems.Tokens(5, 3, classes: 3);

        Assert.All(Widths, width =>
        {
            long d = width, f = (long)units * width;
            Assert.Equal(
                (8 * d) + (4 * d * d) + (2 * d * f) + (9 * d) + f + (2 * d) + (3 * (d + 1)),
                Count($"transformer(layers=1,ff={units})", width, problem));
        });
    }

    [Fact]
    public void The_grokking_network_has_its_published_count_without_embeddings()
    {
        // Power et al. 2022: two layers of 128 features, 4 heads, 119 symbols, untied outputs; no norm at its end.
        var problem = ArchitectureProblems.Tokens(length: 4, vocabulary: 119, classes: 119);

        var count = Count("transformer(layers=2,heads=4,norm=post,bias=false)", 32, problem);

        Assert.Equal(409_472, count - ((119 + 4) * 128));
    }

    [Theory]
    [InlineData(64, 784, 10)]
    [InlineData(1, 2, 1)]
    [InlineData(300, 20, 3)]
    public void A_bottleneck_counts_its_four_dense_layers(int wide, int features, int outputs)
    {
        var problem = new Problem(Samples: 4, features, outputs, Classes: 0);

        Assert.All(Widths, w => Assert.Equal(
            ((features + 1L) * wide) + ((wide + 1L) * w) + ((w + 1L) * wide) + ((wide + 1L) * outputs), Count($"bottleneck({wide})", w, problem)));
    }

    [Fact]
    public void Dense_networks_read_tokens_as_one_block_of_zeros_and_ones_a_position()
    {
        var problem = ArchitectureProblems.Tokens(6, 4, classes: 3);

        Assert.All(Widths, width => Assert.Equal((25L * width) + (3 * (width + 1L)), Count("mlp", width, problem)));
    }

    private static long Count(string text, int width, Problem problem) => ArchitectureCatalogue.All.Bind(text).ParameterCount(width, problem);
}
