using System.CommandLine;
using System.Globalization;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Storage;

namespace OverparamBounds.Cli.Verbs;

/// <summary>Trains stored trials again and checks that they come out as stored.</summary>
internal static class ReplayVerb
{
    private static readonly Argument<string[]> Trials = new("trial")
    {
        Description = "Ids of trials, or unique beginnings of them. See 'overparam results trials'.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Curve = new("--curve") { Description = "Write the loss curve of the (one) trial to this CSV file." };

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("replay", "Train a stored trial again and check its outcome and digest.")
        {
            Trials, Curve, CommonOptions.Database, CommonOptions.Engine, CommonOptions.Device, CommonOptions.Checkpointing, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var ids = parsed.GetValue(Trials)!;
        if (parsed.GetValue(Curve) is not null && ids.Length > 1)
        {
            throw new RequestException("--curve: it takes one trial, and several are named.");
        }

        FilePlace.Check("--curve", parsed.GetValue(Curve));

        var engine = Training.EngineSettings.Parse(
            parsed.GetValue(CommonOptions.Engine)!, parsed.GetValue(CommonOptions.Device)!, threads: 1, parsed.GetValue(CommonOptions.Checkpointing));
        await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, OpenMode.Existing, cancellationToken);
        var confirmed = 0;
        var rows = new List<ReplayOutcome>();
        foreach (var id in ids)
        {
            var stored = await ledger.FindTrialAsync(id, cancellationToken)
                ?? throw new RequestException($"replay: no trial '{id}' in {CommonOptions.DatabaseLocation(parsed)}. List trials with 'overparam results trials <sweep>'.");
            var (_, plan) = QuestionBinder.BindStored(stored.Curve);
            var same = engine.ForReplayOf(stored.Result.Engine);
            var outcome = ReplayTrial.Run(stored.Curve, stored.Result, same.Trainer(plan).Value, cancellationToken);
            confirmed += outcome.Confirmed ? 1 : 0;
            rows.Add(outcome);
            if (parsed.GetValue(Curve) is { } file)
            {
                LossCurveFile.Write(file, same.LossCurve(plan, stored.Result.Trial, cancellationToken));
            }
        }

        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(rows.Select(row => new
            {
                trial = row.Stored.Id.Value,
                width = row.Stored.Trial.Width,
                seed = row.Stored.Trial.SeedIndex,
                confirmed = row.Confirmed,
                sameClass = row.SameClass,
                stored = new { outcome = row.Stored.Outcome.Name(), steps = row.Stored.Steps, digest = row.Stored.Digest },
                again = new { outcome = row.Again.Outcome.Name(), steps = row.Again.Steps, digest = row.Again.Digest },
            }));
        }
        else
        {
            Tables.Write(
                ["trial", ">width", ">seed", "outcome", ">steps", "digest", "again"],
                rows.Select(row => new[]
                {
                    row.Stored.Id.Value[..12],
                    row.Stored.Trial.Width.ToString(CultureInfo.InvariantCulture),
                    row.Stored.Trial.SeedIndex.ToString(CultureInfo.InvariantCulture),
                    row.Stored.Outcome.Name(),
                    row.Stored.Steps.ToString(CultureInfo.InvariantCulture),
                    row.Stored.Digest[..12],
                    Verdict(row),
                }));
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{confirmed} of {rows.Count} confirmed."));
        }

        return confirmed == rows.Count ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Verdict(ReplayOutcome row) => row switch
    {
        { Confirmed: true, SameDigest: true } => "the same, digest for digest",
        { Confirmed: true } => $"the same outcome on {Class(row.Again)}, stored on {Class(row.Stored)}",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"DIFFERS: {row.Again.Outcome.Name()} at step {row.Again.Steps}, digest {row.Again.Digest[..12]} on {Class(row.Again)}"),
    };

    private static string Class(TrialResult result) => $"{result.Engine.Engine} ({result.Engine.DeviceClass})";
}
