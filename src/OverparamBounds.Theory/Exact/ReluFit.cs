namespace OverparamBounds.Theory.Exact;

/// <summary>What it means that a network with one output fits its data.</summary>
public enum ReluFit
{
    /// <summary>The output has the sign of the label for both of two classes, never 0.</summary>
    Signs,

    /// <summary>The output is the target, or ±1 for two classes: the squared loss is zero.</summary>
    Exact,
}
