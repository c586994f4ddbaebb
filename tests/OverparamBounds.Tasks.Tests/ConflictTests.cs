using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Rows;
using OverparamBounds.Testing;

namespace OverparamBounds.Tasks.Tests;

public sealed class ConflictTests
{
    [Fact]
    public void Equal_rows_of_one_class_are_legal_and_remarked()
    {
        var data = TaskLoader.Load("iris").Data;

        var note = Assert.Single(data.Notes);
        Assert.StartsWith("rows 102 and 143 are equal, with the same target.", note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_check_runs_on_scaled_rows()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("rays.csv", "a,b,y\n1,3,x\n0,1,x\n7,21,y\n");

        var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load($"csv({path},scale=unit)"));

        Assert.Contains("rows 1 and 3 (line 2 and line 4)", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(TaskLoader.Load($"csv({path},scale=lift)").Data.Notes);
    }

    [Fact]
    public void Rows_of_a_choice_are_named_by_where_they_come_from()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("table.csv", "a,y\n?,x\n1,x\n2,y\n1,y\n");

        var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load($"csv({path},missing=drop)"));

        Assert.Contains("rows 1 and 3 (line 3 and line 5)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_floor_of_a_regression_is_the_mean_square_within_equal_rows()
    {
        // Rows 0 and 2 at targets 1 and 4, rows 1, 3 and 4 at 0, 3 and 6; row 5 alone: (2 * 2.25 + 18) / 6 rows.
        var data = new Dataset
        {
            Inputs = [1, 2, 1, 2, 2, 3],
            Samples = 6,
            Features = 1,
            Targets = [1, 0, 4, 3, 6, 100],
            TargetColumns = 1,
        };

        var floor = RegressionFloor.Of(data, EqualRows.Groups(data));

        Assert.Equal(3.75, floor, 1e-14);
    }

    [Fact]
    public void Groups_are_those_of_a_comparison_of_all_pairs()
    {
        // Many equal rows and many equal coordinates, at scales that round.
        var data = TaskLoader.Load("parity(8,2,200,seed=5)").Data;
        var doubled = data with
        {
            Inputs = [.. Geometry.Rows(data).SelectMany(row => row.Take(5).Select((value, column) => value * Math.Pow(7.3, column - 2)))],
            Features = 5,
        };
        var rows = Geometry.Rows(doubled);

        var groups = EqualRows.Groups(doubled);

        var plain = Enumerable.Range(0, 200).GroupBy(row => string.Join(',', rows[row])).Where(group => group.Count() > 1)
            .OrderBy(group => group.Min()).Select(group => group.Order().ToList());
        Assert.Equal(plain, groups);
    }

    [Fact]
    public void Signed_zeros_are_equal_and_the_smallest_real_difference_is_not()
    {
        var data = new Dataset { Inputs = [0.0, 1, -0.0, 1, 1e-9, 1], Samples = 3, Features = 2, Labels = [0, 0, 1], Classes = 2 };

        Assert.Equal([[0, 1]], EqualRows.Groups(data));
    }
}
