using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Analysis.Tests.Searches;

public sealed class BracketSearchTests
{
    private static readonly SimulatedCurve s_step = new("step", width => width >= 37 ? 1 : 0);
    private static readonly SimulatedCurve s_moderate = SimulatedCurve.Logistic("moderate", middle: 120, octaves: 1);

    [Fact]
    public void A_sharp_threshold_is_found_by_the_traced_launches()
    {
        var launches = new List<string>();

        var search = s_step.Run(
            SimulatedCurve.Settings(.5, maxWidth: 256),
            repetition: 0,
            (_, launch) => launches.Add(string.Join(", ", launch.Parts.Select(part => $"{part.Width}x{part.Count}"))));

        Assert.Equal(["1x10, 2x10, 4x10, 8x10", "16x10, 32x10", "64x10, 128x10", "39x16, 50x16"], launches);
        Assert.Equal((32, 39), (search.Low, search.High));
        Assert.Equal(112, search.Trainings);
        Assert.Equal(1633.2, search.Spent, 1e-9);
        Assert.Equal(StopReason.RatioReached, search.Stop);
        Assert.IsType<ThresholdEstimate.Between>(search.Estimate());
        Assert.Equal("certified", search.Estimate().Status);
    }

    [Theory]
    [InlineData(.5, 121)]
    [InlineData(.9, 88)]
    public void A_task_that_never_fits_ends_above_the_grid_after_the_published_number_of_runs(double success, int runs)
    {
        var search = new SimulatedCurve("never", _ => 0).Run(SimulatedCurve.Settings(success), repetition: 0);

        Assert.Equal(runs, search.Trainings);
        Assert.Equal(5, search.Decisions.Count);
        Assert.Equal(StopReason.NotReached, search.Stop);
        Assert.Equal(new ThresholdEstimate.AboveGrid(1024), search.Estimate());
        Assert.Contains("f(1024)", Assert.Single(search.Remarks()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_always_fits_ends_at_the_narrowest_width()
    {
        var search = new SimulatedCurve("always", _ => 1).Run(SimulatedCurve.Settings(.9), repetition: 0);

        Assert.Equal(new ThresholdEstimate.Between(1, 1, 1, WithinRatio: true), search.Estimate());
    }

    [Fact]
    public void The_same_outcomes_give_the_same_launches()
    {
        var first = s_moderate.Run(SimulatedCurve.Settings(.9), repetition: 3);
        var second = s_moderate.Run(SimulatedCurve.Settings(.9), repetition: 3);

        var json = System.Text.Json.JsonSerializer.Serialize(first.Decisions);
        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(second.Decisions));
        Assert.Equal(first.Widths, second.Widths);
    }

    [Fact]
    public void Decisions_survive_being_written_down()
    {
        var search = s_step.Run(SimulatedCurve.Settings(.5), repetition: 0);

        var json = System.Text.Json.JsonSerializer.Serialize(search.Decisions);
        var read = System.Text.Json.JsonSerializer.Deserialize<List<SearchDecision>>(json);

        Assert.NotNull(read);
        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(read));
        Assert.Equal(search.High, read[^1].High);
        Assert.All(read, decision => Assert.EndsWith("?", decision.Reason, StringComparison.Ordinal));
        Assert.Contains(read, decision => decision.NewCertificates.Contains(new(search.High ?? 0, "high")));
    }

    [Theory]
    [InlineData(.5, 64, 8000)]
    [InlineData(.9, 16, 700)]
    [InlineData(.9, 3, 200)]
    [InlineData(.1, 5, 300)]
    [InlineData(.99, 1, 90)]
    public void A_search_keeps_to_its_range_its_ladders_its_lanes_and_its_budget(double success, int lanes, int maxTrainings)
    {
        var settings = SimulatedCurve.Settings(success, lanes: lanes, maxTrainings: maxTrainings) with { MinWidth = 3, MaxWidth = 300 };
        var used = new Dictionary<int, int>();
        var certificates = new Dictionary<int, Certificate>();

        var search = s_moderate.Run(settings, repetition: 1, (now, launch) =>
        {
            Assert.InRange(launch.Trainings, 1, lanes);
            foreach (var part in launch.Parts)
            {
                Assert.InRange(part.Width, 3, 300);
                Assert.Equal(used.GetValueOrDefault(part.Width), part.FirstSeed);
                used[part.Width] = part.FirstSeed + part.Count;
            }

            foreach (var width in now.Widths)
            {
                var before = certificates.GetValueOrDefault(width.Width);
                Assert.True(before == Certificate.None || before == width.Certificate, "Certificates are permanent.");
                certificates[width.Width] = width.Certificate;
            }
        });

        Assert.NotNull(search.Stop);
        Assert.NotNull(search.StopText);
        Assert.InRange(search.Trainings, 1, maxTrainings);
        Assert.Equal(used.Values.Sum(), search.Trainings);
        Assert.Equal(Enumerable.Range(1, search.Widths.Count), search.Widths.Select(width => width.Ordinal));
    }

    [Fact]
    public void The_next_launch_stays_the_same_until_it_is_recorded()
    {
        var search = new BracketSearch(SimulatedCurve.Settings(.5));

        var first = search.Next();

        Assert.NotNull(first);
        Assert.Same(first, search.Next());
        search.Record(first, s_step.Train(first, repetition: 0));
        Assert.NotSame(first, search.Next());
    }

    [Fact]
    public void Incomplete_launches_are_refused_and_change_nothing()
    {
        var search = new BracketSearch(SimulatedCurve.Settings(.5));
        var launch = search.Next();
        Assert.NotNull(launch);
        var outcomes = s_step.Train(launch, repetition: 0);

        Assert.Throws<ArgumentException>(() => search.Record(launch, [.. outcomes.Skip(1)]));
        Assert.Throws<ArgumentException>(() => search.Record(launch, [.. outcomes, new(999, true, 1)]));
        Assert.Throws<ArgumentException>(() => search.Record(launch, [.. outcomes.Select(outcome => outcome with { Steps = 1001 })]));
        Assert.Throws<InvalidOperationException>(() => search.Record(launch with { Number = 1 }, outcomes));

        Assert.Equal(0, search.Trainings);
        search.Record(launch, outcomes);
        Assert.Throws<InvalidOperationException>(() => search.Record(launch, outcomes));
    }

    [Fact]
    public void A_search_whose_time_is_up_says_what_it_knows()
    {
        var search = new BracketSearch(SimulatedCurve.Settings(.5, maxWidth: 256));
        for (var i = 0; i < 3; i++)
        {
            var launch = search.Next();
            Assert.NotNull(launch);
            search.Record(launch, s_step.Train(launch, repetition: 0));
        }

        search.StopForTime();

        Assert.Null(search.Next());
        Assert.Equal(StopReason.TimeSpent, search.Stop);
        Assert.Equal("bracketed", search.Estimate().Status);
        Assert.Equal((33, 64), search.Estimate() is ThresholdEstimate.Between between ? (between.Low, between.High) : default);
    }

    [Fact]
    public void A_search_without_time_for_one_launch_is_undecided()
    {
        var search = new BracketSearch(SimulatedCurve.Settings(.5));

        search.StopForTime();

        Assert.Equal(new ThresholdEstimate.Undecided(1), search.Estimate());
    }

    [Fact]
    public void A_budget_too_small_for_the_ratio_ends_in_an_honest_bracket()
    {
        var search = s_moderate.Run(SimulatedCurve.Settings(.9, maxTrainings: 500), repetition: 0);

        Assert.Contains(search.Stop, (StopReason?[])[StopReason.TrainingsSpent, StopReason.ForecastAboveBudget]);
        Assert.Contains(search.Estimate().Status, (string[])["bracketed", "undecided"]);
    }

    [Fact]
    public void A_curve_that_runs_along_the_level_stops_by_forecast_and_narrows_when_relaxed()
    {
        var shelf = new SimulatedCurve("shelf", width => width < 8 ? .02 : width < 256 ? .495 : .98);

        var search = shelf.Run(SimulatedCurve.Settings(.5, maxTrainings: 6000), repetition: 0);
        var relaxed = search.Relax(.1);

        Assert.Equal("bracketed", search.Estimate().Status);
        Assert.True(search.Low < 256 && search.High >= 256);
        Assert.NotNull(relaxed.High);
        Assert.True(relaxed.High / (relaxed.Low + 1.0) <= search.Ratio);
        Assert.Equal((search.Low, search.High), (search.Relax(0).Low, search.Relax(0).High));
    }

    [Theory]
    [InlineData(1, 21)]
    [InlineData(1.02, 2001)]
    public void Ratios_finer_than_the_lattice_are_reached_too(double ratio, int threshold)
    {
        var settings = SimulatedCurve.Settings(.5, maxWidth: 4096) with { Ratio = ratio };

        var search = new SimulatedCurve("fine step", width => width >= threshold ? 1 : 0).Run(settings, repetition: 0);

        Assert.Equal(StopReason.RatioReached, search.Stop);
        Assert.InRange(threshold, search.Low + 1, search.High ?? 0);
        Assert.True(search.High / (search.Low + 1.0) <= ratio + 1e-9);
    }

    [Fact]
    public void Sentinels_find_a_late_drop_within_their_share()
    {
        var curve = new SimulatedCurve("late drop", width => width < 400 ? s_moderate.At(width) : 0);
        var settings = SimulatedCurve.Settings(.5, maxWidth: 4096) with { Sentinels = true };
        double spentBefore = 0;

        var search = curve.Run(settings, repetition: 0, (now, launch) =>
            spentBefore = launch.Phase == SearchLaunch.Sentinel ? spentBefore : now.Spent);

        Assert.Contains(search.Decisions, decision => decision.Phase == SearchLaunch.Sentinel);
        Assert.Equal(StopReason.RatioReached, search.Stop);
        Assert.True(search.Spent - spentBefore <= .15 * spentBefore + 1e-9);
        Assert.Contains(search.Remarks(), remark => remark.StartsWith("Not monotone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_promising_width_below_those_that_fall_short_is_not_kept_quiet()
    {
        var search = new SimulatedCurve("bump", width => width is >= 37 and < 70 ? 1 : 0)
            .Run(SimulatedCurve.Settings(.9, maxWidth: 4096), repetition: 0);

        Assert.Equal("aboveGrid", search.Estimate().Status);
        Assert.Contains(search.Remarks(), remark => remark.Contains("8 of 8 fitted at 64", StringComparison.Ordinal));
    }

    [Fact]
    public void A_late_drop_does_not_hide_a_width_with_evidence_for_it()
    {
        var settings = SimulatedCurve.Settings(.9, lanes: 16);
        var curve = new SimulatedCurve("bump", width => width is >= 37 and < 70 ? 1 : 0);
        var board = new SearchBoard(settings);
        SearchLaunch launch = new(1, SearchLaunch.Zoom, "?", [new(64, 0, 30), new(512, 0, 10)]);

        board.Record(launch, curve.Train(launch, repetition: 0));

        Assert.Equal((512, 0), (board.Low, board.SteeringLow));
    }

    [Fact]
    public void Without_sentinels_untested_widths_are_said_to_be_so()
    {
        var search = new SimulatedCurve("last", width => width >= 2 ? 1 : 0)
            .Run(SimulatedCurve.Settings(.5, lanes: 11), repetition: 0);

        Assert.Equal(2, search.High);
        Assert.Contains("Above 2 untested.", search.Remarks());
    }

    [Fact]
    public void A_range_of_one_width_is_decided()
    {
        var settings = SimulatedCurve.Settings(.5) with { MinWidth = 7, MaxWidth = 7 };

        var reached = new SimulatedCurve("always", _ => 1).Run(settings, repetition: 0);
        var missed = new SimulatedCurve("never", _ => 0).Run(settings, repetition: 0);

        Assert.Equal(new ThresholdEstimate.Between(7, 7, 7, WithinRatio: true), reached.Estimate());
        Assert.Equal(new ThresholdEstimate.AboveGrid(7), missed.Estimate());
    }

    [Fact]
    public void Wrong_settings_are_all_named_at_once()
    {
        var settings = new SearchSettings(1, 0, .5, 5, 4, 0, 0, 0, width => width);

        var error = Assert.Throws<RequestException>(() => new BracketSearch(settings));

        Assert.Equal(7, error.Problems.Count);
    }

    [Fact]
    public void The_posterior_foresees_what_an_independent_implementation_does()
    {
        var board = new SearchBoard(SimulatedCurve.Settings(.5, maxWidth: 256));
        SearchLaunch launch = new(1, "ascend", "?", [new(8, 0, 12), new(16, 0, 12), new(32, 0, 12)]);
        board.Record(launch, [.. Runs(8, 0), .. Runs(16, 3), .. Runs(32, 11)]);
        var model = new SuccessModel(.5, 1, 256, negligibleWeight: 0);

        model.Learn(board.Widths);
        var prospect = model.Foresee(20, fitted: 0, trials: 0);

        // One unit of the last digit given: the last number was cut off, not rounded.
        Assert.Equal(.61561342, prospect.Mean, 1e-8);
        Assert.Equal(.67351635, prospect.ChanceHigh, 1e-8);
        Assert.Equal(.01222142, prospect.RateLow, 1e-8);
        Assert.Equal(.11541290, prospect.RateHigh, 1e-8);
    }

    private static IEnumerable<RunOutcome> Runs(int width, int fitted) =>
        Enumerable.Range(0, 12).Select(i => new RunOutcome(width, i < fitted, 1));
}
