using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// Mean 0 and variance 1 for each feature over all positions of all rows, which must be one panel, then a gain and an offset.
/// </summary>
internal sealed unsafe class BatchNormLanes<TLanes, TVector>(Layer.BatchNorm norm, LaneStorage<TLanes, TVector> storage)
    : LaneLayer<TLanes, TVector>(norm.Features, norm.Positions, storage.PanelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Sums of so many numbers are added up, so that sums of many stay as exact as those of few.</summary>
    private const int PlacesOfSum = 128;

    private readonly LaneNumbers _gains = storage.Numbers(norm.Features);
    private readonly LaneNumbers _offsets = storage.Numbers(norm.Features);
    private readonly LaneMemory _normal = new((long)norm.Features * norm.Positions * storage.PanelRows * TLanes.Count);

    /// <summary>A register a feature: what deviations from the mean are multiplied by.</summary>
    private readonly LaneMemory _scales = new((long)norm.Features * TLanes.Count);

    public override bool HasParameters => true;

    public override void Dispose()
    {
        base.Dispose();
        _normal.Dispose();
        _scales.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Compute(in LaneValues input, int rows)
    {
        var end = (nint)Positions * rows * TLanes.Count;
        var share = TLanes.Broadcast((float)(1.0 / ((double)Positions * rows)));
        var (one, epsilon) = (TLanes.Broadcast(1), TLanes.Broadcast((float)Layer.BatchNorm.Epsilon));
        for (nint feature = 0; feature < Features; feature++)
        {
            var source = input.Start + (feature * end);
            var normal = _normal.Start + (feature * end);
            var target = Start + (feature * end);
            var mean = TLanes.Multiply(Sum(source, end), share);
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                TLanes.Store(TLanes.Subtract(TLanes.Load(source + at), mean), normal + at);
            }

            var variance = TLanes.MultiplyAdd(ProductSum(normal, normal, end), share, epsilon);
            var scale = TLanes.Divide(one, TLanes.SquareRoot(variance));
            TLanes.Store(scale, _scales.Start + (feature * TLanes.Count));
            var gain = TLanes.Load(_gains.Values + (feature * TLanes.Count));
            var offset = TLanes.Load(_offsets.Values + (feature * TLanes.Count));
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                var value = TLanes.Multiply(TLanes.Load(normal + at), scale);
                TLanes.Store(value, normal + at);
                TLanes.Store(TLanes.MultiplyAdd(value, gain, offset), target + at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        var end = (nint)Positions * rows * TLanes.Count;
        var share = TLanes.Broadcast((float)(-1.0 / ((double)Positions * rows)));
        for (nint feature = 0; feature < Features; feature++)
        {
            var source = gradient + (feature * end);
            var normal = _normal.Start + (feature * end);
            var sum = Sum(source, end);
            var product = ProductSum(source, normal, end);
            var register = feature * TLanes.Count;
            TLanes.Store(TLanes.Add(TLanes.Load(_offsets.Gradients + register), sum), _offsets.Gradients + register);
            TLanes.Store(TLanes.Add(TLanes.Load(_gains.Gradients + register), product), _gains.Gradients + register);
            if (below is null)
            {
                continue;
            }

            var target = below + (feature * end);
            var scale = TLanes.Multiply(TLanes.Load(_gains.Values + register), TLanes.Load(_scales.Start + register));
            var (mean, along) = (TLanes.Multiply(sum, share), TLanes.Multiply(product, share));
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                var value = TLanes.MultiplyAdd(TLanes.Load(normal + at), along, TLanes.Add(TLanes.Load(source + at), mean));
                TLanes.Store(TLanes.Multiply(value, scale), target + at);
            }
        }
    }

    /// <summary>The sum of registers that stand one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector Sum(float* values, nint end)
    {
        var total = TLanes.Broadcast(0);
        for (nint first = 0; first < end; first += PlacesOfSum * TLanes.Count)
        {
            var last = Math.Min(end, first + (PlacesOfSum * TLanes.Count));
            TVector sum0 = TLanes.Broadcast(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
            var at = first;
            for (; at + (4 * TLanes.Count) <= last; at += 4 * TLanes.Count)
            {
                sum0 = TLanes.Add(sum0, TLanes.Load(values + at));
                sum1 = TLanes.Add(sum1, TLanes.Load(values + at + TLanes.Count));
                sum2 = TLanes.Add(sum2, TLanes.Load(values + at + (2 * TLanes.Count)));
                sum3 = TLanes.Add(sum3, TLanes.Load(values + at + (3 * TLanes.Count)));
            }

            for (; at < last; at += TLanes.Count)
            {
                sum0 = TLanes.Add(sum0, TLanes.Load(values + at));
            }

            total = TLanes.Add(total, TLanes.Add(TLanes.Add(sum0, sum1), TLanes.Add(sum2, sum3)));
        }

        return total;
    }

    /// <summary>The sum of the products of two such arrays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector ProductSum(float* left, float* right, nint end)
    {
        var total = TLanes.Broadcast(0);
        for (nint first = 0; first < end; first += PlacesOfSum * TLanes.Count)
        {
            var last = Math.Min(end, first + (PlacesOfSum * TLanes.Count));
            TVector sum0 = TLanes.Broadcast(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
            var at = first;
            for (; at + (4 * TLanes.Count) <= last; at += 4 * TLanes.Count)
            {
                var a = left + at;
                var b = right + at;
                sum0 = TLanes.MultiplyAdd(TLanes.Load(a), TLanes.Load(b), sum0);
                sum1 = TLanes.MultiplyAdd(TLanes.Load(a + TLanes.Count), TLanes.Load(b + TLanes.Count), sum1);
                sum2 = TLanes.MultiplyAdd(TLanes.Load(a + (2 * TLanes.Count)), TLanes.Load(b + (2 * TLanes.Count)), sum2);
                sum3 = TLanes.MultiplyAdd(TLanes.Load(a + (3 * TLanes.Count)), TLanes.Load(b + (3 * TLanes.Count)), sum3);
            }

            for (; at < last; at += TLanes.Count)
            {
                sum0 = TLanes.MultiplyAdd(TLanes.Load(left + at), TLanes.Load(right + at), sum0);
            }

            total = TLanes.Add(total, TLanes.Add(TLanes.Add(sum0, sum1), TLanes.Add(sum2, sum3)));
        }

        return total;
    }
}
