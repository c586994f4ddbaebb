namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>The polar value in the plane: the rows that a direction activates change at 2n angles only.</summary>
/// <remarks>On the arc between two of them the answer is ||M w||; it peaks at M's top singular vector, or at an end.</remarks>
internal static class PolarSweep
{
    /// <summary>Of the best value: arcs that cannot beat it are passed over, with this much left for the rounding of running sums.</summary>
    private const double Margin = 1e-9;

    private readonly record struct Turn(double Angle, int Row, int Sign);

    /// <param name="flat">Of dimension 2.</param>
    public static void Run(Flat flat, PolarMaximum best, CancellationToken cancellationToken)
    {
        var turns = Turns(flat);
        var map = MapBefore(flat, turns, best);
        for (var at = 0; at < turns.Count; at++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var turn = turns[at];
            var (peak, most) = Peak(map);
            if (most > best.Value * (1 - Margin))
            {
                best.OfferBoth(flat, peak);
                best.Offer(flat, Direction(flat, turns[at == 0 ? ^1 : at - 1]));
                best.Offer(flat, Direction(flat, turn));
            }

            for (var output = 0; output < best.Outputs; output++)
            {
                ParallelNetwork.Add(
                    map.AsSpan(2 * output, 2), flat.Row(turn.Row), turn.Sign * best.Slopes[(turn.Row * best.Outputs) + output]);
            }
        }
    }

    /// <summary>In order of angle: where a row becomes active (sign 1) and where it stops (-1).</summary>
    private static List<Turn> Turns(Flat flat)
    {
        var turns = new List<Turn>();
        for (var row = 0; row < flat.Count; row++)
        {
            var point = flat.Row(row);
            if (point[0] == 0 && point[1] == 0)
            {
                continue;
            }

            turns.Add(new(Math.Atan2(-point[0], point[1]), row, 1));
            turns.Add(new(Math.Atan2(point[0], -point[1]), row, -1));
        }

        turns.Sort((one, other) => one.Angle.CompareTo(other.Angle));
        return turns;
    }

    /// <summary>The exact right angle to the row, at which its own activation is 0 to the last bit.</summary>
    private static double[] Direction(Flat flat, Turn turn)
    {
        var point = flat.Row(turn.Row);
        return [turn.Sign * point[1], -turn.Sign * point[0]];
    }

    /// <summary>M on the arc that ends at the first turn and began at the last one: [C, 2].</summary>
    private static double[] MapBefore(Flat flat, List<Turn> turns, PolarMaximum best)
    {
        var map = new double[2 * best.Outputs];
        var seen = new HashSet<int>();
        foreach (var turn in turns)
        {
            // A row whose first turn ends its activity was active before it.
            if (seen.Add(turn.Row) && turn.Sign < 0)
            {
                for (var output = 0; output < best.Outputs; output++)
                {
                    ParallelNetwork.Add(map.AsSpan(2 * output, 2), flat.Row(turn.Row), best.Slopes[(turn.Row * best.Outputs) + output]);
                }
            }
        }

        return map;
    }

    /// <summary>The top singular vector of M, and its singular value.</summary>
    private static (double[] Vector, double Value) Peak(double[] map)
    {
        var (first, second, mixed) = (0.0, 0.0, 0.0);
        for (var at = 0; at < map.Length; at += 2)
        {
            first += map[at] * map[at];
            second += map[at + 1] * map[at + 1];
            mixed += map[at] * map[at + 1];
        }

        var half = Math.Sqrt(((first - second) * (first - second) / 4) + (mixed * mixed));
        var (sine, cosine) = Math.SinCos(Math.Atan2(2 * mixed, first - second) / 2);
        return ([cosine, sine], Math.Sqrt(((first + second) / 2) + half));
    }
}
