using System.CommandLine;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Prices;
using OverparamBounds.Jobs.Sweeps;
using OverparamBounds.Storage;

namespace OverparamBounds.Cli.Verbs;

/// <summary>Many questions in one file.</summary>
internal static class SweepVerb
{
    private static readonly Argument<string> File = new("file") { Description = "A sweep in JSON or YAML, such as jobs/sweeps/xor-optimizers.json. See docs/sweeps.md." };

    private static readonly Option<string> Device = OptionOf.Text("--device", "auto", "auto, cpu or cuda:0: what the price is for; it need not be here.");

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("sweep", "Many questions in one file: price them, run them here, or have workers do them.") { MakePlan() };
        foreach (var queue in SweepQueueVerb.Commands)
        {
            command.Add(queue);
        }

        command.Add(MakeSchema());
        return command;
    }

    private static Command MakePlan()
    {
        var command = new Command("plan", "What a sweep asks and what it will cost. Trains nothing and writes nothing.")
        {
            File, CommonOptions.Database, Device, CommonOptions.Threads, CommonOptions.Json,
        };
        command.SetAction(PlanAsync);
        return command;
    }

    private static Command MakeSchema()
    {
        var command = new Command("schema", "The JSON schema of sweep files, for editors.");
        command.SetAction(_ => Console.Out.Write(SweepSchema.Text));
        return command;
    }

    private static async Task<int> PlanAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (device, threads) = Machine(parsed);
        var sweep = SweepBinder.Bind(SweepFile.Read(parsed.GetValue(File)!), cancellationToken);
        await using var ledger = await OpenIfThereAsync(parsed, cancellationToken);
        var price = await new PriceSweep(ledger, device, threads).RunAsync(sweep, cancellationToken);
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(price);
        }
        else
        {
            PriceText.Write(price);
        }

        return ExitCode.Done;
    }

    /// <summary>Checked by name alone: a price may be asked for a machine that this is not.</summary>
    private static (string Device, int Threads) Machine(ParseResult parsed)
    {
        var device = parsed.GetValue(Device)!;
        var threads = parsed.GetValue(CommonOptions.Threads) ?? Environment.ProcessorCount;
        var isCuda = device.StartsWith("cuda:", StringComparison.Ordinal) && device[5..] is { Length: > 0 and < 4 } number && number.All(char.IsAsciiDigit);
        var problems = new List<string>();
        if (device is not ("auto" or "cpu") && !isCuda)
        {
            problems.Add($"device: '{device}' is not known; use auto, cpu or cuda:0.");
        }

        if (threads is < 1 or > 1024)
        {
            problems.Add($"threads: {threads} must lie in 1..1024.");
        }

        return problems.Count == 0 ? (device == "auto" ? "cpu" : device, threads) : throw new RequestException(problems);
    }

    /// <summary>Null where no file is; a server that is named must be there.</summary>
    private static async Task<ILedger?> OpenIfThereAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var location = CommonOptions.DatabaseLocation(parsed);
        return location.Contains("://", StringComparison.Ordinal) || System.IO.File.Exists(location)
            ? await CommonOptions.OpenLedgerAsync(parsed, OpenMode.Existing, cancellationToken)
            : null;
    }
}
