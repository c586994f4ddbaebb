using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Training.Torch;

/// <summary>Each trial's own order of rows: a fresh permutation an epoch, from the trial's random numbers.</summary>
internal sealed class MinibatchOrder(IReadOnlyList<ulong> keys, int rows, int batch)
{
    private readonly int _rows = rows;
    private readonly RandomSequence[] _sequences = [.. keys.Select(key => new RandomSequence(key, RandomPurpose.Order))];
    private readonly int[][] _orders = new int[keys.Count][];
    private int _next = rows;

    /// <summary>Row numbers of the next batch, replica after replica. The last batch of an epoch may be short.</summary>
    /// <param name="active">Trial of each replica that is still there, in order.</param>
    /// <param name="size">Rows of the batch.</param>
    public long[] Next(IReadOnlyList<int> active, out int size)
    {
        if (_next >= _rows)
        {
            // All trials draw, so that one's order never hangs on who else is there.
            for (var trial = 0; trial < _orders.Length; trial++)
            {
                _orders[trial] = _sequences[trial].NextPermutation(_rows);
            }

            _next = 0;
        }

        size = Math.Min(batch, _rows - _next);
        var chosen = new long[active.Count * size];
        for (var place = 0; place < active.Count; place++)
        {
            for (var i = 0; i < size; i++)
            {
                chosen[(place * size) + i] = _orders[active[place]][_next + i];
            }
        }

        _next += size;
        return chosen;
    }
}
