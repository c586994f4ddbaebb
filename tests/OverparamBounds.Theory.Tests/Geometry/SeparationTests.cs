namespace OverparamBounds.Theory.Tests.Geometry;

public class SeparationTests
{
    [Fact]
    public void The_wave_data_has_its_known_separation()
    {
        var geometry = Examples.Measure(Examples.Waves(20, 5));

        // Printed to twelve digits.
        Assert.Equal(0.105149099315, geometry.Separation!.Value, 1e-12);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void It_is_the_smallest_over_all_pairs_of_rows_and_their_antipodes(int seed)
    {
        var rows = Examples.Gaussian((ulong)seed, 30, 9);
        var units = rows.Select(row => row.Select(value => value / Math.Sqrt(row.Sum(other => other * other))).ToArray()).ToList();
        var expected = (
            from one in Enumerable.Range(0, units.Count)
            from other in Enumerable.Range(0, one)
            from sign in new[] { 1, -1 }
            select Math.Sqrt(units[one].Zip(units[other], (a, b) => Math.Pow(a - (sign * b), 2)).Sum())).Min();

        var geometry = Examples.Measure(rows);

        Assert.Equal(expected, geometry.Separation!.Value, 1e-14);
    }

    [Fact]
    public void A_tiny_angle_keeps_its_digits()
    {
        const double angle = 1e-9;

        var geometry = Examples.Measure([[1, 0], [Math.Cos(angle), Math.Sin(angle)], [-0.6, 0.8]]);

        Assert.Equal(2 * Math.Sin(angle / 2), geometry.Separation!.Value, 1e-16);
    }

    [Fact]
    public void One_row_has_no_separation()
    {
        var geometry = Examples.Measure([[1, 2]]);

        Assert.Null(geometry.Separation);
        Assert.Contains("One row", geometry.Reasons["separation"], StringComparison.Ordinal);
        Assert.Equal(0.5, geometry.LambdaMin!.Value, 1e-15);
    }

    [Theory]
    [InlineData("tabular/wine.csv", "cultivar", .300282)]
    [InlineData("tabular/breast_cancer.csv", "diagnosis", .212230)]
    [InlineData("tabular/iris.csv", "species", 0)]
    public void Standardised_tables_have_their_published_separation(string file, string target, double expected)
    {
        var table = Standardised(Examples.SharedTable(file, target));

        var geometry = Examples.Measure(table);

        // The published values have six digits.
        Assert.Equal(expected, geometry.Separation!.Value, 5e-7);
    }

    [Theory]
    [InlineData("tabular/wine.csv", "cultivar", .0334782)]
    [InlineData("tabular/iris.csv", "species", 0)]
    public void Standardised_tables_have_their_published_smallest_eigenvalue(string file, string target, double expected)
    {
        var table = Standardised(Examples.SharedTable(file, target));

        var geometry = Examples.Measure(table);

        Assert.Equal(expected, geometry.LambdaMin!.Value, 5e-8);
    }

    private static Core.Data.Dataset Standardised(Core.Data.Dataset table)
    {
        var inputs = table.Inputs.ToArray();
        for (var column = 0; column < table.Features; column++)
        {
            var values = Enumerable.Range(0, table.Samples).Select(row => table.Row(row)[column]).ToList();
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            for (var row = 0; row < table.Samples; row++)
            {
                inputs[(row * table.Features) + column] = (values[row] - mean) / deviation;
            }
        }

        return table with { Inputs = inputs };
    }
}
