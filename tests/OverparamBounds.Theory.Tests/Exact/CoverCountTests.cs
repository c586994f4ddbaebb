using System.Numerics;
using OverparamBounds.Theory.Exact;

namespace OverparamBounds.Theory.Tests.Exact;

public class CoverCountTests
{
    [Fact]
    public void Small_counts_are_the_published_ones()
    {
        Assert.Equal(14, CoverCount.Exact(4, 3));
        Assert.Equal(260, CoverCount.Exact(10, 4));

        // Printed to twelve digits.
        Assert.Equal(44.9922217367, CoverCount.Log2(100, 11), 1e-10);
    }

    [Fact]
    public void Points_of_one_dimension_are_divided_in_two_ways_and_few_points_in_all_ways()
    {
        for (var points = 1; points <= 40; points++)
        {
            Assert.Equal(2, CoverCount.Exact(points, 1));
            Assert.Equal(BigInteger.Pow(2, points), CoverCount.Exact(points, points));
            Assert.Equal(BigInteger.Pow(2, points), CoverCount.Exact(points, points + 3));
            Assert.Equal(points, CoverCount.Log2(points, points));
        }
    }

    [Fact]
    public void One_point_more_divides_as_the_points_and_their_projections_do()
    {
        for (var points = 2; points <= 60; points++)
        {
            for (var dimensions = 2; dimensions <= points + 1; dimensions++)
            {
                Assert.Equal(
                    CoverCount.Exact(points - 1, dimensions) + CoverCount.Exact(points - 1, dimensions - 1),
                    CoverCount.Exact(points, dimensions));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    public void Twice_as_many_points_as_dimensions_are_divided_in_half_of_all_ways(int dimensions)
    {
        Assert.Equal(BigInteger.Pow(2, (2 * dimensions) - 1), CoverCount.Exact(2 * dimensions, dimensions));
        Assert.Equal((2 * dimensions) - 1, CoverCount.Log2(2 * dimensions, dimensions), 1e-12 * dimensions);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(500)]
    [InlineData(3000)]
    public void The_logarithm_is_that_of_the_exact_count(int points)
    {
        for (var dimensions = 1; dimensions <= points; dimensions += 1 + (points / 50))
        {
            var exact = Log2(CoverCount.Exact(points, dimensions));

            // Sums of up to 3000 logarithms, each to 1e-16: twelve digits.
            Assert.Equal(exact, CoverCount.Log2(points, dimensions), 1e-12 * exact);
        }
    }

    [Theory]
    [InlineData(2_000_000_000, 3)]
    [InlineData(1_000_000_000, 1_000_000)]
    [InlineData(1_000_000_000, 1_000_002)]
    [InlineData(2_000_000_000, 1_000_000_000)]
    [InlineData(1_000_000, 600_000)]
    public void Huge_counts_agree_with_Stirling(int points, int dimensions)
    {
        // binomial(N, K) by Stirling's series, exact to 1/(360 K^3), times the geometric-like sum of smaller terms.
        var (n, k) = (points - 1.0, dimensions - 1.0);
        var expected = dimensions == 3
            ? Math.Log2(2) + Math.Log2(1 + n + (n * (n - 1) / 2))
            : k > n / 2
                ? points
                : 1 + ((LogBinomial(n, k) + Math.Log(TailSum(n, k))) / Math.Log(2));

        // Log-gammas near 4e10, to 1e-16 each, of differences from 1e7 on; the discarded tail of 600,000 of a million is far less.
        Assert.Equal(expected, CoverCount.Log2(points, dimensions), 1e-12 * expected);

        static double LogBinomial(double n, double k) =>
            (k * Math.Log(n / k)) - ((n - k) * double.LogP1(-k / n)) + (0.5 * Math.Log(n / (2 * Math.PI * k * (n - k))))
            + (((1 / n) - (1 / k) - (1 / (n - k))) / 12);

        static double TailSum(double n, double k)
        {
            var (sum, term) = (1.0, 1.0);
            for (var at = k; at > 0 && term > 1e-17; at--)
            {
                term *= at / (n - at + 1);
                sum += term;
            }

            return sum;
        }
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void Eight_relu_units_have_enough_dichotomies_for_a_thousand_rows_of_ten_columns(int units, bool isEnough)
    {
        // Patterns of m units, times the sign vectors of the (d + 1) m + 1 numbers that f is linear in, against n - 1 bits.
        var bits = (units * CoverCount.Log2(1000, 11)) + CoverCount.Log2(1000, (11 * units) + 1);

        Assert.Equal(isEnough, bits >= 999);
    }

    [Fact]
    public void Nothing_is_counted_of_no_points_or_no_dimensions()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CoverCount.Log2(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CoverCount.Exact(3, 0));
    }

    private static double Log2(BigInteger value)
    {
        // BigInteger.Log loses no digits: it takes the top 64 bits and the exponent apart.
        var shift = (int)Math.Max(0, (long)value.GetBitLength() - 64);
        return Math.Log2((double)(value >> shift)) + shift;
    }
}
