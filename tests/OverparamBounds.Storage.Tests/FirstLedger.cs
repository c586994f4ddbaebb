using OverparamBounds.Core.Ledger;

namespace OverparamBounds.Storage.Tests;

/// <summary>A ledger as it was before there was a queue, when a question was called a sweep.</summary>
internal static class FirstLedger
{
    private const string At = "2026-01-02T03:04:05.6780000Z";

    /// <summary>Rows for all tables of the first script, in SQL that both databases take.</summary>
    public static string Rows =>
        $$"""
        INSERT INTO curve (task, architecture, strategy, optimizer, criterion, steps, seed, trial_format)
        VALUES ('xor', 'mlp(act=relu,depth=1)', 'dense', 'adam(lr=0.01)', 'Z1', 3000, 0, 1);
        INSERT INTO cell (id, curve_key, width) VALUES ('{{Sample.Curve.CellId(4)}}', 1, 4);
        INSERT INTO engine_stamp (engine, device, device_class, versions) VALUES ('lanes', 'cpu', 'cpu-avx512', 'v');
        INSERT INTO trial VALUES (
            '{{Sample.Curve.TrialId(4, 0)}}', 1, 0, 'fitted', 17, 0.5, 9, 8, 7, 288, 1.5, 2.5, 'digest', 1, '{{At}}');
        INSERT INTO sweep (
            id, curve_key, success, confidence, ratio, min_width, max_width, lanes, max_trainings, spec_json, data_digest,
            status, answer_json, created_at, finished_at)
        VALUES (
            '{{Sample.Question.Id}}', 1, 0.9, 0.95, 1.25, 1, 4096, 512, 50000, '{{SpecJson.Write(Sample.Question)}}', 'data',
            'certified', '{ "smallest": { "width": 4 } }', '{{At}}', '{{At}}');
        INSERT INTO sweep_cell VALUES (1, 0, 1, 1);
        INSERT INTO decision VALUES (1, 0, '{"launch":1}');
        INSERT INTO event (sweep_key, kind, json, at) VALUES (1, 'paused', '{}', '{{At}}');
        INSERT INTO event (cell_key, kind, json, at) VALUES (1, 'digest-mismatch', '{}', '{{At}}');
        """;

    /// <summary>Everything is there after the migration, and the queue can build on it.</summary>
    public static async Task CheckAsync(
        ILedger opened, Func<string, Task<IReadOnlyList<string>>> rowsAsync, CancellationToken cancellationToken)
    {
        await using var ledger = opened;
        var time = new ManualTime().Now;

        Assert.Equal(
            new(Sample.Question.Id, Sample.Question, "certified", """{ "smallest": { "width": 4 } }""", "data", time, time),
            Assert.Single(await ledger.QuestionsAsync(cancellationToken)));
        Assert.Equal(
            new(Sample.Curve.TrialId(4, 0), new(4, 0), Core.Trials.TrialOutcome.Fitted, 17, 0.5, new(9, 8, 7, 288), 1.5, 2.5, "digest", new("lanes", "cpu", "cpu-avx512", "v")),
            Assert.Single(await ledger.TrialsAsync(Sample.Question.Id, offset: 0, limit: 10, cancellationToken)));
        Assert.Equal(
            (Sample.Curve.CellId(4), 1, 1),
            await ledger.CellsAsync(Sample.Question.Id, cancellationToken) is [var cell] ? (cell.Id, cell.Trials, cell.Fitted) : default);
        Assert.Equal(["""{"launch":1}"""], await ledger.DecisionsAsync(Sample.Question.Id, cancellationToken));
        Assert.Equal(
            [("paused", (Core.Trials.QuestionId?)Sample.Question.Id), ("digest-mismatch", null)],
            (await ledger.EventsAsync(Sample.Question.Id, cancellationToken)).Select(happened => (happened.Kind, happened.Question)));
        Assert.Equal([$"{Sample.Question.Id}|4"], await rowsAsync("SELECT question, width FROM smallest_trainable"));
        Assert.Equal(["4|1|1"], await rowsAsync("SELECT width, trials, fitted FROM cell_success"));
        var sweep = await ledger.Queue.SubmitAsync(
            QueueSample.Sweep("a", new Core.Queue.PlannedQuestion(Sample.Question, "data", "cpu", [])), cancellationToken);
        Assert.Equal((Core.Queue.SweepState.Finished, 1), (sweep.State, sweep.Answered));
    }
}
