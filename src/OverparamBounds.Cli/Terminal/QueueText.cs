using System.Globalization;
using System.Text.Json.Nodes;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Specs;
using OverparamBounds.Reporting.Exports;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Queued sweeps as people and scripts read them.</summary>
internal static class QueueText
{
    public static string State(SweepState state) => state.ToString().ToLowerInvariant();

    /// <summary>Seconds of work in the unit that reads best.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h"),
    };

    public static string Line(QueuedSweep sweep) => string.Create(
        CultureInfo.InvariantCulture,
        $"sweep {sweep.Id} '{sweep.Name}': {State(sweep.State)}, {sweep.Answered} of {sweep.Questions} questions answered{Failed(sweep)}, {sweep.Done} of {sweep.Planned} planned trainings done{Left(sweep)}");

    public static void WriteTable(IReadOnlyList<QueuedSweep> sweeps) => Tables.Write(
        ["sweep", "name", "state", ">priority", ">questions", ">answered", ">failed", ">planned", ">done", ">core time left", "handed in (UTC)"],
        sweeps.Select(sweep => new[]
        {
            sweep.Id.Value,
            sweep.Name,
            State(sweep.State),
            Number(sweep.Priority),
            Number(sweep.Questions),
            Number(sweep.Answered),
            Number(sweep.Failed),
            Number(sweep.Planned),
            Number(sweep.Done),
            sweep.State is SweepState.Running or SweepState.Paused ? Duration(sweep.SecondsLeft) : "-",
            sweep.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        }));

    public static void Write(QueuedSweep sweep, IReadOnlyList<QueuedQuestion> questions)
    {
        Tables.Write(
            ["question", "task", "architecture", "optimizer", ">success", ">rounds", ">trainings", ">width", "interval", "status"],
            questions.Select(question => Answer(question) is { } answer
                ? (string[])[.. Beginning(question), answer.Smallest.Width is { } width ? Number(width) : "-", Interval(answer.Smallest), question.Status]
                : [.. Beginning(question), "-", "-", question.Status]));
        Console.Out.WriteLine(Line(sweep));
        foreach (var question in questions.Where(question => question.Problem is not null))
        {
            Output.Prose($"{question.Spec.Id}: {question.Problem}");
        }
    }

    public static JsonObject Row(QueuedSweep sweep) => new()
    {
        ["sweep"] = sweep.Id.Value,
        ["name"] = sweep.Name,
        ["notes"] = sweep.Notes,
        ["state"] = State(sweep.State),
        ["priority"] = sweep.Priority,
        ["questions"] = sweep.Questions,
        ["answered"] = sweep.Answered,
        ["failed"] = sweep.Failed,
        ["planned"] = sweep.Planned,
        ["done"] = sweep.Done,
        ["quarantined"] = sweep.Quarantined,
        ["running"] = sweep.Running,
        ["secondsLeft"] = sweep.SecondsLeft,
        ["createdAt"] = sweep.CreatedAt,
        ["finishedAt"] = sweep.FinishedAt,
    };

    /// <summary>A sweep with its spec and its questions.</summary>
    public static JsonObject Whole(QueuedSweep sweep, IReadOnlyList<QueuedQuestion> questions)
    {
        var whole = Row(sweep);
        whole["spec"] = JsonNode.Parse(sweep.SpecJson);
        whole["curves"] = new JsonArray([.. questions.Select(Row)]);
        return whole;
    }

    private static JsonNode Row(QueuedQuestion question)
    {
        var answer = Answer(question);
        return new JsonObject
        {
            ["question"] = question.Spec.Id.Value,
            ["task"] = question.Spec.Curve.Task,
            ["architecture"] = question.Spec.Curve.Architecture,
            ["strategy"] = question.Spec.Curve.Strategy,
            ["optimizer"] = question.Spec.Curve.Optimizer,
            ["criterion"] = question.Spec.Curve.Criterion,
            ["steps"] = question.Spec.Curve.Steps,
            ["seed"] = question.Spec.Curve.Seed,
            ["success"] = question.Spec.Success,
            ["confidence"] = question.Spec.Confidence,
            ["status"] = question.Status,
            ["problem"] = question.Problem,
            ["rounds"] = question.Rounds,
            ["planned"] = question.Planned,
            ["done"] = question.Done,
            ["quarantined"] = question.Quarantined,
            ["smallest"] = answer is null ? null : JsonNode.Parse(Output.Json(answer.Smallest)),
        };
    }

    private static string[] Beginning(QueuedQuestion question) =>
    [
        question.Spec.Id.Value,
        question.Spec.Curve.Task,
        question.Spec.Curve.Architecture,
        question.Spec.Curve.Optimizer,
        SpecText.Number(question.Spec.Success),
        Number(question.Rounds),
        Number(question.Done),
    ];

    private static FindAnswer? Answer(QueuedQuestion question) =>
        question.AnswerJson is { } json && question.Status is not ("open" or "failed") ? FindAnswerJson.Read(json) : null;

    private static string Interval(AnswerSmallest smallest) =>
        $"[{smallest.WidthInterval[0]}, {(smallest.WidthInterval[1] is { } high ? Number(high) : "inf")}]";

    private static string Failed(QueuedSweep sweep) =>
        sweep.Failed == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" and {sweep.Failed} failed");

    private static string Left(QueuedSweep sweep) => sweep.State is SweepState.Running or SweepState.Paused && sweep.SecondsLeft > 0
        ? $", about {Duration(sweep.SecondsLeft)} of core time left for them"
        : string.Empty;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
