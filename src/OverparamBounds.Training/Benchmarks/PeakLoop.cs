using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Benchmarks;

/// <summary>Fused multiply-adds on registers alone: the most that a core can do.</summary>
internal static unsafe class PeakLoop
{
    private const int Sums = 10;
    private const int Turns = 1_000_000;

    /// <summary>1e9 floating-point operations a second of one core, on the widest registers.</summary>
    public static double Gflops() => LaneGroup.BestVectorBits switch
    {
        512 => Gflops<Lanes512, Vector512<float>>(),
        256 => Gflops<Lanes256, Vector256<float>>(),
        _ => Gflops<Lanes128, Vector128<float>>(),
    };

    private static double Gflops<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var best = 0.0;
        for (var repeat = 0; repeat < 4; repeat++)
        {
            var clock = Stopwatch.StartNew();
            Run<TLanes, TVector>();
            best = Math.Max(best, 2.0 * Sums * Turns * TLanes.Count / clock.Elapsed.TotalSeconds / 1e9);
        }

        return best;
    }

    /// <summary>Ten sums in flight hide the latency of each; all of them reach the result, so none can be left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Run<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var (a, b) = (TLanes.Broadcast(0.999f), TLanes.Broadcast(0.001f));
        TVector c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a;
        for (var turn = 0; turn < Turns; turn++)
        {
            c0 = TLanes.MultiplyAdd(c0, a, b);
            c1 = TLanes.MultiplyAdd(c1, a, b);
            c2 = TLanes.MultiplyAdd(c2, a, b);
            c3 = TLanes.MultiplyAdd(c3, a, b);
            c4 = TLanes.MultiplyAdd(c4, a, b);
            c5 = TLanes.MultiplyAdd(c5, a, b);
            c6 = TLanes.MultiplyAdd(c6, a, b);
            c7 = TLanes.MultiplyAdd(c7, a, b);
            c8 = TLanes.MultiplyAdd(c8, a, b);
            c9 = TLanes.MultiplyAdd(c9, a, b);
        }

        var low = TLanes.Add(TLanes.Add(c0, c1), TLanes.Add(TLanes.Add(c2, c3), c4));
        var high = TLanes.Add(TLanes.Add(c5, c6), TLanes.Add(TLanes.Add(c7, c8), c9));
        var sums = stackalloc float[TLanes.Count];
        TLanes.Store(TLanes.Add(low, high), sums);
        return sums[0];
    }
}
