using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Tests.Architectures;

/// <summary>What an architecture says of rows that it does not read.</summary>
public sealed class ArchitectureRefusalTests
{
    private static readonly Problem Vectors = new(Samples: 4, Features: 2, Outputs: 1, Classes: 2);
    private static readonly Problem Tokens = ArchitectureProblems.Tokens(5, 3, classes: 3);
    private static readonly Problem Several = ArchitectureProblems.Tokens(5, 3, classes: 3) with { CasesPerRow = 2 };

    [Theory]
    [InlineData("lenet5")]
    [InlineData("conv2")]
    [InlineData("conv4")]
    [InlineData("conv6")]
    [InlineData("allconv")]
    [InlineData("resnet")]
    public void Networks_on_images_refuse_other_rows(string id)
    {
        Assert.Equal(
            $"architecture: {id} reads images; this task has vectors. Use mlp, or a task such as digits, mnist, phototiles10.",
            Refusal(id, Vectors));
        Assert.StartsWith($"architecture: {id} reads images; this task has sequences. Use rnn, ", Refusal(id, Tokens), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("gru")]
    [InlineData("lstm")]
    [InlineData("transformer")]
    public void Networks_on_sequences_refuse_other_rows(string id)
    {
        Assert.Equal(
            $"architecture: {id} reads sequences; this task has vectors. Use mlp, or a task such as runparity, copy, recall.",
            Refusal(id, Vectors));
        Assert.StartsWith(
            $"architecture: {id} reads sequences; this task has images. Use allconv, ",
            Refusal(id, ArchitectureProblems.Images(8, 8, 1, classes: 10)),
            StringComparison.Ordinal);
        Assert.Null(Refusal(id, Several));
        Assert.Contains("6 targets and 5 positions", Refusal(id, Tokens with { CasesPerRow = 6 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lenet5", 16)]
    [InlineData("conv2", 2)]
    [InlineData("conv4", 4)]
    [InlineData("conv6", 8)]
    public void Images_that_shrink_to_nothing_are_refused_and_those_of_the_least_size_are_not(string id, int leastSide)
    {
        Assert.Null(Refusal(id, ArchitectureProblems.Images(leastSide, leastSide, 1, classes: 3)));
        Assert.Equal(
            $"architecture: {id} needs images of at least {leastSide} x {leastSide} pixels; those of this task are {leastSide} x {leastSide - 1}. Use allconv, or a task such as mnist or fashion.",
            Refusal(id, ArchitectureProblems.Images(leastSide, leastSide - 1, 1, classes: 3)));
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("bottleneck")]
    [InlineData("duresnet")]
    public void Dense_networks_read_all_rows_with_one_target(string id)
    {
        Assert.Null(Refusal(id, Vectors));
        Assert.Null(Refusal(id, Tokens));
        Assert.Null(Refusal(id, ArchitectureProblems.Images(3, 3, 2, classes: 4)));
        Assert.Equal(
            $"architecture: {id} predicts one target a row; this task has 2. Use rnn, gru, lstm or transformer.", Refusal(id, Several));
    }

    private static string? Refusal(string id, Problem problem)
    {
        var architecture = ArchitectureCatalogue.All.Bind(id);
        try
        {
            architecture.CheckReads(problem);
            Assert.NotEmpty(architecture.Layers(width: 2, problem));
            return null;
        }
        catch (RequestException exception)
        {
            Assert.Throws<RequestException>(() => architecture.Layers(width: 2, problem));
            return exception.Message;
        }
    }
}
