using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Tests.Geometry;

/// <summary>The smallest eigenvalue of the two-layer Gram matrix.</summary>
/// <remarks>Reference values are printed to twelve digits; 1e-11 allows for their rounding and the eigenvalue solver's.</remarks>
public class LambdaMinTests
{
    private const double Printed = 1e-11;

    [Fact]
    public void The_gram_matrix_of_three_angles_has_its_known_entries()
    {
        var rows = InputRows.Unit(Examples.Regression(Examples.OnCircle(0, 40, 100)), out _)!;

        var gram = new TwoLayerGram(rows);

        Assert.Equal(0.5, gram.Entry(0, 0), 1e-15);
        Assert.Equal(0.297906172324, gram.Entry(0, 1), Printed);
        Assert.Equal(-0.0385884839260, gram.Entry(0, 2), Printed);
        Assert.Equal(1 / 6.0, gram.Entry(1, 2), Printed);
        Assert.Equal(gram.Entry(1, 0), gram.Entry(0, 1));
    }

    [Fact]
    public void Three_angles_have_their_known_smallest_eigenvalue()
    {
        var geometry = Examples.Measure(Examples.OnCircle(0, 40, 100));

        Assert.Equal(0.141257129435, geometry.LambdaMin!.Value, Printed);
    }

    [Fact]
    public void Xor_with_an_appended_one_has_its_known_entries_and_eigenvalue()
    {
        double[][] corners = [[-1, -1, 1], [-1, 1, 1], [1, -1, 1], [1, 1, 1]];
        var rows = InputRows.Unit(Examples.Regression(corners), out _)!;

        var gram = new TwoLayerGram(rows);
        var geometry = Examples.Measure(corners);

        Assert.Equal(0.101362241328, gram.Entry(0, 1), Printed);
        Assert.Equal(-0.0653044253384, gram.Entry(0, 3), Printed);
        Assert.Equal(0.231971092005, geometry.LambdaMin!.Value, Printed);
    }

    [Theory]
    [InlineData(3, 1 / 3.0)]
    [InlineData(4, 0.5)]
    [InlineData(5, 0.3)]
    [InlineData(7, 0.0679344757484)]
    public void Equally_spaced_points_on_the_circle_have_their_known_eigenvalue(int points, double expected)
    {
        var geometry = Examples.Measure(Examples.OnCircle([.. Enumerable.Range(0, points).Select(at => 360.0 * at / points)]));

        Assert.Equal(expected, geometry.LambdaMin!.Value, Printed);
        Assert.DoesNotContain("lambdaMin", geometry.Reasons.Keys);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(12)]
    public void An_even_number_of_equally_spaced_points_is_singular_and_says_so(int points)
    {
        var geometry = Examples.Measure(Examples.OnCircle([.. Enumerable.Range(0, points).Select(at => 360.0 * at / points)]));

        Assert.Equal(0, geometry.LambdaMin);
        Assert.Equal("Singular to working precision.", geometry.Reasons["lambdaMin"]);
    }

    [Fact]
    public void A_thousandth_of_a_radian_is_seen_to_twelve_digits()
    {
        double[][] rows = [[1, 0], [Math.Cos(0.001), Math.Sin(0.001)]];

        var geometry = Examples.Measure(rows);

        // Relative to the value, 1e-11 of it: rounding of the entries near 1/2 leaves 1e-16.
        Assert.Equal(0.000159404863494, geometry.LambdaMin!.Value, 1e-15);
    }

    [Theory]
    [InlineData(10, 0.0688325809473)]
    [InlineData(20, 0.0253245690253)]
    [InlineData(40, 0.0147970269739)]
    [InlineData(80, 0.00299063962055)]
    [InlineData(160, 0.0029839768608)]
    [InlineData(320, 0.000915016963253)]
    [InlineData(640, 0.000408293629079)]
    public void The_wave_data_has_its_known_eigenvalues(int samples, double expected)
    {
        var geometry = Examples.Measure(Examples.Waves(samples, 5));

        Assert.Equal(expected, geometry.LambdaMin!.Value, 1e-12);
    }

