using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Geometry;
using OverparamBounds.Theory.Patterns;

namespace OverparamBounds.Theory.Exact;

/// <summary>
/// The least number of hidden units of a network f(x) = a_1 relu(w_1·x + b_1) + … + a_m relu(w_m·x + b_m) + c that fits a
/// small data set: what no training can beat.
/// </summary>
/// <remarks>
/// Units may be scaled, so a_j is 1 or -1. With the on/off pattern of every unit given, f is linear in what is left, and
/// a linear program decides. All combinations of patterns (<see cref="ActivationPatterns"/>) are gone through, up to
/// symmetry, width by width; none fitting excludes a width. Fitting networks are looked for by random descent as well,
/// and believed when seen to fit. Widths 0 and 1 take no enumeration. Exclusions rest on linear programs in double
/// arithmetic with a tolerance of 1e-10, not on rational numbers.
/// </remarks>
public sealed class MinimalReluWidth
{
    private readonly MinimalReluOptions _options;
    private readonly SmallProblem _problem;
    private readonly ReluVerifier _verifier;
    private readonly AffinePieces _pieces;
    private readonly ReluSearch _search;
    private readonly List<WidthEvidence> _widths = [];
    private Dictionary<ulong, double[]>? _patterns;
    private long _solved;

    /// <summary>Why no further width can be excluded.</summary>
    private string? _reason;

    private MinimalReluWidth(MinimalReluOptions options, SmallProblem problem, ReluVerifier verifier, AffinePieces pieces)
    {
        (_options, _problem, _verifier, _pieces) = (options, problem, verifier, pieces);
        _search = new(problem, verifier, new RandomSequence(options.Key, RandomPurpose.Simulation));
    }

    private long Programs => _solved + _pieces.Programs + _search.Programs;

    /// <summary>Finds the least number, or bounds it and says why no more.</summary>
    /// <exception cref="InvalidOperationException">The linear programming library is missing.</exception>
    public static MinimalReluAnswer Find(Dataset dataset, MinimalReluOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        if (dataset.Outputs != 1)
        {
            return MinimalReluAnswer.Unknown($"The least width is sought for one output, not for {dataset.Outputs}.");
        }

        if (options.Fit == ReluFit.Signs && !dataset.IsClassification)
        {
            return MinimalReluAnswer.Unknown("Real targets have no signs to fit: ask for an exact fit.");
        }

        if (EqualRows.Count(dataset).Conflicting > 0)
        {
            return MinimalReluAnswer.Unknown("Some equal rows have different labels or targets: no network of any width fits.");
        }

        if (Constant(dataset) is { } constant)
        {
            return new(0, constant, [new(0, Combinations: 1, Programs: 0, IsExcluded: false, IsFitted: true)], Patterns: null, Programs: 0, Reason: null);
        }

        if (EqualRows.FirstRows(dataset).Distinct().Count() > SmallProblem.MostRows)
        {
            return Large(dataset, options, cancellationToken);
        }

        var problem = new SmallProblem(dataset, options.Fit);
        if (!problem.AreRowsApart())
        {
            return MinimalReluAnswer.Unknown($"Some distinct rows are within {SmallProblem.LeastDistance:0e0} of the columns' ranges, too close to exclude a width.") with
            {
                Least = 1,
                Fits = new ReluVerifier(dataset, options.Fit, cancellationToken).OneUnitARow(),
            };
        }

        using var pieces = new AffinePieces(problem);
        return new MinimalReluWidth(options, problem, new(dataset, options.Fit, cancellationToken), pieces).Climb(cancellationToken);
    }

    /// <summary>The network without hidden units, where all targets are equal.</summary>
    private static FittingNetwork? Constant(Dataset dataset)
    {
        var targets = dataset.Targets ?? Array.ConvertAll(dataset.Labels!, label => (2.0 * label) - 1);
        return Array.TrueForAll(targets, target => target == targets[0])
            ? new(0, ReluUnit.Layers(dataset.Problem, width: 0), [.. new double[dataset.Features], targets[0]])
            : null;
    }

    /// <summary>What can be said without sets of rows: one unit cannot tell classes apart that no plane separates.</summary>
    private static MinimalReluAnswer Large(Dataset dataset, MinimalReluOptions options, CancellationToken cancellationToken)
    {
        var isInseparable = options.Fit == ReluFit.Signs
            && LinearSeparability.Decide(dataset, cancellationToken).Value == false;
        return MinimalReluAnswer.Unknown($"There are more than {SmallProblem.MostRows} distinct rows, too many to go through patterns.") with
        {
            Least = isInseparable ? 2 : 1,
            Fits = new ReluVerifier(dataset, options.Fit, cancellationToken).OneUnitARow(),
        };
    }

    private MinimalReluAnswer Climb(CancellationToken cancellationToken)
    {
        var (least, before) = (0, 0L);
        for (var width = 0; width < _problem.Rows.Length; width++)
        {
            var result = Try(width, isNext: width == least, cancellationToken);
            _widths.Add(new(width, result.Combinations, Programs - before, result.IsExcluded, result.Network is not null));
            before = Programs;
            if (result.Network is not null)
            {
                return Answer(least, result.Network);
            }

            least = result.IsExcluded ? width + 1 : least;
        }

        return Answer(least, _verifier.OneUnitARow());
    }

