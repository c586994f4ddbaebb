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

    /// <summary>A register a feature, and what deviations from it are multiplied by.</summary>
    private readonly LaneMemory _means = new((long)norm.Features * TLanes.Count);
    private readonly LaneMemory _scales = new((long)norm.Features * TLanes.Count);

    public override bool HasParameters => true;

    protected override bool CanRectify => true;

    public override void Dispose()
    {
        base.Dispose();
        _means.Dispose();
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
            var register = feature * TLanes.Count;
            var source = input.Start + (feature * end);
            var target = Start + (feature * end);
            var mean = TLanes.Multiply(Sum(source, end), share);
            var scale = TLanes.Divide(one, TLanes.SquareRoot(TLanes.MultiplyAdd(SquareSum(source, mean, end), share, epsilon)));
            TLanes.Store(mean, _means.Start + register);
            TLanes.Store(scale, _scales.Start + register);
            var gain = TLanes.Load(_gains.Values + register);
            var offset = TLanes.Load(_offsets.Values + register);
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                var normal = TLanes.Multiply(TLanes.Subtract(TLanes.Load(source + at), mean), scale);
                var value = TLanes.MultiplyAdd(normal, gain, offset);
                TLanes.Store(IsRectified ? TLanes.Positive(value) : value, target + at);
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
            var register = feature * TLanes.Count;
            var source = gradient + (feature * end);
            var values = input.Start + (feature * end);
            var mean = TLanes.Load(_means.Start + register);
            var scale = TLanes.Load(_scales.Start + register);
            var sum = Sum(source, end);
            var along = TLanes.Multiply(ProductSum(source, values, mean, end), scale);
            TLanes.Store(TLanes.Add(TLanes.Load(_offsets.Gradients + register), sum), _offsets.Gradients + register);
            TLanes.Store(TLanes.Add(TLanes.Load(_gains.Gradients + register), along), _gains.Gradients + register);
            if (below is null)
            {
                continue;
            }

            var target = below + (feature * end);
            sum = TLanes.Multiply(sum, share);
            along = TLanes.Multiply(TLanes.Multiply(along, share), scale);
            scale = TLanes.Multiply(TLanes.Load(_gains.Values + register), scale);
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                var away = TLanes.Subtract(TLanes.Load(values + at), mean);
                var value = TLanes.MultiplyAdd(away, along, TLanes.Add(TLanes.Load(source + at), sum));
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

    /// <summary>The sum of the squares of deviations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector SquareSum(float* values, TVector mean, nint end)
    {
        var total = TLanes.Broadcast(0);
        for (nint first = 0; first < end; first += PlacesOfSum * TLanes.Count)
        {
            var last = Math.Min(end, first + (PlacesOfSum * TLanes.Count));
            TVector sum0 = TLanes.Broadcast(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
            var at = first;
            for (; at + (4 * TLanes.Count) <= last; at += 4 * TLanes.Count)
            {
                var away0 = TLanes.Subtract(TLanes.Load(values + at), mean);
                var away1 = TLanes.Subtract(TLanes.Load(values + at + TLanes.Count), mean);
                var away2 = TLanes.Subtract(TLanes.Load(values + at + (2 * TLanes.Count)), mean);
                var away3 = TLanes.Subtract(TLanes.Load(values + at + (3 * TLanes.Count)), mean);
                sum0 = TLanes.MultiplyAdd(away0, away0, sum0);
                sum1 = TLanes.MultiplyAdd(away1, away1, sum1);
                sum2 = TLanes.MultiplyAdd(away2, away2, sum2);
                sum3 = TLanes.MultiplyAdd(away3, away3, sum3);
            }

            for (; at < last; at += TLanes.Count)
            {
                var away = TLanes.Subtract(TLanes.Load(values + at), mean);
                sum0 = TLanes.MultiplyAdd(away, away, sum0);
            }

            total = TLanes.Add(total, TLanes.Add(TLanes.Add(sum0, sum1), TLanes.Add(sum2, sum3)));
        }

        return total;
    }

    /// <summary>The sum of the products of some numbers with the deviations of others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TVector ProductSum(float* factors, float* values, TVector mean, nint end)
    {
        var total = TLanes.Broadcast(0);
        for (nint first = 0; first < end; first += PlacesOfSum * TLanes.Count)
        {
            var last = Math.Min(end, first + (PlacesOfSum * TLanes.Count));
            TVector sum0 = TLanes.Broadcast(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
            var at = first;
            for (; at + (4 * TLanes.Count) <= last; at += 4 * TLanes.Count)
            {
                var a = factors + at;
                var b = values + at;
                sum0 = TLanes.MultiplyAdd(TLanes.Load(a), TLanes.Subtract(TLanes.Load(b), mean), sum0);
                a += TLanes.Count;
                b += TLanes.Count;
                sum1 = TLanes.MultiplyAdd(TLanes.Load(a), TLanes.Subtract(TLanes.Load(b), mean), sum1);
                a += TLanes.Count;
                b += TLanes.Count;
                sum2 = TLanes.MultiplyAdd(TLanes.Load(a), TLanes.Subtract(TLanes.Load(b), mean), sum2);
                sum3 = TLanes.MultiplyAdd(TLanes.Load(a + TLanes.Count), TLanes.Subtract(TLanes.Load(b + TLanes.Count), mean), sum3);
            }

            for (; at < last; at += TLanes.Count)
            {
                sum0 = TLanes.MultiplyAdd(TLanes.Load(factors + at), TLanes.Subtract(TLanes.Load(values + at), mean), sum0);
            }

            total = TLanes.Add(total, TLanes.Add(TLanes.Add(sum0, sum1), TLanes.Add(sum2, sum3)));
        }

        return total;
    }
}
