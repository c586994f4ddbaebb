using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;
using OverparamBounds.Theory.Families;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Tests.Families;

/// <summary>Which networks theory recognises, and what it says of those that it does not.</summary>
public sealed class ResidualChainTests
{
    private static readonly Problem Vectors = new(Samples: 4, Features: 3, Outputs: 1, Classes: 2);

    [Theory]
    [InlineData("duresnet", 2, ActivationKind.Softplus, 0.5)]
    [InlineData("duresnet(depth=7,act=tanh,cres=0.3)", 7, ActivationKind.Tanh, 0.3)]
    public void The_theorems_network_is_recognised_at_every_width(string text, int depth, ActivationKind kind, double scale)
    {
        var architecture = ArchitectureCatalogue.All.Bind(text);

        Assert.All([1, 2, 5, 64], width =>
            Assert.Equal(new ResidualChain(depth, kind, scale), ResidualChain.Of(architecture.Layers(width, Vectors), width)));
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("mlp(depth=3,bias=false)")]
    [InlineData("bottleneck")]
    public void Other_networks_are_not(string text)
    {
        Assert.Null(ResidualChain.Of(ArchitectureCatalogue.All.Bind(text).Layers(4, Vectors), 4));
    }

    [Fact]
    public void One_layer_of_another_scale_or_initialisation_makes_it_another_network()
    {
        var layers = ArchitectureCatalogue.All.Bind("duresnet(3)").Layers(4, Vectors);
        var dense = new Layer.Dense(3, 4, Bias: false, Initialisation.He);

        Assert.NotNull(ResidualChain.Of(layers, 4));
        Assert.Null(ResidualChain.Of([dense, .. layers.Skip(1)], 4));
        Assert.Null(ResidualChain.Of([.. layers.Take(2), new Layer.Scaling(1), .. layers.Skip(3)], 4));
        Assert.Null(ResidualChain.Of([.. layers.Take(4), layers[0], layers[^1]], 4));
    }

    [Theory]
    [InlineData(ActivationKind.Relu)]
    [InlineData(ActivationKind.LeakyRelu)]
    [InlineData(ActivationKind.Tanh)]
    [InlineData(ActivationKind.Sigmoid)]
    [InlineData(ActivationKind.Erf)]
    [InlineData(ActivationKind.Gelu)]
    [InlineData(ActivationKind.Softplus)]
    public void Networks_are_scaled_by_the_normaliser_of_their_kernels(ActivationKind kind)
    {
        // Two quadratures and closed forms, each good to 1e-13.
        Assert.Equal(GaussianDuals.Of(kind).Normaliser, kind.Normaliser(), tolerance: 1e-12);
    }

    [Fact]
    public void The_theorem_covers_its_network_and_finds_its_weights_right()
    {
        var problem = Problem("duresnet(depth=3,cres=0.25)");

        var value = Examples.Evaluate("du2019-resnet", problem);

        Assert.True(value.Covers);
        Assert.DoesNotContain("WrongParametrisation", value.Badges);
        Assert.DoesNotContain("NonSmoothActivation", value.Badges);
        Assert.DoesNotContain("Biases", value.Badges);
        Assert.Equal("residual(softplus,3,0.25)", value.Kernel);
        Assert.False(value.IsClaim);
    }

    [Theory]
    [InlineData("bottleneck")]
    [InlineData("bottleneck(wide=1)")]
    [InlineData("bottleneck(wide=2)")]
    [InlineData("duresnet")]
    public void Theorems_about_equally_wide_dense_layers_do_not_cover_other_networks(string text)
    {
        var problem = Problem(text);

        Assert.Equal(0, problem.Depth);
        Assert.All(BoundCatalogue.All.Select(bound => bound.Evaluate(problem)), value =>
            Assert.False(value.Covers && value.Id != "du2019-resnet", value.Id));
    }

    [Theory]
    [InlineData("lenet5", 1)]
    [InlineData("allconv", 1)]
    [InlineData("resnet", 1)]
    [InlineData("rnn", 2)]
    [InlineData("lstm", 2)]
    [InlineData("transformer", 2)]
    [InlineData("transformer", 1)]
    public void No_theorem_claims_anything_of_a_network_that_it_does_not_cover(string text, int cases)
    {
        var problem = cases == 1 && text != "transformer" ? Images(text) : Sequences(text, cases);

        var values = BoundCatalogue.All.Select(bound => bound.Evaluate(problem)).ToList();

        Assert.DoesNotContain(values, value => value.Covers);
        Assert.DoesNotContain(values, value => value.IsClaim);
        Assert.All(values, value => Assert.True(value.Log10Width is not null || value.Infinite || value.Reason is not null, value.Id));
    }

    [Fact]
    public void A_dense_network_on_tokens_is_one_on_zeros_and_ones()
    {
        var problem = Sequences("mlp(depth=2)", cases: 1);

        Assert.Equal(2, problem.Depth);
        Assert.Equal(6, problem.Features);
        Assert.Equal(problem.Architecture.ParameterCount(5, problem.Trained), problem.TrainedParameters?.At(5));
    }

    [Fact]
    public void Tokens_become_ones_and_the_last_target_of_a_row_stays()
    {
        var data = Tokens(cases: 2);

        var rows = Theory.Geometry.TheoryRows.Of(data);

        Assert.Equal([1.0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0], rows.Inputs);
        Assert.Equal([1, 0, 1], rows.Labels!);
        Assert.Equal((3, 6, 1), (rows.Samples, rows.Features, rows.CasesPerRow));
        Assert.Contains(rows.Notes, note => note.Contains("last of the 2 targets", StringComparison.Ordinal));
    }

    private static BoundProblem Problem(string architecture) => Of(
        Examples.Classified([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.6, 0.8, 0]], [0, 1, 1, 0]), architecture);

    private static BoundProblem Images(string architecture)
    {
        var data = Examples.Classified(Examples.Gaussian(7, 5, 256), [0, 1, 2, 1, 0]) with { Shape = new InputShape.Image(16, 16, 1) };
        return Of(data, architecture);
    }

    private static BoundProblem Sequences(string architecture, int cases) => Of(Tokens(cases), architecture);

    /// <summary>Three rows of two tokens out of three symbols.</summary>
    private static Dataset Tokens(int cases) => Examples.Classified([[0, 2], [1, 1], [2, 0]], [.. new[] { 0, 1, 0, 0, 1, 1 }.Take(3 * cases)]) with
    {
        Shape = new InputShape.Tokens(2, 3),
        CasesPerRow = cases,
    };

    private static BoundProblem Of(Dataset data, string architecture)
    {
        var survey = Examples.Survey(Theory.Geometry.TheoryRows.Of(data), biases: !architecture.StartsWith("duresnet", StringComparison.Ordinal));
        return BoundProblem.For(survey, ArchitectureCatalogue.All.Bind(architecture), Examples.Z1) with { Trained = data.Problem };
    }
}
