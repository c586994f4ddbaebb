using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Tests;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_question_comes_back_with_every_field()
    {
        var random = Sample.Random("questions");
        await using var ledger = await OpenAsync();

        for (var i = 0; i < 50; i++)
        {
            var spec = Sample.RandomQuestion(random);
            var opened = await ledger.OpenQuestionAsync(spec, $"data {i}", Token);
            var found = await ledger.FindQuestionAsync(spec.Id.Value, Token);

            Assert.Equal(opened with { Spec = spec }, found! with { Spec = spec });
            Assert.Equal(new(spec.Id, spec, "open", AnswerJson: null, $"data {i}", Time.Now, FinishedAt: null), found with { Spec = spec });
            Assert.Equal(spec.CanonicalText, found.Spec.CanonicalText);
            Assert.Equal(spec with { Grid = null }, found.Spec with { Grid = null });
            Assert.Equal(spec.Grid?.Widths, found.Spec.Grid?.Widths);
            Assert.Equal(spec.Grid?.Seeds, found.Spec.Grid?.Seeds);
        }
    }

    [Fact]
    public async Task A_question_may_be_longer_than_a_page_of_the_database()
    {
        // Beyond the 2.7 kB of an index entry and the 8 kB of a page in Postgres, and of letters that do not compress away.
        var columns = string.Join(',', Enumerable.Range(0, 2000).Select(column => CurveSpec.Hash($"{column}")[..8]));
        var curve = Sample.Curve with { Task = $"csv(path=wide.csv,columns=[{columns}])" };
        var spec = Sample.Question with { Curve = curve };
        await using var ledger = await OpenAsync();

        await ledger.OpenQuestionAsync(spec, "data", Token);
        await ledger.OpenQuestionAsync(spec with { MaxWidth = 9 }, "data", Token);
        await ledger.SaveTrialsAsync(curve, [Sample.Result(curve, 5, 0)], Token);

        Assert.Equal(spec, (await ledger.FindQuestionAsync(spec.Id.Value, Token))!.Spec);
        Assert.Equal(curve, (await ledger.FindTrialAsync(curve.TrialId(5, 0).Value, Token))!.Curve);
        Assert.Equal(1, (await ledger.StatusAsync(Token)).Cells);
    }

    [Fact]
    public async Task A_question_that_is_asked_again_is_the_same_question_as_it_stands()
    {
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(Sample.Question, "first data", Token);
        await ledger.SaveAnswerAsync(Sample.Question.Id, "certified", """{"smallest":{}}""", Token);
        var before = await ledger.FindQuestionAsync(Sample.Question.Id.Value, Token);
        Time.Advance();

        var again = await ledger.OpenQuestionAsync(Sample.Question, "other data", Token);

        Assert.Equal(before, again);
        Assert.Equal("first data", again.DataDigest);
        Assert.Single(await ledger.QuestionsAsync(Token));
    }

    [Fact]
    public async Task Questions_come_newest_first()
    {
        await using var ledger = await OpenAsync();
        var specs = Enumerable.Range(1, 6).Select(width => Sample.Question with { MinWidth = width }).ToList();
        foreach (var (place, spec) in specs.Index())
        {
            await ledger.OpenQuestionAsync(spec, "data", Token);
            if (place % 2 == 1)
            {
                // The other pairs share a time, and still come in order.
                Time.Advance();
            }
        }

        var questions = await ledger.QuestionsAsync(Token);

        Assert.Equal(specs.Select(spec => spec.Id).Reverse(), questions.Select(question => question.Id));
    }

    [Fact]
    public async Task Two_questions_of_one_curve_share_trials_and_each_sees_what_it_used()
    {
        var wide = Sample.Question with { MaxWidth = 8 };
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
        await ledger.OpenQuestionAsync(wide, "data", Token);
        foreach (var width in new[] { 3, 8, 5 })
        {
            await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width, first: 0, count: 20), Token);
        }

        await ledger.SaveQuestionCellsAsync(Sample.Question.Id, Sample.Curve, [new(8, Trials: 12, 0), new(3, Trials: 20, 0)], Token);
        await ledger.SaveQuestionCellsAsync(wide.Id, Sample.Curve, [new(5, Trials: 1, 0), new(8, Trials: 20, 0)], Token);

        Assert.Equal(
            [.. Sample.Results(Sample.Curve, 3, 0, 20), .. Sample.Results(Sample.Curve, 8, 0, 12)],
            await ledger.TrialsAsync(Sample.Question.Id, offset: 0, limit: int.MaxValue, Token));
        Assert.Equal(
            [.. Sample.Results(Sample.Curve, 5, 0, 1), .. Sample.Results(Sample.Curve, 8, 0, 20)],
            await ledger.TrialsAsync(wide.Id, offset: 0, limit: int.MaxValue, Token));
        Assert.Equal((3L, 60L), ((await ledger.StatusAsync(Token)).Cells, (await ledger.StatusAsync(Token)).Trials));
    }

    [Fact]
    public async Task Pages_of_trials_make_up_the_whole()
    {
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
        await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 9, first: 0, count: 25), Token);
        await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 2, first: 0, count: 25), Token);
        await ledger.SaveQuestionCellsAsync(Sample.Question.Id, Sample.Curve, [new(9, 25, 0), new(2, 25, 0)], Token);

        var pages = new List<TrialResult>();
        for (var offset = 0; offset < 60; offset += 7)
        {
            pages.AddRange(await ledger.TrialsAsync(Sample.Question.Id, offset, limit: 7, Token));
        }

        Assert.Equal([.. Sample.Results(Sample.Curve, 2, 0, 25), .. Sample.Results(Sample.Curve, 9, 0, 25)], pages);
    }

    [Fact]
    public async Task Cells_count_the_trials_that_the_question_used()
    {
        var random = Sample.Random("cells");
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
        var cells = Enumerable.Range(1, 30).Reverse().Select(width => new WidthCount(width, random.NextIndex(12), Fitted: 0)).ToList();
        foreach (var cell in cells)
        {
            // Successes to a half or two thirds, so that some medians exist and some do not; a few trials more than were used.
            var trials = Sample.Results(Sample.Curve, cell.Width, first: 0, cell.Trials + 3)
                .Select(result => random.NextIndex(3) > 0 ? result : result with { Outcome = TrialOutcome.Fitted });
            await ledger.SaveTrialsAsync(Sample.Curve, [.. trials], Token);
        }

        await ledger.SaveQuestionCellsAsync(Sample.Question.Id, Sample.Curve, cells, Token);

        var stored = await ledger.CellsAsync(Sample.Question.Id, Token);
        Assert.Equal(cells.Count, stored.Count);
        foreach (var (ordinal, cell) in stored.Index())
        {
            var used = (await ledger.StoredTrialsAsync(Sample.Curve, cell.Width, first: 0, cells[ordinal].Trials, Token)).Values;
            int Count(TrialOutcome outcome) => used.Count(result => result.Outcome == outcome);
            Assert.Equal(
                new(
                    ordinal,
                    Sample.Curve.CellId(cells[ordinal].Width),
                    cells[ordinal].Width,
                    cells[ordinal].Trials,
                    Count(TrialOutcome.Fitted),
                    Count(TrialOutcome.NotFitted),
                    Count(TrialOutcome.Diverged),
                    MedianByDefinition(used)),
                cell);
        }

        Assert.Contains(stored, cell => cell.MedianSteps is null && cell.Fitted > 0);
        Assert.Contains(stored, cell => cell.MedianSteps is not null);
    }

    [Fact]
    public async Task The_cells_of_a_question_are_replaced_as_a_whole_in_the_order_given()
    {
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
        await ledger.SaveQuestionCellsAsync(Sample.Question.Id, Sample.Curve, [new(8, 1, 0), new(4, 1, 0), new(2, 1, 0)], Token);

        await ledger.SaveQuestionCellsAsync(Sample.Question.Id, Sample.Curve, [new(4, 2, 0), new(8, 2, 0)], Token);

        // No trial was stored, and the cells say so.
        Assert.Equal(
            [(0, 4, 0), (1, 8, 0)],
            (await ledger.CellsAsync(Sample.Question.Id, Token)).Select(cell => (cell.Ordinal, cell.Width, cell.Trials)));
    }

    [Fact]
    public async Task The_decision_log_is_replaced_as_a_whole()
    {
        var other = Sample.Question with { MaxWidth = 9 };
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
        await ledger.OpenQuestionAsync(other, "data", Token);
        await ledger.SaveDecisionsAsync(other.Id, ["0"], Token);

        foreach (string[] log in (string[][])[["""{"a":1}""", "2", "3"], ["""{"a":1}""", "[4]"], [], ["""{"é":"学"}""", "6", "7", "8"]])
        {
            await ledger.SaveDecisionsAsync(Sample.Question.Id, log, Token);

            Assert.Equal(log, await ledger.DecisionsAsync(Sample.Question.Id, Token));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => ledger.SaveDecisionsAsync(Sample.Question.Id, ["1", "no JSON"], Token));
        Assert.Equal("6", (await ledger.DecisionsAsync(Sample.Question.Id, Token))[1]);
        Assert.Equal(["0"], await ledger.DecisionsAsync(other.Id, Token));
    }

    [Fact]
    public async Task Events_come_in_the_order_of_their_arrival()
    {
        var other = Sample.Question with { MaxWidth = 9 };
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
        await ledger.OpenQuestionAsync(other, "data", Token);
        var written = new List<StoredEvent>();
        for (var i = 0; i < 12; i++)
        {
            var line = new StoredEvent(i % 3 == 0 ? other.Id : Sample.Question.Id, i % 2 == 0 ? "paused" : "resumed", $"{{\"i\":{i}}}", Time.Now);
            await ledger.AppendEventAsync(line.Question!.Value, line.Kind, line.Json, Token);
            written.Add(line);
            Time.Advance();
        }

        Assert.Equal(written, await ledger.EventsAsync(question: null, Token));
        Assert.Equal(written.Where(line => line.Question == other.Id), await ledger.EventsAsync(other.Id, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => ledger.AppendEventAsync(other.Id, "paused", "no JSON", Token));
    }

    [Fact]
    public async Task An_answer_is_stored_with_its_time_and_may_be_given_again()
    {
        await using var ledger = await OpenAsync();
        var asked = Time.Now;
        await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
        foreach (var (status, json) in new[] { ("undecided", """{"smallest":{"width":null}}"""), ("certified", """{"smallest":{"width":7}}""") })
        {
            Time.Advance();

            await ledger.SaveAnswerAsync(Sample.Question.Id, status, json, Token);

            Assert.Equal(
                new(Sample.Question.Id, Sample.Question, status, json, "data", asked, Time.Now),
                Assert.Single(await ledger.QuestionsAsync(Token)));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => ledger.SaveAnswerAsync(Sample.Question.Id, "certified", "no JSON", Token));
    }

    [Fact]
    public async Task A_question_is_found_by_a_prefix_and_a_shared_one_is_answered_with_the_sharers()
    {
        const string Prefix = "5eed";
        var specs = Enumerable.Range(1, int.MaxValue)
            .Select(trainings => Sample.Question with { MaxTrainings = trainings })
            .Where(spec => spec.Id.Value.StartsWith(Prefix, StringComparison.Ordinal))
            .Take(3)
            .OrderBy(spec => spec.Id.Value, StringComparer.Ordinal)
            .ToList();
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(specs[0], "data", Token);
        Assert.Equal(specs[0], (await ledger.FindQuestionAsync(Prefix, Token))!.Spec);
        await ledger.OpenQuestionAsync(specs[1], "data", Token);
        await ledger.OpenQuestionAsync(specs[2], "data", Token);

        var problem = await Assert.ThrowsAsync<RequestException>(() => ledger.FindQuestionAsync(Prefix, Token));

        Assert.Equal(
            $"question: '{Prefix}' begins 3 ids: {string.Join(", ", specs.Select(spec => spec.Id))}. Give more digits.", problem.Message);
        Assert.Equal(specs[2], (await ledger.FindQuestionAsync(specs[2].Id.Value[..11], Token))!.Spec);
    }

    /// <summary>The first step by which at least half of the trials had fitted, found by trying every step.</summary>
    private static double? MedianByDefinition(IEnumerable<TrialResult> used)
    {
        var trials = used.ToList();
        return trials
            .Where(result => result.Outcome == TrialOutcome.Fitted)
            .Select(result => result.Steps)
            .Order()
            .Where(step => 2 * trials.Count(result => result.Outcome == TrialOutcome.Fitted && result.Steps <= step) >= trials.Count)
            .Select(step => (double?)step)
            .FirstOrDefault();
    }
}
