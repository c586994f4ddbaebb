using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>How far a network's objective is from the least that any network of parallel units has, of whatever width.</summary>
/// <remarks>
/// For every network and every G with Omega(G) &lt;= decay, since weight decay is at least decay times the sum of
/// ||a_i|| ||w_i|| and &lt;G, relu(X w) aᵀ&gt; is at most Omega(G) ||a|| ||w||, the objective is at least
/// ||R||² / 2 + &lt;G, Y - R&gt; with R = Y - Phi, and so at least &lt;G, Y&gt; - ||G||² / 2, whatever R is. Here G is the
/// network's own R, shrunk until an upper bound on Omega allows it. At a global optimum R itself is allowed and the
/// bound is met: the polar condition of Haeffele and Vidal (2017).
/// </remarks>
public sealed record OptimalityCertificate
{
    public required OptimalityVerdict Verdict { get; init; }

    public required double Objective { get; init; }

    /// <summary>Of the same function with balanced units; no other scaling of them has less.</summary>
    public required double BalancedObjective { get; init; }

    /// <summary>No network of any width has a lower objective.</summary>
    public required double LowerBound { get; init; }

    /// <summary><see cref="Objective"/> less <see cref="LowerBound"/>; negative by rounding alone.</summary>
    public double Gap => Objective - LowerBound;

    /// <summary>The gap, of the objective at zero weights.</summary>
    public required double RelativeGap { get; init; }

    /// <summary>Of Y - Phi. The polar condition of a global optimum is that it does not exceed the weight decay.</summary>
    public required PolarValue Omega { get; init; }

    public required double WeightDecay { get; init; }

    /// <summary>The subgradient nearest to 0, of the norm of the regulariser's gradient.</summary>
    public required double Stationarity { get; init; }

    public required int Units { get; init; }

    public required int ZeroUnits { get; init; }

    /// <summary>Units without effect that are not zero; the theorem does not count them.</summary>
    public required int UnbalancedUnits { get; init; }

    /// <summary>n C; with more units than that, the theorem promises a path downhill to a global minimum from everywhere.</summary>
    public required int Constraints { get; init; }

    /// <summary>Where it is so, a local minimum is a global one.</summary>
    public bool HasZeroUnit => ZeroUnits > 0;

    /// <summary>Set exactly where the verdict is <see cref="OptimalityVerdict.NotGlobal"/>.</summary>
    public ImprovingUnit? Improvement { get; init; }

    public static OptimalityCertificate Of(ParallelProblem problem, ParallelNetwork network, CancellationToken cancellationToken) =>
        Of(problem, network, new CertificateOptions(), cancellationToken);

    public static OptimalityCertificate Of(
        ParallelProblem problem, ParallelNetwork network, CertificateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        var residual = network.Residual(problem);
        var hints = Enumerable.Range(0, network.Units).Select(unit => network.IncomingOf(unit).ToArray());
        var omega = PolarValue.Of(problem, residual, hints, options.Polar, cancellationToken);
        var objective = network.Objective(problem);
        var lowerBound = DualValue(problem, residual, omega.Upper);
        var relativeGap = Relative(objective - lowerBound, problem.ObjectiveAtZero);
        var stationarity = ParallelNetworks.Stationarity.Of(problem, network, residual);
        var isGlobal = relativeGap <= options.GapTolerance;
        var improvement = isGlobal ? null : BestUnit.Of(problem, residual, omega)?.AddedTo(network, problem);
        return new()
        {
            Verdict = isGlobal ? OptimalityVerdict.GlobalOptimum
                : improvement is not null ? OptimalityVerdict.NotGlobal
                : stationarity > options.StationarityTolerance ? OptimalityVerdict.NotStationary
                : OptimalityVerdict.Undecided,
            Objective = objective,
            BalancedObjective = network.Balanced().Objective(problem),
            LowerBound = lowerBound,
            RelativeGap = relativeGap,
            Omega = omega,
            WeightDecay = problem.WeightDecay,
            Stationarity = stationarity,
            Units = network.Units,
            ZeroUnits = network.ZeroUnits.Count,
            UnbalancedUnits = network.UnbalancedUnits.Count,
            Constraints = problem.Samples * problem.Outputs,
            Improvement = improvement,
        };
    }

    /// <summary>The verdict and its grounds, for a reader.</summary>
    public string Statement => string.Join(' ', Sentences());

    private IEnumerable<string> Sentences()
    {
        var polar = Omega.IsExact ? $"{Omega.Lower:g6}" : $"between {Omega.Lower:g6} and {Omega.Upper:g6}";
        yield return Verdict switch
        {
            OptimalityVerdict.GlobalOptimum =>
                $"Certified: no network of any width has an objective more than {Math.Max(0, Gap):g3} below this one's {Objective:g6}.",
            OptimalityVerdict.NotGlobal =>
                $"Not a global optimum: one more unit lowers the objective {Objective:g6} by {Improvement!.Decrease:g3}, "
                    + $"since the polar value, {polar}, exceeds the weight decay {WeightDecay:g6}.",
            OptimalityVerdict.NotStationary =>
                $"Not certified: the training has not ended, a subgradient is still {Stationarity:g3} of the regulariser's; "
                    + $"at most {Gap:g3} of the objective {Objective:g6} could be saved by any network.",
            _ =>
                $"Undecided: stationary, and no unit is known whose addition helps (the polar value is {polar}, the weight decay "
                    + $"{WeightDecay:g6}), but only a gap of {Gap:g3} below the objective {Objective:g6} is proved.",
        };

        if (Verdict != OptimalityVerdict.GlobalOptimum && HasZeroUnit)
        {
            yield return Verdict == OptimalityVerdict.NotGlobal
                ? "A unit is entirely zero, so a local minimum would be global: this is a saddle, and that unit can take the better one's place."
                : "A unit is entirely zero, so this is a global optimum if it is a local minimum.";
        }
    }

    /// <summary>&lt;G, Y&gt; - ||G||² / 2 at the best multiple G of the residual with Omega(G) at most the decay.</summary>
    private static double DualValue(ParallelProblem problem, double[] residual, double polarUpper)
    {
        var squares = ParallelProblem.SumOfSquares(residual);
        var product = InputRows.Product(residual, problem.Targets);
        if (squares == 0 || product <= 0)
        {
            return 0;
        }

        var share = product / squares;
        if (share * polarUpper > problem.WeightDecay)
        {
            share = problem.WeightDecay / polarUpper;
        }

        return share * (product - (share * squares / 2));
    }

    private static double Relative(double gap, double objectiveAtZero) =>
        gap <= 0 ? 0 : objectiveAtZero > 0 ? gap / objectiveAtZero : double.PositiveInfinity;
}
