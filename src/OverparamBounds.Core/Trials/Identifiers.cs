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

/// <summary>Identity of a sweep: 12 hex digits of the hash of its canonical spec, so the same question is the same sweep.</summary>
public readonly record struct SweepId(string Value)
{
    public override string ToString() => Value;
}
