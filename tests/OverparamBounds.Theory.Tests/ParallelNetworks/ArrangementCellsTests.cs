using OverparamBounds.Theory.ParallelNetworks;
using OverparamBounds.Theory.Patterns;

namespace OverparamBounds.Theory.Tests.ParallelNetworks;

public class ArrangementCellsTests
{
    [Theory]
    [InlineData(1, 4, 3, 14)]
    [InlineData(2, 10, 4, 260)]
    [InlineData(3, 9, 2, 18)]
    [InlineData(4, 5, 6, 32)]
    [InlineData(5, 12, 5, 1124)]
    public void Hyperplanes_in_general_position_cut_as_many_cells_as_Cover_counted(int seed, int lines, int dimension, int expected)
    {
        // Twice the sum of binomials (lines - 1 over k), k below the dimension.
        var normals = ParallelExamples.Normal((ulong)seed, lines * dimension);

        var points = ArrangementCells.Points(normals, dimension, TestContext.Current.CancellationToken);
        var patterns = points.Select(point => Pattern(normals, point)).ToHashSet();

        Assert.Equal(expected, points.Count);
        Assert.Equal(expected, patterns.Count);
    }

    [Fact]
    public void Planes_through_a_common_line_cut_fewer_cells()
    {
        // Three planes through the z axis make six wedges, and z = 0 halves each.
        double[] normals = [1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1];

        var points = ArrangementCells.Points(normals, 3, TestContext.Current.CancellationToken);

        Assert.Equal(12, points.Select(point => Pattern(normals, point)).ToHashSet().Count);
        Assert.Equal(12, points.Count);
    }

    [Theory]
    [InlineData(11, 8, 3)]
    [InlineData(12, 9, 4)]
    [InlineData(13, 7, 5)]
    public void They_are_those_that_linear_programs_find(int seed, int lines, int dimension)
    {
        // Entries -1, 0 and 1, so that many hyperplanes meet in one line.
        var normals = ParallelExamples.Normal((ulong)seed, 100 * dimension).Chunk(dimension)
            .Select(row => row.Select(value => (double)Math.Sign(Math.Round(value))).ToArray())
            .Where(row => row.Any(value => value != 0))
            .DistinctBy(row => string.Concat(row.Select(value => (int)(value * row.First(first => first != 0)))))
            .Take(lines)
            .ToArray();

        var points = ArrangementCells.Points([.. normals.SelectMany(row => row)], dimension, TestContext.Current.CancellationToken);
        var others = ActivationPatterns.Of(normals, most: 10_000, TestContext.Current.CancellationToken)!;

        Assert.Equal(
            others.All.Select(pattern => string.Concat(pattern.Select(isActive => isActive ? '+' : '-'))).Order(StringComparer.Ordinal),
            points.Select(point => Pattern([.. normals.SelectMany(row => row)], point)).Order(StringComparer.Ordinal));
    }

    private static string Pattern(double[] normals, double[] point) => string.Concat(
        normals.Chunk(point.Length).Select(normal => Math.Sign(normal.Zip(point, (one, other) => one * other).Sum()) switch
        {
            > 0 => '+',
            < 0 => '-',
            _ => throw new InvalidOperationException("The point lies on a hyperplane."),
        }));
}
