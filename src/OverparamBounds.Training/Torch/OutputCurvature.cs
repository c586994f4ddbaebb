using OverparamBounds.Core.Criteria;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// A loss near some outputs as a sum of squares: with B B' its Hessian by the outputs of a row and B r its descent
/// direction there, (B'J)'(B'J) s = (B'J)'r is the Gauss-Newton step for the Jacobian J of the outputs.
/// </summary>
/// <remarks>
/// Squared residuals: B = 1 and r = t - z, with the factor 2/n left out on both sides. One logit: B = sqrt(p(1-p)),
/// r = (t - p)/B. Softmax: with q = sqrt(p), B = diag(q) - p q' has B B' = diag(p) - p p', and r = (t - p)/q has
/// B r = t - p, for q'r = 0.
/// </remarks>
/// <param name="outputs">[R, n, outputs].</param>
/// <param name="targets">[1, n, outputs] as <see cref="LossGradient"/> keeps them: t - 1/2 for one logit.</param>
internal sealed class OutputCurvature(LossKind loss, Tensor outputs, Tensor targets)
{
    /// <summary>Keeps quotients by roots of probabilities finite; sums with it are exact long before.</summary>
    private static readonly Scalar LeastProbability = Scalars.Of(1e-30);

    /// <summary>r: [R, n, outputs].</summary>
    public Tensor Residuals() => loss switch
    {
        LossKind.Logistic => targets.sub(HalfTanh()).div_(LogisticRoot()),
        LossKind.Softmax => targets.sub(Probabilities()).div_(Probabilities().clamp_min_(LeastProbability).sqrt_()),
        _ => targets.sub(outputs),
    };

    /// <summary>B'J from J: [R, n, outputs, parameters]; may overwrite it.</summary>
    public Tensor Weigh(Tensor jacobian)
    {
        switch (loss)
        {
            case LossKind.Logistic:
                return jacobian.mul_(LogisticRoot().unsqueeze(3));
            case LossKind.Softmax:
                var probabilities = Probabilities().unsqueeze(3);
                var mean = probabilities.mul(jacobian).sum(2, keepdim: true);
                return jacobian.sub_(mean).mul_(probabilities.clamp_min(LeastProbability).sqrt_());
            default:
                return jacobian;
        }
    }

    /// <summary>p - 1/2 = tanh(z/2)/2.</summary>
    private Tensor HalfTanh() => outputs.mul(Scalars.Half).tanh_().mul_(Scalars.Half);

    /// <summary>sqrt(p (1-p)) = 1/(2 cosh(z/2)), which does not cancel.</summary>
    private Tensor LogisticRoot()
    {
        var size = outputs.abs().mul_(Scalars.MinusHalf);
        var root = size.exp();
        return root.div_(size.mul_(Scalars.Two).exp_().add_(Scalars.One, Scalars.One)).clamp_min_(LeastProbability);
    }

    private Tensor Probabilities() => nn.functional.softmax(outputs, 2);
}
