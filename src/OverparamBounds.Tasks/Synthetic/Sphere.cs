using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.LabelModes;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>Uniform points of the unit sphere with random labels: the memorisation benchmark.</summary>
public static class Sphere
{
    private const int Tries = 1000;

    public static LearningTask Entry { get; } = new()
    {
        Id = "sphere",
        Title = "Random labels on the sphere",
        Source = new("Cover", 1965, "capacity of separating surfaces: random points, random labels"),
        OwnParameters =
        [
            Parameter.Integer("n", "points", 100, minimum: 2, maximum: 1_000_000),
            Parameter.Integer("d", "inputs", 10, minimum: 1, maximum: 100_000),
            Parameter.Integer("C", "classes", 2, minimum: 2, maximum: 10_000),
            Parameter.Real("minSep", "least distance of a point to any other and its negative", 0, minimum: 0, maximum: 2)
                with
            { Quiet = true },
        ],
        HasRandomLabels = true,
        Problems = Problems,
        Load = Make,
    };

    private static IEnumerable<string> Problems(SpecArguments arguments)
    {
        var (n, d, classes) = (arguments.Integer("n"), arguments.Integer("d"), arguments.Integer("C"));
        return TableSize.Problems(n, d)
            .Concat(classes > n ? [$"C={classes} classes are more than n={n} points. Use C up to n."] : []);
    }

    private static RawData Make(TaskRequest request)
    {
        var (n, d, classes) = (request.Arguments.Integer("n"), request.Arguments.Integer("d"), request.Arguments.Integer("C"));
        var separation = request.Arguments.Real("minSep");
        var draws = request.Draws(RandomPurpose.Data);
        var inputs = new double[n * d];
        for (var row = 0; row < n; row++)
        {
            var attempt = 0;
            do
            {
                if (attempt++ == Tries)
                {
                    throw new RequestException(
                        $"task 'sphere': row {row + 1} came closer than minSep={SpecText.Number(separation)} to an earlier row in {Tries} draws. "
                        + "Lower minSep or n, or raise d.");
                }

                Directions.Draw(inputs.AsSpan(row * d, d), draws);
            }
            while (separation > 0 && IsCrowded(inputs, row, d, separation));
        }

        return new(new Dataset
        {
            Inputs = inputs,
            Samples = n,
            Features = d,
            Labels = RandomLabels.Draw(n, classes, request.Draws(RandomPurpose.Labels), "task 'sphere'"),
            Classes = classes,
            ClassNames = classes == 2 ? SignClasses.Names : [],
        });
    }

    private static bool IsCrowded(double[] inputs, int row, int d, double separation)
    {
        var point = inputs.AsSpan(row * d, d);
        for (var earlier = 0; earlier < row; earlier++)
        {
            var other = inputs.AsSpan(earlier * d, d);
            var (apart, across) = (0.0, 0.0);
            for (var column = 0; column < d; column++)
            {
                apart += (point[column] - other[column]) * (point[column] - other[column]);
                across += (point[column] + other[column]) * (point[column] + other[column]);
            }

            if (Math.Min(apart, across) < separation * separation)
            {
                return true;
            }
        }

        return false;
    }
}
