using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks;

/// <summary>What the targets of a task are.</summary>
public enum TargetKind
{
    Classes,
    Numbers,

    /// <summary>The file decides, or the user.</summary>
    Either,
}

/// <summary>A source of training data that a user can name.</summary>
public sealed class LearningTask : ICatalogueEntry
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required Citation Source { get; init; }

    /// <summary>Makes the rows, with true labels or targets, unscaled.</summary>
    public required Func<TaskRequest, RawData> Load { get; init; }

    public TargetKind Targets { get; init; } = TargetKind.Classes;

    /// <summary>Parameters of this task alone; values without a key are taken in this order.</summary>
    public IReadOnlyList<Parameter> OwnParameters { get; init; } = [];

    /// <summary>Those own parameters that name a file, or several where they are lists; each may be optional.</summary>
    public IReadOnlyList<string> FileParameters { get; init; } = [];

    /// <summary>Whether the rows exist beforehand, so that <c>n</c> and <c>sample</c> choose among them.</summary>
    public bool HasRows { get; init; }

    /// <summary>Whether the inputs are pixels, which <c>pool</c> averages.</summary>
    public bool HasPixels { get; init; }

    /// <summary>Whether true labels are drawn at random, whatever the inputs.</summary>
    public bool HasRandomLabels { get; init; }

    /// <summary>The scaling when none is asked for.</summary>
    public string Scale { get; init; } = "none";

    /// <summary>Whether real targets are brought to mean 0 and variance 1 when nothing is said.</summary>
    public bool Standardise { get; init; }

    /// <summary>What is wrong with the parameters together, a line each; each alone is in range already.</summary>
    public Func<SpecArguments, IEnumerable<string>> Problems { get; init; } = _ => [];

    /// <summary>The task's own parameters, then those that it shares with other tasks.</summary>
    public IReadOnlyList<Parameter> Parameters => field ??= [.. OwnParameters, .. SharedParameters.Of(this)];
}
