using System.Runtime.Intrinsics;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>Forward pass and gradients of whole networks on lanes against double arithmetic and its central differences.</summary>
public sealed unsafe class LaneGradientTests
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
        const int width = 4;
        var plan = Curves.Plan(data, architecture, "gd(lr=0.000001)", criterion);
        var layers = plan.Layers(width);
        using var rows = new LaneRows(plan, spareRows: 0);
        using var network = new PanelNetwork<Lanes512, Vector512<float>>(plan, rows, layers, mayStrip: true);
        var starts = Enumerable.Range(0, 16).Select(seed => plan.InitialParameters(new(width, seed))).ToArray();
        for (var lane = 0; lane < 16; lane++)
        {
            network.Start(lane, key: 0, learningRate: 0, starts[lane], mask: []);
        }

        network.Forward();
        network.Schedule.Prepare(1);
        network.Descend(1);

        var outputs = new float[data.Samples * plan.Judge.Targets.Outputs];
        foreach (var lane in new[] { 0, 7, 15 })
        {
            network.CopyOutputs(lane, outputs);
            var exact = Outputs(layers, data, Array.ConvertAll(starts[lane], value => (double)value));
            Assert.Equal(exact.Length, outputs.Length);
            for (var i = 0; i < exact.Length; i++)
            {
                Assert.Equal(exact[i], outputs[i], 2e-6);
            }

            // Central differences with h = 1e-5 are good to 1e-10; float32 carries seven digits through numbers near 1.
            var gradients = network.Gradients(lane);
            const double h = 1e-5;
            for (var at = 0; at < gradients.Length; at++)
            {
                var slope = (Loss(plan, layers, starts[lane], at, h) - Loss(plan, layers, starts[lane], at, -h)) / (2 * h);
                Assert.Equal(slope, gradients[at], 2e-6);
            }
        }
    }

    private static double Loss(TrainingPlan plan, IReadOnlyList<Layer> layers, float[] start, int at, double by)
    {
        var parameters = Array.ConvertAll(start, value => (double)value);
        parameters[at] += by;
        var outputs = Outputs(layers, plan.Data, parameters);
        var targets = plan.Judge.Targets;
        var sum = 0.0;
        for (var row = 0; row < plan.Data.Samples; row++)
        {
            var values = outputs.AsSpan(row * targets.Outputs, targets.Outputs).ToArray();
            var wanted = targets.Values.AsSpan(row * targets.Outputs, targets.Outputs).ToArray();
            sum += targets.Loss switch
            {
                LossKind.Logistic => Math.Log(1 + Math.Exp(wanted[0] > 0 ? -values[0] : values[0])),
                LossKind.Softmax => Math.Log(values.Sum(Math.Exp)) - values[Array.IndexOf(wanted, 1f)],
                _ => values.Zip(wanted, (value, target) => (value - target) * (value - target)).Average(),
            };
        }

        return sum / plan.Data.Samples;
    }

    private static double[] Outputs(IReadOnlyList<Layer> layers, Dataset data, double[] parameters) =>
        [.. Enumerable.Range(0, data.Samples).SelectMany(row => ScalarNetwork.Forward(layers, parameters, data.Row(row)))];
}
