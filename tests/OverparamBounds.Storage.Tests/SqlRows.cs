using System.Data.Common;
using System.Globalization;

namespace OverparamBounds.Storage.Tests;

/// <summary>What a person sees who asks a database with a tool of its own.</summary>
internal static class SqlRows
{
    extension(DbCommand command)
    {
        /// <summary>Rows as text, columns joined by bars, nothing for null.</summary>
        public async Task<IReadOnlyList<string>> RowsAsync(CancellationToken cancellationToken)
        {
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<string>();
            while (await row.ReadAsync(cancellationToken))
            {
                rows.Add(string.Join('|', Enumerable.Range(0, row.FieldCount).Select(
                    column => Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture))));
            }

            return rows;
        }
    }
}
