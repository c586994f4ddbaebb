namespace OverparamBounds.Theory;

/// <summary>The powers printed in a theorem, of width or of parameters, whichever it bounds; null where a factor does not occur or only logarithmically.</summary>
/// <param name="Samples">Of n.</param>
/// <param name="Features">Of d.</param>
/// <param name="Outputs">Of C.</param>
/// <param name="Depth">Of H or L.</param>
/// <param name="Separation">Of Δ or Δ'.</param>
/// <param name="LambdaMin">Of the smallest eigenvalue, which depends on all of them.</param>
public sealed record NominalExponents(
    double Samples = 0, double Features = 0, double Outputs = 0, double Depth = 0, double Separation = 0, double LambdaMin = 0);
