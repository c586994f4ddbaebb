using OverparamBounds.Core.Data;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>Two classes written as signs: class 0 is -1, class 1 is +1.</summary>
internal static class SignClasses
{
    public static IReadOnlyList<string> Names { get; } = ["-1", "+1"];

    public static Dataset Dataset(double[] inputs, int features, int[] labels) => new()
    {
        Inputs = inputs,
        Samples = labels.Length,
        Features = features,
        Labels = labels,
        Classes = 2,
        ClassNames = Names,
    };
}
