using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;
using OverparamBounds.Training.Torch;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Tests.Torch;

/// <summary>The hand-written way back, in double, against central differences of the loss.</summary>
public sealed class GradientTests
{
    public static TheoryData<string> Activations => [.. ActivationNames.All];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Of_every_activation_at_depth_two(string activation) =>
        AssertGradient(Curves.Clouds(6, 3, 2), "Z1", $"mlp(depth=2,act={activation})");

    [Fact]
    public void Of_softmax_and_cross_entropy() => AssertGradient(Curves.Clouds(6, 3, 4), "Z1", "mlp(act=tanh)");

    [Fact]
    public void Of_the_squared_loss_on_several_outputs() => AssertGradient(Curves.Regression(5, 2, 3), "mse", "mlp(act=gelu)");

    [Fact]
    public void Without_biases() => AssertGradient(Curves.Clouds(6, 3, 2), "Z1", "mlp(depth=3,act=softplus,bias=false)");

    public static TheoryData<string> Networks => [.. SmallNetworks.Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Of_every_kind_of_layer(string network) => AssertGradient(SmallNetworks.Plan(network), width: 2);

    private static void AssertGradient(Dataset data, string criterion, string architecture) =>
        AssertGradient(Curves.Plan(data, architecture, criterion: criterion), width: 4);

    private static void AssertGradient(TrainingPlan plan, int width)
    {
        TorchRuntime.Start();
        const int replicas = 3;
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var shapes = new TensorShapes(plan.Layers(width));
        var map = new ParameterMap(plan.Layers(width), plan.Layers(width));
        var start = new float[shapes.Total * replicas];
        for (var replica = 0; replica < replicas; replica++)
        {
            map.Spread(plan.InitialParameters(new(width, replica)), start, replica, replicas);
        }

        var storage = tensor(Array.ConvertAll(start, value => (double)value));
        var gradient = Gradient(plan, width, storage, replicas);

        // Central differences with h = 1e-6 are good to about h² + 1e-15/h = 1e-9; a kink of ReLU inside h is unlikely at fixed seeds.
        const double h = 1e-6;
        for (var at = 0; at < shapes.Total * replicas; at++)
        {
            var slope = (Loss(plan, width, Moved(start, at, h), replicas) - Loss(plan, width, Moved(start, at, -h), replicas)) / (2 * h);
            Assert.Equal(slope, gradient[at], 1e-6 * Math.Max(Math.Abs(slope), 0.01));
        }
    }

    private static Tensor Moved(float[] start, int at, double by)
    {
        var values = Array.ConvertAll(start, value => (double)value);
        values[at] += by;
        return tensor(values);
    }

    private static Tensor Forward(ReplicaNetwork network, TrainingPlan plan, Tensor storage, int replicas)
    {
        network.Bind(storage, replicas);
        return network.Forward(tensor(plan.Data.Inputs, [1, plan.Data.Samples, plan.Data.Features]).expand(replicas, -1, -1));
    }

    private static double[] Gradient(TrainingPlan plan, int width, Tensor storage, int replicas)
    {
        using var network = new ReplicaNetwork(plan.Layers(width));
        var outputs = Forward(network, plan, storage, replicas);
        var targets = plan.Judge.Targets;
        using var loss = new LossGradient(
            targets.Loss, tensor(Array.ConvertAll(targets.Values, value => (double)value), [1, plan.Data.Cases, targets.Outputs]), plan.Data.Samples);
        return network.Backward(loss.OnAllRows(outputs)).data<double>().ToArray();
    }

    private static double Loss(TrainingPlan plan, int width, Tensor storage, int replicas)
    {
        using var network = new ReplicaNetwork(plan.Layers(width));
        var outputs = Forward(network, plan, storage, replicas).contiguous().data<double>().ToArray();
        var targets = plan.Judge.Targets;
        var size = plan.Data.Cases * targets.Outputs;
        return Enumerable.Range(0, replicas).Sum(replica => MeanLoss(targets, outputs.AsSpan(replica * size, size), plan.Data.Cases));
    }

    private static double MeanLoss(TargetEncoding targets, ReadOnlySpan<double> outputs, int cases)
    {
        var sum = 0.0;
        for (var row = 0; row < cases; row++)
        {
            var values = outputs.Slice(row * targets.Outputs, targets.Outputs);
            var wanted = targets.Values.AsSpan(row * targets.Outputs, targets.Outputs);
            if (targets.Loss == LossKind.Logistic)
            {
                sum += Math.Log(1 + Math.Exp(wanted[0] > 0 ? -values[0] : values[0]));
            }
            else if (targets.Loss == LossKind.Softmax)
            {
                var total = 0.0;
                foreach (var value in values)
                {
                    total += Math.Exp(value);
                }

                sum += Math.Log(total) - values[wanted.IndexOf(1f)];
            }
            else
            {
                for (var i = 0; i < values.Length; i++)
                {
                    sum += (values[i] - wanted[i]) * (values[i] - wanted[i]) / values.Length;
                }
            }
        }

        return sum / cases;
    }
}
