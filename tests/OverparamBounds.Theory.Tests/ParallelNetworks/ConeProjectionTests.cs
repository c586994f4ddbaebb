using OverparamBounds.Theory.ParallelNetworks;

namespace OverparamBounds.Theory.Tests.ParallelNetworks;

public class ConeProjectionTests
{
    [Theory]
    [InlineData(1, 3, 2)]
    [InlineData(2, 6, 3)]
    [InlineData(3, 20, 4)]
    [InlineData(4, 40, 10)]
    public void It_meets_the_conditions_that_only_the_nearest_point_meets(int seed, int rows, int features)
    {
        double[] normals = [.. ParallelExamples.Normal((ulong)seed, rows * features).Chunk(features).SelectMany(Unit)];
        var cone = new ConeProjection(normals, features);

        foreach (var draws in ParallelExamples.Normal((ulong)seed + 50, 200 * (features + rows)).Chunk(features + rows))
        {
            var point = draws[..features];
            var isActive = draws[features..].Select(value => value > 0).ToArray();
            double[] projected = [.. point];
            cone.Project(projected, isActive);
            double[] inside = [.. normals.Chunk(features).Select((row, at) => (isActive[at] ? 1 : -1) * Product(row, projected))];
            double[] rest = [.. projected];
            foreach (var (row, at) in normals.Chunk(features).Select((row, at) => (row, at)))
            {
                for (var column = 0; column < features; column++)
                {
                    rest[column] -= (isActive[at] ? 1 : -1) * cone.Multipliers[at] * row[column];
                }
            }

            // Feasible, multipliers not negative and only where a constraint binds, and the point made up of both; each to
            // rounding, which rows that are nearly dependent multiply.
            Assert.All(inside, value => Assert.True(value >= -1e-12));
            Assert.All(cone.Multipliers, multiplier => Assert.True(multiplier >= 0));
            Assert.All(inside.Zip(cone.Multipliers), pair => Assert.Equal(0, pair.First * pair.Second, 1e-10));
            Assert.All(rest.Zip(point), pair => Assert.Equal(pair.Second, pair.First, 1e-10));
        }
    }

    [Fact]
    public void A_point_inside_stays_and_one_that_only_the_tip_is_near_to_becomes_zero()
    {
        var cone = new ConeProjection([1, 0, 0, 1, 1, 0], 2);
        double[] inside = [2, 3];
        double[] opposite = [-2, -3];

        cone.Project(inside, new[] { true, true, true });
        cone.Project(opposite, new[] { true, true, true });

        Assert.Equal([2, 3], inside);
        Assert.Equal([0, 0], opposite);
    }

    private static double[] Unit(double[] row) => [.. row.Select(value => value / ParallelExamples.Norm(row))];

    private static double Product(double[] one, double[] other) => one.Zip(other, (left, right) => left * right).Sum();
}
