using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Exact;
using OverparamBounds.Theory.Geometry;

namespace OverparamBounds.Theory.Tests.Exact;

public class ZhangConstructionTests
{
    /// <summary>
    /// Slopes of up to 10^8, where projections of a thousand rows come within 10^-7 of each other, times roundings of
    /// 10^-16 in some units each.
    /// </summary>
    private const double Tolerance = 1e-7;

    [Theory]
    [InlineData(6, 5, 1, 2)]
    [InlineData(2, 30, 1, 2)]
    [InlineData(3, 100, 7, 3)]
    [InlineData(4, 500, 20, 10)]
    [InlineData(5, 1000, 3, 2)]
    public void Any_labels_of_random_rows_are_fitted(int seed, int samples, int features, int classes)
    {
        // Both of two labels occur, lest there be no variance for the squared residual to be a share of.
        int[] labels = [0, 1, .. Labels((ulong)seed, samples - 2, classes)];
        var dataset = Examples.Classified(Examples.Gaussian((ulong)seed, samples, features), labels) with { Classes = classes };

        foreach (var rule in new[] { Examples.Z1, Examples.SquaredError })
        {
            AssertFits(dataset, rule, samples);
        }
    }

    [Theory]
    [InlineData(1, 40, 2, 1)]
    [InlineData(2, 200, 10, 3)]
    [InlineData(3, 1, 4, 2)]
    public void Any_real_targets_are_fitted(int seed, int samples, int features, int targets)
    {
        var dataset = Examples.Regression(Examples.Gaussian((ulong)seed, samples, features)) with
        {
            Targets = [.. Examples.Gaussian((ulong)seed + 100, samples, targets).SelectMany(row => row)],
            TargetColumns = targets,
        };

        var answer = ZhangConstruction.Build(dataset, Examples.SquaredError, TestContext.Current.CancellationToken);

        Assert.InRange(answer.Residual, 0, Tolerance);
        Assert.Equal(samples, answer.Network!.Width);

        // One row has no variance, of which no residual is a share.
        Assert.Equal(samples > 1, answer.FitsCriterion);
    }

    [Fact]
    public void Points_of_the_sphere_are_fitted()
    {
        var rows = Examples.Gaussian(9, 1000, 10)
            .Select(row => row.Select(value => value / Math.Sqrt(row.Sum(other => other * other))).ToArray())
            .ToArray();

        AssertFits(Examples.Classified(rows, Labels(9, 1000, 2)), Examples.Z1, width: 1000);
    }

    [Fact]
    public void The_wave_data_are_fitted() =>
        AssertFits(Examples.Regression(Examples.Waves(20, 5), [.. Enumerable.Range(1, 20).Select(i => Math.Cos(3.0 * i))]), Examples.SquaredError, width: 20);

    [Theory]
    [InlineData("tabular/iris.csv", "species")]
    [InlineData("tabular/wine.csv", "cultivar")]
    [InlineData("tabular/breast_cancer.csv", "diagnosis")]
    [InlineData("digits/digits8x8.csv", "label")]
    public void Real_tables_are_fitted(string file, string target)
    {
        var table = Examples.SharedTable(file, target);

        AssertFits(table, Examples.Z1, EqualRows.FirstRows(table).Distinct().Count());
    }

    [Fact]
    public void Rows_that_repeat_share_a_unit()
    {
        var dataset = Examples.Classified([[1, 2], [0, 1], [1, 2], [3, 1], [0, 1], [-0.0, 1]], [0, 1, 0, 1, 1, 1]);

        AssertFits(dataset, Examples.Z1, width: 3);
    }

    [Fact]
    public void Rows_that_contradict_each_other_are_refused()
    {
        var dataset = Examples.Classified([[1, 2], [0, 1], [1, 2]], [0, 1, 1]);

        var answer = ZhangConstruction.Build(dataset, Examples.Z1, TestContext.Current.CancellationToken);

        Assert.Null(answer.Network);
        Assert.False(answer.FitsCriterion);
        Assert.Contains("another label", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_doubles_hardly_tell_apart_are_refused()
    {
        var dataset = Examples.Classified([[1e9, 0], [Math.BitIncrement(1e9), 0], [0, 0]], [0, 1, 1]);

        var answer = ZhangConstruction.Build(dataset, Examples.Z1, TestContext.Current.CancellationToken);

        Assert.Null(answer.Network);
        Assert.Contains("so close", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_row_needs_one_unit() => AssertFits(Examples.Classified([[0, 0]], [1]), Examples.Z1, width: 1);

    [Fact]
    public void Columns_of_any_scale_and_place_are_fitted()
    {
        double[][] rows = [.. Examples.Gaussian(11, 50, 3).Select(row => new[] { 1e-6 * row[0], 1e5 + row[1], 1e7 * row[2] })];

        AssertFits(Examples.Classified(rows, Labels(11, 50, 2)), Examples.Z1, width: 50);
    }

    [Fact]
    public void A_stricter_cross_entropy_is_met_too() =>
        AssertFits(Examples.Classified(Examples.Waves(20, 5), Labels(12, 20, 4)), Examples.Z1 with { MaxMeanCrossEntropy = 1e-5 }, width: 20);

    private static void AssertFits(Dataset dataset, CriterionRule rule, int width)
    {
        var answer = ZhangConstruction.Build(dataset, rule, TestContext.Current.CancellationToken);

        Assert.Null(answer.Reason);
        Assert.InRange(answer.Residual, 0, Tolerance);
        Assert.True(answer.FitsCriterion);
        Assert.Equal(width, answer.Network!.Width);
    }

    private static int[] Labels(ulong seed, int samples, int classes)
    {
        var draws = new RandomSequence(seed, RandomPurpose.Labels);
        return [.. Enumerable.Range(0, samples).Select(_ => draws.NextIndex(classes))];
    }
}
