using OverparamBounds.Core.Data;

namespace OverparamBounds.Tasks;

/// <summary>A task ready to train on.</summary>
/// <param name="Text">
/// The canonical text with the label mode merged in and, for files, the start of the SHA-256 of their content. Loading
/// this text gives this data again, or an error.
/// </param>
/// <param name="Data">The rows after label mode and scaling, free of conflicts.</param>
public sealed record LoadedTask(string Text, Dataset Data)
{
    /// <summary>Whether the labels were drawn at random, whatever the inputs.</summary>
    public bool HasRandomLabels { get; init; }
}
