using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Tests;

public class TheoryFigureTests
{
    private static readonly IReadOnlyList<FindAnswer> Seven = Answers.Sizes(50, 71, 100, 141, 200, 283, 400);

    [Fact]
    public void Its_data_is_the_approved_table()
    {
        ApprovedFile.Verify("sizes-theory.csv", FigureCsv.Write(TheoryFigure.Draw(Answers.Sizes(50, 100, 200))));
    }

    [Fact]
    public void Bounds_that_are_power_laws_show_their_exponents()
    {
        var bounds = TheoryFigure.Draw(Seven).Series.Bounds.ToDictionary(bound => bound.Id, bound => bound.Law.Slope!.Value);

        // Exact laws up to a few roundings of logarithms.
        Assert.Equal(1, bounds["dof"], 1e-12);
        Assert.Equal(0.25, bounds["units"], 1e-12);
        Assert.Equal(2, bounds["oymak2020"], 1e-12);
        Assert.Equal(6, bounds["du2019-two-layer"], 1e-12);
    }

    [Fact]
    public void Telling_bounds_and_the_largest_valid_necessary_one_are_shown()
    {
        var series = TheoryFigure.Draw(Seven).Series;

        Assert.Equal(
            ["dof", "zhang2017", "haeffele2017", "oymak2020", "du2019-two-layer", "units"],
            series.Bounds.Select(bound => bound.Id));
        Assert.Equal(Seven.Select(answer => answer.Data.Samples), series.Gap.Select(gap => gap.Samples));
        Assert.All(series.Gap.Zip(series.Measured), pair =>
        {
            Assert.Equal(Math.Log10(0.5 * Math.Pow(pair.First.Samples, 0.25)), pair.First.Log10Low, 1e-12);
            Assert.Equal(Math.Log10(pair.Second.Estimate!.Value), pair.First.Log10High, 1e-12);
        });
    }

    [Fact]
    public void A_bound_broken_at_one_size_is_broken_as_a_line()
    {
        FindAnswer[] answers =
        [
            Seven[0],
            Seven[1] with { Bounds = [.. Seven[1].Bounds.Select(bound => bound.Id == "zhang2017" ? bound with { Violated = ["rows are equal"] } : bound)] },
        ];

        var bounds = TheoryFigure.Draw(answers).Series.Bounds.ToDictionary(bound => bound.Id, bound => bound.Standing);

        Assert.Equal(new(AssumptionsHold: false, IsExact: true), bounds["zhang2017"]);
        Assert.Equal(new(AssumptionsHold: true, IsExact: false), bounds["oymak2020"]);
        Assert.Equal(new(AssumptionsHold: false, IsExact: false), bounds["du2019-two-layer"]);
    }

    [Fact]
    public void An_open_interval_has_no_estimate_no_gap_and_a_slope_from_below_only()
    {
        FindAnswer[] answers = [Answers.Sized(50), Answers.Sized(200) with { Smallest = Answers.AboveGrid(64) }];

        var series = TheoryFigure.Draw(answers).Series;

        Assert.Equal(new MeasuredWidth("sweep0000200", 200, null, 65, null), series.Measured[^1]);
        Assert.Equal([50], series.Gap.Select(gap => gap.Samples));
        Assert.Null(series.MeasuredLaw.Slope);
        Assert.Null(series.MeasuredLaw.Upper);

        // From the top of the first interval to the bottom of the second.
        Assert.Equal(Math.Log(65.0 / 15) / Math.Log(4), series.MeasuredLaw.Lower!.Value, 1e-12);
    }

    [Fact]
    public void Infinite_values_leave_the_line_and_are_named()
    {
        FindAnswer[] answers =
        [
            Seven[0],
            Seven[1],
            Seven[2] with { Bounds = [.. Seven[2].Bounds.Select(bound => bound.Id == "oymak2020" ? bound with { Log10Width = null, Width = null, Infinite = true } : bound)] },
        ];

        var bound = TheoryFigure.Draw(answers).Series.Bounds.Single(series => series.Id == "oymak2020");

        Assert.Equal([50, 71], bound.Points.Select(point => point.Samples));
        Assert.Equal([100], bound.InfiniteAt);
        Assert.Equal(2, bound.Law.Slope!.Value, 1e-12);
    }

    [Fact]
    public void The_axis_ends_a_few_decades_above_what_was_measured()
    {
        var axis = TheoryFigure.Draw(Seven).Y;

        // The widest interval ends at 41; four decades above lie below 10^6, the steepest bound above 10^17.
        Assert.Equal(6, Math.Log10(axis.Maximum), 1e-9);
    }

    [Fact]
    public void Sweeps_are_shown_by_size_in_whatever_order_they_are_named()
    {
        Assert.Equal(FigureCsv.Write(TheoryFigure.Draw(Seven)), FigureCsv.Write(TheoryFigure.Draw([.. Seven.Reverse()])));
    }

    [Fact]
    public void One_answer_gives_its_ladder()
    {
        Assert.Equal(
            FigureCsv.Write(LadderFigure.Draw(Answers.Xor)),
            FigureCsv.Write(TheoryFigure.Entry.Draw([Answers.Xor])));
    }

    [Fact]
    public void Sweeps_that_differ_in_more_than_n_are_refused_with_all_differences()
    {
        FindAnswer[] answers =
        [
            Seven[0],
            Seven[1] with { Spec = Seven[1].Spec with { Optimizer = "gd(lr=1)", Steps = 10 }, Data = Seven[1].Data with { Features = 3 } },
        ];

        var problem = Assert.Throws<RequestException>(() => TheoryFigure.Draw(answers));

        Assert.Equal(
            ["optimizer: adam(lr=0.01), gd(lr=1).", "steps: 3000, 10.", "features: 10, 3."],
            problem.Problems.Select(line => line.Split("; these differ in ")[1]));
    }

    [Fact]
    public void Sweeps_of_one_size_are_refused()
    {
        var problem = Assert.Throws<RequestException>(() => TheoryFigure.Draw(Answers.Sizes(50, 50)));

        Assert.EndsWith("all these sweeps have n = 50.", Assert.Single(problem.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void No_sweep_is_refused()
    {
        Assert.Throws<RequestException>(() => TheoryFigure.Entry.Draw([]));
    }
}
