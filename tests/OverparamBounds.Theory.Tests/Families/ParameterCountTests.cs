using System.Numerics;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Tests.Families;

public class ParameterCountTests
{
    [Fact]
    public void Known_networks_have_their_known_counts()
    {
        Assert.Equal(601, ParameterCounts.Dense(10, 1, 1).At(50));
        Assert.Equal(3610, ParameterCounts.Dense(10, 10, 2).At(50));
        Assert.Equal(255, ParameterCounts.Recurrent(5, 3).At(12));
        Assert.Equal(1712, ParameterCounts.DuConvolutional(3, 2, 3, 5, 1).At(16));

        // One 3 x 3 layer from 3 to 8 channels has 224; the head on one pixel adds 8 C + C.
        Assert.Equal(224 + 9, ParameterCounts.Convolutional(9, 3, 1, 1, 1).At(8));
    }

    [Theory]
    [InlineData("depth=1")]
    [InlineData("depth=2,bias=false")]
    [InlineData("depth=5,act=tanh")]
    public void The_polynomial_of_an_architecture_is_its_count_at_every_width(string arguments)
    {
        var problem = new Problem(100, 7, 3, 3);
        var network = Examples.Mlp(arguments);

        var polynomial = ParameterPolynomial.Fit(width => network.ParameterCount(width, problem))!;

        foreach (var width in new[] { 1, 5, 17, 100, 4096, 30_000 })
        {
            Assert.Equal(network.ParameterCount(width, problem), polynomial.At(width));
            Assert.Equal(
                ParameterCounts.Dense(7, 3, network.Arguments.Integer("depth"), network.Arguments.Flag("bias")).At(width), polynomial.At(width));
        }
    }

    [Fact]
    public void A_count_that_is_no_polynomial_is_refused()
    {
        Assert.Null(ParameterPolynomial.Fit(width => width * width * width));
        Assert.Null(ParameterPolynomial.Fit(width => width / 2));
    }

    [Fact]
    public void The_inverse_gives_the_least_width()
    {
        var draws = new RandomSequence(8, RandomPurpose.Simulation);
        for (var round = 0; round < 200; round++)
        {
            var polynomial = new ParameterPolynomial(draws.NextIndex(20), 1 + draws.NextIndex(50), draws.NextIndex(5));
            var wanted = BigInteger.Pow(10, draws.NextIndex(40)) * (1 + draws.NextIndex(9));

            var width = polynomial.LeastWidth(wanted)!.Value;

            Assert.True(polynomial.At(width) >= wanted);
            Assert.True(width == 1 || polynomial.At(width - 1) < wanted);
        }
    }

    [Fact]
    public void A_count_that_does_not_grow_has_no_inverse()
    {
        Assert.Null(new ParameterPolynomial(10, 0, 0).LeastWidth(11));
        Assert.Equal(1, new ParameterPolynomial(10, 0, 0).LeastWidth(10));
    }

    [Fact]
    public void A_transformer_layer_counts_as_its_parts()
    {
        // d = 64, d_ff = 256, one layer: 4(d² + d) + (d d_ff + d_ff) + (d_ff d + d) + 4 d, then V d + T d and (d + 1) C.
        const int d = 64, ff = 256, vocabulary = 50, tokens = 16, outputs = 3;
        var expected = (4 * ((d * d) + d)) + (d * ff) + ff + (ff * d) + d + (4 * d) + ((vocabulary + tokens) * d) + ((d + 1) * outputs);

        Assert.Equal(expected, ParameterCounts.Transformer(vocabulary, tokens, outputs).At(d));
    }
}
