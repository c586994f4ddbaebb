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

    private static void AssertGradient(Dataset data, string criterion, string architecture)
    {
        TorchRuntime.Start();
        const int replicas = 3, width = 4;
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var plan = Curves.Plan(data, architecture, criterion: criterion);
        var shapes = new TensorShapes(plan.Layers(width));
        var map = new ParameterMap(plan.Layers(width), plan.Layers(width));
        var start = new float[shapes.Total * replicas];
        for (var replica = 0; replica < replicas; replica++)
        {
            map.Spread(plan.InitialParameters(new(width, replica)), start, replica, replicas);
        }

        var storage = tensor(Array.ConvertAll(start, value => (double)value));
        var gradient = Gradient(plan, width, shapes, storage, replicas);

        // Central differences with h = 1e-6 are good to about h² + 1e-16/h = 1e-10; a kink of ReLU inside h is unlikely at fixed seeds.
        const double h = 1e-6;
        for (var at = 0; at < shapes.Total * replicas; at++)
        {
            var slope = (Loss(plan, width, shapes, Moved(start, at, h), replicas) - Loss(plan, width, shapes, Moved(start, at, -h), replicas)) / (2 * h);
            Assert.Equal(slope, gradient[at], 1e-7);
        }
    }

    private static Tensor Moved(float[] start, int at, double by)
    {
        var values = Array.ConvertAll(start, value => (double)value);
        values[at] += by;
        return tensor(values);
    }

    private static (IReadOnlyList<ReplicaLayer> Layers, Tensor Outputs) Forward(
        TrainingPlan plan, int width, TensorShapes shapes, Tensor storage, int replicas)
    {
        var layers = ReplicaLayer.Build(plan.Layers(width));
        foreach (var layer in layers.OfType<DenseReplicas>())
        {
            layer.Bind(storage, shapes, replicas);
        }

        var inputs = tensor(plan.Data.Inputs, [1, plan.Data.Samples, plan.Data.Features]);
        return (layers, layers.Aggregate(inputs.expand(replicas, -1, -1), (values, layer) => layer.Forward(values)));
    }

    private static double[] Gradient(TrainingPlan plan, int width, TensorShapes shapes, Tensor storage, int replicas)
    {
        var (layers, outputs) = Forward(plan, width, shapes, storage, replicas);
        var targets = plan.Judge.Targets;
        using var loss = new LossGradient(
            targets.Loss, targets.Outputs, tensor(Array.ConvertAll(targets.Values, value => (double)value), [1, plan.Data.Samples, targets.Outputs]));
        var gradient = loss.OnAllRows(outputs);
        var gradients = new Tensor?[shapes.Count];
        for (var layer = layers.Count - 1; layer >= 0; layer--)
        {
            gradient = layers[layer].Backward(gradient, gradients, wanted: layer > 0) ?? gradient;
        }

        return cat([.. gradients.Select(one => one!)]).data<double>().ToArray();
    }

    private static double Loss(TrainingPlan plan, int width, TensorShapes shapes, Tensor storage, int replicas)
    {
        var outputs = Forward(plan, width, shapes, storage, replicas).Outputs.contiguous().data<double>().ToArray();
        var targets = plan.Judge.Targets;
        var size = plan.Data.Samples * targets.Outputs;
        return Enumerable.Range(0, replicas).Sum(replica => MeanLoss(targets, outputs.AsSpan(replica * size, size), plan.Data.Samples));
    }

    private static double MeanLoss(TargetEncoding targets, ReadOnlySpan<double> outputs, int rows)
    {
        var sum = 0.0;
        for (var row = 0; row < rows; row++)
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

        return sum / rows;
    }
}
