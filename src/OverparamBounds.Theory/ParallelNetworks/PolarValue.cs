namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>Omega(G) = max over ||w|| = 1 of ||Gᵀ relu(X w)||: how strongly the best single unit answers to G.</summary>
/// <param name="Lower">Reached by <paramref name="Direction"/>.</param>
/// <param name="Upper">No direction reaches more; equal to <paramref name="Lower"/> where the value is exact.</param>
/// <param name="IsExact">Up to rounding.</param>
/// <param name="Direction">w: [d], of norm 1.</param>
/// <param name="Method">How it was found, or why it is only bounded; a sentence.</param>
public sealed record PolarValue(double Lower, double Upper, bool IsExact, double[] Direction, string Method)
{
    /// <param name="inputs">X: [n, d].</param>
    /// <param name="slopes">G: [n, C].</param>
    /// <param name="samples">n.</param>
    public static PolarValue Of(
        double[] inputs, double[] slopes, int samples, PolarOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);

        // The problem's door checks shapes and numbers; the decay plays no part.
        var problem = new ParallelProblem(inputs, slopes, samples, weightDecay: 1);
        return Of(problem, slopes, [], options, cancellationToken);
    }

    /// <param name="hints">Directions [d] that the ascent starts from as well.</param>
    internal static PolarValue Of(
        ParallelProblem problem,
        double[] slopes,
        IEnumerable<double[]> hints,
        PolarOptions options,
        CancellationToken cancellationToken)
    {
        if (RowSpace.Of(problem, slopes) is not { } space)
        {
            var any = new double[problem.Features];
            any[0] = 1;
            return new(0, 0, IsExact: true, any, "No row has both an input and a slope, so every unit answers with 0.");
        }

        var best = new PolarMaximum(space.Slopes, space.Outputs);
        var patterns = FaceSearch.MostPatterns(space.Lines, space.Rank);
        if (space.Rank <= 2 || patterns <= options.MostPatterns)
        {
            FaceSearch.Run(space, best, cancellationToken);
            return Exact(problem, slopes, space.Lift(best.Direction), Describe(space, patterns));
        }

        var climbs = PolarAscent.Climb(space, PolarAscent.Starts(space, hints, options), best, cancellationToken);
        var direction = space.Lift(best.Direction);
        var lower = PolarMaximum.Answer(problem.Inputs, slopes, direction);
        var (upper, inequality) = PolarUpperBound.Of(space);
        return new(
            lower,
            Math.Max(lower, upper),
            IsExact: false,
            direction,
            $"Bounded: up to {patterns:0.##e0} activation patterns are more than {options.MostPatterns}; "
                + $"from below by {climbs} ascents, from above by {inequality}.");
    }

    private static PolarValue Exact(ParallelProblem problem, double[] slopes, double[] direction, string method)
    {
        var value = PolarMaximum.Answer(problem.Inputs, slopes, direction);
        return new(value, value, IsExact: true, direction, method);
    }

    private static string Describe(RowSpace space, double patterns) => space.Rank switch
    {
        1 => "Exact: two directions.",
        2 => $"Exact: a sweep over {2 * space.Lines} angles.",
        _ => $"Exact: every face of the arrangement of {space.Lines} hyperplanes in {space.Rank} dimensions, "
            + $"at most {patterns:0} activation patterns.",
    };
}
