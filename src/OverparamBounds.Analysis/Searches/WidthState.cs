using OverparamBounds.Analysis.Evidence;

namespace OverparamBounds.Analysis.Searches;

/// <summary>What a search knows about one width.</summary>
/// <param name="Ordinal">j: the place of the width among all, by first launch, from 1.</param>
/// <param name="ErrorShare">a_j: the chance of a false certificate spent here.</param>
/// <param name="LogHigh">ln E+; <paramref name="Certificate"/> turned High when it reached ln(1/a_j).</param>
/// <param name="LogLow">ln E-, likewise for Low.</param>
/// <param name="Certificate">Permanent: it stays when later runs take evidence back.</param>
public sealed record WidthState(
    int Width, int Ordinal, double ErrorShare, int Trials, int Fitted, double LogHigh, double LogLow, Certificate Certificate)
{
    /// <summary>ln(1/a_j).</summary>
    public double Threshold => -Math.Log(ErrorShare);
}
