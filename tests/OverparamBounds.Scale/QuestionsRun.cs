using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;
using OverparamBounds.Storage;
using OverparamBounds.Testing;

namespace OverparamBounds.Scale;

/// <summary>How long people wait for what they ask of a full ledger.</summary>
internal static class QuestionsRun
{
    private const double MostMilliseconds = 100;
    private const int Rounds = 7;

    private static readonly IReadOnlyList<(string Name, string Sql)> Views =
    [
        ("smallest_trainable, all", "SELECT task, width, low, high FROM smallest_trainable"),
        ("smallest_trainable, one task", "SELECT task, width, low, high FROM smallest_trainable WHERE task = 'sphere(n=8,d=4,seed=0)'"),
        ("cell_success, all", "SELECT task, width, trials, fitted, success FROM cell_success"),
        ("cell_success, one task", "SELECT width, trials, fitted, success FROM cell_success WHERE task = 'sphere(n=8,d=4,seed=0)'"),
        ("sweep_progress, all", "SELECT * FROM sweep_progress"),
        ("trial_result, one task", "SELECT width, outcome, steps FROM trial_result WHERE task = 'sphere(n=8,d=4,seed=0)'"),
    ];

    /// <param name="program">Runs 'results smallest' as a process of its own; null for none.</param>
    public static async Task<ScaleReport> RunAsync(ScaleRequest request, string? program, CancellationToken cancellationToken)
    {
        if (program is not null && !File.Exists(program))
        {
            throw new RequestException($"--program {program}: there is no such file. Build it with ./overparam --version.");
        }

        using var folder = new TemporaryFolder();
        await using var server = await ScaleServer.StartAsync(request, cancellationToken);
        var file = folder.File("scale.db");
        var figures = new List<Figure> { Figure.Plain("questions, all answered", request.Shape.QuestionsFor(request.Trials)) };
        await using (var ledger = await StorageBackend.OpenAsync(file, OpenMode.Create, TimeProvider.System, cancellationToken))
        {
            await FillAsync("SQLite", ledger, request, cancellationToken);
            await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            await connection.OpenAsync(cancellationToken);
            figures.AddRange(await AskAsync("SQLite", ledger, connection, cancellationToken));
        }

        await FillAsync("PostgreSQL", server.Ledger, request, cancellationToken);
        await using (var connection = await server.Source.OpenConnectionAsync(cancellationToken))
        {
            await using var analysis = connection.CreateCommand();
            analysis.CommandText = "VACUUM ANALYZE";
            await analysis.ExecuteNonQueryAsync(cancellationToken);
            figures.AddRange(await AskAsync("PostgreSQL", server.Ledger, connection, cancellationToken));
        }

        if (program is not null)
        {
            figures.Add(Figure.Plain("SQLite: overparam results smallest, whole process", await ProcessAsync(program, file, cancellationToken), "ms"));
            figures.Add(Figure.Plain("PostgreSQL: overparam results smallest, whole process", await ProcessAsync(program, server.Url, cancellationToken), "ms"));
        }

        return new(server.Name, figures);
    }

    private static async Task FillAsync(string name, ILedger ledger, ScaleRequest request, CancellationToken cancellationToken)
    {
        var questions = request.Shape.QuestionsFor(request.Trials);
        await ledger.Queue.SubmitAsync(request.Shape.Plan(0, questions), cancellationToken);
        var tally = await new SimulatedWorkers(ledger.Queue, request.Workers, trainMilliseconds: 0, questions).RunAsync(cancellationToken);
        Console.Error.WriteLine($"{name}: {tally.Trials} trials stored in {Figure.Number(tally.Seconds)} s");
    }

    private static async Task<IReadOnlyList<Figure>> AskAsync(
        string name, ILedger ledger, DbConnection connection, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>
        {
            Figure.AtMost(
                $"{name}: results smallest, all",
                await MedianAsync(() => ledger.SmallestAsync(new(), cancellationToken)),
                MostMilliseconds,
                "ms"),
            Figure.AtMost(
                $"{name}: results smallest, tasks that begin so",
                await MedianAsync(() => ledger.SmallestAsync(new(Task: "sphere(n=8,"), cancellationToken)),
                MostMilliseconds,
                "ms"),
            Figure.Plain($"{name}: all questions with whole answers", await MedianAsync(() => ledger.QuestionsAsync(cancellationToken)), "ms"),
        };
        foreach (var (view, sql) in Views)
        {
            figures.Add(Figure.Plain($"{name}: {view}", await MedianAsync(() => CountAsync(connection, sql, cancellationToken)), "ms"));
        }

        return figures;
    }

    /// <summary>Milliseconds, the median over rounds: what is asked the second time lies in memory.</summary>
    private static async Task<double> MedianAsync(Func<Task> ask)
    {
        var latencies = new Latencies();
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask();
            latencies.Add(start);
        }

        return latencies.Quantile(0.5);
    }

    /// <summary>Reads every row, as a client does.</summary>
    private static async Task CountAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var values = new object[row.FieldCount];
        while (await row.ReadAsync(cancellationToken))
        {
            row.GetValues(values);
        }
    }

    private static Task<double> ProcessAsync(string program, string location, CancellationToken cancellationToken) => MedianAsync(
        async () =>
        {
            var start = new ProcessStartInfo(program, ["results", "smallest"]) { RedirectStandardOutput = true };
            start.Environment["OVERPARAM_DB"] = location;
            using var process = Process.Start(start)!;
            await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{program} results smallest ended with {process.ExitCode}.");
            }
        });
}
