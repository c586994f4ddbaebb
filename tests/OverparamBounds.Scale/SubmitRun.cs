using System.Diagnostics;

namespace OverparamBounds.Scale;

/// <summary>How long it takes to queue a grid.</summary>
internal static class SubmitRun
{
    private const double MostSeconds = 5;

    public static async Task<ScaleReport> RunAsync(ScaleRequest request, CancellationToken cancellationToken)
    {
        await using var server = await ScaleServer.StartAsync(request, cancellationToken);
        var questions = request.Shape.QuestionsFor(request.Trials);
        var submission = request.Shape.Plan(0, questions);
        var blocks = submission.Questions.Sum(question => question.Blocks.Count);
        var start = Stopwatch.GetTimestamp();
        var queued = await server.Ledger.Queue.SubmitAsync(submission, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(
            server.Name,
            [
                Figure.Plain("trials queued", queued.Planned),
                Figure.Plain("questions", questions),
                Figure.Plain("blocks", blocks),
                Figure.AtMost("time to queue", seconds, MostSeconds, "s"),
            ]);
    }
}
