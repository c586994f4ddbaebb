using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>Uniform points of the unit sphere: normal vectors over their norms.</summary>
internal static class Directions
{
    public static void Draw(Span<double> row, RandomSequence draws)
    {
        double norm;
        do
        {
            norm = 0;
            foreach (ref var value in row)
            {
                value = draws.NextNormal();
                norm += value * value;
            }
        }
        while (norm == 0);

        norm = Math.Sqrt(norm);
        foreach (ref var value in row)
        {
            value /= norm;
        }
    }
}
