namespace OverparamBounds.Tasks.Tests.Synthetic;

public sealed class SphereTests
{
    [Theory]
    [InlineData("sphere(100,10)", 2)]
    [InlineData("sphere(12,3,5)", 5)]
    [InlineData("sphere(6,4,6)", 6)]
    public void Rows_have_norm_one_and_labels_use_every_class(string text, int classes)
    {
        var data = TaskLoader.Load(text).Data;

        Assert.Equal(1, Geometry.Of(data).SmallestNorm, 1e-12);
        Assert.Equal(1, Geometry.Of(data).LargestNorm, 1e-12);
        Assert.Equal(Enumerable.Range(0, classes), data.Labels!.Distinct().Order());
        Assert.Equal(classes, data.Classes);
    }

    [Fact]
    public void Coordinates_have_the_moments_of_the_uniform_distribution_on_the_sphere()
    {
        var data = TaskLoader.Load("sphere(20000,3)").Data;

        // On the sphere in three dimensions a coordinate is uniform on [-1, 1]: mean 0, E x^2 = 1/3, E x^4 = 1/5. Five
        // standard errors of 20000 rows.
        for (var column = 0; column < 3; column++)
        {
            var values = Enumerable.Range(0, data.Samples).Select(row => data.Row(row)[column]).ToList();
            Assert.Equal(0, values.Average(), 5 * Math.Sqrt(1.0 / 3 / 20000));
            Assert.Equal(1.0 / 3, values.Average(value => value * value), 5 * Math.Sqrt(4.0 / 45 / 20000));
            Assert.Equal(0.2, values.Average(value => Math.Pow(value, 4)), 5 * Math.Sqrt(16.0 / 225 / 20000));
        }

        Assert.Equal(0.5, data.Labels!.Average(), 5 * 0.5 / Math.Sqrt(20000));
    }

    [Fact]
    public void A_least_separation_keeps_rows_from_each_other_and_from_their_negatives()
    {
        var data = TaskLoader.Load("sphere(30,3,minSep=0.3)").Data;
        var rows = Geometry.Rows(data);

        Assert.True(Geometry.Of(data).Separation >= 0.3);
        var negatives =
            from one in Enumerable.Range(0, 30)
            from other in Enumerable.Range(0, one)
            select Geometry.Distance(rows[one], [.. rows[other].Select(value => -value)]);
        Assert.True(negatives.Min() >= 0.3);
    }
}
