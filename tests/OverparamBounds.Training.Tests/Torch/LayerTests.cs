using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Torch;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Tests.Torch;

/// <summary>What holds of every kind of layer, whatever the network.</summary>
public sealed class LayerTests
{
    /// <summary>The way back of normalisations and gates loses some bits of float32 over fifty steps, but not this many.</summary>
    private const double Tolerance = 1e-5;

    private static readonly string[] Optimizers = ["gd(lr=0.05)", "nesterov(lr=0.02)", "adam", "sgd(lr=0.05,batch=3)", "adam(batch=4)"];

    public static TheoryData<string> Names => [.. SmallNetworks.Names];

    public static TheoryData<string> PaddedNames => [.. SmallNetworks.Names.Where(SmallNetworks.IsPadded)];

    public static TheoryData<string, string> Trainings
    {
        get
        {
            var trainings = new TheoryData<string, string>();
            foreach (var name in SmallNetworks.Names)
            {
                foreach (var optimizer in Optimizers)
                {
                    trainings.Add(name, optimizer);
                }
            }

            return trainings;
        }
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void After_fifty_steps_a_replica_is_bit_for_bit_what_it_is_alone(string name, string optimizer)
    {
        var plan = SmallNetworks.Plan(name, optimizer: optimizer);

        var together = plan.Train([.. Curves.Seeds(9, 0, 13), .. Curves.Seeds(10, 0, 13)]);
        var some = plan.Train([.. Curves.Seeds(9, 3, 2), .. Curves.Seeds(10, 7, 3)]);
        var alone = plan.Train(Curves.Seeds(10, 12, 1));

        Assert.Equal(26, together.Count);
        Assert.All(together, result => Assert.NotEqual(TrialOutcome.Diverged, result.Outcome));
        Assert.Equal(together.Where(result => some.Any(other => other.Id == result.Id)).Select(Curves.Essence), some.Select(Curves.Essence));
        Assert.Equal(Curves.Essence(together[^1]), Curves.Essence(alone[0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_small_network_fits_a_few_rows(string name)
    {
        var plan = SmallNetworks.Plan(name, steps: 3000, optimizer: "adam(lr=0.01)");

        var results = plan.Train(Curves.Seeds(8, 0, 8));

        Assert.True(results.Count(result => result.Outcome == TrialOutcome.Fitted) >= 4, string.Join(", ", results.Select(result => $"{result.FinalLoss}")));
    }

    [Theory]
    [MemberData(nameof(PaddedNames))]
    public void A_padded_network_trains_as_it_does_at_its_own_width(string name)
    {
        const int width = 17;
        var plan = SmallNetworks.Plan(name);
        var padded = PaddedWidth.Of(plan, width);

        var own = Descended(plan, width, width);
        var wider = Descended(plan, width, padded);

        Assert.Equal(20, padded);
        Assert.All(own.Zip(wider), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    [Fact]
    public void What_mixes_all_units_is_not_padded_and_the_planner_says_why()
    {
        var plan = SmallNetworks.Plan("causal attention");

        var refusal = PaddedWidth.Refusal(plan, 17);
        var launches = LaunchPlanner.Plan(plan, [.. Curves.Seeds(17, 0, 3), .. Curves.Seeds(18, 0, 3)], new("cpu", Threads: 1, 1L << 30));

        Assert.Contains("layer normalisation", refusal, StringComparison.Ordinal);
        Assert.Equal([3, 3], launches.Select(launch => launch.Count));
        Assert.Null(PaddedWidth.Refusal(SmallNetworks.Plan("lstm"), 17));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_minibatch_of_all_rows_in_another_order_has_the_gradient_of_the_full_batch(string name)
    {
        TorchRuntime.Start();
        const int replicas = 2, width = 3;
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var plan = SmallNetworks.Plan(name);
        var rows = plan.Data.Samples;
        using var network = new ReplicaNetwork(plan.Layers(width));
        network.Bind(tensor(Storage(plan, width, width, replicas)), replicas);
        using var loss = Loss(plan);
        var inputs = Inputs(plan);
        var order = tensor(Enumerable.Range(0, replicas * rows).Select(i => i < rows ? (long)(rows - 1 - i) : (i + 3) % rows).ToArray());

        var full = network.Backward(loss.OnAllRows(network.Forward(inputs.expand(replicas, -1, -1)))).data<float>().ToArray();
        var chosen = inputs.view(rows, -1).index_select(0, order).view(replicas, rows, -1);
        var batch = network.Backward(loss.OnRows(network.Forward(chosen), order)).data<float>().ToArray();

        Assert.All(full.Zip(batch), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private static LossGradient Loss(TrainingPlan plan)
    {
        var targets = plan.Judge.Targets;
        return new(targets.Loss, tensor(targets.Values, [1, plan.Data.Cases, targets.Outputs]), plan.Data.Samples);
    }

    private static Tensor Inputs(TrainingPlan plan) =>
        tensor(Array.ConvertAll(plan.Data.Inputs, value => (float)value), [1, plan.Data.Samples, plan.Data.Features]);

    private static float[] Storage(TrainingPlan plan, int width, int padded, int replicas)
    {
        var map = new ParameterMap(plan.Layers(width), plan.Layers(padded));
        var storage = new float[new TensorShapes(plan.Layers(padded)).Total * replicas];
        for (var replica = 0; replica < replicas; replica++)
        {
            map.Spread(plan.InitialParameters(new(width, replica)), storage, replica, replicas);
        }

        return storage;
    }

    /// <summary>Parameters of the second of two replicas after fifty steps of plain descent, in canonical order.</summary>
    private static float[] Descended(TrainingPlan plan, int width, int padded)
    {
        TorchRuntime.Start();
        const int replicas = 2;
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        using var network = new ReplicaNetwork(plan.Layers(padded));
        using var loss = Loss(plan);
        using var rate = TorchSharp.ScalarExtensionMethods.ToScalar(-0.02);
        var map = new ParameterMap(plan.Layers(width), plan.Layers(padded));
        var marks = new float[network.Shapes.Total * replicas];
        for (var replica = 0; replica < replicas; replica++)
        {
            map.Mark(marks, replica, replicas);
        }

        var (mask, parameters, inputs) = (tensor(marks), tensor(Storage(plan, width, padded, replicas)), Inputs(plan));
        network.Bind(parameters, replicas);
        for (var step = 0; step < 50; step++)
        {
            using var inner = NewDisposeScope();
            var gradient = network.Backward(loss.OnAllRows(network.Forward(inputs.expand(replicas, -1, -1))));
            parameters.add_(gradient.mul_(mask), rate);
        }

        return map.Gather(parameters.data<float>().ToArray(), replica: 1, replicas);
    }
}
