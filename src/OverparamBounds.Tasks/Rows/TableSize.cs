namespace OverparamBounds.Tasks.Rows;

/// <summary>The largest table that is made: 2^27 numbers, 1 GiB.</summary>
internal static class TableSize
{
    private const long Most = 1L << 27;

    /// <summary>A line where the table is too large, else nothing.</summary>
    public static IEnumerable<string> Problems(long rows, long columns)
    {
        if (rows > Most / Math.Max(1, columns))
        {
            yield return $"{rows} rows of {columns} inputs are more than {Most} numbers. Ask for fewer.";
        }
    }
}
