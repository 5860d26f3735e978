using Npgsql;

namespace Bakery.Tests.Api.Backup;

/// <summary>Every table of a database by the number of its rows and a sum over all of their content, to be compared with another one's.</summary>
internal static class RestoredRows
{
    public sealed record Content(long Rows, decimal Sum);

    public static async Task<SortedDictionary<string, Content>> Of(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Command Timeout=600");
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var reader = await new NpgsqlCommand("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')", connection).ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        var found = new SortedDictionary<string, Content>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            await using var reader = await new NpgsqlCommand($"SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {table} t", connection).ExecuteReaderAsync();
            await reader.ReadAsync();
            found[table] = new Content(reader.GetInt64(0), reader.GetDecimal(1));
        }
        return found;
    }
}
