namespace OverparamBounds.Theory.Assumptions;

/// <summary>Something that a theorem takes for granted, checked against the data, architecture and training at hand.</summary>
/// <param name="Badge">The short name, such as NonUnitNorm.</param>
/// <param name="Statement">What is assumed, for the theorem's page.</param>
/// <param name="Breaks">How the problem breaks it, in words; null where it holds.</param>
public sealed record Assumption(string Badge, string Statement, Func<BoundProblem, string?> Breaks)
{
    /// <summary>The breach, if there is one.</summary>
    public Breach? Check(BoundProblem problem) => Breaks(problem) is { } text ? new(Badge, text) : null;
}

/// <summary>A broken assumption.</summary>
/// <param name="Text">How it is broken, in words.</param>
public sealed record Breach(string Badge, string Text);
