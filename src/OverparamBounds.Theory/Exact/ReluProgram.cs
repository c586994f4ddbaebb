using Google.OrTools.LinearSolver;

namespace OverparamBounds.Theory.Exact;

/// <summary>What a program asks for.</summary>
internal enum ReluGoal
{
    /// <summary>The largest t in [0, 1] for which t times the targets can be fitted. It is 1 or 0: all constraints scale.</summary>
    Fit,

    /// <summary>The least sum, over rows, of what is missing; 0 for a fit.</summary>
    LeastMisfit,
}

/// <summary>
/// The linear program of networks whose units have given on/off patterns: f(x_i) = c + sum of v_j·x_i over the units j
/// active on row i, where v_j is the output sign times the weights. Fitting means y_i f(x_i) &gt;= 1, or f(x_i) = y_i.
/// </summary>
internal sealed class ReluProgram : IDisposable
{
    /// <summary>Between a fit (t = 1) and none (t = 0), both to a millionth.</summary>
    public const double Slack = 1e-6;

    private const double Infinity = double.PositiveInfinity;

    private readonly SmallProblem _problem;
    private readonly GlopProgram _program = new();
    private readonly Solver _solver;
    private readonly Variable[][] _weights;
    private readonly Variable _constant;
    private readonly Constraint[] _outputs;
    private readonly Constraint[][] _sides;
    private readonly ulong[] _active;
    private readonly int[] _signs;

    public ReluProgram(SmallProblem problem, int units, ReluGoal goal)
    {
        _problem = problem;
        _solver = _program.Solver;
        _constant = _solver.MakeNumVar(-Infinity, Infinity, string.Empty);
        _weights = new Variable[units][];
        _sides = new Constraint[units][];
        _active = new ulong[units];
        _signs = new int[units];
        for (var unit = 0; unit < units; unit++)
        {
            _weights[unit] = [.. problem.Rows[0].Select(_ => _solver.MakeNumVar(-Infinity, Infinity, string.Empty))];
            _sides[unit] = [.. problem.Rows.Select(row => Row(-Infinity, Infinity, _weights[unit], row))];
        }

        var scale = _solver.MakeNumVar(goal == ReluGoal.Fit ? 0 : 1, 1, string.Empty);
        _outputs = [.. problem.Targets.Select((_, row) => Demand(scale, row))];
        if (goal == ReluGoal.Fit)
        {
            _solver.Objective().SetCoefficient(scale, 1);
            _solver.Objective().SetMaximization();
        }
        else
        {
            Excuse();
        }
    }

    /// <summary>Rows on which a unit is active; its weights are unconstrained until <see cref="Bind"/>.</summary>
    public void Activate(int unit, ulong active)
    {
        _active[unit] = active;
        Bind(unit, sign: 0);
        for (var row = 0; row < _outputs.Length; row++)
        {
            var isActive = ((active >> row) & 1) == 1;
            for (var column = 0; column < _weights[unit].Length; column++)
            {
                _outputs[row].SetCoefficient(_weights[unit][column], isActive ? _problem.Rows[row][column] : 0);
            }
        }
    }

    /// <summary>Makes the sign of a unit's output weight +1 or -1, and its weights agree with its pattern; 0 lifts that again.</summary>
    public void Bind(int unit, int sign)
    {
        _signs[unit] = sign;
        for (var row = 0; row < _outputs.Length; row++)
        {
            var isUp = (((_active[unit] >> row) & 1) == 1) == (sign > 0);
            _sides[unit][row].SetBounds(sign == 0 || !isUp ? -Infinity : 0, sign == 0 || isUp ? Infinity : 0);
        }
    }

    /// <summary>Asks the rows of a set alone to be fitted.</summary>
    public void Restrict(ulong rows)
    {
        for (var row = 0; row < _outputs.Length; row++)
        {
            var isAsked = ((rows >> row) & 1) == 1;
            _outputs[row].SetBounds(isAsked ? Least(row) : -Infinity, isAsked ? Most(row) : Infinity);
        }
    }

    public ReluSolution Solve()
    {
        return _program.TrySolve()
            ? new(
                _solver.Objective().Value(),
                Array.ConvertAll(_weights, unit => Array.ConvertAll(unit, weight => weight.SolutionValue())),
                _constant.SolutionValue(),
                [.. _signs])
            : new(double.NaN, [], 0, []);
    }

    public void Dispose() => _program.Dispose();

    private Constraint Row(double least, double most, Variable[] variables, double[] coefficients)
    {
        var constraint = _solver.MakeConstraint(least, most, string.Empty);
        for (var at = 0; at < variables.Length; at++)
        {
            constraint.SetCoefficient(variables[at], coefficients[at]);
        }

        return constraint;
    }

    /// <summary>f - t y = 0; for signs, which are y = 1 and y = -1, at least or at most 0.</summary>
    private Constraint Demand(Variable scale, int row)
    {
        var constraint = _solver.MakeConstraint(Least(row), Most(row), string.Empty);
        constraint.SetCoefficient(_constant, 1);
        constraint.SetCoefficient(scale, -_problem.Targets[row]);
        return constraint;
    }

    private double Least(int row) => _problem.Fit == ReluFit.Exact || _problem.Targets[row] > 0 ? 0 : -Infinity;

    private double Most(int row) => _problem.Fit == ReluFit.Exact || _problem.Targets[row] < 0 ? 0 : Infinity;

    private void Excuse()
    {
        foreach (var output in _outputs)
        {
            foreach (var direction in new[] { 1, -1 })
            {
                var excuse = _solver.MakeNumVar(0, Infinity, string.Empty);
                output.SetCoefficient(excuse, direction);
                _solver.Objective().SetCoefficient(excuse, 1);
            }
        }

        _solver.Objective().SetMinimization();
    }
}

/// <param name="Value">The optimum; not a number where the solver gave up.</param>
/// <param name="Weights">v_j, output sign times weights, [units][columns + 1].</param>
/// <param name="Constant">c.</param>
/// <param name="Signs">Of the output weights; 0 for a unit whose weights are unconstrained.</param>
internal sealed record ReluSolution(double Value, double[][] Weights, double Constant, int[] Signs)
{
    /// <summary>Whether the program of the goal <see cref="ReluGoal.Fit"/> has no fit.</summary>
    public bool IsInfeasible => Value < ReluProgram.Slack;

    public bool IsFeasible => Value > 1 - ReluProgram.Slack;
}
