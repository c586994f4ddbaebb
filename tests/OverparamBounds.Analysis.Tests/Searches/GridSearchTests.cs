using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Analysis.Tests.Searches;

public sealed class GridSearchTests
{
    private static readonly GridSettings s_settings = new(.5, .05, 1.25, MinWidth: 1, Widths: [8, 32, 16], Seeds: 20);

    [Fact]
    public void The_grid_asks_for_every_width_with_every_seed()
    {
        var parts = new GridSearch(s_settings).Parts;

        Assert.Equal([new(8, 0, 20), new(16, 0, 20), new(32, 0, 20)], parts);
    }

    [Fact]
    public void A_grid_on_which_nothing_fits_puts_the_threshold_above_it()
    {
        var outcome = new GridSearch(s_settings).Judge([new(8, 20, 0), new(16, 20, 0), new(32, 20, 0)]);

        Assert.Equal(new ThresholdEstimate.AboveGrid(32), outcome.Estimate);
    }

    [Fact]
    public void A_clear_rise_is_bracketed_by_its_neighbours()
    {
        var outcome = new GridSearch(s_settings).Judge([new(8, 20, 1), new(16, 20, 10), new(32, 20, 20)]);

        Assert.Equal(new ThresholdEstimate.Between(9, 32, 16, WithinRatio: false), outcome.Estimate);
        Assert.Equal(
            [Certificate.Low, Certificate.None, Certificate.High], outcome.Cells.Select(cell => cell.Certificate));
    }

    [Fact]
    public void A_grid_that_starts_above_the_threshold_knows_only_its_upper_end()
    {
        var outcome = new GridSearch(s_settings).Judge([new(8, 20, 20), new(16, 20, 20), new(32, 20, 20)]);

        Assert.Equal(new ThresholdEstimate.Between(1, 8, 8, WithinRatio: false), outcome.Estimate);
    }

    [Fact]
    public void Widths_whose_trainings_are_not_complete_certify_nothing()
    {
        var outcome = new GridSearch(s_settings).Judge([new(8, 20, 0), new(16, 19, 19)]);

        Assert.Equal(new ThresholdEstimate.Undecided(9), outcome.Estimate);
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(.9)]
    public void The_chance_of_a_false_certificate_at_the_level_stays_below_its_share(double success)
    {
        // Exact, at f just below p0 and at p0, for one of three widths.
        var grid = new GridSearch(s_settings with { Success = success });
        double falseHigh = 0, falseLow = 0;

        for (var fitted = 0; fitted <= 20; fitted++)
        {
            var chance = MathNet.Numerics.Distributions.Binomial.PMF(success, 20, fitted);
            var certificate = grid.Judge([new WidthCount(8, 20, fitted)]).Cells[0].Certificate;
            falseHigh += certificate == Certificate.High ? chance : 0;
            falseLow += certificate == Certificate.Low ? chance : 0;
        }

        Assert.True(falseHigh <= .05 / 3);
        Assert.True(falseLow <= .05 / 3);
    }

    [Fact]
    public void Wrong_settings_are_all_named_at_once()
    {
        var error = Assert.Throws<RequestException>(() => new GridSearch(new(0, .05, 1.25, 10, [8, 8], 0)));

        Assert.Equal(5, error.Problems.Count);
        Assert.Single(Assert.Throws<RequestException>(() => new GridSearch(s_settings with { Widths = [] })).Problems);
    }
}
