using OverparamBounds.Core.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// The base rule at w by the gradient at w + rho g / ||g||, with a norm a replica. The weights are put back, not
/// subtracted from, so rho = 0 is the base rule bit for bit.
/// </summary>
internal sealed class SharpnessAwareReplicas(UpdateRule.SharpnessAware rule, ReplicaOptimizer optimizer) : ReplicaDescent
{
    /// <summary>A gradient of zero moves nowhere rather than to NaN.</summary>
    private static readonly Scalar LeastNorm = Scalars.Of(1e-30);

    private readonly Scalar _radius = Scalars.Of(rule.Radius);

    public override IList<Tensor> State => optimizer.State;

    public override void Step(ReplicaSurface surface)
    {
        var start = surface.Parameters.clone();
        var gradient = surface.ByReplica(surface.Gradient());
        var norm = gradient.mul(gradient).sum(1, keepdim: true).sqrt_().clamp_min_(LeastNorm);
        surface.Parameters.add_(surface.Flat(gradient.div_(norm).mul_(_radius)), Scalars.One);
        var ahead = surface.Gradient();
        surface.Parameters.copy_(start);
        optimizer.Step(surface.Parameters, ahead);
    }
}
