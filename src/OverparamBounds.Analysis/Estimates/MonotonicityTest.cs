using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Analysis.Estimates;

/// <summary>How badly a rising curve fits the success shares. Descriptive: on data from a search its p-value is a guide.</summary>
/// <param name="Statistic">G2: twice the log-likelihood that the rising fit loses against free shares.</param>
/// <param name="PValue">Share of data sets simulated from the fit with at least this G2, counting the data themselves.</param>
/// <param name="Fit">The rising fit, by increasing width.</param>
public sealed record MonotonicityTest(double Statistic, double PValue, IReadOnlyList<double> Fit)
{
    private const int Resamples = 999;

    /// <param name="counts">Widths with at least one trial, in any order.</param>
    public static MonotonicityTest Of(IReadOnlyList<WidthCount> counts)
    {
        var ordered = counts.OrderBy(count => count.Width).ToList();
        double[] trials = [.. ordered.Select(count => (double)count.Trials)];
        double[] fitted = [.. ordered.Select(count => (double)count.Fitted)];
        var (statistic, fit) = Deviance(fitted, trials);

        var random = new RandomSequence(RandomSequence.KeyOf("monotonicity"), RandomPurpose.Simulation);
        var cumulative = ordered.Select((count, i) => CumulativeBinomial(count.Trials, fit[i])).ToList();
        var atLeast = 1;
        for (var resample = 0; resample < Resamples; resample++)
        {
            for (var i = 0; i < fitted.Length; i++)
            {
                var place = Array.BinarySearch(cumulative[i], random.NextUniform());
                fitted[i] = Math.Min(place < 0 ? ~place : place + 1, trials[i]);
            }

            atLeast += Deviance(fitted, trials).Statistic >= statistic - 1e-9 ? 1 : 0;
        }

        return new(statistic, atLeast / (Resamples + 1.0), fit);
    }

    private static (double Statistic, IReadOnlyList<double> Fit) Deviance(double[] fitted, double[] trials)
    {
        var shares = new double[trials.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = fitted[i] / trials[i];
        }

        var fit = IsotonicFit.Fit(shares, trials);
        var sum = 0.0;
        for (var i = 0; i < shares.Length; i++)
        {
            sum += Term(fitted[i], shares[i], fit[i]) + Term(trials[i] - fitted[i], 1 - shares[i], 1 - fit[i]);
        }

        return (2 * sum, fit);
    }

    private static double Term(double count, double share, double fit) => count == 0 ? 0 : count * Math.Log(share / fit);

    /// <summary>P(X &lt;= k) for k = 0..trials.</summary>
    private static double[] CumulativeBinomial(int trials, double success)
    {
        var cumulative = new double[trials + 1];
        var sum = 0.0;
        for (var k = 0; k <= trials; k++)
        {
            sum += success is 0 or 1
                ? (k == (success == 0 ? 0 : trials) ? 1 : 0)
                : MathNet.Numerics.Distributions.Binomial.PMF(success, trials, k);
            cumulative[k] = sum;
        }

        return cumulative;
    }
}
