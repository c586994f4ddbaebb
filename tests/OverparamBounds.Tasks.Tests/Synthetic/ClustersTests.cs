namespace OverparamBounds.Tasks.Tests.Synthetic;

public sealed class ClustersTests
{
    [Theory]
    [InlineData(60, 10, 6, 3, 2.0, 0.5)]
    [InlineData(60, 3, 12, 4, 1.0, 0.3)]
    [InlineData(40, 2, 8, 2, 0.5, 0.1)]
    public void Points_lie_within_r_of_centres_that_are_sep_apart(int n, int d, int centres, int classes, double sep, double r)
    {
        var centresOnly = TaskLoader.Load($"clusters({centres},{d},{centres},{classes},{sep},0)").Data;
        var data = TaskLoader.Load($"clusters({n},{d},{centres},{classes},{sep},{r})").Data;

        // With r = 0 the points are the centres; the closest pair is sep apart by construction, rounding apart.
        Assert.Equal(sep, Geometry.Of(centresOnly).Separation, 1e-9 * sep);
        Assert.True(Geometry.Of(data).OppositeSeparation >= sep - (2 * r));
        Assert.Equal(Enumerable.Range(0, n).Select(row => row % centres % classes), data.Labels!);
    }

    [Fact]
    public void With_room_enough_all_centres_are_equally_far_from_each_other()
    {
        var data = TaskLoader.Load("clusters(12,6,6,2,3,1)").Data;
        var centres = TaskLoader.Load("clusters(6,6,6,2,3,0)").Data;

        var distances =
            from one in Enumerable.Range(0, 6)
            from other in Enumerable.Range(0, one)
            select Geometry.Distance(centres.Row(one).ToArray(), centres.Row(other).ToArray());
        Assert.All(distances, distance => Assert.Equal(3, distance, 1e-12));
        Assert.All(
            Enumerable.Range(0, 12),
            row => Assert.InRange(Geometry.Distance(data.Row(row).ToArray(), centres.Row(row % 6).ToArray()), 1e-9, 1));
    }

    [Fact]
    public void With_a_class_a_centre_the_largest_coordinate_tells_the_class()
    {
        var data = TaskLoader.Load("clusters(200,12,8,8,1,0.49)").Data;

        for (var row = 0; row < data.Samples; row++)
        {
            var values = data.Row(row)[..8].ToArray();
            Assert.Equal(data.Labels![row], Array.IndexOf(values, values.Max()));
        }
    }

    [Fact]
    public void Drawn_classes_of_centres_all_occur_and_hold_for_every_point_of_a_centre()
    {
        var data = TaskLoader.Load("clusters(60,3,12,5,1,0.2,random)").Data;

        Assert.Equal(5, data.Labels!.Distinct().Count());
        Assert.All(Enumerable.Range(12, 48), row => Assert.Equal(data.Labels![row - 12], data.Labels[row]));
    }

    [Fact]
    public void Points_that_fall_together_in_one_class_are_legal_and_remarked()
    {
        var data = TaskLoader.Load("clusters(12,6,6,2,1,0)").Data;

        Assert.Contains(data.Notes, note => note.StartsWith("rows 1 and 7 are equal, with the same target; 6 rows in all", StringComparison.Ordinal));
    }
}
