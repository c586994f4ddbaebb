using Npgsql;
using OverparamBounds.Testing;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace OverparamBounds.Storage.Tests;

/// <summary>The database of one test class, emptied for each of its tests.</summary>
public sealed class PostgresFixture(PostgresCluster cluster) : IAsyncDisposable
{
    private string? _url;
    private NpgsqlDataSource? _source;

    public PostgresCluster Cluster => cluster;

    public string Url => _url ?? throw new InvalidOperationException("No test has begun.");

    /// <summary>Connections beside those of the ledger, with the rights of the owner.</summary>
    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("No test has begun.");

    /// <summary>Makes the database, or takes away what the last test left in it.</summary>
    public async Task EmptyAsync()
    {
        var token = TestContext.Current.CancellationToken;
        _url ??= await cluster.CreateDatabaseAsync();
        var place = new Uri(_url);
        _source ??= NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
        {
            Host = place.Host,
            Port = place.Port,
            Username = PostgresCluster.User,
            Password = place.UserInfo.Split(':')[1],
            Database = place.AbsolutePath[1..],
        });
        await ExecuteAsync("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public", token);
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Rows as text, columns joined by bars.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand(sql);
        return await command.RowsAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _source?.DisposeAsync() ?? ValueTask.CompletedTask;
}
