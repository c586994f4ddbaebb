namespace OverparamBounds.Jobs.Sweeps;

/// <summary>What stands in a sweep file, the same for JSON and YAML, before anything is understood.</summary>
internal abstract record SweepNode(SweepPlace Place)
{
    /// <summary>Most levels of lists and maps within one another.</summary>
    public const int DeepestNesting = 8;

    /// <summary>A text or number as written; plain where it stood without quotes.</summary>
    public sealed record Scalar(SweepPlace Place, string Text, bool IsPlain) : SweepNode(Place);

    public sealed record Series(SweepPlace Place, IReadOnlyList<SweepNode> Items) : SweepNode(Place);

    /// <summary>Its keys differ from one another.</summary>
    public sealed record Map(SweepPlace Place, IReadOnlyList<SweepEntry> Entries) : SweepNode(Place)
    {
        public SweepEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
    }
}

/// <summary>A key with its value.</summary>
internal sealed record SweepEntry(string Key, SweepPlace Place, SweepNode Value);
