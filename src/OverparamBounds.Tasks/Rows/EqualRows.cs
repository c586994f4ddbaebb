using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Tasks.Rows;

/// <summary>Finds rows whose inputs are equal, rounding apart.</summary>
/// <remarks>
/// Scaling rounds, so two points of one ray differ in the last bits once divided by their norms. Rows count as equal
/// when their distance is at most 1e-12 of the larger norm: no network of double numbers tells them apart to any use.
/// </remarks>
public static class EqualRows
{
    private const double Tolerance = 1e-12;

    /// <summary>Groups of two or more equal rows, each by increasing row number from 0, the groups by their first row.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Groups(Dataset data)
    {
        // Equal rows have equal projections, so sorting by one leaves few pairs to compare.
        var weights = Weights(data.Features);
        var length = Math.Sqrt(Vectors.Dot(weights, weights));
        var projections = new double[data.Samples];
        var norms = new double[data.Samples];
        for (var row = 0; row < data.Samples; row++)
        {
            projections[row] = Vectors.Dot(data.Row(row), weights);
            norms[row] = Math.Sqrt(Vectors.Dot(data.Row(row), data.Row(row)));
        }

        var order = Enumerable.Range(0, data.Samples).OrderBy(row => projections[row]).ToArray();
        var grouped = new bool[data.Samples];
        var groups = new List<IReadOnlyList<int>>();
        for (var at = 0; at < order.Length; at++)
        {
            var first = order[at];
            if (grouped[first])
            {
                continue;
            }

            // Twice the distance, and the rounding of a sum over the columns.
            var window = length * norms[first] * ((2 * Tolerance) + (data.Features * 1e-15));
            var group = new List<int> { first };
            for (var next = at + 1; next < order.Length && projections[order[next]] - projections[first] <= window; next++)
            {
                var other = order[next];
                if (!grouped[other] && AreEqual(data, first, other, Math.Max(norms[first], norms[other])))
                {
                    grouped[other] = true;
                    group.Add(other);
                }
            }

            if (group.Count > 1)
            {
                group.Sort();
                groups.Add(group);
            }
        }

        return [.. groups.OrderBy(group => group[0])];
    }

    private static bool AreEqual(Dataset data, int one, int other, double norm)
    {
        var left = data.Row(one);
        var right = data.Row(other);
        var most = Tolerance * norm * (Tolerance * norm);
        var sum = 0.0;
        for (var column = 0; column < left.Length; column++)
        {
            var off = left[column] - right[column];
            sum += off * off;
            if (sum > most)
            {
                return false;
            }
        }

        return true;
    }

    private static double[] Weights(int count)
    {
        var draws = new RandomSequence(RandomSequence.KeyOf("obd1|equal rows"), RandomPurpose.Data);
        var weights = new double[count];
        foreach (ref var weight in weights.AsSpan())
        {
            weight = draws.NextNormal();
        }

        return weights;
    }
}
