using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace Bakery.Bench;

/// <summary>A list endpoint with nothing around it: one query, its columns written one by one, no access check, no model. It gives the same items and total as ours.</summary>
internal sealed class BareList(string name, string path, string table, string order)
{
    private string sql = "";

    public string Name => name;
    public string Path => path;

    /// <summary>Takes the names of the columns from our own answer.</summary>
    public void LearnFrom(JsonNode ours) =>
        sql = $"""
            SELECT (SELECT count(*)::int FROM (SELECT 1 FROM {table} WHERE tenant_id = $1 LIMIT 10001) c), id, {string.Join(", ", ours["items"]![0]!.AsObject().Select(p => p.Key))}
            FROM {table} WHERE tenant_id = $1 ORDER BY {order} LIMIT 51
            """;

    /// <summary>Stops the run when the two do not return the same.</summary>
    public void Check(JsonNode ours, JsonNode bare)
    {
        foreach (var part in new[] { "items", "total" })
            if (!JsonNode.DeepEquals(ours[part], bare[part])) throw new InvalidOperationException($"{path}: {part} differ.\n{ours[part]?.ToJsonString()[..600]}\n{bare[part]?.ToJsonString()[..600]}");
    }

    public async Task Answer(HttpContext http, NpgsqlDataSource source, Guid tenant)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue(tenant);
        await using var reader = await command.ExecuteReaderAsync();
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        var (rows, total, last) = (0, 0, Guid.Empty);
        json.WriteStartObject();
        json.WriteStartArray("items");
        while (await reader.ReadAsync())
        {
            total = reader.GetInt32(0);
            if (++rows > 50) break;
            last = reader.GetGuid(1);
            json.WriteStartObject();
            for (var i = 2; i < reader.FieldCount; i++) Write(json, reader.GetName(i), reader.IsDBNull(i) ? null : reader.GetValue(i));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (total > 10_000) json.WriteNull("total"); else json.WriteNumber("total", total);
        json.WriteString("next_cursor", rows > 50 ? last.ToString() : null);
        json.WriteEndObject();
        await json.FlushAsync();
    }

    private static void Write(Utf8JsonWriter json, string column, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(column); break;
            case string text: json.WriteString(column, text); break;
            case Guid id: json.WriteString(column, id); break;
            case decimal number: json.WriteString(column, number.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture)); break;
            case DateTime time: json.WriteString(column, new DateTimeOffset(time)); break;
            case bool truth: json.WriteBoolean(column, truth); break;
            case int number: json.WriteNumber(column, number); break;
            default:
                json.WritePropertyName(column);
                JsonSerializer.Serialize(json, value, value.GetType());
                break;
        }
    }
}
