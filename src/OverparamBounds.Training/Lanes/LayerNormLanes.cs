using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>Mean 0 and variance 1 over the features of a position, then a gain and an offset for each feature.</summary>
internal sealed unsafe class LayerNormLanes<TLanes, TVector>(Layer.LayerNorm norm, LaneStorage<TLanes, TVector> storage)
    : LaneLayer<TLanes, TVector>(norm.Features, norm.Positions, storage.PanelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly LaneNumbers _gains = storage.Numbers(norm.Features);
    private readonly LaneNumbers _offsets = storage.Numbers(norm.Features);
    private readonly LaneMemory _normal = new((long)norm.Features * norm.Positions * storage.PanelRows * TLanes.Count);

    /// <summary>A register a place: what deviations from the mean are multiplied by, and room for two sums.</summary>
    private readonly LaneMemory _scales = new((long)norm.Positions * storage.PanelRows * TLanes.Count);
    private readonly LaneMemory _sums = new((long)norm.Positions * storage.PanelRows * TLanes.Count);
    private readonly LaneMemory _products = new((long)norm.Positions * storage.PanelRows * TLanes.Count);

    public override bool HasParameters => true;

    public override void Dispose()
    {
        base.Dispose();
        _normal.Dispose();
        _scales.Dispose();
        _sums.Dispose();
        _products.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Compute(in LaneValues input, int rows)
    {
        var end = (nint)Positions * rows * TLanes.Count;
        var means = _sums.Start;
        var scales = _scales.Start;
        var share = TLanes.Broadcast(1f / Features);
        LaneLoops<TLanes, TVector>.Clear(means, (long)Positions * rows);
        LaneLoops<TLanes, TVector>.Clear(scales, (long)Positions * rows);
        for (var feature = 0; feature < Features; feature++)
        {
            LaneLoops<TLanes, TVector>.Add(input.Start + (feature * end), means, (long)Positions * rows);
        }

        LaneLoops<TLanes, TVector>.Scale(means, share, means, (long)Positions * rows);
        for (var feature = 0; feature < Features; feature++)
        {
            var source = input.Start + (feature * end);
            var normal = _normal.Start + (feature * end);
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                var away = TLanes.Subtract(TLanes.Load(source + at), TLanes.Load(means + at));
                TLanes.Store(away, normal + at);
                TLanes.Store(TLanes.MultiplyAdd(away, away, TLanes.Load(scales + at)), scales + at);
            }
        }

        var (one, epsilon) = (TLanes.Broadcast(1), TLanes.Broadcast((float)Layer.LayerNorm.Epsilon));
        for (nint at = 0; at < end; at += TLanes.Count)
        {
            var variance = TLanes.MultiplyAdd(TLanes.Load(scales + at), share, epsilon);
            TLanes.Store(TLanes.Divide(one, TLanes.SquareRoot(variance)), scales + at);
        }

        for (nint feature = 0; feature < Features; feature++)
        {
            var normal = _normal.Start + (feature * end);
            var target = Start + (feature * end);
            var gain = TLanes.Load(_gains.Values + (feature * TLanes.Count));
            var offset = TLanes.Load(_offsets.Values + (feature * TLanes.Count));
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                var value = TLanes.Multiply(TLanes.Load(normal + at), TLanes.Load(scales + at));
                TLanes.Store(value, normal + at);
                TLanes.Store(TLanes.MultiplyAdd(value, gain, offset), target + at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        var places = (long)Positions * rows;
        var end = (nint)places * TLanes.Count;
        LaneLoops<TLanes, TVector>.AddSums(gradient, end, places, _offsets.Gradients, TLanes.Count, Features);
        LaneLoops<TLanes, TVector>.AddProductSums(gradient, _normal.Start, end, places, _gains.Gradients, TLanes.Count, Features);
        if (below is null)
        {
            return;
        }

        var sums = _sums.Start;
        var products = _products.Start;
        var scales = _scales.Start;
        LaneLoops<TLanes, TVector>.Clear(sums, places);
        LaneLoops<TLanes, TVector>.Clear(products, places);
        for (nint feature = 0; feature < Features; feature++)
        {
            var source = gradient + (feature * end);
            var normal = _normal.Start + (feature * end);
            var target = below + (feature * end);
            var gain = TLanes.Load(_gains.Values + (feature * TLanes.Count));
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                var value = TLanes.Multiply(TLanes.Load(source + at), gain);
                TLanes.Store(value, target + at);
                TLanes.Store(TLanes.Add(TLanes.Load(sums + at), value), sums + at);
                TLanes.Store(TLanes.MultiplyAdd(value, TLanes.Load(normal + at), TLanes.Load(products + at)), products + at);
            }
        }

        var share = TLanes.Broadcast(-1f / Features);
        LaneLoops<TLanes, TVector>.Scale(sums, share, sums, places);
        LaneLoops<TLanes, TVector>.Scale(products, share, products, places);
        for (nint feature = 0; feature < Features; feature++)
        {
            var normal = _normal.Start + (feature * end);
            var target = below + (feature * end);
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                var value = TLanes.Add(TLanes.Load(target + at), TLanes.Load(sums + at));
                value = TLanes.MultiplyAdd(TLanes.Load(normal + at), TLanes.Load(products + at), value);
                TLanes.Store(TLanes.Multiply(value, TLanes.Load(scales + at)), target + at);
            }
        }
    }
}
