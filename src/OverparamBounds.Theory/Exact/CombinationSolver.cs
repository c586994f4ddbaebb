namespace OverparamBounds.Theory.Exact;

/// <summary>Decides by linear programs whether a network with given on/off patterns fits.</summary>
/// <remarks>
/// Without any constraint on the weights first, which settles most combinations; then the units are bound to their
/// patterns one by one, with either output sign, for as long as a fit is possible.
/// </remarks>
internal sealed class CombinationSolver : IDisposable
{
    private readonly SmallProblem _problem;
    private readonly ReluVerifier _verifier;
    private readonly IReadOnlyDictionary<ulong, double[]> _witnesses;
    private readonly ReluProgram _program;
    private readonly int _capacity;

    /// <param name="problem">The rows.</param>
    /// <param name="verifier">Checks what is found.</param>
    /// <param name="witnesses">Weights that realise each pattern strictly.</param>
    /// <param name="units">The most units of a combination.</param>
    public CombinationSolver(SmallProblem problem, ReluVerifier verifier, IReadOnlyDictionary<ulong, double[]> witnesses, int units)
    {
        (_problem, _verifier, _witnesses, _capacity) = (problem, verifier, witnesses, units);
        _program = new(problem, units, ReluGoal.Fit);
    }

    public long Programs { get; private set; }

    /// <summary>Whether some program ended between yes and no, or a yes was not seen to hold.</summary>
    public bool IsInDoubt { get; private set; }

    /// <param name="patterns">Of the units that are not active everywhere; one that stands twice has both output signs.</param>
    /// <param name="isLinear">Whether one more unit is active everywhere.</param>
    public FittingNetwork? Solve(ulong[] patterns, bool isLinear)
    {
        var counts = patterns.CountBy(pattern => pattern).ToList();
        ulong[] slots = [.. counts.Select(pair => pair.Key), .. isLinear ? [_problem.All] : Array.Empty<ulong>()];
        for (var slot = 0; slot < _capacity; slot++)
        {
            _program.Activate(slot, slot < slots.Length ? slots[slot] : 0);
        }

        int[] bound = [.. Enumerable.Range(0, counts.Count).Where(slot => counts[slot].Value == 1)];
        return Bind(slots, bound, depth: 0);
    }

    public void Dispose() => _program.Dispose();

    private FittingNetwork? Bind(ulong[] slots, int[] bound, int depth)
    {
        Programs++;
        var solution = _program.Solve();
        if (solution.IsInfeasible)
        {
            return null;
        }

        if (depth == bound.Length)
        {
            var network = solution.IsFeasible ? _verifier.Check(_problem.Network(Units(slots, solution), solution.Constant - Lift(slots, solution))) : null;
            IsInDoubt |= network is null;
            return network;
        }

        foreach (var sign in new[] { 1, -1 })
        {
            _program.Bind(bound[depth], sign);
            if (Bind(slots, bound, depth + 1) is { } network)
            {
                return network;
            }
        }

        _program.Bind(bound[depth], sign: 0);
        return null;
    }

    private List<ReluUnit> Units(ulong[] slots, ReluSolution solution)
    {
        var units = new List<ReluUnit>();
        for (var slot = 0; slot < slots.Length; slot++)
        {
            var (weights, sign) = (solution.Weights[slot], solution.Signs[slot]);
            if (sign != 0)
            {
                units.Add(new(Array.ConvertAll(weights, value => sign * value), sign));
            }
            else if (slots[slot] == _problem.All)
            {
                units.Add(new([.. weights[..^1], weights[^1] + LiftOf(weights)], Sign: 1));
            }
            else
            {
                units.AddRange(Pair(weights, _witnesses[slots[slot]]));
            }
        }

        return units;
    }

    /// <summary>v = (v + k w) - k w, both of which have the pattern of w for a large k.</summary>
    private IEnumerable<ReluUnit> Pair(double[] weights, double[] witness)
    {
        var factor = 1 + _problem.Rows.Max(row => Math.Abs(Dot(weights, row)) / Math.Abs(Dot(witness, row)));
        double[] shared = Array.ConvertAll(witness, value => factor * value);
        return [new([.. weights.Zip(shared, (one, other) => one + other)], Sign: 1), new(shared, Sign: -1)];
    }

    private double Lift(ulong[] slots, ReluSolution solution) =>
        slots.Index().Where(pair => pair.Item == _problem.All).Sum(pair => LiftOf(solution.Weights[pair.Index]));

    /// <summary>What makes an affine function at least 0 on all rows.</summary>
    private double LiftOf(double[] weights) => Math.Max(0, -_problem.Rows.Min(row => Dot(weights, row)));

    private static double Dot(double[] one, double[] other) => one.Zip(other, (x, y) => x * y).Sum();
}
