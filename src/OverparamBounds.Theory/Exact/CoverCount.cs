using MathNet.Numerics;

namespace OverparamBounds.Theory.Exact;

/// <summary>Cover's count.</summary>
public static class CoverCount
{
    public static double Log2(long samples, long dimension)
    {
        if (dimension >= samples) { return samples; }
        var logs = Enumerable.Range(0, (int)dimension).Select(k => SpecialFunctions.GammaLn(samples) - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(samples - k)).ToList();
        var top = logs.Max();
        return 1 + ((top + Math.Log(logs.Sum(l => Math.Exp(l - top)))) / Math.Log(2));
    }
}
