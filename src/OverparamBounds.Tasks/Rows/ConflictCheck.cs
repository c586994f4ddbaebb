using System.Globalization;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Rows;

/// <summary>Refuses data that no function of the inputs fits, and remarks on rows that are equal.</summary>
/// <remarks>Runs after scaling, which may map different points to one.</remarks>
internal static class ConflictCheck
{
    /// <param name="task">The task, for messages.</param>
    /// <returns>The data with its remarks.</returns>
    /// <exception cref="RequestException">Equal rows have different targets; the message names two of them, from 1.</exception>
    public static Dataset Run(RawData raw, string task)
    {
        var data = raw.Data;
        RefuseUnlikeAnswers(raw, task);
        var groups = EqualRows.Groups(data);
        foreach (var group in groups)
        {
            var other = group.FirstOrDefault(row => !SameTarget(data, group[0], row), -1);
            if (other >= 0)
            {
                throw new RequestException(
                    $"{task}: {Name(raw, group[0], other)} have equal inputs but {Difference(data, group[0], other)}, so zero loss is impossible"
                    + $"{Floor(data, groups)}. Remove one of the rows, or choose another scale, label mode or seed.");
            }
        }

        RefuseEqualOnceRounded(raw, task);
        if (groups.Count == 0)
        {
            return data;
        }

        var copies = groups.Sum(group => group.Count - 1);
        var note = $"{Name(raw, groups[0][0], groups[0][1])} are equal, with the same target"
            + (copies > 1 ? $"; {copies} rows in all repeat an earlier one" : string.Empty)
            + ". Their separation and the smallest kernel eigenvalue are 0.";
        return data with { Notes = [.. data.Notes, note] };
    }

    /// <summary>Targets at several positions: two rows may begin alike and ask for different answers before they differ.</summary>
    private static void RefuseUnlikeAnswers(RawData raw, string task)
    {
        var data = raw.Data;
        if (data.CasesPerRow == 1 || data.Labels is not { } labels)
        {
            return;
        }

        var seen = new Dictionary<int, int>();
        var prefixes = Prefixes.Of(data);
        for (var at = 0; at < prefixes.Length; at++)
        {
            if (seen.TryAdd(prefixes[at], at) || labels[seen[prefixes[at]]] == labels[at])
            {
                continue;
            }

            var (one, other) = (seen[prefixes[at]], at);
            var position = data.Features - data.CasesPerRow + (at % data.CasesPerRow) + 1;
            throw new RequestException(
                $"{task}: {Name(raw, one / data.CasesPerRow, other / data.CasesPerRow)} are equal up to position {position}, but have classes "
                + $"'{ClassName(data, labels[one])}' and '{ClassName(data, labels[other])}' there, so zero loss is impossible. "
                + "Remove one of the rows, or choose another label mode or seed.");
        }
    }

    /// <summary>Networks are trained in float32, and rows that it cannot tell apart are one row to them.</summary>
    private static void RefuseEqualOnceRounded(RawData raw, string task)
    {
        var data = raw.Data;
        var rounded = data with { Inputs = Array.ConvertAll(data.Inputs, value => (double)(float)value) };
        foreach (var group in EqualRows.Groups(rounded))
        {
            var other = group.FirstOrDefault(row => !SameTarget(data, group[0], row), -1);
            if (other >= 0)
            {
                throw new RequestException(
                    $"{task}: {Name(raw, group[0], other)} have equal inputs once rounded to 32-bit numbers, in which networks are trained, "
                    + $"but {Difference(data, group[0], other)}, so zero loss is impossible. Choose scale=zscore, or move and scale the columns.");
            }
        }
    }

    private static bool SameTarget(Dataset data, int one, int other)
    {
        if (data.Labels is { } labels)
        {
            return Targets(data, labels, one).SequenceEqual(Targets(data, labels, other));
        }

        var columns = data.TargetColumns;
        return data.Targets.AsSpan(one * columns, columns).SequenceEqual(data.Targets.AsSpan(other * columns, columns));
    }

    private static ReadOnlySpan<int> Targets(Dataset data, int[] labels, int row) =>
        labels.AsSpan(row * data.CasesPerRow, data.CasesPerRow);

    private static string Name(RawData raw, int one, int other) => raw.Places.Count == 0
        ? $"rows {one + 1} and {other + 1}"
        : $"rows {one + 1} and {other + 1} ({raw.Places[one]} and {raw.Places[other]})";

    private static string Difference(Dataset data, int one, int other)
    {
        if (data.Labels is { } labels)
        {
            var place = Targets(data, labels, one).CommonPrefixLength(Targets(data, labels, other));
            return $"classes '{ClassName(data, Targets(data, labels, one)[place])}' and '{ClassName(data, Targets(data, labels, other)[place])}'";
        }

        return $"targets {Targets(data, one)} and {Targets(data, other)}";
    }

    private static string ClassName(Dataset data, int label) =>
        data.ClassNames.Count > label ? data.ClassNames[label] : label.ToString(CultureInfo.InvariantCulture);

    private static string Targets(Dataset data, int row) => string.Join(
        '/', data.Targets!.Skip(row * data.TargetColumns).Take(data.TargetColumns).Select(value => value.ToString("G6", CultureInfo.InvariantCulture)));

    private static string Floor(Dataset data, IReadOnlyList<IReadOnlyList<int>> groups)
    {
        if (data.IsClassification)
        {
            return string.Empty;
        }

        var floor = RegressionFloor.Of(data, groups).ToString("G6", CultureInfo.InvariantCulture);
        return $" (the mean squared residual is at least {floor})";
    }
}
