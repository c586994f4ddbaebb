using OverparamBounds.Core.Architectures;
using OverparamBounds.Training.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Tests.Torch;

/// <summary>Jacobians by outer products, by a network a row, and by central differences; and the squares made of them.</summary>
public sealed class RowJacobianTests
{
    private const int Replicas = 3;

    public static TheoryData<string> Activations => [.. ActivationNames.All];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Of_every_activation_at_depth_two(string activation) =>
        AssertJacobian(Curves.Plan(Curves.Clouds(5, 3, 3), $"mlp(depth=2,act={activation})"));

    [Fact]
    public void Of_several_outputs_of_a_regression() => AssertJacobian(Curves.Plan(Curves.Regression(4, 2, 3), "mlp(act=tanh)"));

    [Fact]
    public void Without_biases() => AssertJacobian(Curves.Plan(Curves.Clouds(5, 3, 2), "mlp(depth=3,act=softplus,bias=false)"));

    [Theory]
    [InlineData(2, "Z1")]
    [InlineData(4, "Z1")]
    [InlineData(2, "mse")]
    [InlineData(4, "mse")]
    public void The_weighed_Jacobian_times_the_residuals_is_the_gradient(int classes, string criterion)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var plan = Curves.Plan(Curves.Clouds(9, 3, classes), "mlp(act=tanh)", criterion: criterion);
        var surface = Surfaces.At(plan, 4, Replicas);

        var jacobian = RowJacobian.Of(surface, surface.Rows, out var outputs);
        var curvature = surface.Loss.Curvature(outputs, 0);
        var residuals = curvature.Residuals().reshape(Replicas, -1, 1);
        var weighed = curvature.Weigh(jacobian).reshape(Replicas, -1, surface.Count);
        var descent = weighed.transpose(1, 2).bmm(residuals).Numbers();

        // The gradient is of a mean: over rows, and with factor two over outputs for the squared loss.
        var scale = criterion == "mse" ? 2.0 / (9 * plan.Judge.Targets.Outputs) : 1.0 / 9;
        var gradient = surface.ByReplica(surface.Gradient()).Numbers();
        Assert.All(gradient.Zip(descent), pair => Assert.Equal(pair.First, -scale * pair.Second, 1e-13));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void The_root_of_a_cross_entropy_squared_is_its_Hessian(int classes)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var plan = Curves.Plan(Curves.Clouds(6, 3, classes), "mlp(act=tanh)");
        var surface = Surfaces.At(plan, 4, Replicas);
        var outputs = surface.Forward().mul(3.ToScalar());
        var count = (int)outputs.shape[2];

        // B'I is B', and its columns' products are the entries of B B'.
        var root = surface.Loss.Curvature(outputs, 0).Weigh(eye(count, dtype: float64).expand(Replicas, 6, count, count).clone());
        var hessian = root.transpose(2, 3).matmul(root).Numbers();

        var logits = outputs.Numbers();
        for (var row = 0; row < Replicas * 6; row++)
        {
            var values = logits.AsSpan(row * count, count).ToArray();
            double[] shares = count == 1 ? [1 / (1 + Math.Exp(-values[0]))] : [.. values.Select(value => Math.Exp(value) / values.Sum(Math.Exp))];
            for (var i = 0; i < count * count; i++)
            {
                var (one, other) = (i / count, i % count);
                Assert.Equal((one == other ? shares[one] : 0) - (shares[one] * shares[other]), hessian[(row * count * count) + i], 1e-14);
            }
        }
    }

    private static void AssertJacobian(TrainingPlan plan)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var surface = Surfaces.At(plan, 4, Replicas);
        var (rows, count) = ((int)surface.Rows.shape[1], surface.Count);

        var byRow = RowJacobian.ByRow(surface, surface.Rows, out var outputs).Numbers();
        var byReplica = RowJacobian.ByReplica(surface, surface.Rows, out var same).Numbers();

        // Products of the same numbers in another order differ by a few units of the sixteenth digit.
        Assert.All(outputs.Numbers().Zip(same.Numbers()), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        Assert.All(byRow.Zip(byReplica), pair => Assert.Equal(pair.First, pair.Second, 1e-13));

        // Central differences with h = 1e-6 are good to about h² + 1e-16/h = 1e-10.
        const double h = 1e-6;
        var width = (int)outputs.shape[2];
        var point = surface.ByReplica(surface.Parameters);
        for (var parameter = 0; parameter < count; parameter++)
        {
            var above = Moved(surface, point, parameter, h);
            var below = Moved(surface, point, parameter, -h);
            for (var at = 0; at < Replicas * rows * width; at++)
            {
                Assert.Equal((above[at] - below[at]) / (2 * h), byRow[(at * count) + parameter], 1e-7);
            }
        }
    }

    private static double[] Moved(ReplicaSurface surface, Tensor point, int parameter, double by)
    {
        var moved = point.clone();
        moved.narrow(1, parameter, 1).add_(by.ToScalar(), 1.ToScalar());
        surface.MoveTo(moved);
        return surface.Forward().Numbers();
    }
}
