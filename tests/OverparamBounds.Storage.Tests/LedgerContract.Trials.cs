using System.Text.Json;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Tests;

public abstract partial class LedgerContract
{
    public static TheoryData<TrialOutcome> Outcomes => [.. Enum.GetValues<TrialOutcome>()];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task A_trial_comes_back_with_every_field(TrialOutcome outcome)
    {
        var curve = Sample.RandomQuestion(Sample.Random("a trial")).Curve;
        var result = new TrialResult(
            curve.TrialId(int.MaxValue, 7),
            new(int.MaxValue, 7),
            outcome,
            Steps: int.MaxValue - 1,
            FinalLoss: double.Epsilon,
            Size: new(Dense: long.MaxValue, Nonzero: 3, Effective: 0, Bits: long.MaxValue - 1),
            WallSeconds: 1.0 / 3,
            CpuSeconds: 1e-300,
            Digest: CurveSpec.Hash("digest"),
            Engine: new("torch", "cuda:0", "cuda-9.0", "overparam 0.1.0 'é学\" | torch"));
        await using var ledger = await OpenAsync();

        await ledger.SaveTrialsAsync(curve, [result], Token);

        var stored = await ledger.FindTrialAsync(result.Id.Value, Token);
        Assert.Equal(new(curve, result, Time.Now), stored);
        Assert.Equal(result, (await ledger.StoredTrialsAsync(curve, int.MaxValue, first: 7, count: 1, Token))[7]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public async Task A_loss_that_is_no_number_is_stored_as_none(double? loss)
    {
        var result = Sample.Result(Sample.Curve, width: 5, seedIndex: 0) with { FinalLoss = loss };
        await using var ledger = await OpenAsync();

        await ledger.SaveTrialsAsync(Sample.Curve, [result], Token);

        Assert.Null((await ledger.FindTrialAsync(result.Id.Value, Token))!.Result.FinalLoss);
    }

    [Fact]
    public async Task Trials_of_a_curve_are_counted_by_width_below_a_seed()
    {
        await using var ledger = await OpenAsync();
        await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 5, first: 10, count: 10), Token);
        await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 6, first: 0, count: 100), Token);
        await ledger.SaveTrialsAsync(Sample.OtherCurve, Sample.Results(Sample.OtherCurve, width: 7, first: 0, count: 3), Token);

        Assert.Equal(new() { [5] = 5, [6] = 15 }, (await ledger.CountTrialsAsync(Sample.Curve, seeds: 15, Token)).ToDictionary());
        Assert.Equal(new() { [6] = 10 }, (await ledger.CountTrialsAsync(Sample.Curve, seeds: 10, Token)).ToDictionary());
        Assert.Equal(new() { [5] = 10, [6] = 100 }, (await ledger.CountTrialsAsync(Sample.Curve, int.MaxValue, Token)).ToDictionary());
        Assert.Empty(await ledger.CountTrialsAsync(Sample.Curve with { Steps = 1 }, int.MaxValue, Token));
    }

    [Fact]
    public async Task The_stored_trials_of_a_window_of_seeds_are_those_that_lie_in_it()
    {
        await using var ledger = await OpenAsync();
        await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 5, first: 10, count: 10), Token);
        await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 6, first: 0, count: 100), Token);
        await ledger.SaveTrialsAsync(Sample.OtherCurve, Sample.Results(Sample.OtherCurve, width: 5, first: 0, count: 100), Token);

        async Task<IEnumerable<int>> SeedsAsync(int first, int count) =>
            (await ledger.StoredTrialsAsync(Sample.Curve, width: 5, first, count, Token)).Keys.Order();

        Assert.Equal(Enumerable.Range(10, 5), await SeedsAsync(first: 0, count: 15));
        Assert.Equal(Enumerable.Range(12, 3), await SeedsAsync(first: 12, count: 3));
        Assert.Equal(Enumerable.Range(18, 2), await SeedsAsync(first: 18, count: int.MaxValue));
        Assert.Empty(await SeedsAsync(first: 10, count: 0));
        Assert.Empty(await SeedsAsync(first: 20, count: 5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Overlapping_batches_in_any_order_and_number_end_in_the_same_rows(int round)
    {
        var random = Sample.Random($"batches {round}");
        var all = Enumerable.Range(1, 4).SelectMany(width => Sample.Results(Sample.Curve, width, first: 0, count: 30)).ToList();
        var offered = new HashSet<TrialResult>();
        var added = 0;
        await using var ledger = await OpenAsync();

        for (var batch = 0; batch < 25; batch++)
        {
            // Drawn with repetition: a batch may hold a trial twice, and trials of several widths.
            var trials = Enumerable.Range(0, random.NextIndex(20)).Select(_ => all[random.NextIndex(all.Count)]).ToList();
            offered.UnionWith(trials);
            added += await ledger.SaveTrialsAsync(Sample.Curve, trials, Token);
            Time.Advance();
        }

        Assert.Equal(offered.Count, added);
        Assert.Equal(offered.Count, (await ledger.StatusAsync(Token)).Trials);
        Assert.Empty(await ledger.EventsAsync(question: null, Token));
        for (var width = 1; width <= 4; width++)
        {
            Assert.Equal(
                offered.Where(result => result.Trial.Width == width).OrderBy(result => result.Trial.SeedIndex),
                (await ledger.StoredTrialsAsync(Sample.Curve, width, first: 0, count: 30, Token)).Values.OrderBy(result => result.Trial.SeedIndex));
        }
    }

    [Fact]
    public async Task A_trial_keeps_the_time_at_which_it_was_first_stored()
    {
        var result = Sample.Result(Sample.Curve, width: 5, seedIndex: 0);
        var first = Time.Now;
        await using var ledger = await OpenAsync();

        Assert.Equal(1, await ledger.SaveTrialsAsync(Sample.Curve, [result], Token));
        Time.Advance();
        Assert.Equal(0, await ledger.SaveTrialsAsync(Sample.Curve, [result], Token));

        Assert.Equal(first, (await ledger.FindTrialAsync(result.Id.Value, Token))!.StoredAt);
    }

    [Fact]
    public async Task A_trial_that_comes_out_otherwise_is_kept_as_it_was_and_reported_once()
    {
        var kept = Sample.Result(Sample.Curve, width: 5, seedIndex: 3);
        var offered = Sample.Contradict(kept);
        var elsewhere = Sample.Contradict(offered, new("torch", "cuda:1", "cuda-12.0", "other"));
        var other = Sample.Question with { MaxWidth = 99 };
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
        await ledger.OpenQuestionAsync(other, "data", Token);
        await ledger.SaveTrialsAsync(Sample.Curve, [kept], Token);
        await ledger.SaveQuestionCellsAsync(Sample.Question.Id, Sample.Curve, [new(Width: 5, Trials: 4, Fitted: 0)], Token);

        Assert.Equal(0, await ledger.SaveTrialsAsync(Sample.Curve, [offered], Token));
        Assert.Equal(0, await ledger.SaveTrialsAsync(Sample.Curve, [offered, elsewhere, kept], Token));

        Assert.Equal(kept, (await ledger.FindTrialAsync(kept.Id.Value, Token))!.Result);
        var events = await ledger.EventsAsync(Sample.Question.Id, Token);
        Assert.Equal(events, await ledger.EventsAsync(question: null, Token));
        Assert.Empty(await ledger.EventsAsync(other.Id, Token));
        Assert.Collection(
            events,
            same => AssertMismatch(same, kept, offered, sameDeviceClass: true),
            differs => AssertMismatch(differs, kept, elsewhere, sameDeviceClass: false));
    }

    [Fact]
    public async Task A_batch_with_a_trial_of_another_curve_is_refused_whole()
    {
        await using var ledger = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => ledger.SaveTrialsAsync(
            Sample.Curve, [Sample.Result(Sample.Curve, 5, 0), Sample.Result(Sample.OtherCurve, 5, 1)], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => ledger.SaveTrialsAsync(
            Sample.Curve, [Sample.Result(Sample.Curve, 5, 0) with { WallSeconds = double.NaN }], Token));

        Assert.Equal(0, (await ledger.StatusAsync(Token)).Trials);
    }

    [Fact]
    public async Task A_trial_is_found_by_a_prefix_that_no_other_shares()
    {
        await using var ledger = await OpenAsync();
        var results = Sample.Results(Sample.Curve, width: 5, first: 0, count: 50);
        await ledger.SaveTrialsAsync(Sample.Curve, results, Token);

        foreach (var result in results)
        {
            Assert.Equal(result, (await ledger.FindTrialAsync(result.Id.Value[..12], Token))!.Result);
            Assert.Equal(result, (await ledger.FindTrialAsync($" {result.Id.Value.ToUpperInvariant()} ", Token))!.Result);
        }

        Assert.Null(await ledger.FindTrialAsync(results[0].Id.Value + "0", Token));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_prefix_that_several_trials_share_is_answered_with_up_to_five_of_them(int sharers)
    {
        const string Prefix = "5eed";
        var results = Enumerable.Range(0, int.MaxValue)
            .Where(seedIndex => Sample.Curve.TrialId(5, seedIndex).Value.StartsWith(Prefix, StringComparison.Ordinal))
            .Take(sharers)
            .Select(seedIndex => Sample.Result(Sample.Curve, 5, seedIndex))
            .OrderBy(result => result.Id.Value, StringComparer.Ordinal)
            .ToList();
        await using var ledger = await OpenAsync();
        await ledger.SaveTrialsAsync(Sample.Curve, results, Token);

        var problem = await Assert.ThrowsAsync<RequestException>(() => ledger.FindTrialAsync(Prefix, Token));

        Assert.Contains(string.Join(", ", results.Take(5).Select(result => result.Id.Value)), problem.Message, StringComparison.Ordinal);
        Assert.Equal(sharers > 5, problem.Message.Contains("more than 5", StringComparison.Ordinal));
        Assert.DoesNotContain(results.Skip(5), result => problem.Message.Contains(result.Id.Value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("wxyz")]
    [InlineData("abcd%")]
    [InlineData("abcd' OR 1=1 --")]
    public async Task A_text_that_begins_no_id_is_refused(string text)
    {
        await using var ledger = await OpenAsync();

        var trial = await Assert.ThrowsAsync<RequestException>(() => ledger.FindTrialAsync(text, Token));
        var question = await Assert.ThrowsAsync<RequestException>(() => ledger.FindQuestionAsync(text, Token));

        Assert.StartsWith($"trial: '{text}' is no trial id", trial.Message, StringComparison.Ordinal);
        Assert.StartsWith($"question: '{text}' is no question id", question.Message, StringComparison.Ordinal);
    }

    private void AssertMismatch(StoredEvent line, TrialResult kept, TrialResult offered, bool sameDeviceClass)
    {
        Assert.Equal((null, LedgerEvents.DigestMismatch, Time.Now), (line.Question, line.Kind, line.At));
        using var json = JsonDocument.Parse(line.Json);
        Assert.Equal(kept.Id.Value, json.RootElement.GetProperty("trial").GetString());
        Assert.Equal(kept.Digest, json.RootElement.GetProperty("kept").GetProperty("digest").GetString());
        Assert.Equal(offered.Digest, json.RootElement.GetProperty("offered").GetProperty("digest").GetString());
        Assert.Equal(offered.Engine.Device, json.RootElement.GetProperty("offered").GetProperty("device").GetString());
        Assert.Equal(sameDeviceClass, json.RootElement.GetProperty("sameDeviceClass").GetBoolean());
    }
}
