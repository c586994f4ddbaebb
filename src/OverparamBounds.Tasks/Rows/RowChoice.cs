using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Rows;

/// <summary>Which of the rows of a file are used: the first n, or n by seed.</summary>
internal static class RowChoice
{
    /// <param name="total">Rows that there are.</param>
    /// <param name="owner">Task or file, for the message.</param>
    /// <returns>Row numbers from 0; drawn ones in the order drawn.</returns>
    /// <exception cref="RequestException">More rows are asked for than there are.</exception>
    public static int[] Rows(SpecArguments arguments, int total, string owner)
    {
        if (!arguments.Has(SharedParameters.Rows))
        {
            return [.. Enumerable.Range(0, total)];
        }

        var count = arguments.Integer(SharedParameters.Rows);
        if (count > total)
        {
            throw new RequestException($"{owner}: n={count} rows are asked for, but there are {total}. Lower n.");
        }

        return arguments.Find(SharedParameters.Sample) is { } sample
            ? new RandomSequence(RandomSequence.KeyOf($"obd1|sample={sample}"), RandomPurpose.Order).NextPermutation(total)[..count]
            : [.. Enumerable.Range(0, count)];
    }

    public static IEnumerable<string> Problems(SpecArguments arguments)
    {
        if (arguments.Has(SharedParameters.Sample) && !arguments.Has(SharedParameters.Rows))
        {
            yield return "sample chooses n rows, but n is missing. Add n, or leave sample out.";
        }
    }

    /// <summary>Keeps the chosen rows, in their order, and where they come from.</summary>
    public static RawData Take(RawData raw, int[] rows)
    {
        var data = raw.Data;
        if (rows.Length == data.Samples && rows.Select((row, at) => row == at).All(same => same))
        {
            return raw;
        }

        return new RawData(data with
        {
            Samples = rows.Length,
            Inputs = Gather(data.Inputs, data.Features, rows),
            Labels = data.Labels is null ? null : Gather(data.Labels, data.CasesPerRow, rows),
            Targets = data.Targets is null ? null : Gather(data.Targets, data.TargetColumns, rows),
        })
        {
            Places = [.. rows.Select(row => raw.Places.Count > 0 ? raw.Places[row] : $"row {row + 1} of the data")],
        };
    }

    private static T[] Gather<T>(T[] table, int columns, int[] rows)
    {
        var result = new T[rows.Length * columns];
        for (var at = 0; at < rows.Length; at++)
        {
            table.AsSpan(rows[at] * columns, columns).CopyTo(result.AsSpan(at * columns));
        }

        return result;
    }
}
