using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Tests.Synthetic;

public sealed class SpiralsTests
{
    [Fact]
    public void The_classic_points_have_the_known_separation_and_norms()
    {
        var data = TaskLoader.Load("spirals").Data;
        var geometry = Geometry.Of(data);

        // Six digits as computed once from Lang and Witbrock's formula with another program.
        Assert.Equal(194, data.Samples);
        Assert.Equal(0.121303, geometry.Separation, 1e-6);
        Assert.Equal(0.932894, geometry.OppositeSeparation, 1e-6);
        Assert.Equal(0.5, geometry.SmallestNorm, 1e-12);
        Assert.Equal(6.5, geometry.LargestNorm, 1e-12);
    }

    [Fact]
    public void The_points_follow_the_formula_and_come_with_their_negatives()
    {
        var data = TaskLoader.Load("spirals").Data;

        for (var i = 0; i <= 96; i++)
        {
            var (angle, radius) = (i * Math.PI / 16, 6.5 * (104 - i) / 104);
            Assert.Equal(radius * Math.Sin(angle), data.Row(2 * i)[0], 1e-12);
            Assert.Equal(radius * Math.Cos(angle), data.Row(2 * i)[1], 1e-12);
            Assert.Equal(-data.Row(2 * i)[0], data.Row((2 * i) + 1)[0]);
            Assert.Equal(-data.Row(2 * i)[1], data.Row((2 * i) + 1)[1]);
            Assert.Equal([1, 0], data.Labels![(2 * i)..((2 * i) + 2)]);
        }
    }

    [Fact]
    public void Divided_by_their_norms_the_points_leave_32_directions_and_are_refused()
    {
        var data = TaskLoader.Load("spirals").Data;
        var unit = data with
        {
            Inputs = [.. Geometry.Rows(data).SelectMany(row => row.Select(value => value / Geometry.Norm(row)))],
        };

        var groups = EqualRows.Groups(unit);
        var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load("spirals(scale=unit)"));

        Assert.Equal(32, groups.Count);
        Assert.Equal(194, groups.Sum(group => group.Count));
        Assert.Contains("rows 1 and ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("classes '+1' and '-1'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("another scale", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lifted_points_stay_apart()
    {
        var data = TaskLoader.Load("spirals(scale=lift)").Data;

        Assert.Equal(3, data.Features);
        Assert.Empty(data.Notes);
        Assert.True(Geometry.Of(data).Separation > 0.005);
    }

    [Fact]
    public void Turns_points_and_noise_keep_the_radii_and_the_balance()
    {
        var data = TaskLoader.Load("spirals(n=50,turns=1)").Data;
        var noisy = TaskLoader.Load("spirals(n=50,turns=1,noise=0.01)").Data;

        Assert.Equal(25, data.Labels!.Sum());
        Assert.Equal(6.5, Geometry.Of(data).LargestNorm, 1e-12);
        Assert.Equal(0.5, Geometry.Of(data).SmallestNorm, 1e-12);

        // One turn ends in the direction in which it began.
        Assert.Equal(0, data.Row(48)[0], 1e-12);

        // Six deviations: missed once in 5e8 draws.
        Assert.All(data.Inputs.Zip(noisy.Inputs), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 1e-9, 0.06));
    }
}
