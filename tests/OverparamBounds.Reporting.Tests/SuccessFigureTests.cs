using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Tests;

public class SuccessFigureTests
{
    [Fact]
    public void Its_data_is_the_approved_table()
    {
        ApprovedFile.Verify("xor-success.csv", FigureCsv.Write(SuccessFigure.Draw(Answers.Xor)));
    }

    [Fact]
    public void Every_tried_width_is_a_point_in_the_class_of_its_certificate()
    {
        var figure = SuccessFigure.Draw(Answers.Xor);

        var points = figure.Marks.OfType<FigureMark.Points>().ToDictionary(mark => mark.Role, mark => mark.Items.Select(item => item.X));
        Assert.Equal([1.0, 2, 4, 5], points[PointRole.FallsShort]);
        Assert.Equal([6.0, 7, 16], points[PointRole.Open]);
        Assert.Equal([8.0], points[PointRole.Reaches]);
    }

    [Theory]
    [InlineData(16 * 64, 16 * 64)]
    [InlineData(17 * 64, 16)]
    public void Bounds_stretch_the_axis_up_to_64_times_the_widest_tested(long bound, double reach)
    {
        var answer = Answers.Xor with { Bounds = [Answers.Bound("b", "A bound", BoundKind.Trainability, bound)] };

        var axis = SuccessFigure.Draw(answer).X;

        Assert.InRange(axis.Maximum, reach * 1.01, reach * 2);
        Assert.InRange(axis.Minimum, 0.5, 0.99);
    }

    [Fact]
    public void A_bound_that_says_nothing_is_not_drawn()
    {
        var silent = Answers.Bound("b", "A bound", BoundKind.Trainability, 5) with { Log10Width = null, Width = null, Reason = "no kernel" };

        var figure = SuccessFigure.Draw(Answers.Xor with { Bounds = [silent] });

        Assert.Empty(figure.Marks.OfType<FigureMark.BoundLine>());
    }

    [Fact]
    public void Broken_assumptions_carry_a_dagger()
    {
        var lines = SuccessFigure.Draw(Answers.Xor).Marks.OfType<FigureMark.BoundLine>().ToList();

        Assert.Equal(
            ["Parameter counting: 1 †", "Zhang 2017 (2n+d): 4", "Haeffele-Vidal 2017 (nC+1): 5 †"],
            lines.Select(line => line.Label));
    }

    [Fact]
    public void A_threshold_above_the_grid_says_so_and_has_no_upper_end()
    {
        var answer = Answers.Of([], Answers.AboveGrid(64), Answers.Cell(64, 20, 2, "low"));

        var threshold = Assert.Single(SuccessFigure.Draw(answer).Marks.OfType<FigureMark.Threshold>());

        Assert.Equal("measured threshold above 64 (95 %)", threshold.Label);
        Assert.Null(threshold.X);
        Assert.Null(threshold.High);
    }

    [Fact]
    public void A_curve_that_does_not_fit_has_no_band()
    {
        var answer = Answers.Xor with { Fit = Answers.Logit(0.4, 1.15, fits: false) };

        var curve = Assert.Single(SuccessFigure.Draw(answer).Marks.OfType<FigureMark.Curve>());

        Assert.False(curve.HasBand);
        Assert.Contains("does not fit", curve.Label, StringComparison.Ordinal);
    }
}
