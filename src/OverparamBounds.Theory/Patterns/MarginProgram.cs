using Google.OrTools.LinearSolver;

namespace OverparamBounds.Theory.Patterns;

/// <summary>
/// The linear program of one cell of an arrangement: the largest t with s_i u_i·w &gt;= t for the signs s of the first
/// rows, where w lies in the box |w_j| &lt;= 1. It is 0 for signs that no w has.
/// </summary>
/// <remarks>One solver serves all cells: rows are appended, and only the coefficients of t change with the signs.</remarks>
internal sealed class MarginProgram : IDisposable
{
    private readonly GlopProgram _program = new();
    private readonly Solver _solver;
    private readonly Variable[] _weights;
    private readonly Variable _margin;
    private readonly List<Constraint> _rows = [];

    public MarginProgram(int columns)
    {
        _solver = _program.Solver;
        _weights = [.. Enumerable.Range(0, columns).Select(_ => _solver.MakeNumVar(-1, 1, string.Empty))];
        _margin = _solver.MakeNumVar(0, double.PositiveInfinity, string.Empty);
        _solver.Objective().SetCoefficient(_margin, 1);
        _solver.Objective().SetMaximization();
    }

    public void Append(ReadOnlySpan<double> row)
    {
        var constraint = _solver.MakeConstraint(0, double.PositiveInfinity, string.Empty);
        for (var column = 0; column < row.Length; column++)
        {
            constraint.SetCoefficient(_weights[column], row[column]);
        }

        _rows.Add(constraint);
    }

    /// <summary>The w of the largest margin for one sign (true: positive) for each row so far.</summary>
    public double[] Widest(ReadOnlySpan<bool> signs)
    {
        for (var row = 0; row < _rows.Count; row++)
        {
            var constraint = _rows[row];
            constraint.SetCoefficient(_margin, signs[row] ? -1 : 1);
            constraint.SetBounds(
                signs[row] ? 0 : double.NegativeInfinity,
                signs[row] ? double.PositiveInfinity : 0);
        }

        return _program.TrySolve()
            ? Array.ConvertAll(_weights, weight => weight.SolutionValue())
            : throw new UndecidedProgramException("The linear program of a cell, which always has a solution, came to no end.");
    }

    public void Dispose() => _program.Dispose();
}
