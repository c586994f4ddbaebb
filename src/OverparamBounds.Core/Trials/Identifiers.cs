namespace OverparamBounds.Core.Trials;

/// <summary>Identity of one trial: 32 hex digits of the hash of its canonical text.</summary>
public readonly record struct TrialId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Identity of the trials that differ only in seed: 24 hex digits.</summary>
public readonly record struct CellId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Identity of a question: 12 hex digits of the hash of its canonical text, so that what is asked twice is one question.</summary>
public readonly record struct QuestionId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>
/// Identity of a sweep: 12 hex digits of the hash of what it asks, so that the same set of questions is the same sweep.
/// A sweep of one question has the id of that question.
/// </summary>
public readonly record struct SweepId(string Value)
{
    public override string ToString() => Value;
}
