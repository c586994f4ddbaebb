using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Geometry;

/// <summary>Counts rows that occur more than once, which theorems about distinct inputs exclude.</summary>
internal static class EqualRows
{
    public static EqualRowCount Count(Dataset dataset)
    {
        var (repeated, conflicting) = (0, 0);
        foreach (var (row, first) in FirstRows(dataset).Index())
        {
            repeated += first < row ? 1 : 0;
            conflicting += HaveEqualLabels(dataset, first, row) ? 0 : 1;
        }

        return new(repeated, conflicting);
    }

    /// <summary>For each row the first row that is equal to it: itself where there is none before.</summary>
    public static int[] FirstRows(Dataset dataset)
    {
        var candidates = new Dictionary<int, List<int>>();
        var firstRows = new int[dataset.Samples];
        for (var row = 0; row < dataset.Samples; row++)
        {
            var hash = new HashCode();
            foreach (var value in dataset.Row(row))
            {
                hash.Add(value);
            }

            var key = hash.ToHashCode();
            if (!candidates.TryGetValue(key, out var alike))
            {
                candidates[key] = alike = [];
            }

            var at = alike.FindIndex(candidate => dataset.Row(candidate).SequenceEqual(dataset.Row(row)));
            firstRows[row] = at < 0 ? row : alike[at];
            if (at < 0)
            {
                alike.Add(row);
            }
        }

        return firstRows;
    }

    private static bool HaveEqualLabels(Dataset dataset, int one, int other) =>
        dataset.Labels is { } labels
            ? labels[one] == labels[other]
            : Targets(dataset, one).SequenceEqual(Targets(dataset, other));

    private static ReadOnlySpan<double> Targets(Dataset dataset, int row) =>
        dataset.Targets.AsSpan(row * dataset.TargetColumns, dataset.TargetColumns);
}
