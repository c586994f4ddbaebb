using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Geometry;

/// <summary>Counts rows that occur more than once, which theorems about distinct inputs exclude.</summary>
internal static class EqualRows
{
    public static EqualRowCount Count(Dataset dataset)
    {
        var firstRows = new Dictionary<int, List<int>>();
        var (repeated, conflicting) = (0, 0);
        for (var row = 0; row < dataset.Samples; row++)
        {
            var hash = new HashCode();
            foreach (var value in dataset.Row(row))
            {
                hash.Add(value);
            }

            var key = hash.ToHashCode();
            if (!firstRows.TryGetValue(key, out var candidates))
            {
                firstRows[key] = candidates = [];
            }

            var first = candidates.FindIndex(candidate => dataset.Row(candidate).SequenceEqual(dataset.Row(row)));
            if (first < 0)
            {
                candidates.Add(row);
                continue;
            }

            repeated++;
            conflicting += HaveEqualLabels(dataset, candidates[first], row) ? 0 : 1;
        }

        return new(repeated, conflicting);
    }

    private static bool HaveEqualLabels(Dataset dataset, int one, int other) =>
        dataset.Labels is { } labels
            ? labels[one] == labels[other]
            : Targets(dataset, one).SequenceEqual(Targets(dataset, other));

    private static ReadOnlySpan<double> Targets(Dataset dataset, int row) =>
        dataset.Targets.AsSpan(row * dataset.TargetColumns, dataset.TargetColumns);
}
