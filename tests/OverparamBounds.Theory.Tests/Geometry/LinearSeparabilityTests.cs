using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Geometry;

namespace OverparamBounds.Theory.Tests.Geometry;

public class LinearSeparabilityTests
{
    [Fact]
    public void Xor_is_not_separable()
    {
        Assert.False(Examples.Measure(Examples.Xor).LinearlySeparable);
    }

    [Fact]
    public void And_is_separable()
    {
        var and = Examples.Classified([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]);

        Assert.True(Examples.Measure(and).LinearlySeparable);
    }

    [Fact]
    public void Equal_rows_with_different_labels_are_not_separable()
    {
        var conflict = Examples.Classified([[1, 2], [1, 2], [3, 1]], [0, 1, 1]);

        Assert.False(Examples.Measure(conflict).LinearlySeparable);
    }

    [Fact]
    public void A_middle_class_on_a_line_is_separable_by_the_largest_output_but_not_from_the_rest()
    {
        double[][] line = [[1], [2], [3], [4], [5], [6]];

        Assert.True(Examples.Measure(Examples.Classified(line, [0, 0, 1, 1, 2, 2])).LinearlySeparable);
        Assert.False(Examples.Measure(Examples.Classified(line, [0, 0, 1, 1, 0, 0])).LinearlySeparable);
    }

    [Theory]
    [InlineData(1, 11, 10, 2)]
    [InlineData(2, 11, 10, 3)]
    [InlineData(3, 5, 40, 4)]
    public void Any_labels_of_at_most_one_point_more_than_dimensions_are_separable(int seed, int samples, int features, int classes)
    {
        var labels = Labels((ulong)seed, samples, classes);
        var dataset = Examples.Classified(Examples.Gaussian((ulong)seed, samples, features), labels) with { Classes = classes };

        Assert.True(Examples.Measure(dataset).LinearlySeparable);
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    public void Random_labels_of_many_points_are_not_separable(int seed, int classes)
    {
        // Cover: of 2^200 labelings of 200 points in general position, fewer than 2^40 are separable in five dimensions.
        var dataset = Examples.Classified(Examples.Gaussian((ulong)seed, 200, 5), Labels((ulong)seed, 200, classes)) with { Classes = classes };

        Assert.False(Examples.Measure(dataset).LinearlySeparable);
    }

    [Theory]
    [InlineData(6, 1e-3)]
    [InlineData(7, 1e-5)]
    public void A_thin_planted_margin_is_found(int seed, double margin)
    {
        var rows = Examples.Gaussian((ulong)seed, 60, 3);
        var labels = rows.Select(row => row[0] + (0.5 * row[1]) - row[2] > 0 ? 1 : 0).ToArray();
        for (var at = 0; at < rows.Length; at++)
        {
            // Two rows on either side of the plane, a margin apart.
            if (at < 2)
            {
                rows[at] = [1, 1, 1.5 - (at == 0 ? margin : -margin)];
                labels[at] = at == 0 ? 1 : 0;
            }
        }

        Assert.True(Examples.Measure(Examples.Classified(rows, labels)).LinearlySeparable);
    }

    [Fact]
    public void Shifting_and_scaling_the_columns_changes_nothing()
    {
        double[][] rows = [.. Examples.Xor.Inputs.Chunk(2).Select(row => new[] { (1e6 * row[0]) + 1e9, (1e-6 * row[1]) - 3 })];

        Assert.False(Examples.Measure(Examples.Classified(rows, [0, 1, 1, 0])).LinearlySeparable);
        Assert.True(Examples.Measure(Examples.Classified(rows, [0, 1, 1, 1])).LinearlySeparable);
    }

    [Fact]
    public void Real_targets_are_not_asked()
    {
        var geometry = Examples.Measure(Examples.Waves(5, 2));

        Assert.Null(geometry.LinearlySeparable);
        Assert.Contains("real numbers", geometry.Reasons["linearlySeparable"], StringComparison.Ordinal);
    }

    [Fact]
    public void Data_too_large_for_the_linear_program_stays_unknown_with_a_reason()
    {
        var labels = Labels(9, 3000, 10);
        var dataset = Examples.Classified(Examples.Gaussian(9, 3000, 20), labels);

        var separable = LinearSeparability.Decide(dataset, TestContext.Current.CancellationToken);

        Assert.Null(separable.Value);
        Assert.StartsWith("Unknown", separable.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tabular/iris.csv", "species", false)]
    [InlineData("tabular/wine.csv", "cultivar", true)]
    [InlineData("tabular/breast_cancer.csv", "diagnosis", true)]
    [InlineData("digits/digits8x8.csv", "label", true)]
    public void Known_tables_are_decided_as_published(string file, string target, bool expected)
    {
        var table = Examples.SharedTable(file, target);

        Assert.Equal(expected, Examples.Measure(table).LinearlySeparable);
    }

    private static int[] Labels(ulong seed, int samples, int classes)
    {
        var draws = new RandomSequence(seed, RandomPurpose.Labels);
        return [.. Enumerable.Range(0, samples).Select(_ => draws.NextIndex(classes))];
    }
}
