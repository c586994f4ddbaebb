using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>Normal inputs; the target is a network of m hidden units without biases, plus noise.</summary>
public static class Teacher
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "teacher",
        Title = "Teacher network",
        Source = new("Safran, Shamir", 2018, "Spurious local minima are common in two-layer ReLU neural networks"),
        Targets = TargetKind.Numbers,
        OwnParameters =
        [
            Parameter.Integer("n", "points", 500, minimum: 2, maximum: 10_000_000),
            Parameter.Integer("d", "inputs", 10, minimum: 1, maximum: 10_000),
            Parameter.Integer("m", "hidden units of the teacher", 5, minimum: 1, maximum: 10_000),
            Parameter.Choice("act", "nonlinearity of the teacher", "relu", ActivationNames.All),
            Parameter.Real("noise", "deviation of the normal noise on the targets", 0, minimum: 0, maximum: 1e6),
            Parameter.Flag("positive", "whether all output weights are 1, not +1 and -1 in turn", @default: false) with { Quiet = true },
        ],
        Problems = arguments => TableSize.Problems(arguments.Integer("n"), arguments.Integer("d"))
            .Concat(TableSize.Problems(arguments.Integer("m"), arguments.Integer("d"))),
        Load = Make,
    };

    /// <summary>
    /// The teacher's hidden weights, a unit a row. With m at most d the rows are orthonormal: Q of the QR decomposition
    /// of a normal matrix with a positive diagonal of R, which is what Gram and Schmidt's process makes. Else they are
    /// normal rows over their norms.
    /// </summary>
    public static IReadOnlyList<double[]> HiddenWeights(int m, int d, RandomSequence draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var rows = new List<double[]>();
        while (rows.Count < m)
        {
            var row = new double[d];
            Directions.Draw(row, draws);
            if (m <= d && !Orthonormalise(row, rows))
            {
                continue;
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <returns>False where the row lies in the span of the earlier ones, rounding apart.</returns>
    private static bool Orthonormalise(double[] row, List<double[]> earlier)
    {
        // Twice is enough (Kahan): the second pass removes what rounding left of the first.
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var other in earlier)
            {
                var share = Vectors.Dot(row, other);
                for (var column = 0; column < row.Length; column++)
                {
                    row[column] -= share * other[column];
                }
            }

            var norm = Math.Sqrt(Vectors.Dot(row, row));
            if (norm < 1e-9)
            {
                return false;
            }

            foreach (ref var value in row.AsSpan())
            {
                value /= norm;
            }
        }

        return true;
    }

    private static RawData Make(TaskRequest request)
    {
        var (n, d, m) = (request.Arguments.Integer("n"), request.Arguments.Integer("d"), request.Arguments.Integer("m"));
        var activation = ActivationNames.Parse(request.Arguments.Text("act"));
        var (noise, positive) = (request.Arguments.Real("noise"), request.Arguments.Flag("positive"));
        var draws = request.Draws(RandomPurpose.Data);
        var errors = request.Draws(RandomPurpose.Labels);
        var hidden = HiddenWeights(m, d, draws);
        var inputs = new double[n * d];
        var targets = new double[n];
        for (var row = 0; row < n; row++)
        {
            var point = inputs.AsSpan(row * d, d);
            foreach (ref var value in point)
            {
                value = draws.NextNormal();
            }

            for (var unit = 0; unit < m; unit++)
            {
                var sign = positive || unit % 2 == 0 ? 1 : -1;
                targets[row] += sign * ScalarNetwork.Value(activation, Vectors.Dot(point, hidden[unit]));
            }

            targets[row] += noise * errors.NextNormal();
        }

        return new(new Dataset { Inputs = inputs, Samples = n, Features = d, Targets = targets, TargetColumns = 1 });
    }
}
