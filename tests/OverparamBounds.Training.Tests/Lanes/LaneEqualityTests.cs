using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>
/// A trial's digest, over its final parameters bit for bit, is the same on every vector width, in every lane, after a
/// refill, on any number of threads, and on the unrolled path as on the general one.
/// </summary>
public sealed class LaneEqualityTests
{
    public static TheoryData<string> Activations => [.. ActivationNames.All];

    public static TheoryData<string> Optimizers =>
    [
        "gd(lr=0.1)", "sgd(lr=0.1,batch=7)", "momentum(lr=0.05)", "nesterov(lr=0.05)", "adam", "adam(lr=0.01,batch=5)",
        .. OptimizerTexts.Varied,
    ];

    public static TheoryData<string, string> ActivationsAndOptimizers =>
        [.. ActivationNames.All.SelectMany(name => new[] { (name, "adam"), (name, "gd(lr=0.5)") }), ("relu", "momentum(lr=0.1)"), ("relu", "nesterov(lr=0.1)"), ("tanh", "rmsprop"), ("relu", "adamw(wd=0.1,warmup=30)"), ("relu", "momentum(decay=cosine,span=200)")];

    [Theory]
    [MemberData(nameof(Activations))]
    public void With_every_activation(string activation) =>
        AssertEqual(Curves.Plan(Curves.Clouds(37, 5, 3), $"mlp(act={activation})", steps: 150), 7);

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void With_every_optimizer(string optimizer) =>
        AssertEqual(Curves.Plan(Curves.Clouds(23, 3, 2), optimizer: optimizer, steps: 150), 6);

    [Theory]
    [InlineData("mlp(depth=1,bias=false)")]
    [InlineData("mlp(depth=2,act=tanh)")]
    [InlineData("mlp(depth=3,init=he)")]
    [InlineData("mlp(depth=2,init=glorot,act=gelu)")]
    [InlineData("mlp(depth=2,init=ddi)")]
    public void With_every_depth_and_initialisation(string architecture) =>
        AssertEqual(Curves.Plan(Curves.Clouds(19, 4, 2), architecture, steps: 150), 5);

    [Fact]
    public void With_several_outputs_of_a_regression() => AssertEqual(Curves.Plan(Curves.Regression(41, 6, 3), steps: 150), 9);

    [Fact]
    public void With_many_panels_of_rows() => AssertEqual(Curves.Plan(Curves.Clouds(307, 29, 10), steps: 40), 61);

    [Fact]
    public void With_more_steps_between_tests_than_are_prepared_at_once() =>
        AssertEqual(Curves.Plan(Curves.Xor, criterion: "Z1(every=150)", steps: 700), 4);

    [Fact]
    public void With_a_budget_that_is_no_multiple_of_the_tests() => AssertEqual(Curves.Plan(Curves.Xor, steps: 333), 3);

    [Theory]
    [MemberData(nameof(ActivationsAndOptimizers))]
    public void On_the_unrolled_path_as_on_the_general_one(string activation, string optimizer)
    {
        foreach (var data in new[] { Curves.Xor, Curves.XorOfSigns, Curves.Clouds(4, 2, 2), Curves.Clouds(3, 5, 2), Curves.Regression(4, 1, 1) })
        {
            var plan = Curves.Plan(data, $"mlp(act={activation})", optimizer, steps: 300);

            var unrolled = plan.TrainOnLanes(Curves.Seeds(5, 0, 40));
            var general = plan.TrainOnLanes(Curves.Seeds(5, 0, 40), options: LaneOptions.Default with { MayFuse = false });

            Assert.Equal(general.Select(Curves.Essence), unrolled.Select(Curves.Essence));
        }
    }

    [Theory]
    [InlineData("mlp", "adam")]
    [InlineData("mlp(act=gelu)", "gd(lr=0.1)")]
    [InlineData("mlp(act=tanh,bias=false)", "adam(batch=30)")]
    public void In_strips_of_units_as_all_at_once(string architecture, string optimizer)
    {
        // 21 units are two strips and five units; 130 rows are several panels.
        var plan = Curves.Plan(Curves.Clouds(130, 7, 2), architecture, optimizer, steps: 60);

        var inStrips = plan.TrainOnLanes(Curves.Seeds(21, 0, 20));
        var atOnce = plan.TrainOnLanes(Curves.Seeds(21, 0, 20), options: LaneOptions.Default with { MayFuse = false });

        Assert.Equal(atOnce.Select(Curves.Essence), inStrips.Select(Curves.Essence));
    }

    [Fact]
    public void On_the_unrolled_path_without_biases()
    {
        var plan = Curves.Plan(Curves.Clouds(4, 3, 2), "mlp(bias=false)", steps: 200);

        var unrolled = plan.TrainOnLanes(Curves.Seeds(6, 0, 20));
        var general = plan.TrainOnLanes(Curves.Seeds(6, 0, 20), options: LaneOptions.Default with { MayFuse = false });

        Assert.Equal(general.Select(Curves.Essence), unrolled.Select(Curves.Essence));
    }

    [Fact]
    public void On_two_threads_as_on_one()
    {
        var plan = Curves.Plan(Curves.Xor, steps: 500);
        IReadOnlyList<Trial> trials = [.. Curves.Seeds(3, 0, 90), .. Curves.Seeds(9, 0, 40), .. Curves.Seeds(10, 0, 20)];

        var one = plan.TrainOnLanes(trials, threads: 1);
        var two = plan.TrainOnLanes(trials, threads: 2);

        Assert.Equal(150, one.Count);
        Assert.Equal(one.Select(Curves.Essence), two.Select(Curves.Essence));
    }

