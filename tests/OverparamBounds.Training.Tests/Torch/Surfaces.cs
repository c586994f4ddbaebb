using OverparamBounds.Training.Torch;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Tests.Torch;

/// <summary>A few replicas of a plan's network at their starting points, in double.</summary>
internal static class Surfaces
{
    public static ReplicaSurface At(TrainingPlan plan, int width, int replicas)
    {
        TorchRuntime.Start();
        var declared = plan.Layers(width);
        var (shapes, map, layers) = (new TensorShapes(declared), new ParameterMap(declared, declared), ReplicaLayer.Build(declared));
        var start = new float[shapes.Total * replicas];
        for (var replica = 0; replica < replicas; replica++)
        {
            map.Spread(plan.InitialParameters(new(width, replica)), start, replica, replicas);
        }

        var storage = Double(start, start.Length);
        foreach (var layer in layers.OfType<DenseReplicas>())
        {
            layer.Bind(storage, shapes, replicas);
        }

        var (data, targets) = (plan.Data, plan.Judge.Targets);
        var inputs = tensor(data.Inputs, [1, data.Samples, data.Features]);
        return new(layers, shapes, new LossGradient(targets.Loss, targets.Outputs, Double(targets.Values, 1, data.Samples, targets.Outputs)))
        {
            Padded = declared,
            Parameters = storage,
            Mask = null,
            Replicas = replicas,
            Rows = inputs.expand(replicas, data.Samples, data.Features),
        };
    }

    public static double[] Numbers(this Tensor tensor) => tensor.contiguous().data<double>().ToArray();

    private static Tensor Double(float[] values, params long[] shape) => tensor(values, shape).to(float64);
}
