using System.Numerics;
using System.Runtime.Intrinsics;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Lanes;

/// <summary>Trains the trials of one width on the calling thread, as many at a time as a register has lanes.</summary>
internal abstract class LaneGroup : IDisposable
{
    /// <summary>How wide registers are to be, in bits; results do not depend on it.</summary>
    public static int BestVectorBits { get; } =
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : 128;

    public static LaneGroup Of(TrainingPlan plan, int width, EngineStamp stamp, LaneOptions options) => options.VectorBits switch
    {
        512 => new LaneGroup<Lanes512, Vector512<float>>(plan, width, stamp, options),
        256 => new LaneGroup<Lanes256, Vector256<float>>(plan, width, stamp, options),
        _ => new LaneGroup<Lanes128, Vector128<float>>(plan, width, stamp, options),
    };

    /// <summary>Whether lanes have a form of a network and can train it by the plan's rule.</summary>
    /// <param name="layers">Of one network.</param>
    public static bool Trains(TrainingPlan plan, IReadOnlyList<Layer> layers) => Has(layers) && !MixesBatches(plan, layers);

    /// <summary>Refuses a network that lanes do not train.</summary>
    /// <exception cref="RequestException">Says what lanes do not train, and the mend.</exception>
    public static void Check(TrainingPlan plan, int width)
    {
        var layers = plan.Layers(width);
        if (!Has(layers))
        {
            throw new RequestException(
                $"engine: lanes have no form of all layers of {plan.Architecture}; use --engine torch or auto.");
        }

        if (MixesBatches(plan, layers))
        {
            throw new RequestException(
                $"engine: lanes normalise over all rows only, and {plan.Curve.Optimizer} takes {plan.Rule.BatchSize} of "
                + $"{plan.Data.Samples}; use --engine torch or auto.");
        }
    }

    /// <summary>Bytes that a group of the widest registers takes.</summary>
    public static long Bytes(TrainingPlan plan, int width)
    {
        var layers = plan.Layers(width);
        if (!IsChain(layers))
        {
            return LanePanels.Bytes(plan, layers, BestVectorBits / 32);
        }

        return BestVectorBits switch
        {
            512 => PanelNetwork<Lanes512, Vector512<float>>.Bytes(plan, layers),
            256 => PanelNetwork<Lanes256, Vector256<float>>.Bytes(plan, layers),
            _ => PanelNetwork<Lanes128, Vector128<float>>.Bytes(plan, layers),
        };
    }

    /// <summary>Whether a network is dense layers, each with a nonlinearity or without, and an output a row.</summary>
    protected static bool IsChain(IReadOnlyList<Layer> layers) =>
        layers is [Layer.Dense, .., Layer.Dense] or [Layer.Dense]
        && layers.All(layer => layer is Layer.Dense { Positions: 1 } or Layer.Activation)
        && !layers.Zip(layers.Skip(1)).Any(pair => pair is { First: Layer.Activation, Second: Layer.Activation });

    private static bool Has(IReadOnlyList<Layer> layers) => IsChain(layers) || LanePanels.AfterData(layers).All(LanePanels.Has);

    /// <summary>Networks of a group end their epochs at different steps, and so would have batches of different sizes.</summary>
    private static bool MixesBatches(TrainingPlan plan, IReadOnlyList<Layer> layers) =>
        LanePanels.HasBatches(plan) && LanePanels.MixesRows(layers);

    /// <summary>Trains until the source is empty and every lane has ended.</summary>
    /// <param name="take">The next trial of the group's width; null when there is none left.</param>
    public abstract void Train(Func<Trial?> take, LaneReports reports, CancellationToken cancellationToken);

    public abstract void Dispose();
}

