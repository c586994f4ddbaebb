using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>Uniform points of the unit sphere with standard normal targets: a network needs a degree of freedom a row.</summary>
public static class RandomRegression
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "randomreg",
        Title = "Random targets on the sphere",
        Source = new("this project", 0, "h(d+1)+1 degrees of freedom of a two-layer ReLU network against n generic targets"),
        Targets = TargetKind.Numbers,
        HasRandomLabels = true,
        OwnParameters =
        [
            Parameter.Integer("n", "points", 100, minimum: 2, maximum: 1_000_000),
            Parameter.Integer("d", "inputs", 10, minimum: 1, maximum: 100_000),
        ],
        Problems = arguments => TableSize.Problems(arguments.Integer("n"), arguments.Integer("d")),
        Load = Make,
    };

    private static RawData Make(TaskRequest request)
    {
        var (n, d) = (request.Arguments.Integer("n"), request.Arguments.Integer("d"));
        var (draws, answers) = (request.Draws(RandomPurpose.Data), request.Draws(RandomPurpose.Labels));
        var inputs = new double[n * d];
        var targets = new double[n];
        for (var row = 0; row < n; row++)
        {
            Directions.Draw(inputs.AsSpan(row * d, d), draws);
            targets[row] = answers.NextNormal();
        }

        return new(new Dataset { Inputs = inputs, Samples = n, Features = d, Targets = targets, TargetColumns = 1 });
    }
}
