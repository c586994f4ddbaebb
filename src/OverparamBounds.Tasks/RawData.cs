using OverparamBounds.Core.Data;

namespace OverparamBounds.Tasks;

/// <summary>A data set as a task makes it, before label modes and scaling.</summary>
/// <param name="Data">The rows, with their true labels or targets.</param>
public sealed record RawData(Dataset Data)
{
    /// <summary>
    /// Where each row comes from, such as "line 12", for data whose rows were chosen or read from a file; empty where
    /// the number of the row says it all.
    /// </summary>
    public IReadOnlyList<string> Places { get; init; } = [];
}