/// <inheritdoc cref="LaneGroup"/>
internal sealed class LaneGroup<TLanes, TVector> : LaneGroup
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floating-point operations between two looks at cancellation and clock.</summary>
    private const double OperationsOfChunk = 1e9;

    private readonly TrainingPlan _plan;
    private readonly EngineStamp _stamp;
    private readonly LaneOptions _options;
    private readonly TrialNames _names;
    private readonly IReadOnlyList<Layer> _layers;
    private readonly LaneRows _rows;
    private readonly LaneScreen<TLanes, TVector> _screen;
    private readonly LaneNetwork<TLanes, TVector> _network;
    private readonly Trial?[] _trials = new Trial?[TLanes.Count];
    private readonly float[] _outputs;
    private readonly float[] _parameters;
    private readonly int _mostSteps;

    public LaneGroup(TrainingPlan plan, int width, EngineStamp stamp, LaneOptions options)
    {
        _plan = plan;
        _stamp = stamp;
        _options = options;
        _names = new(plan.Curve);
        _layers = plan.Layers(width);
        var fused = options.MayFuse && FusedNetwork<TLanes, TVector>.Fits(plan, _layers);
        _rows = new(plan, fused ? FusedNetwork<TLanes, TVector>.MostRows - plan.Data.Samples : 0);
        _network = fused ? FusedNetwork<TLanes, TVector>.Of(plan, _rows, _layers)
            : IsChain(_layers) ? new PanelNetwork<TLanes, TVector>(plan, _rows, _layers, options.MayFuse)
            : new LayeredNetwork<TLanes, TVector>(plan, _rows, _layers, LanePanels.Rows(plan, _layers));
        _screen = new(_rows, plan.Criterion);
        _outputs = new float[plan.Judge.Cases * plan.Judge.Targets.Outputs];
        _parameters = new float[_network.Weights.Count];
        var operations = StepOperations.Of(plan, width) * TLanes.Count;
        _mostSteps = (int)Math.Clamp(OperationsOfChunk / operations, 1, LaneSchedule<TLanes, TVector>.MostSteps);
    }

    public override void Train(Func<Trial?> take, LaneReports reports, CancellationToken cancellationToken)
    {
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            Fill(lane, take);
        }

        var active = _trials.Count(trial => trial is not null);
        reports.Begin();
        while (active > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var steps = StepsToNextTest();
            _network.Schedule.Prepare(steps);
            _network.Descend(steps);
            _network.Schedule.Advance(steps);
            reports.Count((long)active * steps, active, _network.Schedule.Step(FirstActive()));
            if (DueLanes() is var due && due != 0)
            {
                active -= Test(due, take, reports);
            }
        }

        reports.Flush();
    }

    public override void Dispose()
    {
        _network.Dispose();
        _rows.Dispose();
    }

    private void Fill(int lane, Func<Trial?> take)
    {
        _trials[lane] = take();
        if (_trials[lane] is { } trial)
        {
            var key = _names.RandomKey(trial.Width, trial.SeedIndex);
            _network.Start(
                lane,
                key,
                _options.Choices.LearningRate?.Invoke(trial) ?? _plan.Rule.LearningRate,
                Initialiser.Draw(_layers, _plan.Data, key),
                _options.Choices.Mask?.Invoke(trial));
        }
    }

    private int FirstActive() => Math.Max(0, Array.FindIndex(_trials, trial => trial is not null));

    private int StepsToNextTest()
    {
        var steps = _mostSteps;
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            if (_trials[lane] is not null)
            {
                var done = _network.Schedule.Step(lane);
                var every = _plan.Criterion.CheckInterval;
                var next = Math.Min(_plan.Curve.Steps, (((long)done / every) + 1) * every);
                steps = (int)Math.Min(steps, next - done);
            }
        }

        return steps;
    }

    private uint DueLanes()
    {
        var due = 0u;
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            var done = _network.Schedule.Step(lane);
            if (_trials[lane] is not null && (done % _plan.Criterion.CheckInterval == 0 || done == _plan.Curve.Steps))
            {
                due |= 1u << lane;
            }
        }

        return due;
    }

    /// <summary>Tests lanes; ended ones are recorded and refilled. Returns how many lanes stay empty.</summary>
    private int Test(uint due, Func<Trial?> take, LaneReports reports)
    {
        _network.Forward();
        var (finite, candidates) = Screen();
        var emptied = 0;
        for (; due != 0; due &= due - 1)
        {
            var lane = BitOperations.TrailingZeroCount(due);
            var step = _network.Schedule.Step(lane);
            var unclear = ((candidates | ~finite) >> lane & 1) != 0;
            if (!unclear && step < _plan.Curve.Steps && _options.Losses is null)
            {
                continue;
            }

            _network.CopyOutputs(lane, _outputs);
            var verdict = _plan.Judge.Test(_outputs);
            _options.Losses?.Invoke(_trials[lane]!.Value, new(step, _plan.Judge.MeanLoss(_outputs)));
            if (!TrialEnds.Ends(_plan, verdict, step))
            {
                continue;
            }

            _network.Weights.Get(lane, _parameters);
            var trial = _trials[lane]!.Value;
            var id = _names.TrialId(trial.Width, trial.SeedIndex);
            reports.Add(TrialEnds.Record(_plan, id, trial, _layers, verdict, step, _outputs, _parameters, _stamp));
            Fill(lane, take);
            emptied += _trials[lane] is null ? 1 : 0;
        }

        return emptied;
    }

    private unsafe (uint Finite, uint Candidates) Screen() => _screen.Test(_network.Outputs.Start);
}
