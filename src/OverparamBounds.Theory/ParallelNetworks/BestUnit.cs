namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>The unit in the direction of a polar value, at the size at which it lowers the objective most.</summary>
/// <remarks>
/// With h = relu(X w), b = Gᵀh / ||Gᵀh|| and size t the objective changes by -t (Omega - decay) + t² ||h||² / 2: it falls
/// for small t as soon as Omega exceeds the decay, at t = (Omega - decay) / ||h||² by (Omega - decay)² / (2 ||h||²).
/// </remarks>
/// <param name="Product">u = t w: [d].</param>
/// <param name="Direction">b: [C].</param>
internal sealed record BestUnit(double[] Product, double[] Direction)
{
    /// <summary>Of the decay: what the polar value must exceed it by.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>Of the objective: less is not a decrease but rounding.</summary>
    private const double Rounding = 1e-13;

    /// <summary>Null where the direction gains nothing.</summary>
    /// <param name="slopes">G = Y - Phi: [n, C].</param>
    public static BestUnit? Of(ParallelProblem problem, double[] slopes, PolarValue polar)
    {
        if (!(polar.Lower > problem.WeightDecay * (1 + Tolerance)))
        {
            return null;
        }

        var answers = PolarMaximum.Answers(problem.Inputs, slopes, polar.Direction);
        var value = Math.Sqrt(ParallelProblem.SumOfSquares(answers));
        ParallelNetwork.Scale(answers, 1 / value);
        var unit = new ParallelNetwork(polar.Direction, answers, units: 1);
        var length = 0.0;
        foreach (var output in unit.Predict(problem))
        {
            length += output * output;
        }

        var size = (value - problem.WeightDecay) / length;
        return new(Array.ConvertAll(polar.Direction, weight => size * weight), answers);
    }

    /// <summary>Null where evaluating the objective does not confirm that the unit lowers it.</summary>
    public ImprovingUnit? AddedTo(ParallelNetwork network, ParallelProblem problem)
    {
        var half = Math.Sqrt(Math.Sqrt(ParallelProblem.SumOfSquares(Product)));
        var unit = new ImprovingUnit(
            Array.ConvertAll(Product, weight => weight / half), Array.ConvertAll(Direction, weight => weight * half), Decrease: 0);
        var before = network.Objective(problem);
        var decrease = before - network.With(unit).Objective(problem);
        return decrease > Rounding * before ? unit with { Decrease = decrease } : null;
    }
}
