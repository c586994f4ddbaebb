using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace OverparamBounds.Analysis.Estimates;

/// <summary>How a success curve bends: the distribution whose quantile is linear in log2 width. Both are symmetric.</summary>
public sealed record CurveLink(
    string Name, Func<double, double> Probability, Func<double, double> Density, Func<double, double> Quantile)
{
    public static CurveLink Logit { get; } = new(
        "logit",
        linear => 1 / (1 + Math.Exp(-linear)),
        linear => 1 / ((1 + Math.Exp(-linear)) * (1 + Math.Exp(linear))),
        probability => Math.Log(probability / (1 - probability)));

    public static CurveLink Probit { get; } = new(
        "probit",
        linear => 0.5 * SpecialFunctions.Erfc(-linear / Constants.Sqrt2),
        linear => Normal.PDF(0, 1, linear),
        probability => Normal.InvCDF(0, 1, probability));
}
