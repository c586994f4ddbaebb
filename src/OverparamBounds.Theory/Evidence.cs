namespace OverparamBounds.Theory;

/// <summary>How a statement was come by.</summary>
[Flags]
public enum EvidenceTags
{
    /// <summary>Read in the paper's own text or abstract.</summary>
    Read = 1,

    /// <summary>Read in a later paper's table or an independent review.</summary>
    ReadElsewhere = 2,

    /// <summary>Derived here, and checked numerically.</summary>
    Derived = 4,

    /// <summary>From memory, in part at least; never to be quoted.</summary>
    Memory = 8,
}

/// <summary>How a statement was come by, part by part.</summary>
/// <param name="Parts">Which part rests on what.</param>
public sealed record Evidence(EvidenceTags Tags, string Parts)
{
    public override string ToString() => Parts;
}
