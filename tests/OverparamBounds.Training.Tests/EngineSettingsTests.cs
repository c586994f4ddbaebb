using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Tests;

/// <summary>Which engine trains what.</summary>
public sealed class EngineSettingsTests
{
    [Fact]
    public void Small_networks_go_to_lanes_and_wide_deep_ones_to_torch_and_both_train_in_one_block()
    {
        // Six million weights between two hidden layers leave every cache sixteen times over.
        var plan = Curves.Plan(Curves.Clouds(6, 3, 2), "mlp(depth=2)", steps: 3);
        var engine = EngineSettings.Parse("auto", "cpu", threads: 2);

        Assert.True(engine.UsesLanes(plan, 20));
        var torch = Enumerable.Range(1, 12).Select(power => 1 << power).FirstOrDefault(width => !engine.UsesLanes(plan, width));
        Assert.True(torch > 256, $"The first power of two on torch is {torch}.");

        var results = new List<TrialResult>();
        engine.Trainer(plan).Value.Train(
            new(plan.Curve, [new(20, 0), new(torch, 0), new(20, 1)]), results.AddRange, progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(
            [(20, 0, "lanes"), (20, 1, "lanes"), (torch, 0, "torch")],
            results.Select(result => (result.Trial.Width, result.Trial.SeedIndex, result.Engine.Engine)).Order());
    }

    [Theory]
    [InlineData("lanes", "lanes")]
    [InlineData("torch", "torch")]
    public void A_named_engine_trains_everything(string name, string stamp)
    {
        var plan = Curves.Plan(Curves.Xor, steps: 20);
        var results = new List<TrialResult>();

        EngineSettings.Parse(name, "cpu", threads: 1).Trainer(plan).Value.Train(
            new(plan.Curve, Curves.Seeds(3, 0, 4)), results.AddRange, progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(4, results.Count);
        Assert.All(results, result => Assert.Equal(stamp, result.Engine.Engine));
    }

    [Theory]
    [InlineData("lanes")]
    [InlineData("torch")]
    public void A_replay_takes_the_engine_of_the_stored_trial(string engine)
    {
        var plan = Curves.Plan(Curves.Xor, steps: 20);
        var stamp = new EngineStamp(engine, "cpu", "any", "any");

        var replay = EngineSettings.Parse("auto", "auto", threads: 1).ForReplayOf(stamp);

        Assert.Equal(engine == "lanes", replay.UsesLanes(plan, 3));
        Assert.Equal(EngineKind.Torch, EngineSettings.Parse("torch", "cpu", threads: 1).ForReplayOf(stamp).Engine);
    }

    [Fact]
    public void What_lanes_have_no_form_of_goes_to_torch_and_is_refused_where_lanes_are_named()
    {
        var auto = EngineSettings.Parse("auto", "cpu", threads: 1);
        var lanes = EngineSettings.Parse("lanes", "cpu", threads: 1);
        var plans = SmallNetworks.Names.SelectMany(name => new[] { SmallNetworks.Plan(name), SmallNetworks.Plan(name, optimizer: "adam(batch=4)") });
        var refused = 0;

        foreach (var plan in plans)
        {
            Assert.True(double.IsFinite(EngineCost.Seconds(plan, 4)));
            auto.CheckFits(plan, 4);
            if (double.IsFinite(EngineCost.LaneSeconds(plan, 4)))
            {
                lanes.CheckFits(plan, 4);
                continue;
            }

            refused++;
            Assert.False(auto.UsesLanes(plan, 4));
            Assert.Contains("--engine torch", Assert.Throws<RequestException>(() => lanes.CheckFits(plan, 4)).Message, StringComparison.Ordinal);
            Assert.Throws<RequestException>(() => lanes.Trainer(plan).Value.Train(
                new(plan.Curve, [new(4, 0)]), _ => { }, progress: null, TestContext.Current.CancellationToken));
        }

        Assert.True(refused > 0, "Nothing was refused.");
    }

    [Theory]
    [InlineData("sam")]
    [InlineData("lbfgs")]
    [InlineData("lm")]
    public void An_optimizer_that_lanes_do_not_have_goes_to_torch_unless_lanes_are_asked_for(string optimizer)
    {
        var plan = Curves.Plan(Curves.Xor, optimizer: optimizer, steps: 20);

        Assert.False(EngineSettings.Parse("auto", "cpu", threads: 1).UsesLanes(plan, 3));

        var lanes = EngineSettings.Parse("lanes", "cpu", threads: 1);
        Assert.Contains($"no form of optimizer '{plan.Curve.Optimizer}'", Assert.Throws<RequestException>(() => lanes.Trainer(plan)).Message, StringComparison.Ordinal);
        Assert.Throws<RequestException>(() => lanes.CheckFits(plan, 3));
        Assert.Throws<RequestException>(() => lanes.LossCurve(plan, new(3, 0), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_width_whose_normal_equations_do_not_fit_the_memory_is_refused()
    {
        // 4 x 1000 + 1 parameters and 5000 rows: three matrices of 4001² doubles are 366 MiB a network.
        var engine = EngineSettings.Parse("torch", "cpu", threads: 1);
        engine = engine with { Settings = engine.Settings with { MemoryBytes = 512L << 20 } };
        var plan = Curves.Plan(Curves.Clouds(5000, 2, 2), optimizer: "lm");

        var problem = Assert.Throws<RequestException>(() => engine.CheckFits(plan, 1000));

        Assert.Contains("width 1000 needs about", problem.Message, StringComparison.Ordinal);
        engine.CheckFits(plan, 500);
        engine.CheckFits(Curves.Plan(Curves.Clouds(5000, 2, 2), optimizer: "adam"), 1000);
    }

    [Theory]
    [InlineData("lane", "cpu", "auto, lanes or torch")]
    [InlineData("Lanes", "cpu", "auto, lanes or torch")]
    [InlineData("1", "cpu", "auto, lanes or torch")]
    [InlineData("lanes", "cuda:0", "lanes train on the CPU")]
    public void What_is_not_there_is_refused(string engine, string device, string words) =>
        Assert.Contains(words, Assert.Throws<RequestException>(() => EngineSettings.Parse(engine, device, threads: 1)).Message, StringComparison.Ordinal);
}
