using System.Runtime.CompilerServices;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// Elementary functions of float32 lanes: polynomials fitted for this project (least maximal error by Lawson's
/// iteration, coefficients rounded to float32), in fused arithmetic, the same bits on every vector width.
/// </summary>
/// <remarks>
/// Largest errors over all float32 inputs, measured against double precision by LaneFunctionTests, in units in the last place: Exp 1.25,
/// Tanh 2, Logistic 2.5 (0 where the value is below the normal numbers), Erf 1.5, Softplus 3.
/// </remarks>
internal static class LaneFunctions<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const float LogTwo = 0.69314718f;

    /// <summary>log 2 minus the float32 nearest to it.</summary>
    private const float LogTwoRest = -1.9046542e-9f;

    private const float InverseLogTwo = 1.442695f;

    /// <summary>exp of anything below is 0, of anything above this negated is infinite.</summary>
    private const float LeastExponent = -104f;

    private const float GreatestExponent = 89f;

    /// <summary>exp of it negated is the smallest normal number.</summary>
    private const float NormalExponent = 87.33654f;

    /// <summary>tanh of anything from here on is 1.</summary>
    private const float TanhSaturation = 9.02f;

    private const float TanhSeam = 0.59f;

    /// <summary>erf of anything from here on is 1.</summary>
    private const float ErfSaturation = 3.93f;

    private const float ErfSeam = 0.94f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        var bounded = Clamp(x, LeastExponent, GreatestExponent);
        var (shifted, rest) = Reduce(bounded);
        return TLanes.ScaleByPowerOfTwo(TLanes.Add(ExpMinusOneNearZero(rest), Constant(1)), shifted);
    }

    /// <summary>1 / (1 + exp(-x)); 0 where that is below the normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Logistic(TVector x)
    {
        var value = TLanes.Divide(Constant(1), TLanes.Add(Constant(1), ExpOfNormal(TLanes.Negate(x))));
        return TLanes.Select(TLanes.GreaterThan(Constant(-NormalExponent), x), Constant(0), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        // Near zero an odd polynomial; beyond, tanh x = e / (e + 2) with e = exp(2x) - 1.
        var square = TLanes.Multiply(x, x);
        var near = Constant(-0.00590586056932807f);
        near = TLanes.MultiplyAdd(near, square, Constant(0.020805377513170242f));
        near = TLanes.MultiplyAdd(near, square, Constant(-0.05378668010234833f));
        near = TLanes.MultiplyAdd(near, square, Constant(0.13331958651542664f));
        near = TLanes.MultiplyAdd(near, square, Constant(-0.33333298563957214f));
        near = TLanes.MultiplyAdd(TLanes.Multiply(near, square), x, x);

        var size = TLanes.Min(Constant(TanhSaturation), TLanes.Abs(x));
        var (shifted, rest) = Reduce(TLanes.Add(size, size));
        var power = TLanes.PowerOfTwo(shifted);
        var e = TLanes.MultiplyAdd(power, ExpMinusOneNearZero(rest), TLanes.Subtract(power, Constant(1)));
        var far = TLanes.CopySign(TLanes.Divide(e, TLanes.Add(e, Constant(2))), x);
        return TLanes.Select(TLanes.GreaterThan(TLanes.Abs(x), Constant(TanhSeam)), far, near);
    }

    /// <summary>log(1 + exp(x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softplus(TVector x) =>
        TLanes.Add(LogOnePlus(Exp(TLanes.Negate(TLanes.Abs(x)))), TLanes.Positive(x));

    /// <summary>log(1 + u) for u in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LogOnePlus(TVector u)
    {
        // log(1 + u) = 2 artanh(s) with s = u / (2 + u) in [0, 1/3].
        var s = TLanes.Divide(u, TLanes.Add(u, Constant(2)));
        var square = TLanes.Multiply(s, s);
        var p = Constant(0.24300938844680786f);
        p = TLanes.MultiplyAdd(p, square, Constant(0.21427656710147858f));
        p = TLanes.MultiplyAdd(p, square, Constant(0.2861688435077667f));
        p = TLanes.MultiplyAdd(p, square, Constant(0.3999887704849243f));
        p = TLanes.MultiplyAdd(p, square, Constant(0.6666667461395264f));
        return TLanes.MultiplyAdd(TLanes.Multiply(s, square), p, TLanes.Add(s, s));
    }

    /// <summary>The Gauss error function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erf(TVector x)
    {
        var square = TLanes.Multiply(x, x);
        var near = Constant(8.223984332289547e-05f);
        near = TLanes.MultiplyAdd(near, square, Constant(-0.0008108082110993564f));
        near = TLanes.MultiplyAdd(near, square, Constant(0.005197991617023945f));
        near = TLanes.MultiplyAdd(near, square, Constant(-0.026858186349272728f));
        near = TLanes.MultiplyAdd(near, square, Constant(0.11283674091100693f));
        near = TLanes.MultiplyAdd(near, square, Constant(-0.37612631916999817f));
        near = TLanes.MultiplyAdd(near, square, Constant(0.12837916612625122f));
        near = TLanes.MultiplyAdd(near, x, x);

        // 1 - exp(-g(|x|)).
        var size = TLanes.Min(Constant(ErfSaturation), TLanes.Abs(x));
        var far = Constant(-2.127875995938666e-05f);
        far = TLanes.MultiplyAdd(far, size, Constant(0.0004365749773569405f));
        far = TLanes.MultiplyAdd(far, size, Constant(-0.004181241150945425f));
        far = TLanes.MultiplyAdd(far, size, Constant(0.025146078318357468f));
        far = TLanes.MultiplyAdd(far, size, Constant(-0.10832107067108154f));
        far = TLanes.MultiplyAdd(far, size, Constant(-0.6333099007606506f));
        far = TLanes.MultiplyAdd(far, size, Constant(-1.1295331716537476f));
        far = TLanes.MultiplyAdd(far, size, Constant(0.00017845231923274696f));
        far = TLanes.CopySign(TLanes.Subtract(Constant(1), Exp(far)), x);
        return TLanes.Select(TLanes.GreaterThan(TLanes.Abs(x), Constant(ErfSeam)), far, near);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Constant(float value) => TLanes.Broadcast(value);

    /// <summary>x within bounds; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Clamp(TVector x, float low, float high) =>
        TLanes.Min(Constant(high), TLanes.Max(Constant(low), x));

    /// <summary>exp(x) where it and its inverse are normal numbers; the last of those beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpOfNormal(TVector x)
    {
        var (shifted, rest) = Reduce(Clamp(x, -NormalExponent, NormalExponent));
        return TLanes.Multiply(TLanes.PowerOfTwo(shifted), TLanes.Add(ExpMinusOneNearZero(rest), Constant(1)));
    }

    /// <summary>x = n log 2 + rest with a whole n, which is returned as 1.5 * 2^23 + n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Shifted, TVector Remainder) Reduce(TVector x)
    {
        var shifted = TLanes.MultiplyAdd(x, Constant(InverseLogTwo), Constant(PowerOfTwo.Rounder));
        var whole = TLanes.Subtract(shifted, Constant(PowerOfTwo.Rounder));
        var rest = TLanes.MultiplyAdd(whole, Constant(-LogTwo), x);
        return (shifted, TLanes.MultiplyAdd(whole, Constant(-LogTwoRest), rest));
    }

    /// <summary>exp(r) - 1 for |r| up to log(2)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpMinusOneNearZero(TVector r)
    {
        var p = Constant(0.0013950628926977515f);
        p = TLanes.MultiplyAdd(p, r, Constant(0.008368969894945621f));
        p = TLanes.MultiplyAdd(p, r, Constant(0.04166620224714279f));
        p = TLanes.MultiplyAdd(p, r, Constant(0.166665181517601f));
        p = TLanes.MultiplyAdd(p, r, Constant(0.5f));
        return TLanes.MultiplyAdd(TLanes.Multiply(r, r), p, r);
    }
}
