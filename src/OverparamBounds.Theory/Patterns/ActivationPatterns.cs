namespace OverparamBounds.Theory.Patterns;

/// <summary>
/// All on/off patterns that one unit can have on some rows: the sign vectors (sign x_i·w)_i, without zeros, of a central
/// hyperplane arrangement. For units with a bias the caller appends a 1 to every row.
/// </summary>
/// <remarks>
/// Rows are added one by one. A pattern of the rows so far goes on to that side of the next row on which its witness
/// lies, and to the other side too if a linear program finds a witness there. Patterns come in pairs s, -s, of which
/// one is computed.
/// <para>
/// A row of zeros has no sign: it is inactive in all patterns. Rows on one line through the origin (to
/// <see cref="SameLine"/>) have equal or opposite signs always. A pattern whose cell is thinner than
/// <see cref="LeastMargin"/> may be missed; one that is listed has been verified with its witness. Rows and columns of
/// any scale are dealt with alike, but not columns far from 0 against their spread: centre those first.
/// </para>
/// </remarks>
public sealed class ActivationPatterns
{
    /// <summary>
    /// A cell counts when it holds a w in the box |w_j| &lt;= 1 with |x_i·w| &gt; this for all rows, once columns have been
    /// divided by their largest entries and rows scaled to unit length.
    /// </summary>
    public const double LeastMargin = 1e-9;

    /// <summary>Largest difference of a coordinate of two unit vectors that count as one: a few roundings.</summary>
    public const double SameLine = 1e-14;

    private ActivationPatterns(IReadOnlyList<bool[]> all, IReadOnlyList<double[]> witnesses)
    {
        All = all;
        Witnesses = witnesses;
    }

    /// <summary>The patterns, each [rows], true = active (x_i·w &gt; 0); in lexicographic order, inactive first.</summary>
    public IReadOnlyList<bool[]> All { get; }

    /// <summary>For each pattern a w [columns] that realises it strictly.</summary>
    public IReadOnlyList<double[]> Witnesses { get; }

    /// <summary>Enumerates the patterns; null when there are more than <paramref name="most"/>.</summary>
    /// <param name="rows">x_i, all of one length.</param>
    /// <param name="most">Patterns at which to give up.</param>
    /// <param name="cancellationToken">Asked before every linear program.</param>
    /// <exception cref="InvalidOperationException">The linear programming library is missing or fails.</exception>
    public static ActivationPatterns? Of(double[][] rows, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        var columns = rows[0].Length;
        var scales = ColumnScales(rows);
        var lines = new List<double[]>();
        var places = Array.ConvertAll(rows, row => Place(DivideByLargest(Divide(DivideByLargest(row), scales)), lines));
        if (lines.Count == 0)
        {
            return most < 1 ? null : new([new bool[rows.Length]], [new double[columns]]);
        }

        var half = Enumerate(lines, columns, most / 2, cancellationToken);
        if (half is null)
        {
            return null;
        }

        var cells = half
            .SelectMany(cell => new[] { cell, cell.Opposite() })
            .Select(cell => new Cell(Array.ConvertAll(places, place => place.IsActive(cell.Signs)), Divide(cell.Witness, scales)))
            .ToList();
        cells.Sort((one, other) => one.Signs.AsSpan().SequenceCompareTo(other.Signs));
        return new([.. cells.Select(cell => cell.Signs)], [.. cells.Select(cell => cell.Witness)]);
    }

    /// <summary>The cells in which the first line is positive, or null when there are more than <paramref name="most"/>.</summary>
    private static List<Cell>? Enumerate(List<double[]> lines, int columns, int most, CancellationToken cancellationToken)
    {
        if (most < 1)
        {
            return null;
        }

        using var program = new MarginProgram(columns);
        program.Append(lines[0]);
        List<Cell> cells = [new([true], program.Widest([true]))];
        for (var count = 1; count < lines.Count; count++)
        {
            program.Append(lines[count]);
            var longer = new List<Cell>(cells.Count * 2);
            foreach (var cell in cells)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Split(cell, lines, program, longer);
                if (longer.Count > most)
                {
                    return null;
                }
            }

            cells = longer;
        }

        return cells;
    }

    private static void Split(Cell cell, List<double[]> lines, MarginProgram program, List<Cell> longer)
    {
        var value = Dot(lines[cell.Signs.Length], cell.Witness);
        foreach (var side in new[] { true, false })
        {
            bool[] signs = [.. cell.Signs, side];
            if (side ? value > LeastMargin : value < -LeastMargin)
            {
                longer.Add(new(signs, cell.Witness));
                continue;
            }

            var witness = program.Widest(signs);
            if (Margin(lines, signs, witness) > LeastMargin)
            {
                longer.Add(new(signs, witness));
            }
        }
    }

    private static double Margin(List<double[]> lines, bool[] signs, double[] witness)
    {
        var least = double.PositiveInfinity;
        for (var at = 0; at < signs.Length; at++)
        {
            var value = Dot(lines[at], witness);
            least = Math.Min(least, signs[at] ? value : -value);
        }

        return least;
    }

    private static double Dot(double[] one, double[] other)
    {
        var sum = 0.0;
        for (var column = 0; column < one.Length; column++)
        {
            sum += one[column] * other[column];
        }

        return sum;
    }

    /// <summary>Largest entries of the columns of the rows, themselves divided by their largest entries; 1 for a column of zeros.</summary>
    private static double[] ColumnScales(double[][] rows)
    {
        var scales = new double[rows[0].Length];
        foreach (var row in rows)
        {
            var scaled = DivideByLargest(row);
            for (var column = 0; column < scales.Length; column++)
            {
                scales[column] = Math.Max(scales[column], Math.Abs(scaled[column]));
            }
        }

        return Array.ConvertAll(scales, scale => scale == 0 ? 1 : scale);
    }

    /// <summary>Keeps squares from overflowing and vanishing.</summary>
    private static double[] DivideByLargest(double[] row)
    {
        var largest = row.Max(Math.Abs);
        return largest == 0 ? row : Array.ConvertAll(row, value => value / largest);
    }

    private static double[] Divide(double[] values, double[] scales) => [.. values.Zip(scales, (value, scale) => value / scale)];

    /// <summary>The line of a row, appended to the lines if it is new.</summary>
    private static LinePlace Place(double[] row, List<double[]> lines)
    {
        var length = Math.Sqrt(Dot(row, row));
        if (length == 0)
        {
            return new(Line: null, IsReversed: false);
        }

        var unit = Array.ConvertAll(row, value => value / length);
        for (var line = 0; line < lines.Count; line++)
        {
            foreach (var isReversed in new[] { false, true })
            {
                if (AreSame(lines[line], unit, isReversed ? -1 : 1))
                {
                    return new(line, isReversed);
                }
            }
        }

        lines.Add(unit);
        return new(lines.Count - 1, IsReversed: false);
    }

    private static bool AreSame(double[] one, double[] other, double sign)
    {
        for (var column = 0; column < one.Length; column++)
        {
            if (Math.Abs(one[column] - (sign * other[column])) > SameLine)
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Cell(bool[] Signs, double[] Witness)
    {
        public Cell Opposite() => new(Array.ConvertAll(Signs, sign => !sign), Array.ConvertAll(Witness, value => -value));
    }

    /// <summary>Where a row lies: the index of its line, and whether it points against it; no line for a row of zeros.</summary>
    private readonly record struct LinePlace(int? Line, bool IsReversed)
    {
        public bool IsActive(bool[] signs) => Line is { } line && signs[line] != IsReversed;
    }
}
