namespace OverparamBounds.Analysis.Estimates;

/// <summary>The rising sequence nearest to given values in weighted squares (pool adjacent violators).</summary>
public static class IsotonicFit
{
    /// <param name="values">In order; for success shares this is also the maximum-likelihood fit.</param>
    /// <param name="weights">Positive, such as numbers of trials.</param>
    public static IReadOnlyList<double> Fit(IReadOnlyList<double> values, IReadOnlyList<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Count, values.Count);
        var pools = new List<(double Mean, double Weight, int Count)>();
        for (var i = 0; i < values.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weights[i]);
            var pool = (Mean: values[i], Weight: weights[i], Count: 1);
            while (pools is [.., var previous] && previous.Mean >= pool.Mean)
            {
                var weight = previous.Weight + pool.Weight;

                // A step towards the newcomer, so that pooling equals changes nothing.
                var mean = previous.Mean + ((pool.Mean - previous.Mean) * (pool.Weight / weight));
                pool = (mean, weight, previous.Count + pool.Count);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        return [.. pools.SelectMany(pool => Enumerable.Repeat(pool.Mean, pool.Count))];
    }
}
