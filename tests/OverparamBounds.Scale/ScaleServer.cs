using Npgsql;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;
using OverparamBounds.Storage;
using OverparamBounds.Testing;

namespace OverparamBounds.Scale;

/// <summary>A Postgres of the run's own, as durable as a real one, with an empty ledger.</summary>
internal sealed class ScaleServer : IAsyncDisposable
{
    /// <summary>Connections beside those of the workers: two pools of 100, the leader, and what the server keeps for itself.</summary>
    private const int SpareConnections = 220;

    private readonly PostgresCluster _cluster;

    private ScaleServer(PostgresCluster cluster, string url, ILedger ledger, NpgsqlDataSource source, string name) =>
        (_cluster, Url, Ledger, Source, Name) = (cluster, url, ledger, source, name);

    public string Url { get; }

    public ILedger Ledger { get; }

    /// <summary>For what no part of the program asks.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Version and settings that matter.</summary>
    public string Name { get; }

    public static async Task<ScaleServer> StartAsync(ScaleRequest request, CancellationToken cancellationToken)
    {
        foreach (var setting in request.Server)
        {
            if (!PostgresCluster.IsSetting(setting))
            {
                throw new RequestException($"--set {setting}: say it as name=value, such as synchronous_commit=off.");
            }
        }

        var cluster = new PostgresCluster { Settings = [$"max_connections={request.Workers + SpareConnections}", .. request.Server] };
        var url = await cluster.CreateDatabaseAsync();
        var ledger = await StorageBackend.OpenAsync(url, OpenMode.Create, TimeProvider.System, cancellationToken);
        var source = NpgsqlDataSource.Create(StorageBackend.PostgresConnectionString(url)!);
        var name = string.Join(", ", [$"PostgreSQL {await ShowAsync(source, "server_version", cancellationToken)} beside the simulator", .. request.Server]);
        return new(cluster, url, ledger, source, name);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Ledger.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    private static async Task<string> ShowAsync(NpgsqlDataSource source, string setting, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"SELECT split_part(current_setting('{setting}'), ' ', 1)");
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
