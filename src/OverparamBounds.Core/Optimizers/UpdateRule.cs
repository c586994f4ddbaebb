namespace OverparamBounds.Core.Optimizers;

/// <summary>How a gradient g changes a weight w: declared once, carried out by each engine.</summary>
/// <param name="LearningRate">Step size.</param>
/// <param name="BatchSize">Rows of a minibatch; null for the full batch.</param>
public abstract record UpdateRule(double LearningRate, int? BatchSize)
{
    /// <summary>v = mu v + g; w -= lr v, or w -= lr (g + mu v) with Nesterov's look-ahead (PyTorch's form). mu = 0 is plain descent.</summary>
    public sealed record Momentum(double LearningRate, int? BatchSize, double Decay, bool Nesterov)
        : UpdateRule(LearningRate, BatchSize);

    /// <summary>m = b1 m + (1-b1) g; v = b2 v + (1-b2) g²; w -= lr (m/(1-b1^t)) / (sqrt(v/(1-b2^t)) + eps).</summary>
    public sealed record Adam(double LearningRate, int? BatchSize, double Decay1, double Decay2, double Epsilon)
        : UpdateRule(LearningRate, BatchSize);
}
