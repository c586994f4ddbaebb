using OverparamBounds.Core.Optimizers;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// Moves all replicas of a launch by one step of an update rule. Whatever a rule reduces (norms, inner products, losses)
/// it reduces over each replica alone, so that none depends on the company it is in.
/// </summary>
internal abstract class ReplicaDescent : IDisposable
{
    /// <summary>State tensors laid out like the parameters.</summary>
    public virtual IList<Tensor> State { get; } = [];

    /// <summary>State tensors with the replicas first, [R, ...].</summary>
    public virtual IList<Tensor> StateByReplica { get; } = [];

    public abstract void Step(ReplicaSurface surface);

    /// <param name="parameters">Flat parameters of all replicas.</param>
    public static ReplicaDescent Of(UpdateRule rule, Tensor parameters, int replicas) => rule switch
    {
        UpdateRule.SharpnessAware sharp => new SharpnessAwareReplicas(sharp, ReplicaOptimizer.Of(sharp.Base, parameters)),
        UpdateRule.QuasiNewton newton => new QuasiNewtonReplicas(newton, replicas, (int)(parameters.numel() / replicas), parameters.device),
        UpdateRule.LevenbergMarquardt marquardt => new LevenbergMarquardtReplicas(marquardt, replicas, parameters.device),
        _ => new ByGradient(ReplicaOptimizer.Of(rule, parameters)),
    };

    public virtual void Dispose()
    {
        foreach (var tensor in State.Concat(StateByReplica))
        {
            tensor.Dispose();
        }
    }

    /// <summary>Keeps some replicas, by their numbers.</summary>
    /// <param name="select">Does the same for a tensor that is laid out like the parameters, and disposes of it.</param>
    public void Keep(Tensor rows, Func<Tensor, Tensor> select)
    {
        for (var i = 0; i < State.Count; i++)
        {
            State[i] = select(State[i]);
        }

        for (var i = 0; i < StateByReplica.Count; i++)
        {
            Replace(i, StateByReplica[i].index_select(0, rows));
        }
    }

    /// <summary>Puts a new tensor in the place of a state tensor of replicas.</summary>
    protected void Replace(int place, Tensor tensor)
    {
        StateByReplica[place].Dispose();
        StateByReplica[place] = tensor.DetachFromDisposeScope();
    }

    /// <summary>One gradient, one elementwise update.</summary>
    private sealed class ByGradient(ReplicaOptimizer optimizer) : ReplicaDescent
    {
        public override IList<Tensor> State => optimizer.State;

        public override void Step(ReplicaSurface surface) => optimizer.Step(surface.Parameters, surface.Gradient());
    }
}
