using System.Globalization;
using Npgsql;

namespace Bakery.Host.Verbs;

/// <summary>Runs one statement for the start script, because not every PostgreSQL comes with psql: <c>bakery sql CONNECTION STATEMENT</c>.</summary>
internal static class Sql
{
    public static async Task<int> Run(string[] args)
    {
        if (args.Length != 2) throw new ArgumentException("sql CONNECTION STATEMENT");
        await using var connection = new NpgsqlConnection(args[0]);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(args[1], connection);
        if (await command.ExecuteScalarAsync() is { } value) Console.WriteLine(Convert.ToString(value, CultureInfo.InvariantCulture));
        return 0;
    }
}
