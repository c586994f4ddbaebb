using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>The nearest point of a closed cone {w : s_k x_k·w &gt;= 0 for all k}, with its multipliers.</summary>
/// <remarks>
/// The multipliers m &gt;= 0 minimise ||z + sum of m_k s_k x_k||, which Lawson and Hanson's active set method solves
/// (Solving Least Squares Problems, 1974, chapter 23); the projection is what is left. Rows have norm 1 or 0.
/// </remarks>
internal sealed class ConeProjection
{
    /// <summary>Of the norm of the point: by so much a constraint may be violated.</summary>
    private const double Slack = 1e-14;

    /// <summary>Of a unit row: what must stand out of the span of the others for them to count as independent.</summary>
    private const double Independent = 1e-9;

    private readonly double[] _rows;
    private readonly int _features;
    private readonly int _count;
    private readonly List<int> _binding = [];
    private readonly List<int> _refused = [];
    private readonly double[] _basis;
    private readonly double[] _triangle;
    private readonly double[] _solution;
    private readonly double[] _point;
    private ReadOnlyMemory<bool> _isActive;

    /// <param name="rows">[m, d], each of norm 1 or 0.</param>
    public ConeProjection(double[] rows, int features)
    {
        (_rows, _features, _count) = (rows, features, rows.Length / features);
        (_basis, _triangle, _solution) = (new double[features * features], new double[features * features], new double[features]);
        (_point, Multipliers) = (new double[features], new double[_count]);
    }

    /// <summary>Of the last projection, a row each: z = p - sum of m_k s_k x_k.</summary>
    public double[] Multipliers { get; }

    /// <summary>Replaces <paramref name="point"/> by its projection.</summary>
    /// <param name="isActive">Row k demands x_k·w &gt;= 0 where true, x_k·w &lt;= 0 where false.</param>
    public void Project(Span<double> point, ReadOnlyMemory<bool> isActive)
    {
        _isActive = isActive;
        _binding.Clear();
        _refused.Clear();
        Array.Clear(Multipliers);
        point.CopyTo(_point);
        var slack = Slack * Math.Sqrt(ParallelProblem.SumOfSquares(point));
        for (var round = 0; round < 10 * (_count + 1); round++)
        {
            var worst = MostViolated(point, slack);
            if (worst < 0 || _binding.Count == _features)
            {
                break;
            }

            _binding.Add(worst);
            if (!Fit(worst))
            {
                _binding.Remove(worst);
                _refused.Add(worst);
                continue;
            }

            _refused.Clear();
            Settle();
            Leave(point);
        }

        if (ParallelProblem.SumOfSquares(point) <= 100 * slack * slack)
        {
            point.Clear();
        }
    }

    private int MostViolated(ReadOnlySpan<double> point, double slack)
    {
        var (worst, most) = (-1, -slack);
        for (var row = 0; row < _count; row++)
        {
            var inside = Sign(row) * InputRows.Product(Row(row), point);
            if (inside < most && !_binding.Contains(row) && !_refused.Contains(row))
            {
                (worst, most) = (row, inside);
            }
        }

        return worst;
    }

    /// <summary>Whether the binding rows are independent and the newest gets a positive multiplier.</summary>
    private bool Fit(int newest) => Solve() && _solution[_binding.IndexOf(newest)] > 0;

    /// <summary>Walks from the old multipliers to the new ones, dropping the rows whose multiplier would turn negative.</summary>
    private void Settle()
    {
        while (true)
        {
            var share = 1.0;
            var leaving = -1;
            for (var at = 0; at < _binding.Count; at++)
            {
                var old = Multipliers[_binding[at]];
                if (_solution[at] <= 0 && old / (old - _solution[at]) <= share)
                {
                    (share, leaving) = (old / (old - _solution[at]), at);
                }
            }

            for (var at = 0; at < _binding.Count; at++)
            {
                var old = Multipliers[_binding[at]];
                Multipliers[_binding[at]] = leaving < 0 ? _solution[at] : old + (share * (_solution[at] - old));
            }

            if (leaving < 0)
            {
                return;
            }

            Multipliers[_binding[leaving]] = 0;
            _binding.RemoveAt(leaving);
            if (!Solve())
            {
                throw new InvalidOperationException("A subset of independent rows is independent.");
            }
        }
    }

    /// <summary>Least squares over the binding rows by Gram and Schmidt, twice for accuracy; false where they are dependent.</summary>
    private bool Solve()
    {
        var size = _binding.Count;
        for (var at = 0; at < size; at++)
        {
            var column = _basis.AsSpan(at * _features, _features);
            Row(_binding[at]).CopyTo(column);
            ParallelNetwork.Scale(column, Sign(_binding[at]));
            for (var other = 0; other < at; other++)
            {
                _triangle[(other * _features) + at] = 0;
            }

            for (var pass = 0; pass < 2; pass++)
            {
                for (var other = 0; other < at; other++)
                {
                    var earlier = _basis.AsSpan(other * _features, _features);
                    var share = InputRows.Product(earlier, column);
                    _triangle[(other * _features) + at] += share;
                    ParallelNetwork.Add(column, earlier, -share);
                }
            }

            var norm = Math.Sqrt(ParallelProblem.SumOfSquares(column));
            if (norm < Independent)
            {
                return false;
            }

            _triangle[(at * _features) + at] = norm;
            ParallelNetwork.Scale(column, 1 / norm);
        }

        for (var at = size - 1; at >= 0; at--)
        {
            var sum = -InputRows.Product(_basis.AsSpan(at * _features, _features), _point);
            for (var later = at + 1; later < size; later++)
            {
                sum -= _triangle[(at * _features) + later] * _solution[later];
            }

            _solution[at] = sum / _triangle[(at * _features) + at];
        }

        return true;
    }

    /// <summary>The point less its part in the span of the binding rows, which keeps more digits than adding multiples of them.</summary>
    private void Leave(Span<double> point)
    {
        _point.CopyTo(point);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var at = 0; at < _binding.Count; at++)
            {
                var column = _basis.AsSpan(at * _features, _features);
                ParallelNetwork.Add(point, column, -InputRows.Product(column, point));
            }
        }
    }

    private ReadOnlySpan<double> Row(int row) => _rows.AsSpan(row * _features, _features);

    private double Sign(int row) => _isActive.Span[row] ? 1 : -1;
}
