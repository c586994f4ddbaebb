namespace OverparamBounds.Scale;

/// <summary>What the queue costs workers.</summary>
internal static class ClaimsRun
{
    private const double MostClaimMilliseconds = 50;
    private const double MostBookkeepingMilliseconds = 0.3;
    private const int ClaimersOfTheLimit = 32;

    public static async Task<ScaleReport> RunAsync(ScaleRequest request, CancellationToken cancellationToken)
    {
        await using var server = await ScaleServer.StartAsync(request, cancellationToken);
        var questions = request.Shape.QuestionsFor(request.Trials);
        await server.Ledger.Queue.SubmitAsync(request.Shape.Plan(0, questions), cancellationToken);
        var meter = await ServerCpu.OfAsync(server.Source, cancellationToken);
        var serverCpu = meter.Seconds();
        var cpu = Environment.CpuUsage.TotalTime;
        var tally = await new SimulatedWorkers(server.Ledger.Queue, request.Workers, request.TrainMilliseconds, questions).RunAsync(cancellationToken);
        var ownSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        var serverSeconds = meter.Seconds() - serverCpu;
        var waited = (tally.Claims.TotalMilliseconds + tally.Flushes.TotalMilliseconds + tally.Answers.TotalMilliseconds) / tally.Trials;
        var wall = 1000 * tally.Seconds * Environment.ProcessorCount / tally.Trials;
        return new(
            server.Name,
            [
                Figure.Plain("workers", request.Workers),
                Figure.Plain("training pretended, ms a block", request.TrainMilliseconds),
                Figure.Plain("trials", tally.Trials),
                Figure.Plain("time", tally.Seconds, "s"),
                Figure.Plain("trials/s", tally.Trials / tally.Seconds),
                Figure.Plain("claims p50", tally.Claims.Quantile(0.5), "ms"),
                request.Workers == ClaimersOfTheLimit
                    ? Figure.AtMost("claims p99", tally.Claims.Quantile(0.99), MostClaimMilliseconds, "ms")
                    : Figure.Plain("claims p99", tally.Claims.Quantile(0.99), "ms"),
                Figure.Plain("claims that found nothing", tally.Empty.Count),
                Figure.Plain("flushes p50", tally.Flushes.Quantile(0.5), "ms"),
                Figure.Plain("flushes p99", tally.Flushes.Quantile(0.99), "ms"),
                Figure.Plain("answers p99", tally.Answers.Quantile(0.99), "ms"),
                Figure.Plain("heartbeats/s", tally.Beats.Count / tally.Seconds),
                Figure.Plain("heartbeats p99", tally.Beats.Quantile(0.99), "ms"),
                Figure.Plain("registration p50", tally.Registrations.Quantile(0.5), "ms"),
                Figure.Plain("reconciliation p99", tally.Reconciliations.Quantile(0.99), "ms"),
                Figure.Plain("living workers given up", tally.GivenUp),
                Figure.Plain("a worker waits, ms a trial (claim + flush)", waited),
                request.TrainMilliseconds == 0
                    ? Figure.AtMost("bookkeeping a trial (wall × cores)", wall, MostBookkeepingMilliseconds, "ms")
                    : Figure.Plain("wall × cores a trial, idle time included", wall, "ms"),
                Figure.Plain("CPU of the simulator a trial", 1000 * ownSeconds / tally.Trials, "ms"),
                .. serverSeconds is { } spent ? [Figure.Plain("CPU of the server a trial", 1000 * spent / tally.Trials, "ms")] : Array.Empty<Figure>(),
            ]);
    }
}
