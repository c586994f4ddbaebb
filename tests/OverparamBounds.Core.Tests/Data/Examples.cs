using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Core.Tests.Data;

/// <summary>Small data sets.</summary>
internal static class Examples
{
    public static Dataset Xor { get; } = new()
    {
        Inputs = [0, 0, 0, 1, 1, 0, 1, 1],
        Samples = 4,
        Features = 2,
        Labels = [0, 1, 1, 0],
        Classes = 2,
    };

    /// <summary>One row a class.</summary>
    public static Dataset OneRowAClass(int classes) => new()
    {
        Inputs = [.. Enumerable.Range(0, classes).Select(row => (double)row)],
        Samples = classes,
        Features = 1,
        Labels = [.. Enumerable.Range(0, classes)],
        Classes = classes,
    };

    /// <summary>Targets row by row, in so many columns.</summary>
    public static Dataset Regression(int columns, params double[] targets) => new()
    {
        Inputs = [.. Enumerable.Range(0, targets.Length / columns).Select(row => (double)row)],
        Samples = targets.Length / columns,
        Features = 1,
        Targets = targets,
        TargetColumns = columns,
    };

    public static Dataset Gaussian(int samples, int features)
    {
        var random = new RandomSequence(RandomSequence.KeyOf($"gaussian {samples} {features}"), RandomPurpose.Data);
        return new()
        {
            Inputs = [.. Enumerable.Range(0, samples * features).Select(_ => random.NextNormal())],
            Samples = samples,
            Features = features,
            Labels = [.. Enumerable.Range(0, samples).Select(row => row % 2)],
            Classes = 2,
        };
    }
}
