namespace OverparamBounds.Tasks.Scalings;

/// <summary>Columns brought to mean 0 and population deviation 1.</summary>
internal static class StandardColumns
{
    /// <param name="table">[<paramref name="rows"/>, <paramref name="columns"/>], row by row.</param>
    /// <returns>A new table; a constant column becomes 0.</returns>
    public static double[] Of(double[] table, int rows, int columns)
    {
        var result = new double[table.Length];
        for (var column = 0; column < columns; column++)
        {
            // Offsets from the first entry keep the digits of a column whose mean is large, and over the largest of
            // them no square overflows or vanishes.
            var origin = table[column];
            var largest = 0.0;
            for (var at = column; at < table.Length; at += columns)
            {
                largest = Math.Max(largest, Math.Abs(table[at] - origin));
            }

            if (largest == 0)
            {
                continue;
            }

            var mean = 0.0;
            for (var at = column; at < table.Length; at += columns)
            {
                result[at] = (table[at] - origin) / largest;
                mean += result[at] / rows;
            }

            var variance = 0.0;
            for (var at = column; at < table.Length; at += columns)
            {
                result[at] -= mean;
                variance += result[at] * result[at] / rows;
            }

            var deviation = Math.Sqrt(variance);
            for (var at = column; at < table.Length; at += columns)
            {
                result[at] /= deviation;
            }
        }

        return result;
    }
}
