using OverparamBounds.Core.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// Levenberg-Marquardt with a damping of its own for every replica. Where a network has more parameters than residuals,
/// the system of the residuals is solved in place of that of the parameters: s = J'(JJ' + lambda)^-1 r.
/// </summary>
internal sealed class LevenbergMarquardtReplicas : ReplicaDescent
{
    /// <summary>Numbers of a Jacobian that are made at once for a replica, so that the chunks never depend on how many there are.</summary>
    private const long ChunkNumbers = 1 << 17;

    /// <summary>The least damping of a parameter by the diagonal of J'J; that of a dead unit is 0. Ceres takes the same.</summary>
    private static readonly Scalar LeastDiagonal = Scalars.Of(1e-6);
    private static readonly Scalar Least = Scalars.Of(UpdateRule.LevenbergMarquardt.LeastDamping);
    private static readonly Scalar Most = Scalars.Of(UpdateRule.LevenbergMarquardt.MostDamping);

    private readonly bool _byDiagonal;
    private readonly Scalar _up;
    private readonly Scalar _down;

    public LevenbergMarquardtReplicas(UpdateRule.LevenbergMarquardt rule, int replicas, Device device)
    {
        _byDiagonal = rule.ByDiagonal;
        _up = Scalars.Of(rule.Up);
        _down = Scalars.Of(rule.Down);
        using var start = Scalars.Of(rule.Damping);
        StateByReplica = [full([replicas], start, float64, device).DetachFromDisposeScope()];
    }

    /// <summary>lambda, [R].</summary>
    public override IList<Tensor> StateByReplica { get; }

    /// <summary>Whether the system of the parameters is the smaller one.</summary>
    public static bool SolvesForParameters(long parameters, long residuals) => parameters <= residuals;

    /// <summary>Numbers that a replica needs for a step besides its parameters and activations.</summary>
    public static long Scratch(long parameters, long samples, int outputs)
    {
        var residuals = samples * outputs;
        var jacobian = SolvesForParameters(parameters, residuals)
            ? 3 * Math.Min(residuals, RowsOfChunk(parameters, outputs) * outputs) * parameters
            : 3 * residuals * parameters;
        var side = Math.Min(parameters, residuals);

        // The matrix, the damped one and its factor.
        return jacobian + (3 * side * side);
    }

    public override void Step(ReplicaSurface surface)
    {
        var losses = surface.Losses();
        var point = surface.ByReplica(surface.Parameters);
        var damping = StateByReplica[0];
        var residuals = surface.Rows.shape[1] * surface.Loss.Outputs;
        var step = SolvesForParameters(surface.Count, residuals) ? ByParameters(surface, damping) : ByResiduals(surface, damping);

        surface.MoveTo(point.add(step, Scalars.One));
        var stands = surface.Losses().lt(losses);
        surface.MoveTo(where(stands.unsqueeze(1), point.add(step, Scalars.One), point));
        Replace(0, where(stands, damping.div(_down).clamp_min_(Least), damping.mul(_up).clamp_max_(Most)));
    }

    private static long RowsOfChunk(long parameters, int outputs) => Math.Max(1, ChunkNumbers / (parameters * outputs));

    /// <summary>Steps, [R, P], from the system of the parameters.</summary>
    public Tensor ByParameters(ReplicaSurface surface, Tensor damping)
    {
        var (replicas, parameters) = (surface.Replicas, surface.Count);
        var matrix = zeros([replicas, parameters, parameters], float64, surface.Parameters.device);
        var right = zeros([replicas, parameters, 1], float64, surface.Parameters.device);
        var (rows, most) = (surface.Rows.shape[1], RowsOfChunk(parameters, surface.Loss.Outputs));
        for (var first = 0L; first < rows; first += most)
        {
            using var scope = NewDisposeScope();
            var jacobian = Weighed(surface, first, Math.Min(most, rows - first), out var residuals);
            var turned = jacobian.transpose(1, 2);
            matrix.add_(turned.bmm(jacobian), Scalars.One);
            right.add_(turned.bmm(residuals), Scalars.One);
        }

        var diagonal = matrix.diagonal(0, 1, 2);
        var damped = _byDiagonal ? diagonal.clamp_min(LeastDiagonal) : ones_like(diagonal);
        diagonal.add_(damped.mul_(damping.unsqueeze(1)), Scalars.One);
        return Solve(matrix, right).squeeze(2);
    }

    /// <summary>The same steps from the system of the residuals.</summary>
    public Tensor ByResiduals(ReplicaSurface surface, Tensor damping)
    {
        var jacobian = Weighed(surface, 0, surface.Rows.shape[1], out var residuals);
        var roots = _byDiagonal ? jacobian.square().sum(1, keepdim: true).clamp_min_(LeastDiagonal).sqrt_() : null;
        jacobian = roots is null ? jacobian : jacobian.div_(roots);
        var matrix = jacobian.bmm(jacobian.transpose(1, 2));
        matrix.diagonal(0, 1, 2).add_(damping.unsqueeze(1), Scalars.One);
        var step = jacobian.transpose(1, 2).bmm(Solve(matrix, residuals)).squeeze(2);
        return roots is null ? step : step.div_(roots.squeeze(1));
    }

    /// <summary>B'J and r of some rows: [R, rows x outputs, P] and [R, rows x outputs, 1].</summary>
    private static Tensor Weighed(ReplicaSurface surface, long first, long count, out Tensor residuals)
    {
        var jacobian = RowJacobian.Of(surface, surface.Rows.narrow(1, first, count), out var outputs);
        var curvature = surface.Loss.Curvature(outputs, first);
        residuals = curvature.Residuals().reshape(surface.Replicas, -1, 1);
        return curvature.Weigh(jacobian).reshape(surface.Replicas, -1, surface.Count);
    }

    /// <summary>By Cholesky; not a number where rounding has left a matrix without a root, so that the step does not stand.</summary>
    private static Tensor Solve(Tensor matrix, Tensor right)
    {
        var (root, info) = linalg.cholesky_ex(matrix);
        var solution = right.cholesky_solve(root);
        using var nothing = Scalars.Of(double.NaN);
        return solution.masked_fill(info.ne(Scalars.Zero).view(-1, 1, 1), nothing);
    }
}
