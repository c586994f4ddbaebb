using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>The best direction offered so far.</summary>
/// <param name="slopes">G: [n, C].</param>
/// <param name="outputs">C.</param>
internal sealed class PolarMaximum(double[] slopes, int outputs)
{
    public double Value { get; private set; } = double.NegativeInfinity;

    /// <summary>In the coordinates of the row space; of norm 1.</summary>
    public double[] Direction { get; private set; } = [];

    /// <summary>Takes a direction of a flat, or of the whole space, if it answers more than the best one.</summary>
    /// <param name="direction">In the coordinates of the flat; its length does not matter unless it is 0.</param>
    public void Offer(Flat flat, ReadOnlySpan<double> direction)
    {
        var norm = Math.Sqrt(ParallelProblem.SumOfSquares(direction));
        if (!(norm > 0))
        {
            return;
        }

        var unit = direction.ToArray();
        ParallelNetwork.Scale(unit, 1 / norm);
        var value = Answer(flat.Rows, slopes, unit);
        if (value > Value)
        {
            (Value, Direction) = (value, flat.Lift(unit));
        }
    }

    /// <summary>Both a direction and the opposite one.</summary>
    public void OfferBoth(Flat flat, Span<double> direction)
    {
        Offer(flat, direction);
        ParallelNetwork.Scale(direction, -1);
        Offer(flat, direction);
    }

    /// <summary>||Gᵀ relu(X w)||.</summary>
    public static double Answer(double[] rows, double[] slopes, double[] direction) =>
        Math.Sqrt(ParallelProblem.SumOfSquares(Answers(rows, slopes, direction)));

    /// <summary>Gᵀ relu(X w): [C].</summary>
    public static double[] Answers(double[] rows, double[] slopes, double[] direction)
    {
        var count = rows.Length / direction.Length;
        var outputs = slopes.Length / count;
        var answers = new double[outputs];
        for (var row = 0; row < count; row++)
        {
            var activation = InputRows.Product(rows.AsSpan(row * direction.Length, direction.Length), direction);
            if (activation > 0)
            {
                ParallelNetwork.Add(answers, slopes.AsSpan(row * outputs, outputs), activation);
            }
        }

        return answers;
    }

    public double[] Slopes => slopes;

    public int Outputs => outputs;
}
