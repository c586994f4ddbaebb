namespace OverparamBounds.Tasks.Formats;

/// <summary>What the targets of a table are.</summary>
public enum CsvTarget
{
    /// <summary>
    /// Classes where a value is no number, or where all are whole numbers of at most 20 kinds; numbers otherwise.
    /// </summary>
    Auto,
    Classes,
    Numbers,
}

/// <summary>How a table becomes a data set.</summary>
public sealed record CsvOptions
{
    /// <summary>Target columns; empty for the last column.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Feature columns in the order wanted; empty for all but the targets.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Feature columns of which each value becomes an input of its own, in ordinal order of the values.</summary>
    public IReadOnlyList<string> OneHot { get; init; } = [];

    /// <summary>Whether a row with a missing value in a used column is left out; otherwise it is an error.</summary>
    public bool DropMissing { get; init; }

    public CsvTarget Target { get; init; }
}
