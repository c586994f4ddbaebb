using System.Diagnostics;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Trials;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// Trains trials together on one replica axis, on the calling thread. All trials share one padded width; finished
/// replicas are dropped on the way (compaction), so a launch gets cheaper as it succeeds.
/// </summary>
internal sealed class ReplicaLaunch : IDisposable
{
    /// <summary>
    /// Fewest replicas of a tensor operation: with one alone, torch takes a matrix-vector routine that rounds
    /// otherwise. A launch of one trial trains a twin beside it.
    /// </summary>
    public const int FewestReplicas = 2;

    private readonly TrainingPlan _plan;
    private readonly IReadOnlyList<Trial> _trials;
    private readonly Device _device;
    private readonly EngineStamp _stamp;
    private readonly bool _checkpointing;
    private readonly ReplicaNetwork _network;
    private readonly Dictionary<int, ParameterMap> _maps = [];
    private readonly Tensor _inputs;
    private readonly LossGradient _loss;
    private readonly ReplicaDescent _descent;
    private readonly ScalarType _type;
    private readonly MinibatchOrder? _order;
    private readonly TrialResult?[] _results;

    /// <summary>Trial of each replica still in the storage; a negative number marks a twin.</summary>
    private List<int> _replicas;
    private Tensor _parameters;
    private Tensor? _mask;
    private int _step;

    /// <param name="checkpointing">Whether layers are run twice rather than remembered.</param>
    public ReplicaLaunch(TrainingPlan plan, IReadOnlyList<Trial> trials, EngineStamp stamp, bool checkpointing = false)
    {
        _plan = plan;
        _trials = trials;
        _stamp = stamp;
        _checkpointing = checkpointing;
        _device = torch.device(stamp.Device);
        _results = new TrialResult?[trials.Count];
        _type = plan.Rule.NeedsDouble ? float64 : float32;
        var paddedWidth = PaddedWidth.Of(plan, trials[0].Width);
        var padded = plan.Layers(paddedWidth);
        _network = new ReplicaNetwork(padded, checkpointing ? CheckpointSegment.Cut(padded, plan.Data.Features) : null);
        foreach (var width in trials.Select(trial => trial.Width).Distinct())
        {
            _maps[width] = new ParameterMap(plan.Layers(width), padded);
        }

        _replicas = [.. Enumerable.Range(0, trials.Count)];
        while (_replicas.Count < FewestReplicas)
        {
            _replicas.Add(-1);
        }

        using var scope = NewDisposeScope();
        _parameters = Upload(InitialStorage());
        _mask = trials.Any(trial => trial.Width != paddedWidth) ? Upload(MaskStorage()) : null;
        _inputs = OnDevice(Array.ConvertAll(plan.Data.Inputs, value => (float)value), 1, plan.Data.Samples, plan.Data.Features)
            .DetachFromDisposeScope();
        var targets = plan.Judge.Targets;
        var batch = plan.Rule.BatchSize is { } size && size < plan.Data.Samples ? size : (int?)null;
        _loss = new LossGradient(
            targets.Loss, OnDevice(targets.Values, 1, plan.Data.Cases, targets.Outputs), plan.Data.Samples);
        _descent = ReplicaDescent.Of(plan.Rule, _parameters, _replicas.Count);
        if (batch is { } rows)
        {
            _order = new MinibatchOrder(
                [.. trials.Select(trial => plan.Curve.RandomKey(trial.Width, trial.SeedIndex))], plan.Data.Samples, rows);
        }

        _network.Bind(_parameters, _replicas.Count);
    }

    /// <summary>Told the loss of the first trial at each test; for loss curves.</summary>
    public Action<LossPoint>? FirstLoss { get; init; }

    /// <summary>Trains to the end of the budget or of the last replica.</summary>
    /// <param name="save">Told what is finished at the end; when it is cancelled, the trials that had ended by then.</param>
    public void Run(
        Action<IReadOnlyList<TrialResult>> save, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var wall = Stopwatch.StartNew();
        var processor = ThreadClock.Seconds();
        try
        {
            Train(progress, cancellationToken);
        }
        finally
        {
            if (Share(wall.Elapsed.TotalSeconds, ThreadClock.Seconds() - processor) is [_, ..] finished)
            {
                save(finished);
            }
        }
    }

    private void Train(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        using var noGradients = no_grad();
        var limit = _plan.Curve.Steps;
        long netSteps = 0;
        for (var step = 0; _replicas.Exists(trial => trial >= 0); step++)
        {
            using var scope = NewDisposeScope();
            var test = step > 0 && (step % _plan.Criterion.CheckInterval == 0 || step == limit);
            Tensor? outputs = _order is null || test ? _network.Forward(AllRows()) : null;
            _step = step;
            if (test)
            {
                Judge(outputs!, step);
                progress?.Report(new(_replicas.Count(trial => trial >= 0), step, limit, netSteps));
                if (_results.All(result => result is not null))
                {
                    break;
                }

                outputs = Compact(outputs!);
            }

            // After the test, so that what has just ended is kept; at every step, since tests may be far apart.
            cancellationToken.ThrowIfCancellationRequested();
            Descend(outputs);
            netSteps += _replicas.Count(trial => trial >= 0);
        }
    }

    public void Dispose()
    {
        _parameters.Dispose();
        _mask?.Dispose();
        _inputs.Dispose();
        _loss.Dispose();
        _network.Dispose();
        _descent.Dispose();
    }

    private Tensor Upload(float[] storage) => OnDevice(storage, storage.Length).DetachFromDisposeScope();

