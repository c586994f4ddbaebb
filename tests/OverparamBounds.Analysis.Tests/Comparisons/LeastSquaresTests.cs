using OverparamBounds.Analysis.Comparisons;

namespace OverparamBounds.Analysis.Tests.Comparisons;

public class LeastSquaresTests
{
    [Fact]
    public void Points_on_a_line_give_the_line_without_error()
    {
        var fit = LeastSquares.Fit([1, 2, 5, 9], [5, 8, 17, 29])!;

        Assert.Equal(3, fit.Slope, 1e-12);
        Assert.Equal(2, fit.Intercept, 1e-12);
        Assert.Equal(0, fit.StandardError!.Value, 1e-12);
    }

    [Fact]
    public void The_standard_error_is_that_of_the_textbook()
    {
        // x = 1..4, y = 2, 3, 5, 4: slope 0.8, residuals -0.3, -0.1, 1.1, -0.7, so s² = 1.8/2 and se = sqrt(0.9/5).
        var fit = LeastSquares.Fit([1, 2, 3, 4], [2, 3, 5, 4])!;

        Assert.Equal(0.8, fit.Slope, 1e-12);
        Assert.Equal(Math.Sqrt(0.18), fit.StandardError!.Value, 1e-12);
    }

    [Fact]
    public void Two_points_have_no_error_and_equal_places_no_line()
    {
        Assert.Null(LeastSquares.Fit([1, 2], [5, 4])!.StandardError);
        Assert.Null(LeastSquares.Fit([3, 3], [5, 4]));
    }
}
