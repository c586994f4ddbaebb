namespace OverparamBounds.Theory.Kernels;

/// <summary>A kernel of an infinitely wide network on given rows, entry by entry.</summary>
public abstract class WideKernel
{
    private protected WideKernel(int count) => Count = count;

    /// <summary>Rows, and so the size of the matrix.</summary>
    public int Count { get; }

    /// <summary>The entry of two rows.</summary>
    public abstract double Entry(int one, int other);

    /// <summary>The whole matrix, [count, count] row by row, exactly symmetric.</summary>
    public double[] Matrix(CancellationToken cancellationToken)
    {
        var matrix = new double[checked(Count * Count)];
        var options = new ParallelOptions { CancellationToken = cancellationToken };

        // Row k and row count-1-k together: every piece is equally long.
        Parallel.For(0, (Count + 1) / 2, options, pair =>
        {
            Fill(matrix, pair);
            if (Count - 1 - pair != pair)
            {
                Fill(matrix, Count - 1 - pair);
            }
        });
        return matrix;
    }

    private void Fill(double[] matrix, int one)
    {
        for (var other = 0; other <= one; other++)
        {
            var entry = Entry(one, other);
            matrix[(one * Count) + other] = matrix[(other * Count) + one] = entry;
        }
    }
}
