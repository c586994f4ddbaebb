using System.Data.Common;
using System.Globalization;

namespace OverparamBounds.Storage;

/// <summary>Values in and out, by hand, the same way everywhere.</summary>
internal static class SqlColumns
{
    /// <summary>A time as text that sorts by time.</summary>
    public static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    extension(DbConnection connection)
    {
        public DbCommand CreateCommand(string sql)
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

    extension(DbCommand command)
    {
        public void Add(string name, object? value)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

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

    extension(DbDataReader row)
    {
        public string? TextOrNull(int column) => row.IsDBNull(column) ? null : row.GetString(column);

        public double? RealOrNull(int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

        /// <summary>A time in UTC, from a column of texts or of times.</summary>
        public DateTimeOffset Time(int column) => row.GetValue(column) switch
        {
            DateTime time => new(time),
            var text => DateTimeOffset.ParseExact((string)text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        };
    }
}
