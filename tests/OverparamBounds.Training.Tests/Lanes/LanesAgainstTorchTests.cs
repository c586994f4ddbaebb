using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Lanes;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>The same trial on both engines: the same start, the same order of rows, and losses that differ by rounding alone.</summary>
public sealed class LanesAgainstTorchTests
{
    public static TheoryData<string> Activations => [.. ActivationNames.All];

    public static TheoryData<string> Optimizers =>
    [
        "gd(lr=0.1)", "sgd(lr=0.05,batch=7)", "momentum(lr=0.02)", "nesterov(lr=0.02)", "adam(lr=0.003)", "adam(lr=0.003,batch=5)",
        "rmsprop(lr=0.001)", "adamw(lr=0.003,wd=1)", "adam(lr=0.003,warmup=50,decay=cosine,span=100)", "momentum(lr=0.02,decay=step,span=60)",
        "sgd(lr=0.05,batch=7,warmup=100)", "adamw(lr=0.003,wd=0.1,batch=5,decay=step,span=30,factor=0.5)",
    ];

    public static TheoryData<string, int> XorCells => new()
    {
        { "relu", 2 }, { "relu", 4 }, { "relu", 8 }, { "tanh", 2 }, { "tanh", 4 }, { "gelu", 3 },
    };

    [Theory]
    [MemberData(nameof(Activations))]
    public void Two_hundred_steps_with_every_activation(string activation) =>
        AssertSameCurves(Curves.Clouds(40, 5, 3), $"mlp(act={activation})", "adam(lr=0.003)");

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Two_hundred_steps_with_every_optimizer(string optimizer) =>
        AssertSameCurves(Curves.Clouds(23, 4, 2), "mlp(act=tanh)", optimizer);

    [Theory]
    [InlineData("mlp(depth=2,act=softplus)")]
    [InlineData("mlp(depth=3,act=gelu,init=he)")]
    [InlineData("mlp(act=erf,init=glorot)")]
    [InlineData("mlp(init=ddi,act=tanh)")]
    [InlineData("mlp(bias=false,act=sigmoid)")]
    public void Two_hundred_steps_at_every_depth_and_initialisation(string architecture) =>
        AssertSameCurves(Curves.Clouds(19, 4, 2), architecture, "adam(lr=0.003)");

    [Fact]
    public void Two_hundred_steps_of_a_regression() => AssertSameCurves(Curves.Regression(30, 4, 2), "mlp(act=tanh)", "gd(lr=0.05)");

    [Fact]
    public void Two_hundred_steps_on_the_unrolled_path() => AssertSameCurves(Curves.Xor, "mlp(act=tanh)", "adam(lr=0.003)");

    [Theory]
    [MemberData(nameof(XorCells))]
    public void Success_shares_over_a_thousand_seeds_agree_within_four_standard_errors(string activation, int width)
    {
        const int seeds = 1000;
        var plan = Curves.Plan(Curves.Xor, $"mlp(act={activation})");

        var lanes = plan.TrainOnLanes(Curves.Seeds(width, 0, seeds), threads: 2);
        var torch = plan.Train(Curves.Seeds(width, 0, seeds), threads: 2);

        // The engines share seeds, so most pairs agree one by one; those that do not are decided by rounding.
        var (onlyLanes, onlyTorch) = (0, 0);
        foreach (var (one, other) in lanes.Zip(torch))
        {
            onlyLanes += one.Outcome == TrialOutcome.Fitted && other.Outcome != TrialOutcome.Fitted ? 1 : 0;
            onlyTorch += one.Outcome != TrialOutcome.Fitted && other.Outcome == TrialOutcome.Fitted ? 1 : 0;
        }

        // McNemar: of the pairs that differ, each side should win about half.
        Assert.True(
            Math.Abs(onlyLanes - onlyTorch) <= 4 * Math.Sqrt(Math.Max(onlyLanes + onlyTorch, 1)),
            $"{onlyLanes} fit on lanes alone and {onlyTorch} on torch alone");
        Assert.InRange(onlyLanes + onlyTorch, 0, seeds / 5);
    }

    private static void AssertSameCurves(Dataset data, string architecture, string optimizer)
    {
        var plan = Curves.Plan(data, architecture, optimizer, data.IsClassification ? "Z1(every=1)" : "mse", steps: 200);
        foreach (var seed in new[] { 0, 5 })
        {
            var trial = new Trial(6, seed);
            var lanes = new LaneTrainer(plan, threads: 1, LaneOptions.Default).LossCurve(trial, TestContext.Current.CancellationToken);
            var torch = new TorchTrainer(plan, TorchSettings.Default with { Threads = 1 }).LossCurve(trial, TestContext.Current.CancellationToken);

            Assert.Equal(torch.Select(point => point.Step), lanes.Select(point => point.Step));
            Assert.True(lanes.Count >= 20, "The curve is too short to say anything.");
            foreach (var (one, other) in lanes.Zip(torch))
            {
                // A step loses about 1e-7 of its size; two hundred steps of smooth descent carry that to 1e-4 at most.
                Assert.Equal(other.Loss, one.Loss, (1e-4 * Math.Abs(other.Loss)) + 1e-6);
            }
        }
    }
}
