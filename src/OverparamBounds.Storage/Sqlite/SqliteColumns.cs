using System.Globalization;
using Microsoft.Data.Sqlite;

namespace OverparamBounds.Storage.Sqlite;

/// <summary>Values in and out, by hand, the same way everywhere.</summary>
internal static class SqliteColumns
{
    public static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    extension(SqliteConnection connection)
    {
        public SqliteCommand CreateCommand(string sql)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            return command;
        }

        public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
        {
            await using var command = connection.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    extension(SqliteCommand command)
    {
        public void Add(string name, object? value) => command.Parameters.AddWithValue(name, value ?? DBNull.Value);

        /// <summary>The first column of every row, as text.</summary>
        public async Task<IReadOnlyList<string>> TextsAsync(CancellationToken cancellationToken)
        {
            var texts = new List<string>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                texts.Add(row.GetString(0));
            }

            return texts;
        }
    }

    extension(SqliteDataReader row)
    {
        public string? TextOrNull(int column) => row.IsDBNull(column) ? null : row.GetString(column);

        public double? RealOrNull(int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

        public DateTimeOffset Time(int column) => DateTimeOffset.ParseExact(
            row.GetString(column), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
    }
}