    private MinimalReluAnswer Answer(int least, FittingNetwork? network) => new(
        least,
        network,
        _widths,
        _patterns?.Count,
        Programs,
        network?.Width == least ? null : _reason ?? "The last width could not be decided.");

    /// <param name="width">Hidden units.</param>
    /// <param name="isNext">Whether all smaller widths are excluded, so that it is worth the work to exclude this one.</param>
    /// <param name="cancellationToken">Asked before every linear program.</param>
    private WidthResult Try(int width, bool isNext, CancellationToken cancellationToken)
    {
        if (width == 0)
        {
            // Targets that are all equal have been dealt with.
            return new(Network: null, IsExcluded: true, Combinations: 1);
        }

        if (width == 1)
        {
            return TryOne();
        }

        var network = _search.Find(width, _options.Starts, cancellationToken);
        return network is null && isNext ? Enumerate(width, cancellationToken) : Found(network);
    }

    /// <summary>One unit, whose pattern is known beforehand.</summary>
    /// <remarks>
    /// It is monotone in one linear form, so that {f &gt; 0} is a half-space: signs fit exactly when an affine function
    /// does. For real targets, c is the least one (a = 1) or the largest (a = -1), unless the unit is active everywhere;
    /// it is inactive, or 0, on the rows that have it.
    /// </remarks>
    private WidthResult TryOne()
    {
        using var solver = new CombinationSolver(_problem, _verifier, new Dictionary<ulong, double[]>(), units: 1);
        var network = solver.Solve([], isLinear: true);
        var combinations = 1;
        if (_options.Fit == ReluFit.Exact)
        {
            foreach (var end in new[] { _problem.Targets.Min(), _problem.Targets.Max() })
            {
                combinations++;
                network ??= solver.Solve([_problem.SetOf(row => _problem.Targets[row] != end)], isLinear: false);
            }
        }

        _solved += solver.Programs;
        return Judge(network, solver, combinations);
    }

    private WidthResult Enumerate(int width, CancellationToken cancellationToken)
    {
        if (!HasPatterns(cancellationToken))
        {
            return Found(network: null);
        }

        var (linear, bent) = (Combinations(isLinear: true, cancellationToken), Combinations(isLinear: false, cancellationToken));
        if (linear.Count(width - 1) + bent.Count(width) > _options.MostCombinations)
        {
            _reason = $"Width {width} has more than {_options.MostCombinations} combinations of patterns.";
            return Found(network: null);
        }

        using var solver = new CombinationSolver(_problem, _verifier, _patterns!, width);
        var network = Enumerate(linear.Of(width - 1), isLinear: true, solver, cancellationToken)
            ?? Enumerate(bent.Of(width), isLinear: false, solver, cancellationToken);
        _solved += solver.Programs;
        return Judge(network, solver, linear.Seen + bent.Seen);
    }

    private FittingNetwork? Enumerate(IEnumerable<ulong[]> combinations, bool isLinear, CombinationSolver solver, CancellationToken cancellationToken)
    {
        foreach (var patterns in combinations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Programs + solver.Programs >= _options.MostPrograms)
            {
                _reason = $"To exclude the next width would take more than {_options.MostPrograms} linear programs.";
                return null;
            }

            if (solver.Solve(patterns, isLinear) is { } network)
            {
                return network;
            }
        }

        return null;
    }

    private PatternCombinations Combinations(bool isLinear, CancellationToken cancellationToken) =>
        new(_problem, _pieces, [.. _patterns!.Keys], isLinear, cancellationToken);

    private bool HasPatterns(CancellationToken cancellationToken)
    {
        if (_patterns is null && _reason is null)
        {
            ActivationPatterns? patterns = null;
            try
            {
                patterns = ActivationPatterns.Of(_problem.Rows, _options.MostPatterns, cancellationToken);
                _reason = patterns is null ? $"One unit has more than {_options.MostPatterns} on/off patterns on these rows." : null;
            }
            catch (UndecidedProgramException problem)
            {
                _reason = $"The patterns of one unit are not known: {problem.Message}";
            }

            _patterns = patterns?.All.Zip(patterns.Witnesses)
                .ToDictionary(pair => _problem.SetOf(row => pair.First[row]), pair => pair.Second);
        }

        return _patterns is not null;
    }

    private WidthResult Judge(FittingNetwork? network, CombinationSolver solver, long combinations)
    {
        if (network is null && solver.IsInDoubt)
        {
            _reason = "For the next width some linear program was not decided in double arithmetic.";
        }

        return new(network, IsExcluded: network is null && _reason is null, combinations);
    }

    private static WidthResult Found(FittingNetwork? network) => new(network, IsExcluded: false, Combinations: 0);

    /// <param name="Network">One that fits.</param>
    /// <param name="IsExcluded">Whether there is none.</param>
    /// <param name="Combinations">Combinations of patterns looked at.</param>
    private sealed record WidthResult(FittingNetwork? Network, bool IsExcluded, long Combinations);
}
