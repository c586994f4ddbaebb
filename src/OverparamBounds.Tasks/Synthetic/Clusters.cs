using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.LabelModes;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>
/// Points around K centres whose closest pair is sep apart, each within r of its own. Point i belongs to centre i mod K,
/// and centre k to class k mod C.
/// </summary>
/// <remarks>
/// With d at least K the centres are sep/sqrt(2) times the unit vectors, all pairs equally far; else they are random
/// directions, scaled together. Points of different classes are at least sep - 2r apart.
/// </remarks>
public static class Clusters
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "clusters",
        Title = "Separated clusters",
        Source = new("Li, Liang", 2018, "structured data: separated components with several to a class; this construction is the project's"),
        OwnParameters =
        [
            Parameter.Integer("n", "points", 200, minimum: 2, maximum: 1_000_000),
            Parameter.Integer("d", "inputs", 10, minimum: 2, maximum: 10_000),
            Parameter.Integer("K", "centres", 10, minimum: 2, maximum: 2000),
            Parameter.Integer("C", "classes", 2, minimum: 2, maximum: 2000),
            Parameter.Real("sep", "distance of the closest centres", 1, minimum: 0, maximum: 1e6) with { AboveMinimum = true },
            Parameter.Real("r", "largest distance of a point from its centre", 0.2, minimum: 0, maximum: 1e6),
            Parameter.Choice("assign", "class of a centre: in turn, or drawn", "cyclic", "cyclic", "random") with { Quiet = true },
        ],
        Problems = Problems,
        Load = Make,
    };

    private static IEnumerable<string> Problems(SpecArguments arguments)
    {
        var (n, d, centres, classes) = (arguments.Integer("n"), arguments.Integer("d"), arguments.Integer("K"), arguments.Integer("C"));
        if (classes > centres)
        {
            yield return $"C={classes} classes are more than K={centres} centres. Use C up to K.";
        }

        if (centres > n)
        {
            yield return $"K={centres} centres are more than n={n} points. Use K up to n.";
        }

        foreach (var problem in TableSize.Problems(n, d).Concat(TableSize.Problems(centres, d)))
        {
            yield return problem;
        }
    }

    private static RawData Make(TaskRequest request)
    {
        var (n, d, count, classes) =
            (request.Arguments.Integer("n"), request.Arguments.Integer("d"), request.Arguments.Integer("K"), request.Arguments.Integer("C"));
        var draws = request.Draws(RandomPurpose.Data);
        var centres = Centres(count, d, request.Arguments.Real("sep"), draws);
        var classOf = request.Arguments.Text("assign") == "random"
            ? RandomLabels.Draw(count, classes, request.Draws(RandomPurpose.Labels), "assign=random")
            : [.. Enumerable.Range(0, count).Select(centre => centre % classes)];

        var inputs = new double[n * d];
        for (var row = 0; row < n; row++)
        {
            var point = inputs.AsSpan(row * d, d);
            Offset(point, request.Arguments.Real("r"), draws);
            var centre = centres[row % count];
            for (var column = 0; column < d; column++)
            {
                point[column] += centre[column];
            }
        }

        return new(new Dataset
        {
            Inputs = inputs,
            Samples = n,
            Features = d,
            Labels = [.. Enumerable.Range(0, n).Select(row => classOf[row % count])],
            Classes = classes,
        });
    }

    private static void Offset(Span<double> point, double radius, RandomSequence draws)
    {
        var deviation = radius / Math.Sqrt(point.Length);
        double squares;
        do
        {
            squares = 0;
            foreach (ref var value in point)
            {
                value = deviation * draws.NextNormal();
                squares += value * value;
            }
        }
        while (squares > radius * radius);
    }

    private static double[][] Centres(int count, int d, double separation, RandomSequence draws)
    {
        var centres = new double[count][];
        for (var k = 0; k < count; k++)
        {
            centres[k] = new double[d];
            if (d >= count)
            {
                centres[k][k] = separation / Math.Sqrt(2);
            }
            else
            {
                Directions.Draw(centres[k], draws);
            }
        }

        if (d < count)
        {
            var factor = separation / ClosestPair(centres);
            foreach (var centre in centres)
            {
                foreach (ref var value in centre.AsSpan())
                {
                    value *= factor;
                }
            }
        }

        return centres;
    }

    private static double ClosestPair(double[][] points)
    {
        var least = double.PositiveInfinity;
        for (var one = 0; one < points.Length; one++)
        {
            for (var other = 0; other < one; other++)
            {
                least = Math.Min(least, points[one].Zip(points[other], (a, b) => (a - b) * (a - b)).Sum());
            }
        }

        return Math.Sqrt(least);
    }
}
