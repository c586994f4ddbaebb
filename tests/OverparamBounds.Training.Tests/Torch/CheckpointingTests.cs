using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Torch;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Tests.Torch;

/// <summary>Layers that are run twice rather than remembered give the same bits.</summary>
public sealed class CheckpointingTests
{
    private static readonly string[] Optimizers = ["adam", "sgd(lr=0.05,batch=3)", "sam", "lbfgs", "lm"];

    private static readonly string[] DeepNetworks =
    [
        "mlp(depth=9,act=gelu)", "duresnet(depth=12)", "resnet(depth=2)", "conv4", "allconv", "rnn(layers=2)", "gru(layers=2,embed=3)",
        "lstm(layers=3)", "transformer(layers=3)",
    ];

    public static TheoryData<string> Deep => [.. DeepNetworks];

    public static TheoryData<string> Names => [.. SmallNetworks.Names];

    public static TheoryData<string, string> Trainings
    {
        get
        {
            var trainings = new TheoryData<string, string>();
            foreach (var name in SmallNetworks.Names)
            {
                foreach (var optimizer in Optimizers.Where(optimizer => optimizer != "lm" || !name.Contains("batch", StringComparison.Ordinal) && !name.Contains("images", StringComparison.Ordinal)))
                {
                    trainings.Add(name, optimizer);
                }
            }

            return trainings;
        }
    }

    /// <summary>Each layer is a segment of its own, which no plan for so few layers would choose.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void With_a_segment_a_layer_outputs_and_gradients_are_the_same_bits(string name)
    {
        var plan = SmallNetworks.Plan(name);
        var layers = plan.Layers(7);
        IReadOnlyList<CheckpointSegment> segments =
            [.. layers.Select((layer, index) => new CheckpointSegment(index, 1, 0, 0, IsKept: layer is Layer.Recurrent))];

        AssertSameGradients(plan, width: 7, segments);
    }

    [Theory]
    [MemberData(nameof(Deep))]
    public void A_deep_network_is_cut_and_its_gradients_are_the_same_bits(string architecture)
    {
        var plan = DeepPlan(architecture);
        var segments = CheckpointSegment.Cut(plan.Layers(5), plan.Data.Features);

        Assert.InRange(segments.Count, 2, plan.Layers(5).Count);
        AssertSameGradients(plan, width: 5, segments);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void A_trial_has_the_digest_that_it_has_without(string name, string optimizer)
    {
        var plan = SmallNetworks.Plan(name, steps: optimizer is "lm" or "lbfgs" ? 4 : 12, optimizer: optimizer);
        IReadOnlyList<Trial> trials = [.. Curves.Seeds(5, 0, 3), .. Curves.Seeds(6, 0, 2)];

        var without = plan.Train(trials);
        var with = plan.Train(trials, checkpointing: true);

        Assert.Equal(without.Select(Curves.Essence), with.Select(Curves.Essence));
    }

    /// <summary>Replicas end at different steps, so the launch is compacted between a way forward and the way back.</summary>
    [Theory]
    [InlineData("adam(lr=0.02)")]
    [InlineData("adam(lr=0.02,batch=3)")]
    public void Also_where_replicas_end_early(string optimizer)
    {
        var plan = Curves.Plan(Curves.Xor, "mlp(depth=6,act=tanh)", optimizer: optimizer, steps: 400);

        var without = plan.Train(Curves.Seeds(6, 0, 20));
        var with = plan.Train(Curves.Seeds(6, 0, 20), checkpointing: true);

        Assert.True(without.Select(result => result.Steps).Distinct().Count() > 3);
        Assert.Equal(without.Select(Curves.Essence), with.Select(Curves.Essence));
    }

    [Theory]
    [InlineData("duresnet(depth=12)")]
    [InlineData("lstm")]
    public void Nothing_is_left_behind_after_a_step(string architecture)
    {
        TorchRuntime.Start();
        var plan = DeepPlan(architecture);
        using var noGradients = no_grad();
        using var outer = NewDisposeScope();
        using var network = new ReplicaNetwork(plan.Layers(5), CheckpointSegment.Cut(plan.Layers(5), plan.Data.Features));
        network.Bind(Parameters(plan, 5), 2);
        var held = outer.DisposablesCount;
        var statistics = TorchSharp.DisposeScopeManager.Statistics;
        for (var step = 0; step < 3; step++)
        {
            var detached = statistics.DetachedFromScopeCount;
            using (NewDisposeScope())
            {
                var outputs = network.Forward(Inputs(plan).expand(2, -1, -1));
                network.Backward(outputs.clone());
            }

            Assert.Equal(held, outer.DisposablesCount);
            Assert.Equal(detached, statistics.DetachedFromScopeCount);
        }
    }

    private static TrainingPlan DeepPlan(string architecture) => Curves.Plan(
        architecture switch
        {
            _ when architecture.StartsWith("mlp", StringComparison.Ordinal) || architecture.StartsWith("duresnet", StringComparison.Ordinal) => Curves.Clouds(31, 5, 3),
            _ when architecture.Contains("conv", StringComparison.Ordinal) || architecture.StartsWith("resnet", StringComparison.Ordinal) =>
                Curves.Clouds(6, 64, 3) with { Shape = new Core.Data.InputShape.Image(8, 8, 1) },
            _ => SmallNetworks.LongTokens,
        },
        architecture);

    private static void AssertSameGradients(TrainingPlan plan, int width, IReadOnlyList<CheckpointSegment> segments)
    {
        TorchRuntime.Start();
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var whole = new ReplicaNetwork(plan.Layers(width));
        using var cut = new ReplicaNetwork(plan.Layers(width), segments);
        var parameters = Parameters(plan, width);
        var inputs = Inputs(plan).expand(2, -1, -1);
        whole.Bind(parameters, 2);
        cut.Bind(parameters, 2);

        var (one, other) = (whole.Forward(inputs), cut.Forward(inputs));
        Assert.Equal(Bits(one), Bits(other));

        var (gradient, again) = (whole.Backward(one.clone()), cut.Backward(other.clone()));
        Assert.Equal(Bits(gradient), Bits(again));
        Assert.Contains(Bits(gradient), bits => bits != 0);
    }

    private static int[] Bits(Tensor values) =>
        Array.ConvertAll(values.contiguous().data<float>().ToArray(), BitConverter.SingleToInt32Bits);

    private static Tensor Inputs(TrainingPlan plan) =>
        tensor(Array.ConvertAll(plan.Data.Inputs, value => (float)value), [1, plan.Data.Samples, plan.Data.Features]);

    /// <summary>Of two replicas.</summary>
    private static Tensor Parameters(TrainingPlan plan, int width)
    {
        var map = new ParameterMap(plan.Layers(width), plan.Layers(width));
        var storage = new float[new TensorShapes(plan.Layers(width)).Total * 2];
        for (var replica = 0; replica < 2; replica++)
        {
            map.Spread(plan.InitialParameters(new(width, replica)), storage, replica, 2);
        }

        return tensor(storage);
    }
}
