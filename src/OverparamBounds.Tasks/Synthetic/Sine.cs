using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>A sine wave at equally spaced points of [-1, 1]: y = sin(2 pi f x).</summary>
public static class Sine
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "sine",
        Title = "Sine wave",
        Source = new("this project", 0, "n - 1 ReLU units interpolate any n points on a line"),
        Targets = TargetKind.Numbers,
        OwnParameters =
        [
            Parameter.Integer("n", "points", 20, minimum: 2, maximum: 1_000_000),
            Parameter.Real("f", "periods on an interval of length 1", 1, minimum: 0, maximum: 1e6) with { AboveMinimum = true },
        ],
        Load = request => Make(request.Arguments),
    };

    private static RawData Make(SpecArguments arguments)
    {
        var (n, frequency) = (arguments.Integer("n"), arguments.Real("f"));
        double[] inputs = [.. Enumerable.Range(0, n).Select(row => -1 + (2.0 * row / (n - 1)))];
        return new(new Dataset
        {
            Inputs = inputs,
            Samples = n,
            Features = 1,
            Targets = [.. inputs.Select(x => double.SinPi(2 * frequency * x))],
            TargetColumns = 1,
        });
    }
}
