using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Formats;

namespace OverparamBounds.Tasks;

/// <summary>What a task is asked to make.</summary>
/// <param name="Arguments">Bound and checked.</param>
/// <param name="Key">
/// Names the random numbers: a hash of the task's own parameters, the content of its files and the data seed, but not
/// of label mode, scaling and choice of rows, so that these leave the inputs alone.
/// </param>
/// <param name="Files">The files that those of the task's file parameters name that are written, in declared order.</param>
public sealed record TaskRequest(SpecArguments Arguments, string Key, IReadOnlyList<FileContent> Files)
{
    /// <summary>A fresh reader of the sequence for one purpose.</summary>
    public RandomSequence Draws(RandomPurpose purpose) => new(RandomSequence.KeyOf(Key), purpose);
}
