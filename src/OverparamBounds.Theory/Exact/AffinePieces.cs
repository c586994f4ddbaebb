namespace OverparamBounds.Theory.Exact;

/// <summary>Whether one affine function fits all rows of a set: a network does so on rows on which the same units are active.</summary>
internal sealed class AffinePieces : IDisposable
{
    private readonly ReluProgram _program;
    private readonly Dictionary<ulong, bool> _known = [];
    private readonly List<ulong> _conflicts = [];

    public AffinePieces(SmallProblem problem)
    {
        _program = new(problem, units: 1, ReluGoal.Fit);
        _program.Activate(0, problem.All);
    }

    public long Programs { get; private set; }

    /// <summary>The affine function on a set, or a solution that is none.</summary>
    public ReluSolution Solve(ulong rows)
    {
        Programs++;
        _program.Restrict(rows);
        return _program.Solve();
    }

    /// <summary>True also where the program cannot tell.</summary>
    public bool MayBeAffine(ulong rows)
    {
        foreach (var conflict in _conflicts)
        {
            if ((conflict & ~rows) == 0)
            {
                return false;
            }
        }

        if (!_known.TryGetValue(rows, out var isPossible))
        {
            isPossible = !Solve(rows).IsInfeasible;
            _known[rows] = isPossible;
            if (!isPossible)
            {
                _conflicts.Add(Shrink(rows));
            }
        }

        return isPossible;
    }

    public void Dispose() => _program.Dispose();

    /// <summary>A least set within rows that no affine function fits; few of them speak for all sets.</summary>
    private ulong Shrink(ulong rows)
    {
        for (var bit = 1ul; bit != 0; bit <<= 1)
        {
            if ((rows & bit) != 0 && Solve(rows & ~bit).IsInfeasible)
            {
                rows &= ~bit;
            }
        }

        return rows;
    }
}
