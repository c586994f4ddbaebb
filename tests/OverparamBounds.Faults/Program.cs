using System.CommandLine;
using System.Diagnostics;
using OverparamBounds.Faults;
using OverparamBounds.Faults.Audits;
using OverparamBounds.Faults.Results;
using OverparamBounds.Testing;

var which = new Argument<string>("fault") { Description = "R1 to R18, several joined by commas, or all." };
var trials = new Option<int?>("--trials") { Description = "Trainings of the sweep." };
var kills = new Option<int?>("--kills") { Description = "How often something is killed, stopped or cut." };
var workers = new Option<int?>("--workers") { Description = "Worker processes; 4 where left out." };
var minutes = new Option<double?>("--minutes") { Description = "How long R17 goes on; 480 where left out." };
var small = new Option<bool>("--small") { Description = "A load of a minute or two a fault." };
var untimed = new Option<bool>("--untimed") { Description = "Measure times without judging them, as on a machine that others use." };
var markdown = new Option<string?>("--markdown") { Description = "A file whose table of results is brought up to date." };
var root = new RootCommand("Breaks things on purpose, and checks that no result is lost, duplicated or wrong.")
{
    which, trials, kills, workers, minutes, small, untimed, markdown,
};
root.SetAction(async (parsed, cancellationToken) =>
{
    var names = parsed.GetValue(which)!;
    var faults = names == "all"
        ? FaultCatalogue.All
        : [.. names.Split(',').Select(name => FaultCatalogue.All.FirstOrDefault(fault => fault.Id.Equals(name, StringComparison.OrdinalIgnoreCase))).OfType<IFault>()];
    if (faults.Count == 0 || (names != "all" && faults.Count != names.Split(',').Length))
    {
        Console.Error.WriteLine($"faults: '{names}' is not known; known: {string.Join(", ", FaultCatalogue.All.Select(fault => fault.Id))}, all.");
        return 2;
    }

    if (!PostgresCluster.IsInstalled)
    {
        Console.Error.WriteLine("faults: PostgreSQL is not installed; every fault needs its server. Install it with 'apt-get install postgresql', or name the folder of initdb in PG_BIN.");
        return 3;
    }

    await using var cluster = new PostgresCluster { Settings = ["max_connections=200"] };
    var load = new FaultLoad(parsed.GetValue(trials), parsed.GetValue(kills), parsed.GetValue(workers), parsed.GetValue(small), !parsed.GetValue(untimed), parsed.GetValue(minutes));
    var context = new FaultContext(load, cluster, new SerialReference(text => Console.Error.WriteLine(text)), Console.Error);
    var failed = 0;
    foreach (var fault in faults)
    {
        context.Say($"{fault.Id}: {fault.Title}");
        var began = Stopwatch.GetTimestamp();
        var verdict = await FaultRun.TryAsync(fault, context, cancellationToken);
        failed += verdict.Outcome == FaultOutcome.Failed ? 1 : 0;
        var row = ResultRow.Of(fault, verdict, Stopwatch.GetElapsedTime(began), $"./faults {string.Join(' ', args.Where((argument, place) => argument != "--markdown" && (place == 0 || args[place - 1] != "--markdown")))}");
        Console.Out.WriteLine(row.Text);
        if (parsed.GetValue(markdown) is { } file)
        {
            ResultsTable.Update(file, row);
        }
    }

    return failed == 0 ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();
