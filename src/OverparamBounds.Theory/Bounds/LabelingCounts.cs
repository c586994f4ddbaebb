namespace OverparamBounds.Theory.Bounds;

/// <summary>The least width at which a bound on the number of labelings reaches half of all.</summary>
internal static class LabelingCounts
{
    /// <param name="log2Labelings">log2 of the bound at a width; it grows with the width.</param>
    public static int LeastWidth(int samples, Func<int, double> log2Labelings)
    {
        var (low, high) = (0, 1);
        while (log2Labelings(high) < samples - 1)
        {
            (low, high) = (high, 2 * high);
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = log2Labelings(middle) < samples - 1 ? (middle, high) : (low, middle);
        }

        return high;
    }
}
