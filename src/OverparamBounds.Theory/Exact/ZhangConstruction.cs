using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Geometry;

namespace OverparamBounds.Theory.Exact;

/// <summary>The network with one hidden unit for each distinct row that fits any targets.</summary>
/// <remarks>
/// Zhang et al. 2017 (1611.03530), Theorem 1. All units share a direction a, and their biases interlace the sorted
/// projections: b_1 &lt; a·x_(1) &lt;= b_2 &lt; a·x_(2) &lt;= … The hidden outputs then form a triangular matrix, and the
/// output weights solve for the targets. Here b_(k+1) = a·x_(k), the only choice for which the solution is the
/// piecewise linear interpolant: its slopes depend on two neighbours alone, so that rounding errors do not pile up.
/// <para>
/// The direction is the best of <see cref="Directions"/> random ones. Neighbours along it may be close, and slopes
/// large: the parameters are meant for double arithmetic.
/// </para>
/// </remarks>
public static class ZhangConstruction
{
    /// <summary>Random directions that are compared.</summary>
    public const int Directions = 256;

    /// <summary>Least logit of the right class against the others, for criteria that ask for no more.</summary>
    private const double LeastLogit = 10;

    /// <summary>The least gap of projections, in units of rounding, with which slopes keep a meaning.</summary>
    private const double LeastGap = 16;

    private const double Rounding = 1.0 / (1L << 53);

    /// <summary>Builds and checks the network; the targets of classes are as large as the criterion's cross-entropy needs.</summary>
    public static ZhangAnswer Build(Dataset dataset, CriterionRule rule, CancellationToken cancellationToken)
    {
        if (EqualRows.Count(dataset).Conflicting is > 0 and var conflicting)
        {
            return ZhangAnswer.Missing($"{conflicting} rows repeat an earlier one with another label or target; no network fits both.");
        }

        int[] rows = [.. EqualRows.FirstRows(dataset).Distinct()];
        var projection = Projection.Best(dataset, rows, cancellationToken);
        if (!(projection.SmallestGap > LeastGap * Rounding))
        {
            return ZhangAnswer.Missing(
                $"Some distinct rows are so close that none of {Directions} random directions tells them apart in double arithmetic.");
        }

        var targets = Targets(dataset, rule);
        var network = Assemble(dataset, projection, targets);
        var outputs = network.Outputs(dataset, cancellationToken);
        var residual = outputs.Zip(targets, (output, target) => Math.Abs(output - target)).Max();
        return new(network, residual, network.Satisfies(dataset, rule, cancellationToken), projection.SmallestGap, Reason: null);
    }

    /// <summary>[n, outputs], row by row.</summary>
    private static double[] Targets(Dataset dataset, CriterionRule rule)
    {
        if (dataset.Targets is { } targets)
        {
            return targets;
        }

        // Cross-entropy is at most (classes - 1) exp(-logit): a tenth of what is allowed.
        var logit = Math.Max(LeastLogit, Math.Log(10 * dataset.Classes / rule.MaxMeanCrossEntropy));
        var encoding = TargetEncoding.Of(dataset, rule);
        return Array.ConvertAll(encoding.Values, value => encoding.Loss switch
        {
            LossKind.Logistic => value > 0 ? logit : -logit,
            LossKind.Softmax => value * logit,
            _ => value,
        });
    }

    private static FittingNetwork Assemble(Dataset dataset, Projection projection, double[] targets)
    {
        var (width, outputs) = (projection.Rows.Length, dataset.Outputs);
        var layers = ArchitectureCatalogue.All.Bind("mlp").Layers(width, dataset.Problem);
        var parameters = new double[layers.Sum(layer => layer.Parameters)];
        for (var column = 0; column < dataset.Features; column++)
        {
            parameters.AsSpan(column * width, width).Fill(projection.Direction[column]);
        }

        // The first bias leaves the first row as far behind as the last row is, so that its slope is small.
        var values = projection.Values;
        var biases = parameters.AsSpan(dataset.Features * width, width);
        var ahead = width == 1 ? 1 : values[^1] - values[0];
        for (var unit = 0; unit < width; unit++)
        {
            biases[unit] = unit == 0 ? ahead - values[0] : -values[unit - 1];
        }

        var weights = parameters.AsSpan((dataset.Features + 1) * width, width * outputs);
        for (var output = 0; output < outputs; output++)
        {
            var (slope, reached) = (0.0, 0.0);
            for (var unit = 0; unit < width; unit++)
            {
                var target = targets[(projection.Rows[unit] * outputs) + output];
                var next = (target - reached) / (unit == 0 ? ahead : values[unit] - values[unit - 1]);
                weights[(unit * outputs) + output] = next - slope;
                (slope, reached) = (next, target);
            }
        }

        return new(width, layers, parameters);
    }

    /// <summary>Rows in the order of their values along a direction.</summary>
    /// <param name="SmallestGap">Of neighbouring values, relative to the largest |a_1 x_1| + … + |a_d x_d|, to which values are rounded.</param>
    private sealed record Projection(double[] Direction, int[] Rows, double[] Values, double SmallestGap)
    {
        public static Projection Best(Dataset dataset, int[] rows, CancellationToken cancellationToken)
        {
            var draws = new RandomSequence(RandomSequence.KeyOf("zhang2017 directions"), RandomPurpose.Simulation);
            var scales = Spreads(dataset);
            Projection? best = null;
            for (var trial = 0; trial < Directions; trial++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var candidate = Along(dataset, rows, Array.ConvertAll(scales, scale => scale * draws.NextNormal()));
                best = best is null || candidate.SmallestGap > best.SmallestGap ? candidate : best;
            }

            return best!;
        }

        private static Projection Along(Dataset dataset, int[] rows, double[] direction)
        {
            var sorted = rows.ToArray();
            var values = new double[rows.Length];
            var size = 0.0;
            for (var at = 0; at < rows.Length; at++)
            {
                var row = dataset.Row(rows[at]);
                var magnitude = 0.0;
                for (var column = 0; column < row.Length; column++)
                {
                    values[at] += direction[column] * row[column];
                    magnitude += Math.Abs(direction[column] * row[column]);
                }

                size = Math.Max(size, magnitude);
            }

            Array.Sort(values, sorted);
            var gap = values.Length == 1 ? 1 : values.Zip(values.Skip(1), (one, next) => next - one).Min() / size;
            return new(direction, sorted, values, gap);
        }

        /// <summary>One over the range of each column; 0 for a constant one.</summary>
        private static double[] Spreads(Dataset dataset)
        {
            var (low, high) = (dataset.Row(0).ToArray(), dataset.Row(0).ToArray());
            for (var row = 1; row < dataset.Samples; row++)
            {
                for (var column = 0; column < dataset.Features; column++)
                {
                    low[column] = Math.Min(low[column], dataset.Row(row)[column]);
                    high[column] = Math.Max(high[column], dataset.Row(row)[column]);
                }
            }

            return [.. low.Zip(high, (least, most) => most > least ? 1 / (most - least) : 0)];
        }
    }
}
