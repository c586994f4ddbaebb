namespace OverparamBounds.Tasks.Tests.Synthetic;

public sealed class ParityTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(8, 8)]
    public void All_rows_come_in_counting_order_with_the_product_of_the_first_k_as_label(int d, int k)
    {
        var data = TaskLoader.Load($"parity({d},{k})").Data;

        Assert.Equal(1 << d, data.Samples);
        for (var row = 0; row < data.Samples; row++)
        {
            var values = data.Row(row).ToArray();
            Assert.Equal(Convert.ToString(row, 2).PadLeft(d, '0'), string.Concat(values.Select(value => value > 0 ? '1' : '0')));
            Assert.All(values, value => Assert.Equal(1, Math.Abs(value)));
            Assert.Equal(values.Take(k).Aggregate(1.0, (product, value) => product * value), (2 * data.Labels![row]) - 1);
        }
    }

    [Fact]
    public void Fewer_rows_than_all_are_distinct()
    {
        var data = TaskLoader.Load("parity(6,2,50)").Data;

        Assert.Equal(50, Geometry.Rows(data).Select(row => string.Join(',', row)).Distinct().Count());
    }

    [Fact]
    public void A_random_subset_has_k_coordinates_and_leaves_the_rows_alone()
    {
        var data = TaskLoader.Load("parity(6,2,subset=random,seed=4)").Data;

        var pairs =
            from one in Enumerable.Range(0, 6)
            from other in Enumerable.Range(0, one)
            where Enumerable.Range(0, 64).All(row => data.Row(row)[one] * data.Row(row)[other] == (2 * data.Labels![row]) - 1)
            select (one, other);
        Assert.Single(pairs);
        Assert.Equal(TaskLoader.Load("parity(6,2)").Data.Inputs, data.Inputs);
    }

    [Fact]
    public void Four_bits_are_fitted_by_three_hidden_units()
    {
        var data = TaskLoader.Load("parity(4,4)").Data;

        for (var row = 0; row < 16; row++)
        {
            // Of the number of ones: -1.5, 0.5, -0.5, 0.5, -0.5. Four bits have the product +1 where that number is even.
            var ones = data.Row(row).ToArray().Count(value => value > 0);
            var output = 4.5 - (3 * Relu(ones - 1)) + (2 * Relu(ones - 2)) - (2 * Relu(3 - ones));
            Assert.Equal(data.Labels![row] == 1, output < 0);
        }
    }

    private static double Relu(double z) => Math.Max(0, z);
}
