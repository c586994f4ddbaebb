using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Tests.Bounds;

public class WorkedExampleTests
{
    [Fact]
    public void The_wave_data_has_its_known_ladder_of_widths()
    {
        var problem = Examples.Problem(Examples.Regression(Examples.Waves(20, 5)));

        Assert.Equal(4, Examples.Evaluate("dof", problem).Width);
        Assert.Equal(20, Examples.Evaluate("zhang2017", problem).Width);
        Assert.Equal(21, Examples.Evaluate("haeffele2017", problem).Width);
        Assert.All(BoundCatalogue.All.Where(bound => bound.Id != "haeffele2017"), bound => Assert.Empty(bound.Evaluate(problem).Violated));
    }

    [Fact]
    public void A_thousand_rows_of_twenty_features_take_2020_tied_weights_for_one_output()
    {
        var value = Examples.Evaluate("zhang2017", Sized(1000, 20, 1));

        Assert.Equal(2020, value.Weights);
        Assert.Equal(1000, value.Width);
        Assert.Equal((21 * 1000) + 1000 + 1, value.Parameters);
    }

    [Fact]
    public void Each_further_output_takes_a_weight_a_row_more()
    {
        var value = Examples.Evaluate("zhang2017", Sized(1000, 20, 10));

        Assert.Equal(20 + 1000 + (10 * 1000), value.Weights);
    }

    [Fact]
    public void Ten_outputs_of_a_thousand_rows_take_10001_parallel_units()
    {
        Assert.Equal(10001, Examples.Evaluate("haeffele2017", Sized(1000, 20, 10)).Width);
    }

    [Theory]
    [InlineData(1000, 10, 1, 91)]
    [InlineData(20, 5, 1, 4)]
    public void Counting_with_one_output_gives_the_known_widths(int samples, int features, int outputs, int expected)
    {
        Assert.Equal(expected, Examples.Evaluate("dof", Sized(samples, features, outputs)).Width);
    }

    [Theory]
    [InlineData(7, 3, 1)]
    [InlineData(100, 4, 3)]
    [InlineData(1797, 64, 10)]
    [InlineData(1, 5, 2)]
    public void Counting_for_one_hidden_relu_layer_is_the_closed_form(int samples, int features, int outputs)
    {
        // (d+1)m + mC + C - m >= nC, solved for m.
        var expected = (long)Math.Max(1, Math.Ceiling((double)((samples * outputs) - outputs) / (features + outputs)));

        Assert.Equal(expected, Examples.Evaluate("dof", Sized(samples, features, outputs)).Width);
    }

    [Theory]
    [InlineData("depth=1,act=relu")]
    [InlineData("depth=1,act=tanh")]
    [InlineData("depth=2,act=leakyrelu")]
    [InlineData("depth=4,act=gelu,bias=false")]
    [InlineData("depth=3,act=relu,bias=false")]
    public void Counting_gives_the_least_width_with_enough_free_parameters(string architecture)
    {
        for (var samples = 1; samples < 200; samples += 7)
        {
            var problem = Examples.Problem(Examples.Regression(Examples.Waves(samples, 6)), architecture);

            var width = (int)Examples.Evaluate("dof", problem).Width!.Value;

            Assert.True(Free(problem, width) >= samples);
            Assert.True(width == 1 || Free(problem, width - 1) < samples);
        }
    }

    private static long Free(BoundProblem problem, int width)
    {
        var layers = problem.Architecture.Layers(width, problem.Problem);
        var hidden = layers.Zip(layers.Skip(1))
            .Where(pair => pair.Second is Layer.Activation { Kind: ActivationKind.Relu or ActivationKind.LeakyRelu })
            .Sum(pair => ((Layer.Dense)pair.First).Outputs);
        return layers.Sum(layer => (long)layer.Parameters) - hidden;
    }

    private static BoundProblem Sized(int samples, int features, int outputs) =>
        new(new Problem(samples, features, outputs, Classes: 0), Examples.Mlp(), SquaredLoss: true, Examples.UnknownGeometry);
}
