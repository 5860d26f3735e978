using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bakery.DemoData;
using Bakery.Tests.Api.Support;
using Npgsql;

namespace Bakery.Tests.Api.Security;

/// <summary>One operation of the API document.</summary>
public sealed record Operation(string Id, HttpMethod Method, string Path, JsonNode? Body, string Access, bool IsUpload = false)
{
    public bool IsTenant => Path.StartsWith("/api/v1/tenants/{tenant_id}", StringComparison.Ordinal);
    public bool Writes => Method != HttpMethod.Get;
}

/// <summary>Every operation of the running host, and what a tenant has stored.</summary>
public static partial class ApiSurface
{
    public static async Task<IReadOnlyList<Operation>> Operations(HttpClient http)
    {
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;
        return [.. document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => new Operation(o.Value!["operationId"]!.GetValue<string>(), HttpMethod.Parse(o.Key), p.Key,
            o.Value["requestBody"]?["content"]?["application/json"]?["example"]?.DeepClone(), o.Value["x-permission"]!.GetValue<string>(),
            o.Value["requestBody"]?["content"]?["multipart/form-data"] is not null)))];
    }

    /// <summary>A tenant with something in every table that a generated bakery fills.</summary>
    public static async Task<TestTenant> Filled(BakeryServer server)
    {
        var tenant = await server.NewTenant();
        var api = new BakeryApi(tenant.Http) { Tenant = tenant.Id };
        await new DemoLoader(api, Scenarios.GoizekoLabea, DateOnly.FromDateTime(BakeryServer.Start.UtcDateTime), _ => { }).Load(35, 7);
        await tenant.Post("orchestrator/runs", new { run_type = "manual" });
        await tenant.Settled();
        await tenant.SignIn();
        return tenant;
    }

    /// <summary>Rows per table that belong to a tenant, seen as the owner of the tables, and a hash over their contents.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Rows(string owner, Guid tenant)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand("SELECT table_schema || '.' || table_name FROM information_schema.columns WHERE column_name = 'tenant_id' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1", connection))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        var sql = string.Join(" UNION ALL ", tables.Where(t => !t.EndsWith(".outbox", StringComparison.Ordinal)).Select(t => $"SELECT '{t}', count(*)::text || ':' || coalesce(sum(hashtext(x::text))::text, '') FROM {t} x WHERE tenant_id = '{tenant}'"));
        var rows = new Dictionary<string, string>();
        await using var all = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await using var found = await all.ExecuteReaderAsync();
        while (await found.ReadAsync()) rows[found.GetString(0)] = found.GetString(1);
        return rows;
    }

    /// <summary>Ids that the tenant's lists show, by the path of the list.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> Ids(TestTenant tenant, IReadOnlyList<Operation> operations)
    {
        var ids = new Dictionary<string, Guid>();
        foreach (var list in operations.Where(o => o is { IsTenant: true, Writes: false } && o.Path.Length > "/api/v1/tenants/{tenant_id}".Length && !o.Path["/api/v1/tenants/{tenant_id}".Length..].Contains('{')))
        {
            var answer = await tenant.Send(HttpMethod.Get, list.Path.Replace("{tenant_id}", tenant.Id.ToString()));
            if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "application/json" && First().Match(await answer.Content.ReadAsStringAsync()) is { Success: true } match) ids[list.Path] = Guid.Parse(match.Groups[1].Value);
        }
        return ids;
    }

    /// <summary>A body of the kind the operation takes.</summary>
    public static HttpContent Content(Operation operation, string? body = null) => operation.IsUpload
        ? new MultipartFormDataContent { { new ByteArrayContent("fecha;producto;cantidad\n2026-11-01;Barra;3\n"u8.ToArray()), "file", "sales.csv" } }
        : new StringContent(body ?? operation.Body?.ToJsonString() ?? "{}", System.Text.Encoding.UTF8, "application/json");

    /// <summary>The path with a tenant's id and, where a list of that collection shows one, an id of that tenant's.</summary>
    public static string Fill(Operation operation, Guid tenant, IReadOnlyDictionary<string, Guid> ids)
    {
        var path = operation.Path.Replace("{tenant_id}", tenant.ToString());
        return Parameter().Replace(path, match =>
        {
            var collection = operation.Path[..operation.Path.IndexOf(match.Value, StringComparison.Ordinal)].TrimEnd('/');
            if (match.Value.Contains("date")) return "2026-11-11";
            if (match.Value.Contains("category")) return "production";
            return ids.TryGetValue(collection, out var id) ? id.ToString() : match.Value is "{token}" ? "unknown" : Guid.Empty.ToString();
        });
    }

    [GeneratedRegex("\"(?:id|user_id)\":\"([0-9a-f-]{36})\"")]
    private static partial Regex First();

    [GeneratedRegex(@"\{[a-z_]+\}")]
    private static partial Regex Parameter();
}
