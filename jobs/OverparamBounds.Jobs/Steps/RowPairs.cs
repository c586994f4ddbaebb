using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Jobs.Steps;

/// <summary>Makes near-duplicates of a data set's rows, to see what bounds make of their distance.</summary>
internal static class RowPairs
{
    /// <summary>Every second row is moved to a distance from the row before it, in a random direction across it; labels stay.</summary>
    /// <param name="distance">Share of the row's norm.</param>
    public static Dataset AtDistance(Dataset data, double distance)
    {
        var inputs = (double[])data.Inputs.Clone();
        var draws = new RandomSequence(RandomSequence.KeyOf("row pairs"), RandomPurpose.Simulation);
        for (var row = 1; row < data.Samples; row += 2)
        {
            var before = data.Row(row - 1);
            var moved = inputs.AsSpan(row * data.Features, data.Features);
            var (product, squares) = (0.0, 0.0);
            foreach (ref var entry in moved)
            {
                entry = draws.NextNormal();
            }

            for (var column = 0; column < moved.Length; column++)
            {
                product += moved[column] * before[column];
                squares += before[column] * before[column];
            }

            var across = 0.0;
            for (var column = 0; column < moved.Length; column++)
            {
                moved[column] -= squares > 0 ? product / squares * before[column] : 0;
                across += moved[column] * moved[column];
            }

            var step = across > 0 ? distance * Math.Sqrt(squares > 0 ? squares : 1) / Math.Sqrt(across) : 0;
            for (var column = 0; column < moved.Length; column++)
            {
                moved[column] = before[column] + (step * moved[column]);
            }
        }

        return data with { Inputs = inputs };
    }
}