    [Fact]
    public void A_longer_budget_extends_the_same_run()
    {
        var brief = Curves.Plan(Curves.Xor, steps: 300).TrainOnLanes(Curves.Seeds(6, 0, 64));
        var lengthy = Curves.Plan(Curves.Xor, steps: 600).TrainOnLanes(Curves.Seeds(6, 0, 64));

        foreach (var (early, late) in brief.Zip(lengthy).Where(pair => pair.First.Outcome == TrialOutcome.Fitted))
        {
            Assert.Equal((early.Outcome, early.Steps, early.Digest), (late.Outcome, late.Steps, late.Digest));
        }

        Assert.True(lengthy.Count(result => result.Outcome == TrialOutcome.Fitted) > brief.Count(result => result.Outcome == TrialOutcome.Fitted));
    }

    [Fact]
    public void A_diverging_neighbour_changes_nothing()
    {
        // Learning rates by seed: every third network blows up, also through ReLUs, which must not hide it.
        var plan = Curves.Plan(Curves.Regression(20, 3, 1), optimizer: "gd(lr=0.05)", steps: 200);
        var mixed = LaneOptions.Default with { Choices = LaneChoices.None with { LearningRate = trial => trial.SeedIndex % 3 == 0 ? 1e4 : 0.05 } };

        var together = plan.TrainOnLanes(Curves.Seeds(8, 0, 48), options: mixed);
        var calm = plan.TrainOnLanes(Curves.Seeds(8, 0, 48));

        Assert.All(together, result => Assert.Equal(result.Trial.SeedIndex % 3 == 0, result.Outcome == TrialOutcome.Diverged));
        Assert.Equal(
            calm.Where(result => result.Trial.SeedIndex % 3 != 0).Select(Curves.Essence),
            together.Where(result => result.Trial.SeedIndex % 3 != 0).Select(Curves.Essence));
    }

    [Fact]
    public void A_masked_network_is_the_narrower_one_and_its_masked_parameters_stay_zero()
    {
        // Hidden units 3 and 4 of 5 are cut off: what is left trains as the three units alone would.
        const int width = 5, kept = 3;
        var plan = Curves.Plan(Curves.Clouds(12, 2, 2), "mlp(act=tanh)", "adam", steps: 100);
        float[] mask =
        [
            .. Enumerable.Range(0, 2 * width).Select(i => i % width < kept ? 1f : 0f),
            .. Enumerable.Range(0, width).Select(i => i < kept ? 1f : 0f),
            .. Enumerable.Range(0, width).Select(i => i < kept ? 1f : 0f),
            1f,
        ];
        var masked = LaneOptions.Default with { Choices = LaneChoices.None with { Mask = trial => trial.SeedIndex % 2 == 0 ? mask : null } };

        var results = plan.TrainOnLanes(Curves.Seeds(width, 0, 20), options: masked);
        var dense = plan.TrainOnLanes(Curves.Seeds(width, 0, 20));

        Assert.All(results.Where(result => result.Trial.SeedIndex % 2 == 0), result => Assert.Equal((2 * kept) + kept + kept + 1, result.Size.Nonzero));
        Assert.Equal(
            dense.Where(result => result.Trial.SeedIndex % 2 == 1).Select(Curves.Essence),
            results.Where(result => result.Trial.SeedIndex % 2 == 1).Select(Curves.Essence));
        Assert.All(
            results.Zip(dense).Where(pair => pair.First.Trial.SeedIndex % 2 == 0),
            pair => Assert.NotEqual(pair.First.Digest, pair.Second.Digest));
    }

    [Fact]
    public void A_cancelled_block_hands_over_what_had_ended()
    {
        var plan = Curves.Plan(Curves.Xor, steps: 2_000_000, criterion: "Z1(every=1000)");
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(700));
        var kept = new List<TrialResult>();

        Assert.ThrowsAny<OperationCanceledException>(() => new LaneTrainer(plan, threads: 1, LaneOptions.Default)
            .Train(new(plan.Curve, Curves.Seeds(2, 0, 400_000)), kept.AddRange, progress: null, cancellation.Token));

        Assert.NotEmpty(kept);
        var again = Curves.Plan(Curves.Xor, steps: 2_000_000, criterion: "Z1(every=1000)").TrainOnLanes([.. kept.Take(3).Select(result => result.Trial)]);
        Assert.Equal(kept.Take(3).Select(Curves.Essence).OrderBy(one => one.Id.Value), again.Select(Curves.Essence).OrderBy(one => one.Id.Value));
    }

    /// <summary>
    /// 55 trials on each vector width, so that lanes are refilled; then each of a few alone, in lane 0, and the last
    /// of a full register, in lane 15.
    /// </summary>
    private static void AssertEqual(TrainingPlan plan, int width)
    {
        var wide = plan.TrainOnLanes(Curves.Seeds(width, 0, 55), options: LaneOptions.Default with { VectorBits = 512 });

        foreach (var bits in new[] { 256, 128 })
        {
            var narrow = plan.TrainOnLanes(Curves.Seeds(width, 0, 55), options: LaneOptions.Default with { VectorBits = bits });
            Assert.Equal(wide.Select(Curves.Essence), narrow.Select(Curves.Essence));
        }

        foreach (var seed in new[] { 0, 15, 16, 54 })
        {
            Assert.Equal(Curves.Essence(wide[seed]), Curves.Essence(Assert.Single(plan.TrainOnLanes(Curves.Seeds(width, seed, 1)))));
        }

        Assert.Equal(Curves.Essence(wide[20]), Curves.Essence(plan.TrainOnLanes(Curves.Seeds(width, 5, 16))[15]));
    }
}
