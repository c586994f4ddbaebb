using OverparamBounds.Analysis.Estimates;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Analysis.Tests.Estimates;

public sealed class CurveRegressionTests
{
    // Half a unit of the last digit given by an independent implementation.
    private const double Tolerance = 5.1e-9;
    private static readonly IReadOnlyList<WidthCount> s_counts =
        [new(4, 20, 1), new(8, 20, 4), new(16, 20, 11), new(32, 20, 17), new(64, 20, 20)];

    [Fact]
    public void The_logit_example_is_that_of_an_independent_implementation()
    {
        var fit = CurveRegression.TryFit(CurveLink.Logit, s_counts, out var reason);

        Assert.Null(reason);
        Assert.NotNull(fit);
        Assert.Equal(-6.52544008, fit.Intercept, Tolerance);
        Assert.Equal(1.69663204, fit.Slope, Tolerance);
        Assert.Equal(-36.79521716, fit.LogLikelihood, Tolerance);
        Assert.Equal(1.19981158, fit.Deviance, Tolerance);
        Assert.Equal(1.54633367, fit.Covariance.InterceptVariance, Tolerance);
        Assert.Equal(-.37760317, fit.Covariance.Covariance, Tolerance);
        Assert.Equal(.09771099, fit.Covariance.SlopeVariance, Tolerance);
        Equal(14.38121735, 11.35405452, 18.21546761, fit.Dose(.5));
        Equal(35.28944010, 23.71608044, 52.51055652, fit.Dose(.9));
        Assert.Equal(.56490375, fit.At(16).Fitted, Tolerance);
        Assert.Equal(.41988517, fit.At(16).Lower, Tolerance);
        Assert.Equal(.69960571, fit.At(16).Upper, Tolerance);
    }

    [Fact]
    public void The_probit_example_is_that_of_an_independent_implementation()
    {
        var fit = CurveRegression.TryFit(CurveLink.Probit, s_counts, out _);

        Assert.NotNull(fit);
        Assert.Equal(-3.73960960, fit.Intercept, Tolerance);
        Assert.Equal(.97465073, fit.Slope, Tolerance);
        Assert.Equal(-36.64345814, fit.LogLikelihood, Tolerance);
        Assert.Equal(.89629353, fit.Deviance, Tolerance);
        Equal(14.28938069, 11.33596118, 18.01227063, fit.Dose(.5));
        Assert.Equal(.56316293, fit.At(16).Fitted, Tolerance);
        Assert.Equal(.43277554, fit.At(16).Lower, Tolerance);
        Assert.Equal(.68697672, fit.At(16).Upper, Tolerance);
    }

    [Fact]
    public void The_description_carries_threshold_fit_and_band()
    {
        var fit = CurveRegression.Describe(CurveLink.Logit, s_counts, .5, out var reason);

        Assert.Null(reason);
        Assert.NotNull(fit);
        Assert.Equal("logit", fit.Model);
        Assert.True(fit.Fits);
        Assert.Equal(14.38121735, fit.Threshold, Tolerance);

        // Chi-squared with 3 degrees of freedom: erfc(sqrt(x/2)) + sqrt(2x/pi) exp(-x/2).
        var x = fit.Deviance;
        var tail = MathNet.Numerics.SpecialFunctions.Erfc(Math.Sqrt(x / 2)) + (Math.Sqrt(2 * x / Math.PI) * Math.Exp(-x / 2));
        Assert.Equal(tail, fit.DeviancePValue ?? 0, 1e-12);
        Assert.Equal((4, 64), (fit.Band[0].Width, Math.Round(fit.Band[^1].Width, 9)));
        Assert.All(fit.Band, point => Assert.True(point.Lower < point.Fitted && point.Fitted < point.Upper));
    }

    [Fact]
    public void A_curve_that_does_not_bend_so_is_said_not_to_fit()
    {
        var fit = CurveRegression.Describe(
            CurveLink.Logit, [new(2, 60, 2), new(4, 60, 55), new(8, 60, 20), new(16, 60, 58)], .5, out _);

        Assert.NotNull(fit);
        Assert.False(fit.Fits);
        Assert.True(fit.DeviancePValue < 1e-6);
    }

    [Fact]
    public void Two_widths_are_met_exactly_and_have_no_deviance_test()
    {
        var fit = CurveRegression.TryFit(CurveLink.Logit, [new(4, 10, 2), new(16, 10, 7)], out _);

        Assert.NotNull(fit);
        Assert.Null(fit.DeviancePValue);
        Assert.Equal(.2, fit.At(4).Fitted, 1e-9);
        Assert.Equal(.7, fit.At(16).Fitted, 1e-9);
    }

    [Theory]
    [InlineData(new[] { 0, 0, 20, 20 }, "Gap")]
    [InlineData(new[] { 0, 7, 20, 20 }, "Gap")]
    [InlineData(new[] { 20, 20, 0, 0 }, "Narrower")]
    [InlineData(new[] { 20, 7, 0, 0 }, "Narrower")]
    [InlineData(new[] { 0, 0, 0, 0 }, "No training")]
    [InlineData(new[] { 20, 20, 20, 20 }, "Every training")]
    [InlineData(new[] { 15, 12, 9, 3 }, "The fitted curve does not rise")]
    [InlineData(new[] { 5 }, "A curve needs")]
    public void Data_without_a_finite_rising_curve_say_why(int[] fitted, string reason)
    {
        var counts = fitted.Select((count, i) => new WidthCount(4 << i, 20, count)).ToList();

        Assert.Null(CurveRegression.Describe(CurveLink.Logit, counts, .5, out var logit));
        Assert.Null(CurveRegression.Describe(CurveLink.Probit, counts, .5, out var probit));

        Assert.StartsWith(reason, logit, StringComparison.Ordinal);
        Assert.Equal(logit, probit);
    }

    [Fact]
    public void Nearly_separated_data_still_settle()
    {
        IReadOnlyList<WidthCount> counts = [new(100, 400, 1), new(104, 400, 399), new(1000, 64, 64), new(1, 10, 0)];

        foreach (var link in (CurveLink[])[CurveLink.Logit, CurveLink.Probit])
        {
            var fit = CurveRegression.Describe(link, counts, .5, out var reason);

            Assert.Null(reason);
            Assert.Equal(Math.Sqrt(100 * 104), fit?.Threshold ?? 0, .05);
        }
    }

    private static void Equal(double width, double lower, double upper, CurveDose dose)
    {
        // Eight digits after the point of numbers up to 50.
        Assert.Equal(width, dose.Width, Tolerance);
        Assert.Equal(lower, dose.Lower, Tolerance);
        Assert.Equal(upper, dose.Upper, Tolerance);
    }
}
