namespace OverparamBounds.Analysis.Evidence;

/// <summary>An interval of success probabilities.</summary>
public readonly record struct ProbabilityInterval(double Lower, double Upper);
