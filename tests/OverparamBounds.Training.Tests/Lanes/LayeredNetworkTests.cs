using System.Runtime.Intrinsics;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Lanes;
using OverparamBounds.Training.Tests.Torch;
using OverparamBounds.Training.Torch;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>What holds of every kind of layer that lanes have, whatever the network.</summary>
public sealed unsafe class LayeredNetworkTests
{
    private static readonly string[] Optimizers = ["gd(lr=0.05)", "adam", "sgd(lr=0.05,batch=3)", "adam(batch=4)"];

    public static TheoryData<string> Names => [.. SmallNetworks.Names.Where(name => Trains(name, "adam"))];

    public static TheoryData<string, string> Trainings => [.. SmallNetworks.Names.SelectMany(name => Optimizers.Where(optimizer => Trains(name, optimizer)).Select(optimizer => (name, optimizer)))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_and_gradients_are_those_of_the_double_network_in_panels_of_any_size(string name)
    {
        const int width = 3, replicas = 16;
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var plan = SmallNetworks.Plan(name, optimizer: "gd(lr=0.000001)");
        var exact = Surfaces.At(plan, width, replicas);
        var outputs = exact.Network.Forward(exact.Rows);
        var wanted = exact.Network.Gradients(exact.Loss.OnAllRows(outputs)).Select(gradient => gradient.view(replicas, -1)).ToArray();
        var (allOutputs, allGradients) = (outputs.Numbers(), cat(wanted, 1).Numbers());

        foreach (var panelRows in PanelRows(plan))
        {
            using var rows = new LaneRows(plan, spareRows: 0);
            using var network = new LayeredNetwork<Lanes512, Vector512<float>>(plan, rows, plan.Layers(width), panelRows);
            for (var lane = 0; lane < replicas; lane++)
            {
                network.Start(lane, key: 0, learningRate: 0, plan.InitialParameters(new(width, lane)), mask: []);
            }

            network.Forward();
            network.Schedule.Prepare(1);
            network.Descend(1);

            var found = new float[allOutputs.Length / replicas];
            for (var lane = 0; lane < replicas; lane++)
            {
                network.CopyOutputs(lane, found);
                AssertNear(allOutputs.AsSpan(lane * found.Length, found.Length), found);
                var gradients = network.Gradients(lane);
                AssertNear(allGradients.AsSpan(lane * gradients.Length, gradients.Length), gradients);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void After_fifty_steps_the_loss_is_that_of_torch(string name, string optimizer)
    {
        var plan = SmallNetworks.Plan(name, optimizer: optimizer);
        var trial = new Trial(5, 2);

        var lanes = new LaneTrainer(plan, threads: 1, LaneOptions.Default).LossCurve(trial, TestContext.Current.CancellationToken);
        var torch = new TorchTrainer(plan, TorchSettings.Default with { Threads = 1 }).LossCurve(trial, TestContext.Current.CancellationToken);

        // A step loses some 1e-7 of its size; Adam divides small gradients by small numbers, which carries that to 1e-4 at most.
        Assert.Equal(torch.Select(point => point.Step), lanes.Select(point => point.Step));
        Assert.All(lanes.Zip(torch), pair => Assert.Equal(pair.Second.Loss, pair.First.Loss, (1e-4 * Math.Abs(pair.Second.Loss)) + 1e-6));
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void A_digest_is_the_same_at_every_vector_width_and_in_every_company(string name, string optimizer)
    {
        var plan = SmallNetworks.Plan(name, optimizer: optimizer);

        var wide = plan.TrainOnLanes(Curves.Seeds(6, 0, 21), options: LaneOptions.Default with { VectorBits = 512 });

        Assert.All(wide, result => Assert.NotEqual(TrialOutcome.Diverged, result.Outcome));
        foreach (var bits in new[] { 256, 128 })
        {
            var narrow = plan.TrainOnLanes(Curves.Seeds(6, 0, 21), options: LaneOptions.Default with { VectorBits = bits });
            Assert.Equal(wide.Select(Curves.Essence), narrow.Select(Curves.Essence));
        }

        Assert.Equal(Curves.Essence(wide[20]), Curves.Essence(Assert.Single(plan.TrainOnLanes(Curves.Seeds(6, 20, 1)))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_masked_parameter_stays_at_zero(string name)
    {
        var plan = SmallNetworks.Plan(name, steps: 5);
        var count = plan.InitialParameters(new(4, 0)).Length;
        var mask = Enumerable.Range(0, count).Select(at => at % 3 == 1 ? 0f : 1f).ToArray();
        using var rows = new LaneRows(plan, spareRows: 0);
        using var network = new LayeredNetwork<Lanes256, Vector256<float>>(plan, rows, plan.Layers(4), rows.Count);

        network.Start(3, key: 0, learningRate: 0.01, plan.InitialParameters(new(4, 0)), mask);
        network.Schedule.Prepare(5);
        network.Descend(5);

        var after = new float[count];
        network.Weights.Get(3, after);
        Assert.All(after.Zip(mask).Where(pair => pair.Second == 0), pair => Assert.Equal(0, pair.First));
        Assert.Contains(after, value => value != 0);
    }

    private static bool Trains(string name, string optimizer)
    {
        var plan = SmallNetworks.Plan(name, optimizer: optimizer);
        return LaneGroup.Trains(plan, plan.Layers(4));
    }

    private static IEnumerable<int> PanelRows(TrainingPlan plan) =>
        LanePanels.MixesRows(plan.Layers(4)) ? [plan.Data.Samples] : [plan.Data.Samples, 1, 2, 4];

    /// <summary>Sums of some hundred float32 products of numbers near 1.</summary>
    private static void AssertNear(ReadOnlySpan<double> wanted, ReadOnlySpan<float> found)
    {
        Assert.Equal(wanted.Length, found.Length);
        for (var at = 0; at < found.Length; at++)
        {
            Assert.Equal(wanted[at], found[at], 5e-6 * Math.Max(1, Math.Abs(wanted[at])));
        }
    }
}
