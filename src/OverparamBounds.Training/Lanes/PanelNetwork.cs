using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// Multilayer perceptrons of any shape. Rows go through the network in panels, forward and back, so that a panel's
/// activations stay in the cache; gradients add up panel by panel, in row order.
/// </summary>
internal sealed unsafe class PanelNetwork<TLanes, TVector> : LaneNetwork<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Activations and their gradients of a panel.</summary>
    private const int PanelBytes = 512 << 10;

    /// <summary>
    /// Rows of a panel of wide networks, whose activations leave the cache anyway: each panel goes through all weights
    /// again, so there must not be many.
    /// </summary>
    private const int FewestRows = 100;

    /// <summary>Rows of a register tile; panels are whole tiles.</summary>
    private const int TileRows = 5;

    /// <summary>Hidden units that a network with a single output takes at a time, so that they are still in the first cache on the way on.</summary>
    private const int UnitsOfStrip = 8;

    private const int StripBytes = 26 << 10;

    private readonly LossKind _loss;
    private readonly bool _inStrips;
    private readonly int _panelRows;
    private readonly LaneUpdate<TLanes, TVector> _update;
    private readonly LaneMemory _gradients;
    private readonly LaneMemory[] _deltas;
    private readonly LaneDense<TLanes, TVector>[] _layers;
    private readonly LaneBatches<TLanes, TVector>? _batches;

    /// <param name="mayStrip">Whether networks with one hidden layer and one output may be taken in strips of units; it changes no result.</param>
    public PanelNetwork(TrainingPlan plan, LaneRows rows, IReadOnlyList<Layer> layers, bool mayStrip)
        : this(plan, rows, layers, mayStrip, LaneUpdate<TLanes, TVector>.Of(plan.Rule))
    {
    }

    private PanelNetwork(TrainingPlan plan, LaneRows rows, IReadOnlyList<Layer> layers, bool mayStrip, LaneUpdate<TLanes, TVector> update)
        : base(plan, rows, new([.. layers.OfType<Layer.Dense>()], update.Slots))
    {
        _loss = rows.Encoding.Loss;
        _update = update;
        _gradients = new((long)Weights.Count * TLanes.Count);
        var batch = plan.Rule.BatchSize is { } size && size < rows.Count ? size : (int?)null;
        _inStrips = mayStrip && layers is [Layer.Dense, Layer.Activation, Layer.Dense { Outputs: 1 }];
        _panelRows = RowsOfPanel(layers, batch ?? rows.Count, _inStrips);
        _batches = batch is { } drawn ? new(rows, drawn, _panelRows) : null;
        _layers = new LaneDense<TLanes, TVector>[layers.OfType<Layer.Dense>().Count()];
        nint at = 0;
        var widest = 0;
        for (int i = 0, layer = 0; i < layers.Count; i++)
        {
            if (layers[i] is not Layer.Dense dense)
            {
                continue;
            }

            var activation = i + 1 < layers.Count ? (layers[i + 1] as Layer.Activation)?.Kind : null;
            _layers[layer++] = new(dense, activation, _panelRows, Weights.Values.Start + at, _gradients.Start + at);
            at += (nint)dense.Outputs * LaneWeights<TLanes, TVector>.Stride(dense) * TLanes.Count;
            widest = Math.Max(widest, dense.Outputs);
        }

        _deltas = [.. Enumerable.Range(0, Math.Min(2, _layers.Length)).Select(_ => new LaneMemory((long)widest * _panelRows * TLanes.Count))];
    }

    /// <summary>Bytes that a group of such networks takes.</summary>
    public static long Bytes(TrainingPlan plan, IReadOnlyList<Layer> layers)
    {
        var slots = LaneUpdate<TLanes, TVector>.Of(plan.Rule).Slots;
        var panel = layers.OfType<Layer.Dense>().Sum(dense => (long)dense.Outputs) * 4 * RowsOfPanel(layers, plan.Data.Samples, inStrips: false);
        var outputs = (long)plan.Data.Samples * plan.Judge.Targets.Outputs;
        return ((layers.Sum(layer => layer.ParameterCount) * (2 + slots)) + panel + outputs) * TLanes.Count * sizeof(float);
    }

    /// <summary>Gradients of the parameters in a lane after the last step, in canonical order; for tests.</summary>
    public float[] Gradients(int lane)
    {
        var gradients = new float[Weights.Count];
        Weights.Read(_gradients.Start, lane, gradients);
        return gradients;
    }

    public override void Start(int lane, ulong key, double learningRate, ReadOnlySpan<float> parameters, ReadOnlySpan<float> mask)
    {
        base.Start(lane, key, learningRate, parameters, mask);
        _batches?.Start(lane, key);
    }

    public override void Descend(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            FindGradients();
            _update.Run(Weights, _gradients.Start, Schedule.Rates(step));
        }
    }

    public override void Forward()
    {
        for (var first = 0; first < Rows.Count; first += _panelRows)
        {
            var count = Math.Min(_panelRows, Rows.Count - first);
            Forward<SharedOperand>(Rows.Inputs + ((nint)first * Rows.Features), Rows.Features, 1, count);
            KeepOutputs(first, count);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _gradients.Dispose();
        _batches?.Dispose();
        foreach (var delta in _deltas)
        {
            delta.Dispose();
        }

        foreach (var layer in _layers)
        {
            layer.Dispose();
        }
    }

    private static int RowsOfPanel(IReadOnlyList<Layer> layers, int rows, bool inStrips)
    {
        var units = layers.OfType<Layer.Dense>().Sum(dense => (long)dense.Outputs);
        var widest = layers.OfType<Layer.Dense>().Max(dense => (long)dense.Outputs);
        var bytesOfRow = (units + (2 * widest)) * TLanes.Count * sizeof(float);
        var most = Math.Max(FewestRows, PanelBytes / bytesOfRow / TileRows * TileRows);
        if (inStrips)
        {
            most = StripBytes / (UnitsOfStrip * TLanes.Count * sizeof(float)) / TileRows * TileRows;
        }

        var panels = (rows + most - 1) / most;
        var even = (rows + panels - 1) / panels;
        return (int)Math.Min(rows, (even + TileRows - 1) / TileRows * TileRows);
    }

    private void FindGradients()
    {
        if (_batches is null)
        {
            for (var first = 0; first < Rows.Count; first += _panelRows)
            {
                var count = Math.Min(_panelRows, Rows.Count - first);
                var inputs = Rows.Inputs + ((nint)first * Rows.Features);
                Forward<SharedOperand>(inputs, Rows.Features, 1, count);
                LossGradient<SharedOperand>(
                    Rows.Targets + ((nint)first * Rows.Encoding.Outputs), Rows.Encoding.Outputs, 1, Rows.Scale, 0, count);
                Backward<SharedOperand>(inputs, Rows.Features, 1, count, first == 0);
            }

            return;
        }

        _batches.Draw();
        var stride = (nint)_panelRows * TLanes.Count;
        for (var first = 0; first < _batches.Size; first += _panelRows)
        {
            var count = Math.Min(_panelRows, _batches.Size - first);
            _batches.Gather(first, count);
            Forward<OwnOperand>(_batches.Inputs, TLanes.Count, stride, count);
            LossGradient<OwnOperand>(_batches.Targets, TLanes.Count, stride, _batches.Scales, TLanes.Count, count);
            Backward<OwnOperand>(_batches.Inputs, TLanes.Count, stride, count, first == 0);
        }
    }

    private void Forward<TInput>(float* inputs, nint row, nint step, int rows)
        where TInput : struct, ILaneOperand
    {
        if (_inStrips)
        {
            for (var unit = 0; unit < _layers[0].Outputs; unit += UnitsOfStrip)
            {
                var units = Math.Min(UnitsOfStrip, _layers[0].Outputs - unit);
                _layers[0].Forward<TInput>(inputs, row, step, rows, unit, units);
                _layers[1].AddInputs(_layers[0], unit, units, rows);
            }

            return;
        }

        _layers[0].Forward<TInput>(inputs, row, step, rows);
        for (var layer = 1; layer < _layers.Length; layer++)
        {
            _layers[layer].Forward<OwnOperand>(_layers[layer - 1].Values, TLanes.Count, _layers[layer - 1].UnitStride, rows);
        }
    }

    private void LossGradient<TTarget>(float* targets, nint targetRow, nint targetColumn, float* scales, nint scaleRow, int rows)
        where TTarget : struct, ILaneOperand
    {
        var last = _layers[^1];
        var places = new LossPlaces
        {
            Outputs = last.Values,
            Gradients = _deltas[0].Start,
            Column = last.UnitStride,
            Targets = targets,
            TargetRow = targetRow,
            TargetColumn = targetColumn,
            Scales = scales,
            ScaleRow = scaleRow,
            Rows = rows,
            Columns = last.Outputs,
        };
        switch (_loss)
        {
            case LossKind.Logistic:
                LaneLossGradient<TLanes, TVector, TTarget>.Each<LaneLogistic>(places);
                break;
            case LossKind.Softmax:
                LaneLossGradient<TLanes, TVector, TTarget>.Softmax(places);
                break;
            default:
                LaneLossGradient<TLanes, TVector, TTarget>.Each<LaneSquared>(places);
                break;
        }
    }

    private void Backward<TInput>(float* inputs, nint row, nint step, int rows, bool first)
        where TInput : struct, ILaneOperand
    {
        if (_inStrips)
        {
            for (var unit = 0; unit < _layers[0].Outputs; unit += UnitsOfStrip)
            {
                var units = Math.Min(UnitsOfStrip, _layers[0].Outputs - unit);
                _layers[1].GoBackThrough<TInput>(
                    _layers[0], _deltas[0].Start, _deltas[1].Start, inputs, row, step, rows, first, unit, units);
            }

            _layers[1].AddBiasGradients(_deltas[0].Start, rows, first);
            return;
        }

        var delta = 0;
        for (var layer = _layers.Length - 1; layer > 0; layer--)
        {
            var below = _layers[layer - 1];
            _layers[layer].AddWeightGradients<OwnOperand>(
                below.Values, TLanes.Count, below.UnitStride, _deltas[delta].Start, rows, first);
            _layers[layer].Backward(_deltas[delta].Start, below, _deltas[1 - delta].Start, rows);
            delta = 1 - delta;
        }

        _layers[0].AddWeightGradients<TInput>(inputs, row, step, _deltas[delta].Start, rows, first);
    }

    private void KeepOutputs(int first, int rows)
    {
        var last = _layers[^1];
        for (var unit = 0; unit < last.Outputs; unit++)
        {
            var bytes = (uint)(rows * TLanes.Count * sizeof(float));
            Unsafe.CopyBlock(
                Outputs.Start + ((((nint)unit * Rows.Count) + first) * TLanes.Count), last.Values + (unit * last.UnitStride), bytes);
        }
    }
}
