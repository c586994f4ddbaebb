namespace OverparamBounds.Theory.Families;

/// <summary>The networks that a theorem speaks of.</summary>
/// <param name="Title">In words, as a table shows them.</param>
/// <param name="Covers">Whether the trained architecture is one of them, in form; its activation and biases are assumptions of their own.</param>
/// <param name="Parameters">Parameters by width of the theorem's own network on this data; null where the data has no such form (such as tokens).</param>
public sealed record NetworkFamily(
    string Title, Func<BoundProblem, bool> Covers, Func<BoundProblem, ParameterPolynomial?> Parameters);
