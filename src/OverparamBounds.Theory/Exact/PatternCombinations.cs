using System.Numerics;
using MathNet.Numerics;

namespace OverparamBounds.Theory.Exact;

/// <summary>
/// The combinations of on/off patterns that networks of some units can have and still fit, one for each class of those
/// that symmetries take to each other.
/// </summary>
/// <remarks>
/// Left out without loss, where no network of fewer units fits:
/// <list type="bullet">
/// <item>a unit that is inactive everywhere, which may go;</item>
/// <item>a second unit that is active everywhere: both are affine on the rows, and so is their sum. The first has no
/// constraints, since a large bias makes it active and the constant takes that back (<c>isLinear</c>);</item>
/// <item>beside such an affine unit, of a pattern and its complement the one that lacks the first row: relu(z) = z +
/// relu(-z);</item>
/// <item>two units of one pattern and one output sign, which are one unit. Of opposite signs their sum is any linear
/// function on the active rows, so that a third one adds nothing;</item>
/// <item>patterns that leave some set of rows, all with the same units active, which no affine function fits, or rows
/// without active units whose targets differ.</item>
/// </list>
/// A combination can be moved so that one of its units has the first pattern of the first orbit it meets; the others
/// come from that orbit or later ones.
/// </remarks>
internal sealed class PatternCombinations
{
    private readonly SmallProblem _problem;
    private readonly AffinePieces _pieces;
    private readonly bool _isLinear;
    private readonly ulong[] _patterns;
    private readonly int[] _orbitStarts;
    private readonly CancellationToken _cancellationToken;

    /// <param name="problem">The rows.</param>
    /// <param name="pieces">Says which sets of rows an affine function may fit.</param>
    /// <param name="patterns">Patterns of one unit.</param>
    /// <param name="isLinear">Whether one more unit is active everywhere.</param>
    /// <param name="cancellationToken">Asked at every unit but the last.</param>
    public PatternCombinations(
        SmallProblem problem,
        AffinePieces pieces,
        IReadOnlyList<ulong> patterns,
        bool isLinear,
        CancellationToken cancellationToken)
    {
        (_problem, _pieces, _isLinear, _cancellationToken) = (problem, pieces, isLinear, cancellationToken);
        var distinct = patterns
            .Select(Canonical)
            .Where(pattern => pattern != 0 && pattern != problem.All)
            .Distinct()
            .ToArray();

        // The largest orbits first: the fewer are left for the rest.
        var orbits = Orbits(distinct).Zip(distinct).GroupBy(pair => pair.First, pair => pair.Second).OrderByDescending(orbit => orbit.Count()).ToList();
        _patterns = [.. orbits.SelectMany(orbit => orbit)];
        _orbitStarts = new int[orbits.Count];
        for (var orbit = 1; orbit < orbits.Count; orbit++)
        {
            _orbitStarts[orbit] = _orbitStarts[orbit - 1] + orbits[orbit - 1].Count();
        }
    }

    /// <summary>Combinations looked at so far, possible or not.</summary>
    public long Seen { get; private set; }

    /// <summary>How many there are to look at of a number of units, three of one pattern counted in.</summary>
    public double Count(int units) => units == 0
        ? 1
        : _orbitStarts.Sum(start => SpecialFunctions.Binomial(_patterns.Length - start + units - 2, units - 1));

    /// <summary>Those of a number of units, besides the one that is active everywhere.</summary>
    public IEnumerable<ulong[]> Of(int units)
    {
        if (units == 0)
        {
            Seen++;
            return _pieces.MayBeAffine(_problem.All) ? [[]] : [];
        }

        return _orbitStarts.SelectMany(start => Extend([_patterns[start]], Split([_problem.All], _patterns[start]), start, units - 1));
    }

    private IEnumerable<ulong[]> Extend(ulong[] chosen, ulong[] cells, int from, int missing)
    {
        if (missing == 0)
        {
            Seen++;
            if (IsPossible(cells))
            {
                yield return chosen;
            }

            yield break;
        }

        _cancellationToken.ThrowIfCancellationRequested();
        for (var at = from; at < _patterns.Length; at++)
        {
            if (chosen.Count(pattern => pattern == _patterns[at]) == 2)
            {
                continue;
            }

            if (missing == 1)
            {
                Seen++;
                if (IsPossible(cells, _patterns[at]))
                {
                    yield return [.. chosen, _patterns[at]];
                }

                continue;
            }

            foreach (var combination in Extend([.. chosen, _patterns[at]], Split(cells, _patterns[at]), at, missing - 1))
            {
                yield return combination;
            }
        }
    }

    /// <summary>Cells by active units: those without the new unit, in the order they had, then those with it; the first has no units.</summary>
    private static ulong[] Split(ulong[] cells, ulong pattern) =>
        [.. cells.Select(cell => cell & ~pattern), .. cells.Select(cell => cell & pattern)];

    private bool IsPossible(ulong[] cells) => IsPossible(cells, pattern: 0);

    private bool IsPossible(ulong[] cells, ulong pattern)
    {
        if (!_isLinear && !_problem.AreAlike(cells[0] & ~pattern))
        {
            return false;
        }

        foreach (var cell in cells)
        {
            if (!_pieces.MayBeAffine(cell & ~pattern) || !_pieces.MayBeAffine(cell & pattern))
            {
                return false;
            }
        }

        return true;
    }

    private ulong Canonical(ulong pattern) => _isLinear && (pattern & 1) == 1 ? _problem.All & ~pattern : pattern;

    private int[] Orbits(ulong[] patterns)
    {
        var places = patterns.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var parents = Enumerable.Range(0, patterns.Length).ToArray();
        foreach (var map in RowSymmetries.Of(_problem))
        {
            for (var at = 0; at < patterns.Length; at++)
            {
                if (places.TryGetValue(Canonical(Move(patterns[at], map)), out var other))
                {
                    parents[Root(at)] = Root(other);
                }
            }
        }

        return [.. Enumerable.Range(0, patterns.Length).Select(Root)];

        int Root(int at)
        {
            while (parents[at] != at)
            {
                at = parents[at] = parents[parents[at]];
            }

            return at;
        }
    }

    private static ulong Move(ulong pattern, int[] map)
    {
        var moved = 0ul;
        for (; pattern != 0; pattern &= pattern - 1)
        {
            moved |= 1ul << map[BitOperations.TrailingZeroCount(pattern)];
        }

        return moved;
    }
}
