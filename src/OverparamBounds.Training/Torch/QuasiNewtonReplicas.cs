using OverparamBounds.Core.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// L-BFGS with a history, a direction and a line search of its own for every replica. All replicas are evaluated until
/// the last has found its step.
/// </summary>
internal sealed class QuasiNewtonReplicas : ReplicaDescent
{
    private const int Steps = 0, Changes = 1, Weights = 2, Scale = 3, Point = 4, Gradient = 5;

    private static readonly Scalar LeastAlignment = Scalars.Of(1e-10);

    private readonly int _history;
    private readonly WolfeConditions _conditions;
    private bool _hasStepped;

    public QuasiNewtonReplicas(UpdateRule.QuasiNewton rule, int replicas, int parameters, Device device)
    {
        _history = rule.History;
        _conditions = new(rule.SufficientDecrease, rule.Curvature, rule.Evaluations);
        StateByReplica =
        [
            Zeros(replicas, _history, parameters),
            Zeros(replicas, _history, parameters),
            Zeros(replicas, _history),
            Zeros(replicas),
            Zeros(replicas, parameters),
            Zeros(replicas, parameters),
        ];

        Tensor Zeros(params long[] shape) => zeros(shape, float64, device).DetachFromDisposeScope();
    }

    /// <summary>
    /// Steps s and changes y of the gradient, [R, history, P], the newest last; 1/s'y, [R, history], 0 where there is no
    /// pair; s'y/y'y of the newest, [R], 0 before the first; the point and gradient of the step before, [R, P].
    /// </summary>
    public override IList<Tensor> StateByReplica { get; }

    public override void Step(ReplicaSurface surface)
    {
        var gradient = surface.ByReplica(surface.Gradient(out var losses));
        var point = surface.ByReplica(surface.Parameters);
        Learn(point, gradient);

        var direction = Direction(gradient);
        var slopes = Dot(gradient, direction);
        Forget(slopes.ge(Scalars.Zero).logical_or_(slopes.isnan()));
        var hasHistory = StateByReplica[Scale].gt(Scalars.Zero);
        direction = where(hasHistory.unsqueeze(1), direction, gradient.neg());
        slopes = Dot(gradient, direction);

        // Without a curvature to go by, the first step is as long as 1 at most, counted as the sum of its parts.
        var first = where(hasHistory, ones_like(slopes), gradient.abs().sum(1).reciprocal_().clamp_max_(Scalars.One));
        Search(surface, point, direction, Begin(losses, slopes, first));
        Replace(Point, point);
        Replace(Gradient, gradient);
    }

    private WolfeSearch[] Begin(Tensor losses, Tensor slopes, Tensor steps)
    {
        var (loss, slope, step) = (ToHost(losses), ToHost(slopes), ToHost(steps));
        return [.. Enumerable.Range(0, loss.Length).Select(replica => new WolfeSearch(loss[replica], slope[replica], step[replica], _conditions))];
    }

    private static void Search(ReplicaSurface surface, Tensor point, Tensor direction, WolfeSearch[] searches)
    {
        while (!Array.TrueForAll(searches, search => search.IsOver))
        {
            using var scope = NewDisposeScope();
            MoveBy(surface, point, direction, searches);
            var slopes = ToHost(Dot(surface.ByReplica(surface.Gradient(out var losses)), direction));
            var found = ToHost(losses);
            for (var replica = 0; replica < searches.Length; replica++)
            {
                searches[replica].Take(found[replica], slopes[replica]);
            }
        }

        MoveBy(surface, point, direction, searches);
    }

    private static void MoveBy(ReplicaSurface surface, Tensor point, Tensor direction, WolfeSearch[] searches)
    {
        var steps = tensor(Array.ConvertAll(searches, search => search.Step), [searches.Length, 1], device: point.device);

        // A replica without a step stays, also where its direction is not finite.
        surface.MoveTo(where(steps.eq(Scalars.Zero), point, point.addcmul(steps, direction, Scalars.One)));
    }

    /// <summary>Takes up the pair of the last step where its parts are aligned; a replica that did not move starts afresh.</summary>
    private void Learn(Tensor point, Tensor gradient)
    {
        if (!_hasStepped)
        {
            _hasStepped = true;
            return;
        }

        var step = point.sub(StateByReplica[Point]);
        var change = gradient.sub(StateByReplica[Gradient]);
        var (alignment, length, bend) = (Dot(step, change), Dot(step, step), Dot(change, change));
        Forget(length.eq(Scalars.Zero));
        var isPair = alignment.gt(length.mul(bend).sqrt_().mul_(LeastAlignment));
        Push(Steps, step.unsqueeze(1), isPair.view(-1, 1, 1));
        Push(Changes, change.unsqueeze(1), isPair.view(-1, 1, 1));
        Push(Weights, alignment.reciprocal().unsqueeze(1), isPair.unsqueeze(1));
        Replace(Scale, where(isPair, alignment.div(bend), StateByReplica[Scale]));
    }

    private void Push(int place, Tensor newest, Tensor isPair)
    {
        var old = StateByReplica[place];
        Replace(place, where(isPair, cat([old.narrow(1, 1, _history - 1), newest], 1), old));
    }

    private void Forget(Tensor replicas)
    {
        Replace(Weights, StateByReplica[Weights].masked_fill(replicas.unsqueeze(1), Scalars.Zero));
        Replace(Scale, StateByReplica[Scale].masked_fill(replicas, Scalars.Zero));
    }

    /// <summary>The two-loop recursion, [R, P]; a pair of weight 0 changes nothing.</summary>
    private Tensor Direction(Tensor gradient)
    {
        var left = gradient.clone();
        var shares = new Tensor[_history];
        for (var pair = _history - 1; pair >= 0; pair--)
        {
            shares[pair] = Weight(pair).mul_(Dot(Of(Steps, pair), left));
            left.sub_(shares[pair].unsqueeze(1).mul(Of(Changes, pair)));
        }

        left.mul_(StateByReplica[Scale].unsqueeze(1));
        for (var pair = 0; pair < _history; pair++)
        {
            var back = Weight(pair).mul_(Dot(Of(Changes, pair), left));
            left.add_(shares[pair].sub(back).unsqueeze(1).mul(Of(Steps, pair)), Scalars.One);
        }

        return left.neg_();
    }

    private Tensor Of(int place, int pair) => StateByReplica[place].select(1, pair);

    private Tensor Weight(int pair) => Of(Weights, pair).clone();

    private static Tensor Dot(Tensor one, Tensor other) => one.mul(other).sum(1);

    private static double[] ToHost(Tensor tensor)
    {
        using var here = tensor.cpu().contiguous();
        return here.data<double>().ToArray();
    }
}