    [Fact]
    public void Orthonormal_rows_give_one_half()
    {
        var geometry = Examples.Measure([[2, 0, 0], [0, 3, 0], [0, 0, 0.1]]);

        Assert.Equal(0.5, geometry.LambdaMin!.Value, 1e-15);
        Assert.Equal(Math.Sqrt(2), geometry.Separation!.Value, 1e-15);
    }

    [Fact]
    public void Rows_that_differ_in_length_alone_are_singular()
    {
        var geometry = Examples.Measure([[0.3, 0.7], [0.9, 2.1], [1, -1]]);

        Assert.Equal(0, geometry.LambdaMin);
        Assert.Equal(0, geometry.Separation);
    }

    [Fact]
    public void Opposite_rows_have_no_separation_but_a_regular_gram_matrix()
    {
        var geometry = Examples.Measure([[1, 0], [0, 1], [-1, 0], [0, -1]]);

        Assert.Equal(0.5, geometry.LambdaMin!.Value, 1e-15);
        Assert.Equal(0, geometry.Separation);
    }

    [Theory]
    [InlineData(1, 6, 2)]
    [InlineData(2, 15, 4)]
    [InlineData(3, 40, 3)]
    public void It_is_never_negative_does_not_see_the_order_of_rows_and_only_grows_when_a_row_goes(int seed, int samples, int features)
    {
        var rows = Examples.Gaussian((ulong)seed, samples, features);
        var order = new RandomSequence((ulong)seed, RandomPurpose.Order).NextPermutation(samples);

        var whole = Examples.Measure(rows).LambdaMin!.Value;
        var shuffled = Examples.Measure([.. order.Select(at => rows[at])]).LambdaMin!.Value;
        var without = Enumerable.Range(0, samples)
            .Select(gone => Examples.Measure([.. rows.Where((_, at) => at != gone)]).LambdaMin!.Value);

        // Eigenvalues are good to n machine epsilons of the largest, below 1e-13 here.
        Assert.True(whole >= 0);
        Assert.Equal(whole, shuffled, 1e-13);
        Assert.All(without, smaller => Assert.True(smaller >= whole - 1e-13));
    }

    [Fact]
    public void A_row_of_zeros_leaves_both_numbers_out_with_the_row_named()
    {
        var geometry = Examples.Measure([[1, 0], [0, 0], [0, 1]]);

        Assert.Null(geometry.LambdaMin);
        Assert.Null(geometry.Separation);
        Assert.Equal("Row 2 is zero, so it has no direction.", geometry.Reasons["lambdaMin"]);
        Assert.Equal("Row 2 is zero, so it has no direction.", geometry.Reasons["separation"]);
    }

    [Fact]
    public void More_rows_than_kernels_take_give_the_eigenvalue_of_the_first_and_say_so()
    {
        var rows = Examples.Regression(Examples.Gaussian(5, 60, 9));

        var part = Examples.Survey(rows, biases: false, mostKernelRows: 40).Geometry();
        var whole = Examples.Survey(rows, biases: false).Geometry();

        Assert.Equal("Of the first 40 of 60 rows; that of all rows is not larger.", part.Reasons["lambdaMin"]);
        Assert.True(part.LambdaMin >= whole.LambdaMin);
        Assert.Equal(whole.Separation, part.Separation);
    }

    [Fact]
    public void Entries_of_any_size_are_normalised_without_overflow()
    {
        var small = Examples.Measure([[3e-200, 4e-200], [1e200, 0]]);
        var plain = Examples.Measure([[3, 4], [1, 0]]);

        Assert.Equal(plain.LambdaMin!.Value, small.LambdaMin!.Value, 1e-15);
        Assert.Equal(plain.Separation!.Value, small.Separation!.Value, 1e-15);
    }
}
