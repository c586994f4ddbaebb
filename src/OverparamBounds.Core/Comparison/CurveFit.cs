namespace OverparamBounds.Core.Comparison;

/// <summary>A parametric success curve, for plots only: its intervals carry no guarantee.</summary>
/// <param name="Model">logit or probit, on x = log2 width.</param>
/// <param name="Deviance">Twice the log-likelihood lost against free probabilities.</param>
/// <param name="DeviancePValue">Chance of a larger deviance (chi-squared, widths - 2 degrees of freedom); null below three widths.</param>
/// <param name="Fits">Whether the p-value is at least 0.01; where it is not, no band is drawn.</param>
/// <param name="Threshold">Width at which the fitted curve crosses the wanted success probability.</param>
/// <param name="Band">The fitted curve with its pointwise 95 % band, by increasing width.</param>
public sealed record CurveFit(
    string Model,
    double Intercept,
    double Slope,
    double LogLikelihood,
    double Deviance,
    double? DeviancePValue,
    bool Fits,
    double Threshold,
    IReadOnlyList<BandPoint> Band);

/// <summary>One point of a fitted curve.</summary>
public sealed record BandPoint(double Width, double Fitted, double Lower, double Upper);
