using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Tests;

public class LadderFigureTests
{
    [Fact]
    public void Its_data_is_the_approved_table()
    {
        var answer = Answers.Xor with { Bounds = [.. Answers.XorBounds, .. Answers.Many(12)] };

        ApprovedFile.Verify("xor-ladder.csv", FigureCsv.Write(LadderFigure.Draw(answer)));
    }

    [Fact]
    public void Rungs_stand_by_kind_from_necessary_to_heuristic_then_by_width_with_infinite_ones_last()
    {
        var rungs = LadderFigure.Draw(Answers.Xor with { Bounds = Answers.Many(46) }).Rungs;

        Assert.Equal(
            [BoundKind.Necessary, BoundKind.Existence, BoundKind.Landscape, BoundKind.Trainability, BoundKind.Heuristic],
            rungs.Select(bound => bound.Kind).Distinct());
        Assert.Equal(46, rungs.Count);
        foreach (var (one, next) in rungs.Zip(rungs.Skip(1)).Where(pair => pair.First.Kind == pair.Second.Kind))
        {
            Assert.True(next.Infinite || (!one.Infinite && one.Log10Width <= next.Log10Width), $"{one.Id} stands above {next.Id}");
        }
    }

    [Fact]
    public void Bounds_of_other_networks_and_silent_ones_are_left_out_and_counted()
    {
        BoundValue[] bounds =
        [
            .. Answers.XorBounds,
            Answers.Bound("other", "Another network", BoundKind.Necessary, 3) with { Covers = false },
            Answers.Bound("silent", "Silent", BoundKind.Necessary, 3) with { Log10Width = null, Width = null, Reason = "no kernel" },
        ];

        var figure = LadderFigure.Draw(Answers.Xor with { Bounds = bounds });

        Assert.Equal(["dof", "zhang2017", "haeffele2017"], figure.Rungs.Select(bound => bound.Id));
        Assert.EndsWith("3 of 5 bounds have a width here", figure.Footer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3, 2)]
    [InlineData(5.2, 6)]
    [InlineData(29.5, 30)]
    [InlineData(84, 30)]
    public void The_axis_reaches_the_decade_above_the_widest_bound_but_never_beyond_the_thirtieth(double widest, double decades)
    {
        var bound = Answers.Bound("b", "A bound", BoundKind.Trainability, 1) with { Log10Width = widest, Width = null };

        var axis = LadderFigure.Draw(Answers.BoundsOf([bound])).X;

        // Room of a fiftieth on either side.
        Assert.Equal(decades * 1.02, Math.Log10(axis.Maximum), 1e-9);
        Assert.Equal(-decades * 0.02, Math.Log10(axis.Minimum), 1e-9);
    }

    [Fact]
    public void The_measured_interval_is_drawn_of_a_search_and_none_of_bounds_alone()
    {
        var measured = LadderFigure.Draw(Answers.Xor).Measured;

        Assert.Equal(new FigureMark.Threshold("measured threshold 7 (6 to 8, 95 %)", 7, 6, 8), measured);
        Assert.Null(LadderFigure.Draw(Answers.BoundsOf(Answers.XorBounds)).Measured);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_standing_is_unbroken_and_exact_just_where_the_bound_is_a_claim(bool holds, bool isExplicit)
    {
        var bound = Answers.Bound("b", "A bound", BoundKind.Landscape, 3, holds ? [] : ["broken"]) with { ConstantsExplicit = isExplicit };

        Assert.Equal(new(holds, isExplicit), BoundStanding.Of(bound));
        Assert.Equal(new(holds, IsExact: false), BoundStanding.Of(bound with { LogFactorsDropped = true }));
        Assert.Equal(bound.IsClaim, BoundStanding.Of(bound) is { AssumptionsHold: true, IsExact: true });
    }
}
