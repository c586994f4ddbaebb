using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Core.Tests.Sweeps;

/// <summary>The same question is the same sweep.</summary>
public sealed class FindSpecTests
{
    private static readonly CurveSpec Curve = new(
        Task: "xor", Architecture: "mlp(act=relu,depth=1)", Strategy: "dense", Optimizer: "adam(lr=0.01)", Criterion: "Z1", Steps: 3000, Seed: 0);

    private static readonly FindSpec Question = new(
        Curve, Success: 0.9, Confidence: 0.95, Ratio: 1.25, MinWidth: 1, MaxWidth: 4096, Lanes: 512, MaxTrainings: 50_000, Grid: null);

    private static readonly FindSpec OnGrid = Question with { Grid = new([4, 8, 16], Seeds: 100) };

    public static TheoryData<string, FindSpec> Changed { get; } = new()
    {
        { "task", Question with { Curve = Curve with { Task = "parity(d=4,k=4)" } } },
        { "architecture", Question with { Curve = Curve with { Architecture = "mlp(act=tanh,depth=1)" } } },
        { "strategy", Question with { Curve = Curve with { Strategy = "rigl" } } },
        { "optimizer", Question with { Curve = Curve with { Optimizer = "gd(lr=0.5)" } } },
        { "criterion", Question with { Curve = Curve with { Criterion = "Z0" } } },
        { "steps", Question with { Curve = Curve with { Steps = 15_000 } } },
        { "seed", Question with { Curve = Curve with { Seed = 1 } } },
        { "success", Question with { Success = 0.5 } },
        { "confidence", Question with { Confidence = 0.99 } },
        { "ratio", Question with { Ratio = 1.1 } },
        { "least width", Question with { MinWidth = 2 } },
        { "largest width", Question with { MaxWidth = 4095 } },
        { "lanes", Question with { Lanes = 256 } },
        { "budget", Question with { MaxTrainings = 50_001 } },
        { "grid", OnGrid },
        { "other widths", Question with { Grid = new([4, 8, 17], Seeds: 100) } },
        { "widths in another order", Question with { Grid = new([8, 4, 16], Seeds: 100) } },
        { "other seeds", Question with { Grid = new([4, 8, 16], Seeds: 101) } },
        { "widths that run together", Question with { Grid = new([48, 16], Seeds: 100) } },
    };

    [Fact]
    public void The_text_of_a_question_is_fixed()
    {
        var question = $"find1|{Curve.TrialText(0, 0)}|p=0.9|c=0.95|r=1.25|w=1..4096|R=512|max=50000";

        Assert.Equal(question, Question.CanonicalText);
        Assert.Equal($"{question}|grid=4+8+16x100", OnGrid.CanonicalText);
        Assert.Equal(CurveSpec.Hash(question)[..12], Question.Id.Value);
    }

    [Theory]
    [MemberData(nameof(Changed))]
    public void Every_part_of_a_question_changes_its_identity(string part, FindSpec changed)
    {
        Assert.True(Question.Id != changed.Id, part);
        Assert.Single(Changed, row => row.Data.Item2.Id == changed.Id);
    }

    [Fact]
    public void The_same_question_asked_again_has_the_same_identity()
    {
        Assert.Equal(Question.Id, (Question with { Curve = Curve with { } }).Id);
        Assert.Equal(OnGrid.Id, (Question with { Grid = new([4, 8, 16], Seeds: 100) }).Id);
        Assert.Matches("^[0-9a-f]{12}$", Question.Id.Value);
    }
}
