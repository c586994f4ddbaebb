using System.Numerics;
using OverparamBounds.Core.Data;
using OverparamBounds.Theory.Geometry;

namespace OverparamBounds.Theory.Exact;

/// <summary>
/// A data set with one output as the linear programs see it: distinct rows, columns moved and scaled to [-1, 1] with a 1
/// appended, targets moved and scaled to [-1, 1]. Units have biases, so that none of this changes which widths fit.
/// Sets of rows are bits.
/// </summary>
internal sealed class SmallProblem
{
    /// <summary>Rows that the bits of a set can hold.</summary>
    public const int MostRows = 64;

    /// <summary>Closest rows, in some standardised column, that the tolerance of the programs is sure to tell apart.</summary>
    public const double LeastDistance = 1e-6;

    private readonly Dataset _dataset;
    private readonly double[] _columnMiddles;
    private readonly double[] _columnScales;
    private readonly double _targetMiddle;
    private readonly double _targetScale;
    private readonly ulong[] _alike;

    public SmallProblem(Dataset dataset, ReluFit fit)
    {
        _dataset = dataset;
        Fit = fit;
        var rows = EqualRows.FirstRows(dataset).Distinct().ToList();
        (_columnMiddles, _columnScales) = (new double[dataset.Features], new double[dataset.Features]);
        for (var column = 0; column < dataset.Features; column++)
        {
            (_columnMiddles[column], _columnScales[column]) = Range(rows.Select(row => dataset.Row(row)[column]));
        }

        var targets = rows.ConvertAll(row => dataset.Labels is { } labels ? (2.0 * labels[row]) - 1 : dataset.Targets![row]);
        (_targetMiddle, _targetScale) = Range(targets);
        Rows = [.. rows.Select(row => Standardise(dataset.Row(row)))];
        Targets = [.. targets.Select(target => (target - _targetMiddle) / _targetScale)];
        _alike = Array.ConvertAll(Targets, target => SetOf(row => Targets[row] == target));
    }

    public ReluFit Fit { get; }

    /// <summary>[rows][columns + 1], the last one 1.</summary>
    public double[][] Rows { get; }

    public double[] Targets { get; }

    public ulong All => Rows.Length == MostRows ? ulong.MaxValue : (1ul << Rows.Length) - 1;

    /// <summary>Whether all rows are <see cref="LeastDistance"/> apart.</summary>
    public bool AreRowsApart() =>
        Rows.Index().All(one => Rows[..one.Index].All(other => one.Item.Zip(other, (x, y) => Math.Abs(x - y)).Max() >= LeastDistance));

    /// <summary>Whether the rows of a set have one target.</summary>
    public bool AreAlike(ulong rows) =>
        rows == 0 || (rows & ~_alike[BitOperations.TrailingZeroCount(rows)]) == 0;

    public ulong SetOf(Func<int, bool> isMember)
    {
        var set = 0ul;
        for (var row = 0; row < Rows.Length; row++)
        {
            set |= isMember(row) ? 1ul << row : 0;
        }

        return set;
    }

    /// <summary>The network for inputs and targets as they are.</summary>
    /// <param name="units">Hidden units for standardised inputs and targets.</param>
    /// <param name="constant">The output for no active unit.</param>
    public FittingNetwork Network(IReadOnlyList<ReluUnit> units, double constant)
    {
        var (features, width) = (_dataset.Features, units.Count);
        var layers = ReluUnit.Layers(_dataset.Problem, width);
        var parameters = new double[layers.Sum(layer => layer.Parameters)];
        parameters[^1] = (constant * _targetScale) + _targetMiddle;
        for (var unit = 0; unit < width; unit++)
        {
            var bias = units[unit].Weights[features];
            for (var column = 0; column < features; column++)
            {
                var weight = units[unit].Weights[column] / _columnScales[column];
                parameters[(column * width) + unit] = weight;
                bias -= weight * _columnMiddles[column];
            }

            parameters[(features * width) + unit] = bias;
            parameters[((features + 1) * width) + unit] = units[unit].Sign * _targetScale;
        }

        return new(width, layers, parameters);
    }

    private double[] Standardise(ReadOnlySpan<double> row)
    {
        var standardised = new double[row.Length + 1];
        for (var column = 0; column < row.Length; column++)
        {
            // Adding 0 turns -0 into 0, so that equal rows are equal in every bit.
            standardised[column] = ((row[column] - _columnMiddles[column]) / _columnScales[column]) + 0.0;
        }

        standardised[^1] = 1;
        return standardised;
    }

    private static (double Middle, double Scale) Range(IEnumerable<double> values)
    {
        var (least, most) = (values.Min(), values.Max());
        var middle = least + ((most - least) / 2);
        return (middle, most > least ? most - middle : 1);
    }
}
