namespace OverparamBounds.Core.Optimizers;

/// <summary>How a gradient g changes a weight w: declared once, carried out by each engine.</summary>
/// <param name="LearningRate">Step size; 1 for a rule that finds its own.</param>
/// <param name="BatchSize">Rows of a minibatch; null for the full batch.</param>
public abstract record UpdateRule(double LearningRate, int? BatchSize)
{
    /// <summary>How the step size changes from step to step.</summary>
    public RateSchedule Schedule { get; init; } = RateSchedule.Constant;

    /// <summary>Whether each weight moves by its own gradient alone, whatever the others do.</summary>
    public virtual bool IsElementwise => true;

    /// <summary>Whether networks are trained in double precision.</summary>
    public virtual bool NeedsDouble => false;

    /// <summary>v = mu v + g; w -= lr v, or w -= lr (g + mu v) with Nesterov's look-ahead (PyTorch's form). mu = 0 is plain descent.</summary>
    public sealed record Momentum(double LearningRate, int? BatchSize, double Decay, bool Nesterov)
        : UpdateRule(LearningRate, BatchSize);

    /// <summary>
    /// m = b1 m + (1-b1) g; v = b2 v + (1-b2) g²; w -= lr (m/(1-b1^t)) / (sqrt(v/(1-b2^t)) + eps); before it, with
    /// weight decay wd, w *= 1 - lr wd.
    /// </summary>
    public sealed record Adam(double LearningRate, int? BatchSize, double Decay1, double Decay2, double Epsilon)
        : UpdateRule(LearningRate, BatchSize)
    {
        /// <summary>wd: decoupled, so that it does not pass through the moments.</summary>
        public double WeightDecay { get; init; }
    }

    /// <summary>v = a v + (1-a) g²; w -= lr g / (sqrt(v) + eps).</summary>
    public sealed record RootMeanSquare(double LearningRate, int? BatchSize, double Decay, double Epsilon)
        : UpdateRule(LearningRate, BatchSize);

    /// <summary>The base rule at w, by the gradient at w + rho g / ||g||, with the norm over all of a network's weights.</summary>
    /// <param name="Base">An elementwise rule.</param>
    /// <param name="Radius">rho; 0 is the base rule.</param>
    public sealed record SharpnessAware(UpdateRule Base, double Radius)
        : UpdateRule(Base.LearningRate, Base.BatchSize)
    {
        public override bool IsElementwise => false;
    }

    /// <summary>
    /// Limited-memory BFGS: the two-loop recursion with H0 = s'y/y'y, and a line search for the strong Wolfe conditions
    /// f(w + a d) &lt;= f + c1 a f' and |f'(w + a d)| &lt;= c2 |f'|.
    /// </summary>
    /// <param name="History">Pairs of steps and gradient changes that are kept.</param>
    /// <param name="Evaluations">Most evaluations of one line search.</param>
    public sealed record QuasiNewton(int History, double SufficientDecrease, double Curvature, int Evaluations)
        : UpdateRule(1, BatchSize: null)
    {
        public override bool IsElementwise => false;

        public override bool NeedsDouble => true;
    }

    /// <summary>
    /// Levenberg-Marquardt: (J'J + lambda D) s = J'r, with the Jacobian J of the outputs and the residuals r. The step
    /// stands if it lowers the loss, and lambda falls; else it is taken back, and lambda grows.
    /// </summary>
    /// <param name="Damping">lambda of the first step.</param>
    /// <param name="Up">What lambda is multiplied by after a step that did not stand, up to <see cref="MostDamping"/>.</param>
    /// <param name="Down">What lambda is divided by after one that did, down to <see cref="LeastDamping"/>.</param>
    /// <param name="ByDiagonal">D is the diagonal of J'J rather than the identity.</param>
    public sealed record LevenbergMarquardt(double Damping, double Up, double Down, bool ByDiagonal)
        : UpdateRule(1, BatchSize: null)
    {
        public const double LeastDamping = 1e-10;

        public const double MostDamping = 1e8;

        public override bool IsElementwise => false;

        public override bool NeedsDouble => true;
    }
}
