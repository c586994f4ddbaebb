using System.Globalization;
using Npgsql;

namespace OverparamBounds.Scale;

/// <summary>How large a ledger becomes, and whether it slows down.</summary>
internal static class GrowRun
{
    private const int Stages = 10;

    public static async Task<ScaleReport> RunAsync(ScaleRequest request, CancellationToken cancellationToken)
    {
        await using var server = await ScaleServer.StartAsync(request, cancellationToken);
        var total = request.Shape.QuestionsFor(request.Trials);
        var figures = new List<Figure>();
        var (done, trials) = (0, 0L);
        for (var stage = 1; stage <= Stages && done < total; stage++)
        {
            var questions = (int)((long)total * stage / Stages) - done;
            if (questions == 0)
            {
                continue;
            }

            await server.Ledger.Queue.SubmitAsync(request.Shape.Plan(done, questions), cancellationToken);
            var tally = await new SimulatedWorkers(server.Ledger.Queue, request.Workers, trainMilliseconds: 0, questions).RunAsync(cancellationToken);
            (done, trials) = (done + questions, trials + tally.Trials);
            var bytes = await BytesAsync(server.Source, "SELECT pg_database_size(current_database())", cancellationToken);
            figures.Add(new(
                string.Create(CultureInfo.InvariantCulture, $"at {trials:#,##0} trials"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Figure.Number(tally.Trials / tally.Seconds)} trials/s, claims p99 {Figure.Number(tally.Claims.Quantile(0.99))} ms, {Figure.Number((double)bytes / trials)} bytes a trial")));
            Console.Error.WriteLine($"{figures[^1].What}: {figures[^1].Value}");
        }

        figures.AddRange(await SizesAsync(server.Source, trials, cancellationToken));
        return new(server.Name, figures);
    }

    /// <summary>Bytes a trial, of each table and each index that takes at least one.</summary>
    private static async Task<IReadOnlyList<Figure>> SizesAsync(NpgsqlDataSource source, long trials, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            SELECT kind || ' ' || name, bytes
            FROM (
                SELECT 'table' AS kind, relname AS name, pg_table_size(oid) AS bytes
                FROM pg_class
                WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
                UNION ALL
                SELECT 'index', relname, pg_relation_size(oid)
                FROM pg_class
                WHERE relkind = 'i' AND relnamespace = current_schema()::regnamespace) AS part
            WHERE bytes >= @least
            ORDER BY bytes DESC
            """);
        command.Parameters.AddWithValue("least", trials);
        var figures = new List<Figure>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            figures.Add(Figure.Plain(row.GetString(0), (double)row.GetInt64(1) / trials, "bytes a trial"));
        }

        return figures;
    }

    private static async Task<long> BytesAsync(NpgsqlDataSource source, string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
