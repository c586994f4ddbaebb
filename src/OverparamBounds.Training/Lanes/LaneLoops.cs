using System.Runtime.CompilerServices;

namespace OverparamBounds.Training.Lanes;

/// <summary>Elementwise work on registers that stand one after the other.</summary>
internal static unsafe class LaneLoops<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public static void Clear(float* target, long count) =>
        new Span<float>(target, checked((int)(count * TLanes.Count))).Clear();

    public static void Copy(float* source, float* target, long count) =>
        new ReadOnlySpan<float>(source, checked((int)(count * TLanes.Count))).CopyTo(new(target, checked((int)(count * TLanes.Count))));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(float* target, TVector value, long count)
    {
        for (var end = target + (count * TLanes.Count); target < end; target += TLanes.Count)
        {
            TLanes.Store(value, target);
        }
    }

    /// <summary>target += source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* source, float* target, long count)
    {
        for (var end = target + (count * TLanes.Count); target < end; target += TLanes.Count)
        {
            TLanes.Store(TLanes.Add(TLanes.Load(target), TLanes.Load(source)), target);
            source += TLanes.Count;
        }
    }

    /// <summary>target = source * factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(float* source, TVector factor, float* target, long count)
    {
        for (var end = target + (count * TLanes.Count); target < end; target += TLanes.Count)
        {
            TLanes.Store(TLanes.Multiply(TLanes.Load(source), factor), target);
            source += TLanes.Count;
        }
    }

    /// <summary>Adds the sum over places to each unit's number; four units side by side, so that no addition waits for the one before.</summary>
    /// <param name="values">[units][places], units <paramref name="unitStride"/> floats apart.</param>
    /// <param name="sums">A register a unit, <paramref name="sumStride"/> floats apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSums(float* values, nint unitStride, long places, float* sums, nint sumStride, int units)
    {
        var unit = 0;
        for (; unit + 4 <= units; unit += 4)
        {
            var sum0 = TLanes.Load(sums);
            var sum1 = TLanes.Load(sums + sumStride);
            var sum2 = TLanes.Load(sums + (2 * sumStride));
            var sum3 = TLanes.Load(sums + (3 * sumStride));
            var from = values;
            for (var left = places; left > 0; left--)
            {
                sum0 = TLanes.Add(sum0, TLanes.Load(from));
                sum1 = TLanes.Add(sum1, TLanes.Load(from + unitStride));
                sum2 = TLanes.Add(sum2, TLanes.Load(from + (2 * unitStride)));
                sum3 = TLanes.Add(sum3, TLanes.Load(from + (3 * unitStride)));
                from += TLanes.Count;
            }

            TLanes.Store(sum0, sums);
            TLanes.Store(sum1, sums + sumStride);
            TLanes.Store(sum2, sums + (2 * sumStride));
            TLanes.Store(sum3, sums + (3 * sumStride));
            sums += 4 * sumStride;
            values += 4 * unitStride;
        }

        for (; unit < units; unit++)
        {
            var sum = TLanes.Load(sums);
            for (long place = 0; place < places; place++)
            {
                sum = TLanes.Add(sum, TLanes.Load(values + (place * TLanes.Count)));
            }

            TLanes.Store(sum, sums);
            sums += sumStride;
            values += unitStride;
        }
    }

    /// <summary>As <see cref="AddSums"/>, of the products of two arrays of one layout.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProductSums(float* left, float* right, nint unitStride, long places, float* sums, nint sumStride, int units)
    {
        var unit = 0;
        for (; unit + 4 <= units; unit += 4)
        {
            var sum0 = TLanes.Load(sums);
            var sum1 = TLanes.Load(sums + sumStride);
            var sum2 = TLanes.Load(sums + (2 * sumStride));
            var sum3 = TLanes.Load(sums + (3 * sumStride));
            var (a, b) = ((nint)left, (nint)right);
            for (var remaining = places; remaining > 0; remaining--)
            {
                sum0 = TLanes.MultiplyAdd(TLanes.Load((float*)a), TLanes.Load((float*)b), sum0);
                sum1 = TLanes.MultiplyAdd(TLanes.Load((float*)a + unitStride), TLanes.Load((float*)b + unitStride), sum1);
                sum2 = TLanes.MultiplyAdd(TLanes.Load((float*)a + (2 * unitStride)), TLanes.Load((float*)b + (2 * unitStride)), sum2);
                sum3 = TLanes.MultiplyAdd(TLanes.Load((float*)a + (3 * unitStride)), TLanes.Load((float*)b + (3 * unitStride)), sum3);
                a += TLanes.Count * sizeof(float);
                b += TLanes.Count * sizeof(float);
            }

            TLanes.Store(sum0, sums);
            TLanes.Store(sum1, sums + sumStride);
            TLanes.Store(sum2, sums + (2 * sumStride));
            TLanes.Store(sum3, sums + (3 * sumStride));
            sums += 4 * sumStride;
            left += 4 * unitStride;
            right += 4 * unitStride;
        }

        for (; unit < units; unit++)
        {
            var sum = TLanes.Load(sums);
            for (nint at = 0; at < places * TLanes.Count; at += TLanes.Count)
            {
                sum = TLanes.MultiplyAdd(TLanes.Load(left + at), TLanes.Load(right + at), sum);
            }

            TLanes.Store(sum, sums);
            sums += sumStride;
            left += unitStride;
            right += unitStride;
        }
    }
}
