using OverparamBounds.Core.Criteria;

namespace OverparamBounds.Training.Lanes;

/// <summary>The training data as the engine reads it: float32, row by row, the same for every network.</summary>
internal sealed unsafe class LaneRows : IDisposable
{
    private readonly LaneMemory _inputs;
    private readonly LaneMemory _targets;
    private readonly LaneMemory _scale;

    /// <param name="spareRows">Rows of zeros after the last, for engines that read a fixed number.</param>
    public LaneRows(TrainingPlan plan, int spareRows)
    {
        var data = plan.Data;
        Encoding = plan.Judge.Targets;
        (Count, Cases, Features) = (data.Samples, data.Cases, data.Features);
        _inputs = new LaneMemory((long)(Count + spareRows) * Features);
        _targets = new LaneMemory((long)(Cases + spareRows) * Encoding.Outputs);
        _scale = new LaneMemory(1);
        for (var i = 0; i < data.Inputs.Length; i++)
        {
            _inputs.Start[i] = (float)data.Inputs[i];
        }

        Encoding.Values.CopyTo(_targets.Span);
        *_scale.Start = ScaleOf(Count);
    }

    public TargetEncoding Encoding { get; }

    public int Count { get; }

    /// <summary>Targets: as many for each row.</summary>
    public int Cases { get; }

    public int CasesPerRow => Cases / Count;

    public int Features { get; }

    /// <summary>[n, features].</summary>
    public float* Inputs => _inputs.Start;

    /// <summary>[cases, outputs].</summary>
    public float* Targets => _targets.Start;

    /// <summary>The factor of every case's loss gradient on the full batch.</summary>
    public float* Scale => _scale.Start;

    /// <summary>The factor of a case's loss gradient in a batch of so many rows.</summary>
    public float ScaleOf(int rows)
    {
        var cases = (double)rows * CasesPerRow;
        return Encoding.Loss == LossKind.Squared ? (float)(2.0 / (cases * Encoding.Outputs)) : (float)(1.0 / cases);
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _targets.Dispose();
        _scale.Dispose();
    }
}
