using System.Globalization;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Analysis.Estimates;

/// <summary>
/// A maximum-likelihood success curve in x = log2 width. Descriptive only: on real curves its intervals miss far more
/// often than they say, so no claim rests on it.
/// </summary>
/// <param name="Covariance">Of intercept and slope, from the expected information.</param>
public sealed record CurveRegression(
    CurveLink Link,
    double Intercept,
    double Slope,
    double LogLikelihood,
    double Deviance,
    ParameterCovariance Covariance,
    IReadOnlyList<WidthCount> Counts)
{
    private const int MostSteps = 200;
    private const int BandPoints = 61;
    private const double BadFit = 0.01;

    // 95 %.
    private static readonly double s_normalQuantile = Normal.InvCDF(0, 1, 0.975);

    /// <summary>Chance of a larger deviance, chi-squared; null below three widths.</summary>
    public double? DeviancePValue => Counts.Count < 3
        ? null
        : SpecialFunctions.GammaUpperRegularized((Counts.Count - 2) / 2.0, Math.Max(Deviance, 0) / 2);

    /// <summary>Fits, or says why no finite curve does.</summary>
    /// <param name="counts">Widths with at least one trial, in any order.</param>
    /// <param name="reason">Why there is none; null where there is one.</param>
    public static CurveRegression? TryFit(CurveLink link, IReadOnlyList<WidthCount> counts, out string? reason)
    {
        var ordered = counts.OrderBy(count => count.Width).ToList();
        reason = WhyNone(ordered);
        if (reason is not null)
        {
            return null;
        }

        var share = (double)ordered.Sum(count => count.Fitted) / ordered.Sum(count => count.Trials);
        var (intercept, slope) = (link.Quantile(share), 0.0);
        var fit = new Score(link, ordered, intercept, slope);
        for (var i = 0; i < MostSteps; i++)
        {
            var covariance = fit.Information.Inverse();
            var stepIntercept = (covariance.InterceptVariance * fit.ByIntercept) + (covariance.Covariance * fit.BySlope);
            var stepSlope = (covariance.Covariance * fit.ByIntercept) + (covariance.SlopeVariance * fit.BySlope);

            // Fisher scoring may overshoot on near-separated data: halve until the likelihood no longer falls.
            var next = new Score(link, ordered, intercept + stepIntercept, slope + stepSlope);
            for (var halving = 0; halving < 50 && !(next.LogLikelihood >= fit.LogLikelihood - 1e-12); halving++)
            {
                (stepIntercept, stepSlope) = (stepIntercept / 2, stepSlope / 2);
                next = new Score(link, ordered, intercept + stepIntercept, slope + stepSlope);
            }

            (intercept, slope, fit) = (intercept + stepIntercept, slope + stepSlope, next);
            if (Math.Abs(stepIntercept) + Math.Abs(stepSlope) < 1e-11 * (1 + Math.Abs(intercept) + Math.Abs(slope)))
            {
                return new(
                    link, intercept, slope, fit.LogLikelihood, 2 * (Saturated(ordered) - fit.LogLikelihood),
                    fit.Information.Inverse(), ordered);
            }
        }

        reason = "The fit did not settle: the data hardly say how steep the curve is.";
        return null;
    }

    /// <summary>The width at which the curve crosses a success probability, with its 95 % interval by the delta method.</summary>
    public CurveDose Dose(double success)
    {
        var place = (Link.Quantile(success) - Intercept) / Slope;
        var variance = Covariance.Of(1, place) / (Slope * Slope);
        var half = s_normalQuantile * Math.Sqrt(variance);
        return new(Math.Pow(2, place), Math.Pow(2, place - half), Math.Pow(2, place + half));
    }

    /// <summary>The curve at a width, with its pointwise 95 % band.</summary>
    public BandPoint At(double width)
    {
        var place = Math.Log2(width);
        var linear = Intercept + (Slope * place);
        var half = s_normalQuantile * Math.Sqrt(Covariance.Of(1, place));
        return new(width, Link.Probability(linear), Link.Probability(linear - half), Link.Probability(linear + half));
    }

    /// <summary>The fit in the shape of the answer, or why there is none.</summary>
    public static CurveFit? Describe(
        CurveLink link, IReadOnlyList<WidthCount> counts, double success, out string? reason)
    {
        if (TryFit(link, counts, out reason) is not { } fit)
        {
            return null;
        }

        var threshold = fit.Dose(success).Width;
        if (fit.Slope <= 0 || !(threshold is > 0 and < double.MaxValue))
        {
            reason = fit.Slope <= 0
                ? "The fitted curve does not rise with width."
                : "The fitted curve crosses the level beyond all numbers.";
            return null;
        }

        double first = fit.Counts[0].Width, last = fit.Counts[^1].Width;
        return new(
            link.Name,
            fit.Intercept,
            fit.Slope,
            fit.LogLikelihood,
            fit.Deviance,
            fit.DeviancePValue,
            Fits: !(fit.DeviancePValue < BadFit),
            threshold,
            [.. Enumerable.Range(0, BandPoints).Select(i => fit.At(first * Math.Pow(last / first, i / (BandPoints - 1.0))))]);
    }

    // The likelihood has no finite maximum where a width splits failures from successes (complete separation) or where
    // they share just that width (quasi-complete separation; Albert and Anderson 1984): the slope runs to infinity.
    private static string? WhyNone(List<WidthCount> ordered)
    {
        if (ordered.Count < 2)
        {
            return "A curve needs at least two widths.";
        }

        if (ordered.TrueForAll(count => count.Fitted == 0) || ordered.TrueForAll(count => count.Fitted == count.Trials))
        {
            return ordered[0].Fitted == 0 ? "No training fitted at any width." : "Every training fitted at every width.";
        }

        var lastFailure = ordered.FindLast(count => count.Fitted < count.Trials)!.Width;
        var firstFit = ordered.Find(count => count.Fitted > 0)!.Width;
        if (lastFailure < firstFit)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Gap: every training up to {lastFailure} failed and every one from {firstFit} on fitted, so the curve's steepness has no estimate.");
        }

        if (lastFailure == firstFit)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Gap: only width {firstFit} has both failures and fits, so the curve's steepness has no estimate.");
        }

        var firstFailure = ordered.Find(count => count.Fitted < count.Trials)!.Width;
        var lastFit = ordered.FindLast(count => count.Fitted > 0)!.Width;
        return lastFit <= firstFailure
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Narrower networks fitted and wider ones failed (last fit at {lastFit}, first failure at {firstFailure}), so no rising curve describes them.")
            : null;
    }

    private static double Saturated(List<WidthCount> counts) => counts.Sum(count =>
        Term(count.Fitted, (double)count.Fitted / count.Trials)
            + Term(count.Trials - count.Fitted, 1 - ((double)count.Fitted / count.Trials)));

    private static double Term(int count, double probability) => count == 0 ? 0 : count * Math.Log(probability);

    /// <summary>Log-likelihood, its gradient and the expected information at one pair of parameters.</summary>
    private sealed class Score
    {
        public Score(CurveLink link, List<WidthCount> counts, double intercept, double slope)
        {
            double a = 0, b = 0, c = 0;
            foreach (var count in counts)
            {
                var place = Math.Log2(count.Width);
                var linear = intercept + (slope * place);
                double probability = link.Probability(linear), complement = link.Probability(-linear);
                var density = link.Density(linear);
                LogLikelihood += Term(count.Fitted, probability) + Term(count.Trials - count.Fitted, complement);
                var spread = probability * complement;

                // Far out, where doubles end, a width has nothing left to say.
                if (spread > 0)
                {
                    var pull = density * ((count.Fitted * complement) - ((count.Trials - count.Fitted) * probability)) / spread;
                    ByIntercept += pull;
                    BySlope += pull * place;
                    var weight = count.Trials * density * density / spread;
                    a += weight;
                    b += weight * place;
                    c += weight * place * place;
                }
            }

            Information = new(a, b, c);
        }

        public double LogLikelihood { get; }

        public double ByIntercept { get; }

        public double BySlope { get; }

        public ParameterCovariance Information { get; }
    }
}

/// <summary>A symmetric two by two matrix over intercept and slope.</summary>
public readonly record struct ParameterCovariance(double InterceptVariance, double Covariance, double SlopeVariance)
{
    internal ParameterCovariance Inverse()
    {
        var determinant = (InterceptVariance * SlopeVariance) - (Covariance * Covariance);
        return new(SlopeVariance / determinant, -Covariance / determinant, InterceptVariance / determinant);
    }

    /// <summary>Variance of a linear combination.</summary>
    internal double Of(double intercept, double slope) =>
        (intercept * intercept * InterceptVariance) + (2 * intercept * slope * Covariance) + (slope * slope * SlopeVariance);
}

/// <summary>A width read off a curve, with a 95 % interval that carries no guarantee.</summary>
public readonly record struct CurveDose(double Width, double Lower, double Upper);
