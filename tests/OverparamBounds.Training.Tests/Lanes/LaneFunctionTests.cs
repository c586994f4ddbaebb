using System.Runtime.Intrinsics;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>Elementary functions on lanes against double precision over the whole range of float32, on every vector width.</summary>
public sealed unsafe class LaneFunctionTests
{
    /// <summary>Every so-manieth float32, from the lowest bits to the highest; a prime, so that all mantissas are met.</summary>
    private const uint Stride = 401;

    private const double SmallestNormal = 1.1754944e-38;

    private delegate void Map(float* from, float* to);

    public static TheoryData<string> Functions => [.. Tested.Select(function => function.Name)];

    private static readonly IReadOnlyList<(string Name, Func<double, double> Exact, double Ulps, double FlushedBelow)> Tested =
    [
        ("exp", Math.Exp, 1.25, 0),
        ("tanh", Math.Tanh, 2.0, 0),
        ("logistic", x => 1 / (1 + Math.Exp(-x)), 2.5, SmallestNormal),
        ("erf", Erf, 1.5, 0),
        ("softplus", Softplus, 3.0, 0),
    ];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Errors_stay_below_what_is_promised_over_the_whole_range(string name)
    {
        var function = Tested.Single(one => one.Name == name);
        var map = Maps<Lanes512, Vector512<float>>(name);
        var from = stackalloc float[16];
        var to = stackalloc float[16];
        var worst = (Ulps: 0.0, At: 0f);
        for (ulong bits = 0; bits <= uint.MaxValue; bits += Stride * 16UL)
        {
            for (var lane = 0u; lane < 16; lane++)
            {
                from[lane] = BitConverter.UInt32BitsToSingle((uint)Math.Min(bits + (lane * Stride), uint.MaxValue));
            }

            map(from, to);
            for (var lane = 0; lane < 16; lane++)
            {
                var ulps = UlpsAway(function.Exact(from[lane]), to[lane], function.FlushedBelow);
                worst = ulps > worst.Ulps ? (ulps, from[lane]) : worst;
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {worst.Ulps:F3} ulp at {worst.At:R}");
        Assert.True(worst.Ulps <= function.Ulps, $"{name} is off by {worst.Ulps} units in the last place at {worst.At:R}.");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_vector_width_gives_the_same_bits(string name)
    {
        var (wide, middle, narrow) = (Maps<Lanes512, Vector512<float>>(name), Maps<Lanes256, Vector256<float>>(name), Maps<Lanes128, Vector128<float>>(name));
        var from = stackalloc float[16];
        var to = stackalloc float[16 * 3];
        const uint stride = 65_537;
        for (ulong bits = 0; bits <= uint.MaxValue; bits += stride * 16UL)
        {
            for (var lane = 0u; lane < 16; lane++)
            {
                from[lane] = BitConverter.UInt32BitsToSingle((uint)Math.Min(bits + (lane * stride), uint.MaxValue));
            }

            wide(from, to);
            middle(from, to + 16);
            middle(from + 8, to + 24);
            for (var lane = 0; lane < 16; lane += 4)
            {
                narrow(from + lane, to + 32 + lane);
            }

            for (var lane = 0; lane < 16; lane++)
            {
                Assert.Equal(Bits(to[lane]), Bits(to[16 + lane]));
                Assert.Equal(Bits(to[lane]), Bits(to[32 + lane]));
            }
        }
    }

    [Fact]
    public void A_rectifier_keeps_not_a_number()
    {
        // A diverged network must not look finite: x86 and Arm differ in what max(0, NaN) is.
        Assert.True(float.IsNaN(Rectify<Lanes512, Vector512<float>>(float.NaN)));
        Assert.True(float.IsNaN(Rectify<Lanes256, Vector256<float>>(float.NaN)));
        Assert.True(float.IsNaN(Rectify<Lanes128, Vector128<float>>(float.NaN)));
        Assert.Equal(0, Rectify<Lanes512, Vector512<float>>(-1));
        Assert.Equal(2, Rectify<Lanes128, Vector128<float>>(2));
    }

    private static uint Bits(float value) => float.IsNaN(value) ? 0x7FC00000 : BitConverter.SingleToUInt32Bits(value);

    private static float Rectify<TLanes, TVector>(float value)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var to = stackalloc float[16];
        TLanes.Store(LaneRelu.Value<TLanes, TVector>(TLanes.Broadcast(value)), to);
        return to[0];
    }

    /// <summary>The distance of a float32 from the exact value, in spacings of float32 numbers at that value.</summary>
    private static double UlpsAway(double exact, float found, double flushedBelow)
    {
        if (double.IsNaN(exact))
        {
            return float.IsNaN(found) ? 0 : double.PositiveInfinity;
        }

        if (Math.Abs(exact) < flushedBelow && found == 0)
        {
            return 0;
        }

        var nearest = (float)exact;
        if (float.IsInfinity(nearest) || float.IsInfinity(found))
        {
            return nearest.Equals(found) ? 0 : double.PositiveInfinity;
        }

        var spacing = (double)MathF.BitIncrement(MathF.Abs(nearest)) - MathF.Abs(nearest);
        return double.IsFinite(spacing) ? Math.Abs(exact - found) / spacing : double.PositiveInfinity;
    }

    private static Map Maps<TLanes, TVector>(string name)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => name switch
        {
            "exp" => (from, to) => TLanes.Store(LaneFunctions<TLanes, TVector>.Exp(TLanes.Load(from)), to),
            "tanh" => (from, to) => TLanes.Store(LaneFunctions<TLanes, TVector>.Tanh(TLanes.Load(from)), to),
            "logistic" => (from, to) => TLanes.Store(LaneFunctions<TLanes, TVector>.Logistic(TLanes.Load(from)), to),
            "erf" => (from, to) => TLanes.Store(LaneFunctions<TLanes, TVector>.Erf(TLanes.Load(from)), to),
            _ => (from, to) => TLanes.Store(LaneFunctions<TLanes, TVector>.Softplus(TLanes.Load(from)), to),
        };

    private static double Erf(double x) =>
        double.IsNaN(x) ? x : Core.Architectures.ScalarNetwork.Value(Core.Architectures.ActivationKind.Erf, x);

    /// <summary>log(1 + exp x) without loss for very negative x: log(1+u) = u (log(w)/(w-1)) with w = 1+u rounded (Kahan).</summary>
    private static double Softplus(double x)
    {
        var u = Math.Exp(-Math.Abs(x));
        var w = 1 + u;
        return Math.Max(x, 0) + (w == 1 ? u : u * (Math.Log(w) / (w - 1)));
    }
}
