using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Data;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Steps;

namespace OverparamBounds.Jobs.Tests;

/// <summary>What theory says of networks that are no chains of dense layers, and of rows that are no vectors.</summary>
public sealed class SurveyTheoryTests
{
    /// <summary>Whether the first of two bits is the second: four rows of two tokens, a target at each position.</summary>
    private static readonly Dataset Sequences = new()
    {
        Inputs = [0, 0, 0, 1, 1, 0, 1, 1],
        Samples = 4,
        Features = 2,
        Shape = new InputShape.Tokens(2, 2),
        CasesPerRow = 2,
        Labels = [0, 0, 0, 1, 1, 1, 1, 0],
        Classes = 2,
    };

    private static readonly Dataset Images = new()
    {
        Inputs = [.. Enumerable.Range(0, 3 * 256).Select(at => Math.Sin(at))],
        Samples = 3,
        Features = 256,
        Shape = new InputShape.Image(16, 16, 1),
        Labels = [0, 1, 2],
        Classes = 3,
    };

    [Theory]
    [InlineData("rnn")]
    [InlineData("gru(embed=3)")]
    [InlineData("lstm(layers=2)")]
    [InlineData("transformer")]
    public void Of_networks_on_sequences_every_bound_has_a_value_of_its_own_network_or_a_reason(string architecture)
    {
        var answer = Bounds(Sequences, architecture);

        Assert.Equal((4, 2, 1), (answer.Data.Samples, answer.Data.Features, answer.Data.Outputs));
        AreNoClaims(answer);

        // The last targets are those of XOR.
        Assert.False(answer.Data.LinearlySeparable);
        Assert.Contains(answer.Data.Notes, note => note.Contains("the last of the 2 targets", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lenet5")]
    [InlineData("conv4")]
    [InlineData("allconv")]
    [InlineData("resnet(depth=2)")]
    public void Of_networks_on_images_too(string architecture)
    {
        AreNoClaims(Bounds(Images, architecture));
    }

    [Fact]
    public void A_dense_network_on_tokens_is_compared_as_one_on_zeros_and_ones()
    {
        var data = Sequences with { CasesPerRow = 1, Labels = [0, 1, 1, 0] };

        var answer = Bounds(data, "mlp");

        Assert.Contains(answer.Bounds, bound => bound.Covers);
        Assert.All(answer.References, reference => Assert.True(reference.Covers));
        Assert.Equal(2, answer.References.Single(reference => reference.Id == "least-relu-width").LeastWidth);
    }

    [Fact]
    public void The_network_of_a_theorem_is_covered_by_it_alone()
    {
        var answer = Bounds(Sequences with { CasesPerRow = 1, Labels = [0, 1, 1, 0] }, "duresnet");

        Assert.Equal(["du2019-resnet"], answer.Bounds.Where(bound => bound.Covers).Select(bound => bound.Id));
    }

    private static void AreNoClaims(BoundsAnswer answer)
    {
        Assert.DoesNotContain(answer.Bounds, bound => bound.Covers || bound.IsClaim);
        Assert.All(answer.Bounds, bound => Assert.True(bound.Log10Width is not null || bound.Infinite || bound.Reason is not null, bound.Id));
        Assert.DoesNotContain(answer.References, reference => reference.Covers);
    }

    private static BoundsAnswer Bounds(Dataset data, string architecture)
    {
        var question = QuestionBinder.Bind(new() { Task = "xor", MaxWidth = 1 });
        question = question with
        {
            Task = question.Task with { Data = data },
            Plan = new(
                question.Plan.Curve, data, ArchitectureCatalogue.All.Bind(architecture), question.Plan.Rule, question.Plan.Criterion),
        };
        var theory = SurveyTheory.Of(question, SurveyTheory.SearchKernelRows, TestContext.Current.CancellationToken);
        return ComposeBounds.From(question, theory, () => 0, TestContext.Current.CancellationToken);
    }
}
