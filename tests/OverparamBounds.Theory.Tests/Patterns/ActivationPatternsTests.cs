using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Patterns;

namespace OverparamBounds.Theory.Tests.Patterns;

public class ActivationPatternsTests
{
    private const int Plenty = 100_000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 2)]
    [InlineData(3, 3)]
    [InlineData(12, 3)]
    [InlineData(10, 4)]
    [InlineData(14, 5)]
    [InlineData(6, 8)]
    public void Random_points_have_as_many_patterns_as_Cover_counts(int samples, int dimensions)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var patterns = Of(Examples.Gaussian(seed, samples, dimensions));

            Assert.Equal(CoverCount(samples, dimensions), patterns.All.Count);
        }
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 14)]
    [InlineData(3, 104)]
    [InlineData(4, 1882)]
    public void The_corners_of_a_cube_have_one_pattern_for_each_threshold_function(int dimensions, int expected)
    {
        // The numbers of linear threshold functions of k variables (sequence A000609).
        Assert.Equal(expected, Of(WithOnes(Cube(dimensions))).All.Count);
    }

    [Theory]
    [InlineData(1, 12, 3)]
    [InlineData(2, 8, 5)]
    [InlineData(3, 20, 2)]
    public void Every_pattern_is_realised_by_its_witness_and_none_is_listed_twice(int seed, int samples, int dimensions)
    {
        var rows = WithTies(Examples.Gaussian((ulong)seed, samples, dimensions));

        var patterns = Of(rows);

        Assert.Equal(patterns.All.Count, patterns.All.Select(Text).Distinct().Count());
        Assert.All(patterns.All.Zip(patterns.Witnesses), pair => Assert.Equal(Text(pair.First), Text(PatternOf(rows, pair.Second))));
    }

    [Theory]
    [InlineData(1, 9, 3)]
    [InlineData(2, 7, 4)]
    public void Random_directions_meet_all_patterns_and_no_others(int seed, int samples, int dimensions)
    {
        var rows = Examples.Gaussian((ulong)seed, samples, dimensions);
        var draws = new RandomSequence((ulong)seed, RandomPurpose.Simulation);
        var listed = Of(rows).All.Select(Text).ToHashSet();

        // Several hundred draws for each of about a hundred cells, the smallest of which may still be missed by chance.
        var met = Enumerable.Range(0, 100_000)
            .Select(_ => Text(PatternOf(rows, [.. Enumerable.Range(0, dimensions).Select(_ => draws.NextNormal())])))
            .ToHashSet();

        Assert.Subset(listed, met);
        Assert.InRange(met.Count, 0.9 * listed.Count, listed.Count);
    }

    [Fact]
    public void Equal_and_antipodal_rows_agree_and_disagree_in_all_patterns()
    {
        var rows = Examples.Gaussian(4, 6, 3);
        double[][] withTies = [.. rows, [.. rows[2].Select(value => 3.7 * value)], [.. rows[4].Select(value => -1e9 * value)]];

        var patterns = Of(withTies);

        Assert.Equal(CoverCount(6, 3), patterns.All.Count);
        Assert.All(patterns.All, pattern => Assert.Equal(pattern[2], pattern[6]));
        Assert.All(patterns.All, pattern => Assert.NotEqual(pattern[4], pattern[7]));
    }

    [Fact]
    public void Rows_that_differ_by_a_tiny_angle_are_told_apart()
    {
        // Four lines in the plane: eight patterns, two of them a millionth of a radian wide.
        var patterns = Of([[1, 0], [Math.Cos(1e-6), Math.Sin(1e-6)], [0, 1], [1, -1]]);

        Assert.Equal(8, patterns.All.Count);
    }

    [Fact]
    public void Rows_of_zeros_are_inactive_always()
    {
        var patterns = Of([[0, 0], [1, 2], [0, 0], [2, -1]]);

        Assert.Equal(4, patterns.All.Count);
        Assert.All(patterns.All, pattern => Assert.False(pattern[0] || pattern[2]));
        Assert.Equal("00", Text(Assert.Single(Of([[0, 0], [0, 0]]).All)));
    }

    [Fact]
    public void Permuting_the_rows_permutes_the_patterns()
    {
        double[][] rows = [.. WithOnes(Cube(3)), [0.3, -0.2, 0.9, 1]];
        var order = new RandomSequence(5, RandomPurpose.Order).NextPermutation(rows.Length);

        var expected = Of(rows).All.Select(pattern => Text([.. order.Select(row => pattern[row])]));
        var actual = Of([.. order.Select(row => rows[row])]).All.Select(Text);

        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Columns_and_rows_of_any_scale_have_the_same_patterns()
    {
        var rows = Examples.Gaussian(6, 8, 3);
        double[] scales = [1e-6, 1, 1e9];
        double[][] scaled = [.. rows.Select((row, at) => row.Select((value, column) => Math.Pow(10, (40 * at) - 150) * scales[column] * value).ToArray())];

        Assert.Equal(Of(rows).All.Select(Text), Of(scaled).All.Select(Text));
    }

    [Theory]
    [InlineData(58, true)]
    [InlineData(57, false)]
    [InlineData(1, false)]
    [InlineData(0, false)]
    public void More_patterns_than_asked_for_are_not_listed(int most, bool isListed)
    {
        // 2 (1 + 7 + 21) = 58 patterns.
        var patterns = ActivationPatterns.Of(Examples.Gaussian(7, 8, 3), most, TestContext.Current.CancellationToken);

        Assert.Equal(58, CoverCount(8, 3));
        Assert.Equal(isListed, patterns is not null);
    }

    [Fact]
    public void A_cancelled_enumeration_stops()
    {
        Assert.Throws<OperationCanceledException>(() => ActivationPatterns.Of(Examples.Gaussian(8, 9, 3), Plenty, new(canceled: true)));
    }

    internal static double[][] Cube(int dimensions) =>
    [
        .. Enumerable.Range(0, 1 << dimensions).Select(corner => Enumerable.Range(0, dimensions)
            .Select(column => ((corner >> column) & 1) == 1 ? 1.0 : -1.0)
            .ToArray()),
    ];

    private static double[][] WithOnes(double[][] rows) => [.. rows.Select(row => (double[])[.. row, 1])];

    private static double[][] WithTies(double[][] rows) => [.. rows, rows[0], [.. rows[1].Select(value => -value)]];

    private static ActivationPatterns Of(double[][] rows) =>
        ActivationPatterns.Of(rows, Plenty, TestContext.Current.CancellationToken)!;

    private static bool[] PatternOf(double[][] rows, double[] witness) =>
        [.. rows.Select(row => row.Zip(witness, (x, w) => x * w).Sum() > 0)];

    private static string Text(bool[] pattern) => string.Concat(pattern.Select(active => active ? '1' : '0'));

    private static int CoverCount(int samples, int dimensions)
    {
        // 2 sum over k < d of binomial(n-1, k), term by term.
        var (sum, term) = (0, 1);
        for (var k = 0; k < dimensions; k++)
        {
            sum += term;
            term = term * (samples - 1 - k) / (k + 1);
        }

        return 2 * sum;
    }
}
