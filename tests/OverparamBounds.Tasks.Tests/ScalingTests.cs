using OverparamBounds.Testing;

namespace OverparamBounds.Tasks.Tests;

public sealed class ScalingTests
{
    private const string Table = "a,b,c,y\n3,4,7,1.5\n-6,8,7,2.5\n0,-2,7,9\n1e-3,5e4,7,-3\n";

    [Fact]
    public void Unit_rows_have_norm_one_and_their_old_direction()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("table.csv", Table);

        var plain = Geometry.Rows(TaskLoader.Load($"csv({path},scale=none)").Data);
        var unit = Geometry.Rows(TaskLoader.Load($"csv({path},scale=unit)").Data);

        for (var row = 0; row < 4; row++)
        {
            Assert.Equal(1, Geometry.Norm(unit[row]), 1e-14);
            Assert.Equal(Geometry.Norm(plain[row]), plain[row].Zip(unit[row], (a, b) => a * b).Sum(), 1e-14 * Geometry.Norm(plain[row]));
        }
    }

    [Fact]
    public void Lifted_rows_end_in_one_over_the_norm_of_the_row_with_a_one_appended()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("table.csv", "a,b,y\n3,4,x\n0,0,y\n");

        var data = TaskLoader.Load($"csv({path},scale=lift)").Data;

        Assert.Equal(3, data.Features);
        var root = Math.Sqrt(26);
        Assert.Equal([3 / root, 4 / root, 1 / root, 0, 0, 1], data.Inputs, (one, other) => Math.Abs(one - other) < 1e-15);
    }

    [Fact]
    public void Standardised_columns_have_mean_zero_and_population_deviation_one_and_constant_ones_are_zero()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("table.csv", Table);

        var data = TaskLoader.Load($"csv({path})").Data;

        for (var column = 0; column < 2; column++)
        {
            var values = Geometry.Rows(data).Select(row => row[column]).ToList();
            Assert.Equal(0, values.Sum(), 1e-12);
            Assert.Equal(4, values.Sum(value => value * value), 1e-12);
        }

        Assert.All(Geometry.Rows(data), row => Assert.Equal(0, row[2]));
        Assert.Equal(0, data.Targets!.Sum(), 1e-12);
        Assert.Equal(1, data.TargetVariance(), 1e-12);
    }

    [Fact]
    public void Standardising_survives_numbers_whose_squares_overflow_or_vanish_and_columns_far_from_zero()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("table.csv", "a,b,c,y\n1e300,1e-300,1000000001,x\n3e300,3e-300,1000000003,y\n");

        var data = TaskLoader.Load($"csv({path})").Data;

        Assert.Equal([-1, -1, -1, 1, 1, 1], data.Inputs);
    }

    [Fact]
    public void A_factor_multiplies_all_inputs()
    {
        Assert.Equal(
            TaskLoader.Load("spirals").Data.Inputs.Select(value => value * 0.25),
            TaskLoader.Load("spirals(scale=scale(0.25))").Data.Inputs);
    }

    [Fact]
    public void Pooling_averages_square_blocks()
    {
        using var folder = new TemporaryFolder();
        var images = folder.Write("images", MalformedFiles.Idx(0x08, [2, 2, 4], [1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 4, 4, 0, 8, 4, 4]));
        var labels = folder.Write("labels", MalformedFiles.Idx(0x08, [2], [0, 1]));

        var data = TaskLoader.Load($"idx({images},{labels},divide=1,pool=2)").Data;

        Assert.Equal(2, data.Features);
        Assert.Equal([3.5, 5.5, 2, 4], data.Inputs);
        Assert.Equal(TaskLoader.Load("digits").Data.Inputs.Sum() / 4, TaskLoader.Load("digits(pool=2)").Data.Inputs.Sum(), 1e-6);
    }
}
