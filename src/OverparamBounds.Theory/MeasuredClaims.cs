using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory;

/// <summary>Claims that divide by a number measured on the data: infinite where it is 0, silent where it is missing.</summary>
internal static class MeasuredClaims
{
    /// <param name="log10Width">log10 of the width for a smallest eigenvalue.</param>
    public static BoundClaim OfLambdaMin(this BoundProblem problem, KernelChoice kernel, Func<double, double> log10Width)
    {
        var spectrum = problem.Survey.Spectrum(kernel);
        if (spectrum.LambdaMin is not { } smallest)
        {
            return BoundClaim.Nothing(spectrum.Reason ?? "The kernel was not computed.");
        }

        if (spectrum.Singular)
        {
            return BoundClaim.Infinite("The kernel is singular to working precision.") with { Kernel = kernel.Id };
        }

        return BoundClaim.Log10OfWidth(log10Width(smallest)) with { Kernel = kernel.Id, Flaw = Flaw(spectrum, problem) };
    }

    /// <param name="log10Width">log10 of the width for a separation Δ of the rows as theorems see them.</param>
    public static BoundClaim OfSeparation(this BoundProblem problem, Func<double, double> log10Width) =>
        problem.Survey.Separation.Value switch
        {
            null => BoundClaim.Nothing(problem.Survey.Separation.Reason!),
            0 => BoundClaim.Infinite("Two rows are parallel, so the separation is 0.") with { Kernel = "separation" },
            { } separation => BoundClaim.Log10OfWidth(log10Width(separation)) with { Kernel = "separation" },
        };

    private static string? Flaw(KernelSpectrum spectrum, BoundProblem problem) => spectrum.Rows < problem.Survey.Data.Samples
        ? $"the eigenvalue is that of the first {spectrum.Rows} rows; all rows need more"
        : null;
}
