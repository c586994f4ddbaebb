using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Geometry;

/// <summary>Rows with each column centred and scaled, constant columns left out, and a column of ones at the end.</summary>
/// <remarks>An invertible affine map of the inputs changes nothing about separability, but much about rounding.</remarks>
internal sealed class StandardisedRows
{
    private readonly double[] _values;

    private StandardisedRows(double[] values, int count, int columns) => (_values, Count, Columns) = (values, count, columns);

    public int Count { get; }

    /// <summary>Columns that vary, and the ones.</summary>
    public int Columns { get; }

    public ReadOnlySpan<double> this[int row] => _values.AsSpan(row * Columns, Columns);

    public static StandardisedRows Of(Dataset dataset)
    {
        var varying = new List<(int Column, double Mean, double Deviation)>();
        for (var column = 0; column < dataset.Features; column++)
        {
            var (mean, squares) = (0.0, 0.0);
            var isConstant = true;
            for (var row = 0; row < dataset.Samples; row++)
            {
                mean += dataset.Row(row)[column] / dataset.Samples;
                isConstant &= dataset.Row(row)[column] == dataset.Row(0)[column];
            }

            for (var row = 0; row < dataset.Samples; row++)
            {
                var off = dataset.Row(row)[column] - mean;
                squares += off * off / dataset.Samples;
            }

            if (!isConstant && squares > 0)
            {
                varying.Add((column, mean, Math.Sqrt(squares)));
            }
        }

        var columns = varying.Count + 1;
        var values = new double[dataset.Samples * columns];
        for (var row = 0; row < dataset.Samples; row++)
        {
            var source = dataset.Row(row);
            for (var at = 0; at < varying.Count; at++)
            {
                var (column, mean, deviation) = varying[at];
                values[(row * columns) + at] = (source[column] - mean) / deviation;
            }

            values[(row * columns) + columns - 1] = 1;
        }

        return new(values, dataset.Samples, columns);
    }
}
