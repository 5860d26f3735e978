using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Bakery.DemoData;
using Npgsql;

namespace Bakery.Bench;

/// <summary>
/// Typical endpoints beside a bare Kestrel and Npgsql endpoint that returns the same JSON made by PostgreSQL from the same rows, or writes the same rows in one
/// transaction: requests per second and the 99th percentile, in the same run.
/// </summary>
internal static class Endpoints
{
    private const int Clients = 8;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    public static async Task Run(BenchServer server)
    {
        Console.WriteLine("Endpoints (target: ≥ 50 % of the bare rate, p99 ≤ 3 times)");
        var api = await server.Tenant(Scenarios.GoizekoLabea, 60, "endpoints@bakery.example");
        var token = (await api.Post("/api/v1/auth/login", new { email = "endpoints@bakery.example", password = "correct-horse-battery", use_cookie = false }))["access_token"]!.GetValue<string>();
        await using var source = NpgsqlDataSource.Create(server.Owner);
        await using (var tables = source.CreateCommand("CREATE TABLE bench_row (id uuid PRIMARY KEY, tenant_id uuid NOT NULL, name text NOT NULL); CREATE TABLE bench_audit (id uuid PRIMARY KEY, tenant_id uuid NOT NULL, changes jsonb NOT NULL)")) await tables.ExecuteNonQueryAsync();
        await using var bare = Bare(source, api.Tenant);
        await bare.StartAsync();
        foreach (var name in new[] { "items", "lots", "suppliers", "records" })
        {
            var path = name switch { "items" => "inventory/items", "lots" => "inventory/lots", "suppliers" => "suppliers", _ => "sales/records" };
            await Compare($"GET {path}", () => new HttpRequestMessage(HttpMethod.Get, $"{server.Address}api/v1/tenants/{api.Tenant}/{path}"), () => new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:8198/{name}"), token);
        }
        var count = 0;
        await Compare("POST orders/customers", () => new HttpRequestMessage(HttpMethod.Post, $"{server.Address}api/v1/tenants/{api.Tenant}/orders/customers") { Content = new StringContent($$"""{"name":"Customer {{Interlocked.Increment(ref count)}}","kind":"b2b","language":"es"}""", null, "application/json") },
            () => new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:8198/write"), token);
    }

    private static WebApplication Bare(NpgsqlDataSource source, Guid tenant)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:8198");
        var app = builder.Build();
        foreach (var (name, table, order) in new[] { ("items", "inventory.item", "name"), ("lots", "inventory.lot", "received_at"), ("suppliers", "suppliers.supplier", "code"), ("records", "sales.sale_record", "sold_at") })
        {
            var sql = $"SELECT json_build_object('items', (SELECT json_agg(x) FROM (SELECT * FROM {table} WHERE tenant_id = $1 ORDER BY {order} LIMIT 50) x), 'total', (SELECT count(*) FROM (SELECT 1 FROM {table} WHERE tenant_id = $1 LIMIT 10001) y))::text";
            app.MapGet("/" + name, async context =>
            {
                await using var command = source.CreateCommand(sql);
                command.Parameters.AddWithValue(tenant);
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync((string)(await command.ExecuteScalarAsync())!);
            });
        }
        app.MapPost("/write", async context =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            // The same two rows as ours: the customer and its audit.
            await using var command = new NpgsqlCommand("INSERT INTO bench_row (id, tenant_id, name) VALUES (gen_random_uuid(), $1, 'Customer'); ", connection, transaction) { Parameters = { new() { Value = tenant } } };
            await command.ExecuteNonQueryAsync();
            await using var audit = new NpgsqlCommand("INSERT INTO bench_audit (id, tenant_id, changes) VALUES (gen_random_uuid(), $1, '{\"name\":{\"before\":null,\"after\":\"Customer\"}}')", connection, transaction) { Parameters = { new() { Value = tenant } } };
            await audit.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
            await context.Response.WriteAsync("{}");
        });
        return app;
    }

    private static async Task Compare(string name, Func<HttpRequestMessage> ours, Func<HttpRequestMessage> bare, string token)
    {
        await Load(ours, token, TimeSpan.FromSeconds(1));
        await Load(bare, token, TimeSpan.FromSeconds(1));
        var (bareRate, bareP99) = await Load(bare, token, Length);
        var (rate, p99) = await Load(ours, token, Length);
        string F(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
        Table.Row(name, $"{F(rate)}/s beside {F(bareRate)}/s = {F(rate / bareRate * 100)} %, p99 {F(p99)} ms beside {F(bareP99)} ms = {F(p99 / bareP99)} times");
    }

    private static async Task<(double PerSecond, double P99)> Load(Func<HttpRequestMessage> request, string token, TimeSpan length)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var times = new List<double>[Clients];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            var mine = times[client] = [];
            while (watch.Elapsed < length)
            {
                var from = Stopwatch.GetTimestamp();
                using var message = request();
                using var answer = await http.SendAsync(message);
                answer.EnsureSuccessStatusCode();
                await answer.Content.CopyToAsync(Stream.Null);
                mine.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
        }));
        var all = times.SelectMany(t => t).Order().ToArray();
        return (all.Length / watch.Elapsed.TotalSeconds, all[(int)(all.Length * 0.99)]);
    }
}
