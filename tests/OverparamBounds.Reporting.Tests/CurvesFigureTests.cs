using System.Xml.Linq;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;
using OverparamBounds.Reporting.Drawing;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Tests;

public class CurvesFigureTests
{
    private static readonly IReadOnlyList<FindAnswer> Three = Answers.Optimizers(3);

    [Fact]
    public void Its_data_is_the_approved_table()
    {
        ApprovedFile.Verify("three-curves.csv", FigureCsv.Write(CurvesFigure.Draw(Three)));
    }

    [Fact]
    public void Every_tried_width_is_a_point_of_its_sweep()
    {
        var curves = CurvesFigure.Draw([Answers.Xor, .. Three]).Sweeps.ToDictionary(curve => curve.Sweep);

        foreach (var answer in (IReadOnlyList<FindAnswer>)[Answers.Xor, .. Three])
        {
            Assert.Equal(
                answer.Cells.Select(cell => (cell.Width, cell.Trials, cell.Fitted)),
                curves[answer.Sweep].Points.Select(point => ((int)point.X, point.Trials, point.Fitted)));
        }
    }

    [Fact]
    public void Specs_of_one_id_are_named_by_the_arguments_that_differ()
    {
        var figure = CurvesFigure.Draw(
        [
            Asked(0, spec => spec with { Architecture = "mlp(act=relu,depth=1)" }),
            Asked(1, spec => spec with { Architecture = "mlp(act=tanh,depth=1)" }),
            Asked(2, spec => spec with { Architecture = "mlp(act=tanh,depth=1,bias=false)" }),
        ]);

        Assert.Equal(["act=relu", "act=tanh", "act=tanh, bias=false"], Labels(figure));
        Assert.Equal("Success against width by architecture: xor", figure.Title);
    }

    [Fact]
    public void Specs_of_several_ids_are_named_whole_with_all_else_that_differs()
    {
        var figure = CurvesFigure.Draw(
        [
            Asked(0, spec => spec with { Optimizer = "gd(lr=0.5)", Steps = 5000 }),
            Asked(1, spec => spec with { Optimizer = "adam(lr=0.01)" }),
            Asked(2, spec => spec with { Optimizer = "lm", Criterion = "mse(tol=1e-06)", Steps = 300, Seed = 7 }),
        ]);

        Assert.Equal(
            ["gd(lr=0.5), Z1, 5000 steps, seed 0", "adam(lr=0.01), Z1, 3000 steps, seed 0", "lm, mse(tol=1e-06), 300 steps, seed 7"],
            Labels(figure));
        Assert.Equal("Success against width by optimizer, criterion, steps and seed: xor", figure.Title);
        Assert.Equal("mlp(act=relu,depth=1), dense, n = 4, d = 2, C = 1", figure.Subtitle);
    }

    [Fact]
    public void Questions_that_differ_in_nothing_that_moves_a_curve_are_named_by_their_sweeps()
    {
        var figure = CurvesFigure.Draw([Asked(0, spec => spec), Asked(1, spec => spec with { MaxWidth = 64 })]);

        Assert.Equal(["sweep sweep0000000", "sweep sweep0000001"], Labels(figure));
    }

    [Fact]
    public void A_name_that_two_sweeps_share_is_completed()
    {
        var figure = CurvesFigure.Draw(
            [Asked(0, spec => spec), Asked(1, spec => spec with { MaxWidth = 64 }), Asked(2, spec => spec with { Steps = 10 })]);

        Assert.Equal(["3000 steps, sweep sweep0000000", "3000 steps, sweep sweep0000001", "10 steps"], Labels(figure));
    }

    [Fact]
    public void Curves_stand_from_the_smallest_width_to_the_largest_in_whatever_order_they_are_named()
    {
        FindAnswer[] answers =
        [
            Three[0] with { Smallest = Answers.Certified(7, 6, 8) },
            Three[1] with { Smallest = Answers.AboveGrid(8) },
            Three[2] with { Smallest = Answers.Certified(4, 4, 4) },
        ];

        var figure = CurvesFigure.Draw(answers);

        Assert.Equal(["lr=3: 4", "lr=1: 7 (6 to 8)", "lr=2: above 8"], figure.Sweeps.Select(curve => curve.Words));
        Assert.Equal(FigureCsv.Write(figure), FigureCsv.Write(CurvesFigure.Draw([.. answers.Reverse()])));
    }

    [Fact]
    public void A_sweep_named_twice_is_drawn_once()
    {
        Assert.Equal(3, CurvesFigure.Draw([.. Three, Three[1]]).Sweeps.Count);
    }

    [Fact]
    public void All_of_sixteen_curves_look_different()
    {
        var looks = Enumerable.Range(0, CurvesFigure.MostCurves)
            .Select(at => (MarkStyles.SeriesMarker(at), MarkStyles.SeriesLine(at)))
            .ToList();

        Assert.Distinct(looks.Select(look => (look.Item1.Shape, look.Item1.FillColor, look.Item1.OutlineColor)));
        Assert.Distinct(looks.Select(look => (look.Item2.Color, look.Item2.Pattern.Name)));

        // Ten shapes without any colour.
        Assert.Distinct(looks.Take(10).Select(look => (look.Item1.Shape, look.Item1.FillColor == look.Item1.OutlineColor)));
    }

    [Fact]
    public void Every_curve_is_named_in_the_drawing_with_its_smallest_width()
    {
        var figure = CurvesFigure.Draw(Answers.Optimizers(CurvesFigure.MostCurves));

        var texts = SvgText.All(XDocument.Parse(FigureRenderer.Svg(figure)).Root!).Select(text => text.Text).ToList();

        Assert.All(figure.Sweeps, curve => Assert.Contains(curve.Words, texts));
    }

    [Fact]
    public void Sweeps_with_several_levels_are_refused()
    {
        var problem = Assert.Throws<RequestException>(
            () => CurvesFigure.Draw([Asked(0, spec => spec), Asked(1, spec => spec with { Success = 0.5, Confidence = 0.99 })]));

        Assert.Equal(
            [
                "plot: the figure 'curves' has one level; these sweeps differ in success: 0.9, 0.5. Name those of one.",
                "plot: the figure 'curves' has one level; these sweeps differ in confidence: 0.95, 0.99. Name those of one.",
            ],
            problem.Problems);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(CurvesFigure.MostCurves + 1)]
    public void No_sweep_and_too_many_are_refused(int count)
    {
        Assert.Throws<RequestException>(() => CurvesFigure.Entry.Draw(Answers.Optimizers(count)));
    }

    private static IEnumerable<string> Labels(FigureData.Curves figure) =>
        figure.Sweeps.OrderBy(curve => curve.Sweep, StringComparer.Ordinal).Select(curve => curve.Label);

    private static FindAnswer Asked(int at, Func<AnswerSpec, AnswerSpec> change) =>
        Answers.Optimizers(at + 1)[at] with { Spec = change(Answers.Xor.Spec) };
}
