using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Exact;

/// <summary>Believes in those networks alone that it sees fit the data as they are.</summary>
internal sealed class ReluVerifier(Dataset dataset, ReluFit fit, CancellationToken cancellationToken)
{
    /// <summary>Least |f| of a network that gets the signs right; programs ask for 1.</summary>
    private const double LeastMargin = 0.5;

    /// <summary>Largest residual of an exact fit, as a share of the targets' range: the programs' tolerance and roundings.</summary>
    private const double MostResidual = 1e-7;

    /// <summary>The network if it fits.</summary>
    public FittingNetwork? Check(FittingNetwork network)
    {
        var outputs = network.Outputs(dataset, cancellationToken);
        return (fit == ReluFit.Signs ? HasSigns(outputs) : HasTargets(outputs)) ? network : null;
    }

    /// <summary>The construction of one unit a row, if it comes out.</summary>
    public FittingNetwork? OneUnitARow()
    {
        // Without a limit on the cross-entropy labels become ±10; with one on the residual they become ±1.
        var rule = new CriterionRule(double.PositiveInfinity, fit == ReluFit.Exact ? 0 : null, CheckInterval: 1);
        return ZhangConstruction.Build(dataset, rule, cancellationToken).Network is { } network ? Check(network) : null;
    }

    private bool HasSigns(double[] outputs) =>
        outputs.Index().All(pair => (dataset.Labels![pair.Index] == 1 ? pair.Item : -pair.Item) >= LeastMargin);

    private bool HasTargets(double[] outputs)
    {
        var targets = dataset.Targets ?? Array.ConvertAll(dataset.Labels!, label => (2.0 * label) - 1);
        var range = targets.Max() - targets.Min();
        var most = MostResidual * (range > 0 ? range : Math.Max(1, Math.Abs(targets[0])));
        return outputs.Zip(targets, (output, target) => Math.Abs(output - target)).Max() <= most;
    }
}
