using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Geometry;

/// <summary>The rows of a data set as vectors, which is what theorems speak of.</summary>
public static class TheoryRows
{
    /// <summary>
    /// Numbers as they are; tokens as a 1 among zeros at each position, for distances between ids mean nothing. Of several
    /// targets a row the last alone: what fits all of them fits it.
    /// </summary>
    public static Dataset Of(Dataset data)
    {
        if (data.Shape is not InputShape.Tokens(var length, var vocabulary))
        {
            return data;
        }

        var features = checked(length * vocabulary);
        var inputs = new double[checked(data.Samples * features)];
        for (var at = 0; at < data.Inputs.Length; at++)
        {
            inputs[(at * vocabulary) + (int)data.Inputs[at]] = 1;
        }

        return data with
        {
            Inputs = inputs,
            Features = features,
            Shape = null,
            CasesPerRow = 1,
            Labels = data.Labels is { } labels ? Last(labels, data, columns: 1) : null,
            Targets = data.Targets is { } targets ? Last(targets, data, data.TargetColumns) : null,
            Notes = data.CasesPerRow == 1
                ? data.Notes
                : [.. data.Notes, $"Theory, separability and distances are about the last of the {data.CasesPerRow} targets of each row."],
        };
    }

    private static T[] Last<T>(T[] values, Dataset data, int columns) =>
    [
        .. Enumerable.Range(0, data.Samples).SelectMany(row =>
            values.AsSpan(((((row + 1) * data.CasesPerRow) - 1) * columns), columns).ToArray()),
    ];
}
