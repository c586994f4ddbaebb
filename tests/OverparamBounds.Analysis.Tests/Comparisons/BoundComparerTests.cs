using OverparamBounds.Analysis.Comparisons;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Analysis.Tests.Comparisons;

public class BoundComparerTests
{
    private static readonly ThresholdEstimate Certified = new ThresholdEstimate.Between(Low: 6, High: 8, Point: 7, WithinRatio: true);

    [Fact]
    public void The_ratio_is_that_of_the_bound_to_the_point_estimate()
    {
        var comparison = Compare(Bound(BoundKind.Landscape, 70), Certified);

        Assert.Equal(1, comparison.Decades!.Value, 1e-12);
        Assert.Equal(10, comparison.Ratio!.Value, 1e-10);
        Assert.Null(comparison.Contradiction);
    }

    [Fact]
    public void Beyond_whole_numbers_only_decades_are_given()
    {
        var comparison = Compare(Bound(BoundKind.Trainability, 1) with { Log10Width = 40 }, Certified);

        Assert.Equal(40 - Math.Log10(7), comparison.Decades!.Value, 1e-12);
        Assert.Null(comparison.Ratio);
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(9, true)]
    public void A_valid_necessary_bound_above_a_width_that_is_certified_to_train_is_a_contradiction(int width, bool contradicts)
    {
        var comparison = Compare(Bound(BoundKind.Necessary, width), Certified);

        Assert.Equal(contradicts, comparison.Contradiction is not null);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(5, true)]
    public void A_valid_trainability_bound_below_a_width_that_is_certified_to_fall_short_is_a_contradiction(int width, bool contradicts)
    {
        var comparison = Compare(Bound(BoundKind.Trainability, width), Certified);

        Assert.Equal(contradicts, comparison.Contradiction is not null);
        Assert.True(!contradicts || comparison.Contradiction!.Contains("width 5 is certified to fall short", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_the_smallest_width_asked_about_trains_nothing_is_certified_to_fall_short()
    {
        var bottom = new ThresholdEstimate.Between(Low: 3, High: 4, Point: 3, WithinRatio: true);

        Assert.Null(BoundComparer.Compare([Bound(BoundKind.Trainability, 2)], bottom, minWidth: 3).Single().Comparison!.Contradiction);
    }

    [Fact]
    public void Above_the_grid_the_widest_width_falls_short()
    {
        ThresholdEstimate above = new ThresholdEstimate.AboveGrid(Widest: 64);

        Assert.NotNull(Compare(Bound(BoundKind.Trainability, 64), above).Contradiction);
        Assert.Null(Compare(Bound(BoundKind.Trainability, 65), above).Contradiction);
        Assert.Null(Compare(Bound(BoundKind.Necessary, 1000), above).Contradiction);
        Assert.Null(Compare(Bound(BoundKind.Necessary, 1000), above).Ratio);
    }

    [Fact]
    public void A_broken_assumption_an_open_constant_or_another_network_contradicts_nothing()
    {
        var bound = Bound(BoundKind.Necessary, 100);

        Assert.NotNull(Compare(bound, Certified).Contradiction);
        Assert.Null(Compare(bound with { Violated = ["the labels are discrete"] }, Certified).Contradiction);
        Assert.Null(Compare(bound with { ConstantsExplicit = false }, Certified).Contradiction);
        Assert.Null(Compare(bound with { LogFactorsDropped = true }, Certified).Contradiction);
        Assert.Null(Compare(bound with { Covers = false }, Certified).Contradiction);
    }

    [Theory]
    [InlineData(BoundKind.Existence)]
    [InlineData(BoundKind.Landscape)]
    [InlineData(BoundKind.Heuristic)]
    public void Statements_that_promise_no_training_and_forbid_no_fit_contradict_nothing(BoundKind kind)
    {
        Assert.Null(Compare(Bound(kind, 1), Certified).Contradiction);
        Assert.Null(Compare(Bound(kind, 1000), Certified).Contradiction);
    }

    private static BoundComparison Compare(BoundValue bound, ThresholdEstimate estimate) =>
        BoundComparer.Compare([bound], estimate, minWidth: 1).Single().Comparison!;

    private static BoundValue Bound(BoundKind kind, int width) =>
        new("b", "B", kind, Math.Log10(width), width, 4 * width, null, ConstantsExplicit: true, [], "Someone 2020", null);
}