    private Tensor OnDevice(float[] values, params long[] shape) => tensor(values, shape, device: _device).to(_type);

    private float[] InitialStorage()
    {
        var storage = new float[(long)_network.Shapes.Total * _replicas.Count];
        for (var replica = 0; replica < _replicas.Count; replica++)
        {
            var trial = _trials[Math.Max(_replicas[replica], 0)];
            _maps[trial.Width].Spread(_plan.InitialParameters(trial), storage, replica, _replicas.Count);
        }

        return storage;
    }

    private float[] MaskStorage()
    {
        var storage = new float[(long)_network.Shapes.Total * _replicas.Count];
        for (var replica = 0; replica < _replicas.Count; replica++)
        {
            _maps[_trials[Math.Max(_replicas[replica], 0)].Width].Mark(storage, replica, _replicas.Count);
        }

        return storage;
    }

    private Tensor AllRows() => _inputs.expand(_replicas.Count, _plan.Data.Samples, _plan.Data.Features);

    /// <summary>One optimizer step, from outputs on all rows or on the next minibatch.</summary>
    private void Descend(Tensor? outputs)
    {
        Tensor? chosen = null;
        var rows = AllRows();
        if (_order is not null)
        {
            chosen = tensor(_order.Next(_replicas.ConvertAll(trial => Math.Max(trial, 0)), out var size), device: _device);
            rows = _inputs.view(_plan.Data.Samples, -1).index_select(0, chosen).view(_replicas.Count, size, -1);
        }

        _descent.Step(new ReplicaSurface(_network, _loss)
        {
            Parameters = _parameters,
            Mask = _mask,
            Replicas = _replicas.Count,
            Rows = rows,
            Chosen = chosen,
            Outputs = chosen is null ? outputs : null,
        });
    }

    /// <summary>Records replicas that reached the criterion, diverged or ran out of steps.</summary>
    private void Judge(Tensor outputs, int step)
    {
        var host = ToHost(outputs);
        var length = _plan.Judge.Cases * _plan.Judge.Targets.Outputs;
        float[]? storage = null;
        for (var replica = 0; replica < _replicas.Count; replica++)
        {
            var trial = _replicas[replica];
            if (trial < 0 || _results[trial] is not null)
            {
                continue;
            }

            var values = host.AsSpan(replica * length, length);
            var verdict = _plan.Judge.Test(values);
            if (trial == 0)
            {
                FirstLoss?.Invoke(new(step, _plan.Judge.MeanLoss(values)));
            }

            if (!TrialEnds.Ends(_plan, verdict, step))
            {
                continue;
            }

            storage ??= ToHost(_parameters);
            var parameters = _maps[_trials[trial].Width].Gather(storage, replica, _replicas.Count);
            var (width, seed) = (_trials[trial].Width, _trials[trial].SeedIndex);
            _results[trial] = TrialEnds.Record(
                _plan, _plan.Curve.TrialId(width, seed), _trials[trial], _plan.Layers(width), verdict, step, values, parameters, _stamp, _checkpointing);
        }
    }

    private static float[] ToHost(Tensor tensor)
    {
        using var here = tensor.to(float32).cpu().contiguous();
        return here.data<float>().ToArray();
    }

    /// <summary>Drops finished replicas once they are a fifth of the storage; returns the outputs of those that stay.</summary>
    private Tensor Compact(Tensor outputs)
    {
        var kept = new List<int>();
        for (var replica = 0; replica < _replicas.Count; replica++)
        {
            if (_replicas[replica] >= 0 && _results[_replicas[replica]] is null)
            {
                kept.Add(replica);
            }
        }

        for (var replica = 0; kept.Count < FewestReplicas; replica++)
        {
            if (!kept.Contains(replica))
            {
                kept.Add(replica);
            }
        }

        if (kept.Count > _replicas.Count * 4 / 5)
        {
            return outputs;
        }

        var before = _replicas.Count;
        using var rows = tensor(kept.ConvertAll(replica => (long)replica).ToArray(), device: _device);
        _parameters = Select(_parameters, rows, before);
        _descent.Keep(rows, state => Select(state, rows, before));
        _mask = _mask is null ? null : Select(_mask, rows, before);
        _replicas = kept.ConvertAll(replica => _results.ElementAtOrDefault(_replicas[replica]) is null ? _replicas[replica] : -1);
        _network.Bind(_parameters, _replicas.Count);

        // The layers remember activations of all replicas; the next step must go back through those that stayed.
        return _order is null ? _network.Forward(AllRows()) : outputs;
    }

    private Tensor Select(Tensor storage, Tensor rows, int replicas)
    {
        var parts = new Tensor[_network.Shapes.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = storage
                .narrow(0, _network.Shapes.Start(i, replicas), (long)_network.Shapes.Size(i) * replicas)
                .view(replicas, _network.Shapes.Size(i))
                .index_select(0, rows)
                .view(-1);
        }

        var selected = cat(parts).DetachFromDisposeScope();
        storage.Dispose();
        return selected;
    }

    /// <summary>The finished trials, with the launch's time shared among them by the steps they took.</summary>
    private List<TrialResult> Share(double wallSeconds, double processorSeconds)
    {
        var finished = _results.OfType<TrialResult>().ToList();
        var total = Math.Max(1, finished.Sum(result => (double)result.Steps) + ((double)_step * (_results.Length - finished.Count)));
        return
        [
            .. finished.Select(result => result with
            {
                WallSeconds = wallSeconds * result.Steps / total,
                CpuSeconds = processorSeconds * result.Steps / total,
            }),
        ];
    }
}
