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
        var (map, network) = (new ParameterMap(declared, declared), new ReplicaNetwork(declared));
        var start = new float[network.Shapes.Total * replicas];
        for (var replica = 0; replica < replicas; replica++)
        {
            map.Spread(plan.InitialParameters(new(width, replica)), start, replica, replicas);
        }

        var storage = Double(start, start.Length);
        network.Bind(storage, replicas);
        var (data, targets) = (plan.Data, plan.Judge.Targets);
        var inputs = tensor(data.Inputs, [1, data.Samples, data.Features]);
        return new(network, new LossGradient(targets.Loss, Double(targets.Values, 1, data.Cases, targets.Outputs), data.Samples))
        {
            Parameters = storage,
            Mask = null,
            Replicas = replicas,
            Rows = inputs.expand(replicas, data.Samples, data.Features),
        };
    }

    public static double[] Numbers(this Tensor tensor) => tensor.contiguous().data<double>().ToArray();

    private static Tensor Double(float[] values, params long[] shape) => tensor(values, shape).to(float64);
}
