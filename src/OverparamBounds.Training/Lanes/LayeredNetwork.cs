using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// Networks of any layers that lanes have a form of. Rows go through all layers in panels, forward and back; gradients add
/// up panel by panel.
/// </summary>
internal sealed unsafe class LayeredNetwork<TLanes, TVector> : LaneNetwork<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly LaneUpdate<TLanes, TVector> _update;
    private readonly LaneMemory _gradients;
    private readonly LaneChain<TLanes, TVector> _chain;
    private readonly LaneInputs<TLanes, TVector> _inputs;
    private readonly LaneBatches<TLanes, TVector>? _batches;
    private readonly LaneMemory _ofOutputs;
    private readonly LaneMemory? _targets;
    private readonly LaneMemory? _scales;
    private readonly int _panelRows;

    /// <param name="panelRows">Rows of all panels but the last.</param>
    public LayeredNetwork(TrainingPlan plan, LaneRows rows, IReadOnlyList<Layer> layers, int panelRows)
        : this(plan, rows, layers, panelRows, LaneUpdate<TLanes, TVector>.Of(plan.Rule))
    {
    }

    private LayeredNetwork(TrainingPlan plan, LaneRows rows, IReadOnlyList<Layer> layers, int panelRows, LaneUpdate<TLanes, TVector> update)
        : base(plan, rows, new(layers, update.Slots))
    {
        _update = update;
        _gradients = new((long)Weights.Count * TLanes.Count);
        _panelRows = panelRows;
        var batch = plan.Rule.BatchSize is { } size && size < rows.Count ? size : (int?)null;
        _inputs = new(rows, layers, _panelRows, isGathered: batch is not null);
        var storage = new LaneStorage<TLanes, TVector>(Weights.Values.Start, _gradients.Start, _panelRows);
        _chain = LaneChain<TLanes, TVector>.Of(LanePanels.AfterData(layers), _inputs.Features, _inputs.Positions, storage, readsData: true);
        var outputs = (long)_panelRows * rows.CasesPerRow * rows.Encoding.Outputs * TLanes.Count;
        _ofOutputs = new(outputs);
        if (batch is { } drawn)
        {
            _batches = new(rows, drawn, panelRows: 0);
            _targets = new(outputs);
            _scales = new((long)_panelRows * TLanes.Count);
        }
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
            LaneLoops<TLanes, TVector>.Clear(_gradients.Start, Weights.Count);
            if (_batches is null)
            {
                AddGradients();
            }
            else
            {
                AddGradients(_batches);
            }

            _update.Run(Weights, _gradients.Start, Schedule.Rates(step));
        }
    }

    public override void Forward()
    {
        for (var first = 0; first < Rows.Count; first += _panelRows)
        {
            var count = Math.Min(_panelRows, Rows.Count - first);
            KeepOutputs(_chain.Forward(_inputs.Panel(first), count), first, count);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _gradients.Dispose();
        _chain.Dispose();
        _inputs.Dispose();
        _batches?.Dispose();
        _ofOutputs.Dispose();
        _targets?.Dispose();
        _scales?.Dispose();
    }

    private void AddGradients()
    {
        for (var first = 0; first < Rows.Count; first += _panelRows)
        {
            var count = Math.Min(_panelRows, Rows.Count - first);
            var input = _inputs.Panel(first);
            var outputs = _chain.Forward(input, count);
            var ofRow = (nint)Rows.CasesPerRow * Rows.Encoding.Outputs;
            for (var place = 0; place < Rows.CasesPerRow; place++)
            {
                FindLossGradient<SharedOperand>(outputs, place, count, new LossPlaces
                {
                    Targets = Rows.Targets + (first * ofRow) + ((nint)place * Rows.Encoding.Outputs),
                    TargetRow = ofRow,
                    TargetColumn = 1,
                    Scales = Rows.Scale,
                    ScaleRow = 0,
                });
            }

            _chain.Backward(_ofOutputs.Start, input, below: null, count);
        }
    }

    private void AddGradients(LaneBatches<TLanes, TVector> batches)
    {
        batches.Draw();
        for (var first = 0; first < batches.Size; first += _panelRows)
        {
            var count = Math.Min(_panelRows, batches.Size - first);
            var input = _inputs.Gather(batches, first, count);
            GatherTargets(batches, first, count);
            var outputs = _chain.Forward(input, count);
            for (var place = 0; place < Rows.CasesPerRow; place++)
            {
                FindLossGradient<OwnOperand>(outputs, place, count, new LossPlaces
                {
                    Targets = _targets!.Start + ((nint)place * count * TLanes.Count),
                    TargetRow = TLanes.Count,
                    TargetColumn = outputs.Feature,
                    Scales = _scales!.Start,
                    ScaleRow = TLanes.Count,
                });
            }

            _chain.Backward(_ofOutputs.Start, input, below: null, count);
        }
    }

    /// <summary>The gradient of the loss by the outputs at one of a row's places.</summary>
    private void FindLossGradient<TTarget>(in LaneValues outputs, int place, int count, LossPlaces places)
        where TTarget : struct, ILaneOperand
    {
        var first = (nint)place * count * TLanes.Count;
        places.Outputs = outputs.Start + first;
        places.Gradients = _ofOutputs.Start + first;
        places.Column = outputs.Feature;
        places.Rows = count;
        places.Columns = Rows.Encoding.Outputs;
        switch (Rows.Encoding.Loss)
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

    /// <summary>Targets of each network's rows as [outputs][cases of a row][rows], and their weights.</summary>
    private void GatherTargets(LaneBatches<TLanes, TVector> batches, int first, int count)
    {
        var (outputs, cases) = (Rows.Encoding.Outputs, Rows.CasesPerRow);
        for (var slot = 0; slot < count; slot++)
        {
            for (var lane = 0; lane < TLanes.Count; lane++)
            {
                var source = Rows.Targets + ((nint)batches.Row(first + slot, lane) * cases * outputs);
                for (var at = 0; at < cases * outputs; at++)
                {
                    var (output, place) = (at % outputs, at / outputs);
                    _targets!.Start[(((((nint)output * cases) + place) * count) + slot) * TLanes.Count + lane] = source[at];
                }

                _scales!.Start[(slot * TLanes.Count) + lane] = batches.Scale(first + slot, lane);
            }
        }
    }

    /// <summary>Copies outputs of a panel from [outputs][cases of a row][rows] to [outputs][cases].</summary>
    private void KeepOutputs(in LaneValues outputs, int first, int count)
    {
        var cases = Rows.CasesPerRow;
        for (nint output = 0; output < Rows.Encoding.Outputs; output++)
        {
            for (nint place = 0; place < cases; place++)
            {
                var source = outputs.Start + (output * outputs.Feature) + (place * count * TLanes.Count);
                for (nint row = 0; row < count; row++)
                {
                    var at = (output * Rows.Cases) + ((first + row) * cases) + place;
                    LaneLoops<TLanes, TVector>.Copy(source + (row * TLanes.Count), Outputs.Start + (at * TLanes.Count), 1);
                }
            }
        }
    }
}
