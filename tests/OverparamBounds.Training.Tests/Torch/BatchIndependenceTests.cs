using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training.Tests.Torch;

/// <summary>A trial's digest, over its final parameters bit for bit, must not depend on the company it trained in.</summary>
public sealed class BatchIndependenceTests
{
    public static TheoryData<string> Activations => [.. ActivationNames.All];

    public static TheoryData<string> Optimizers =>
    [
        "gd(lr=0.1)", "sgd(lr=0.05,batch=7)", "momentum(lr=0.05)", "nesterov(lr=0.05)", "adam(lr=0.01,batch=5)",
        .. OptimizerTexts.Catalogued,
    ];

    [Fact]
    public void Alone_in_a_batch_of_7_and_in_a_batch_of_256_a_trial_gives_the_same_digest()
    {
        var plan = Curves.Plan(Curves.Xor, steps: 1500);

        var of256 = plan.Train(Curves.Seeds(5, 0, 256));
        var of7 = plan.Train(Curves.Seeds(5, 40, 7));
        var alone = plan.Train(Curves.Seeds(5, 43, 1));

        Assert.Equal(of256.Skip(40).Take(7).Select(Curves.Essence), of7.Select(Curves.Essence));
        Assert.Equal(Curves.Essence(of7[3]), Curves.Essence(Assert.Single(alone)));
        Assert.Contains(of256, result => result.Outcome == TrialOutcome.NotFitted);
        Assert.Contains(of256, result => result.Outcome == TrialOutcome.Fitted);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void With_every_activation(string activation) =>
        AssertIndependent(Curves.Plan(Curves.Clouds(37, 5, 3), $"mlp(act={activation})", steps: 150), 7, 11);

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void With_every_optimizer(string optimizer) =>
        AssertIndependent(Curves.Plan(Curves.Clouds(23, 3, 2), optimizer: optimizer, steps: 150), 6, 13);

    [Theory]
    [InlineData("mlp(depth=1,bias=false)")]
    [InlineData("mlp(depth=2,act=tanh)")]
    [InlineData("mlp(depth=3,init=he)")]
    [InlineData("mlp(depth=2,init=glorot,act=sigmoid)")]
    [InlineData("mlp(depth=2,init=ddi)")]
    public void With_every_depth_and_initialisation(string architecture) =>
        AssertIndependent(Curves.Plan(Curves.Clouds(19, 4, 2), architecture, steps: 150), 5, 9);

    [Fact]
    public void With_several_outputs_of_a_regression() =>
        AssertIndependent(Curves.Plan(Curves.Regression(41, 6, 3), steps: 150), 9, 17);

    [Fact]
    public void With_matrices_large_enough_for_the_blocked_routines() =>
        AssertIndependent(Curves.Plan(Curves.Clouds(150, 29, 10), steps: 40), 33, 61);

    [Fact]
    public void On_two_threads_as_on_one()
    {
        var plan = Curves.Plan(Curves.Xor, steps: 500);
        IReadOnlyList<Trial> trials = [.. Curves.Seeds(3, 0, 40), .. Curves.Seeds(9, 0, 40), .. Curves.Seeds(10, 0, 20)];

        var one = plan.Train(trials, threads: 1);
        var two = plan.Train(trials, threads: 2);

        Assert.Equal(one.Select(Curves.Essence), two.Select(Curves.Essence));
    }

    [Fact]
    public void A_longer_budget_extends_the_same_run()
    {
        var brief = Curves.Plan(Curves.Xor, steps: 300).Train(Curves.Seeds(6, 0, 64));
        var lengthy = Curves.Plan(Curves.Xor, steps: 600).Train(Curves.Seeds(6, 0, 64));

        foreach (var (early, late) in brief.Zip(lengthy).Where(pair => pair.First.Outcome == TrialOutcome.Fitted))
        {
            Assert.Equal((early.Outcome, early.Steps, early.Digest), (late.Outcome, late.Steps, late.Digest));
        }

        Assert.True(lengthy.Count(result => result.Outcome == TrialOutcome.Fitted) > brief.Count(result => result.Outcome == TrialOutcome.Fitted));
    }

    [Fact]
    public void A_cancelled_launch_hands_over_what_had_ended_and_that_is_what_the_whole_launch_gives()
    {
        var plan = Curves.Plan(Curves.Xor, steps: 3000);
        var whole = plan.Train(Curves.Seeds(4, 0, 64));
        using var cancellation = new CancellationTokenSource();
        var progress = new Interruption(step => { if (step >= 900) { cancellation.Cancel(); } });
        var kept = new List<TrialResult>();
        var trainer = new TorchTrainer(plan, TorchSettings.Default with { Threads = 1 });

        Assert.ThrowsAny<OperationCanceledException>(() =>
            trainer.Train(new(plan.Curve, Curves.Seeds(4, 0, 64)), kept.AddRange, progress, cancellation.Token));

        Assert.InRange(kept.Count, 1, 63);
        Assert.All(kept, result => Assert.Equal(Curves.Essence(whole[result.Trial.SeedIndex]), Curves.Essence(result)));
    }

    [Fact]
    public void A_launch_is_cancelled_between_tests_that_are_far_apart()
    {
        // The test is a thousand million steps away: only a look at every step ends this before the end of time.
        var plan = Curves.Plan(Curves.Xor, criterion: "Z1(every=1000000000)", steps: 1_000_000_000);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var trainer = new TorchTrainer(plan, TorchSettings.Default with { Threads = 1 });

        Assert.ThrowsAny<OperationCanceledException>(() =>
            trainer.Train(new(plan.Curve, Curves.Seeds(4, 0, 8)), _ => { }, progress: null, cancellation.Token));
    }

    [Fact]
    public void A_network_that_needs_more_than_a_threads_share_of_memory_is_trained_all_the_same()
    {
        var plan = Curves.Plan(Curves.Clouds(20, 5, 2), steps: 20);
        var bytes = LaunchPlanner.BytesPerReplica(plan, PaddedWidth.Of(plan, 100));
        var results = new List<TrialResult>();
        var trainer = new TorchTrainer(plan, new("cpu", Threads: 8, MemoryBytes: 2 * bytes));

        trainer.Train(new(plan.Curve, Curves.Seeds(100, 0, 3)), results.AddRange, progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(plan.Train(Curves.Seeds(100, 0, 3)).Select(Curves.Essence), results.OrderBy(result => result.Trial.SeedIndex).Select(Curves.Essence));
    }

    private sealed class Interruption(Action<int> atStep) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => atStep(value.Step);
    }

    /// <summary>Trains trials of two widths that share a launch, and each alone and in another company.</summary>
    private static void AssertIndependent(TrainingPlan plan, int width, int neighbour)
    {
        var together = plan.Train([.. Curves.Seeds(width, 0, 21), .. Curves.Seeds(neighbour, 0, 21)]);

        var some = plan.Train([.. Curves.Seeds(width, 3, 2), .. Curves.Seeds(neighbour, 17, 4)]);
        var alone = plan.Train(Curves.Seeds(neighbour, 20, 1));

        Assert.Equal(42, together.Count);
        Assert.Equal(together.Where(result => some.Any(other => other.Id == result.Id)).Select(Curves.Essence), some.Select(Curves.Essence));
        Assert.Equal(Curves.Essence(together[^1]), Curves.Essence(alone[0]));
    }
}
