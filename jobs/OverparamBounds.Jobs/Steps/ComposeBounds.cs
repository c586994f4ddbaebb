using OverparamBounds.Core.Comparison;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Jobs.Steps;

/// <summary>Every bound for one data set and architecture.</summary>
public static class ComposeBounds
{
    /// <param name="theory">What theory says of the question.</param>
    /// <param name="seconds">Wall time so far, asked when all is computed.</param>
    public static BoundsAnswer From(Question question, SurveyTheory theory, Func<double> seconds, CancellationToken cancellationToken)
    {
        var problem = theory.Problem;
        var bounds = theory.Bounds();
        if (problem.Depth > 0)
        {
            theory.Survey.Spectrum(KernelChoice.Tangent(problem.Dual, problem.Depth));
            theory.Survey.Spectrum(KernelChoice.GaussianProcess(problem.Dual, problem.Depth));
        }

        var curve = question.Spec.Curve;
        return new()
        {
            Task = curve.Task,
            Architecture = curve.Architecture,
            Optimizer = curve.Optimizer,
            Criterion = curve.Criterion,
            Success = question.Spec.Success,
            Data = theory.Data(),
            Kernels = theory.Survey.Spectra,
            Bounds = bounds,
            References = ExactReferences.All(question, problem, cancellationToken),
            Seconds = seconds(),
        };
    }
}
