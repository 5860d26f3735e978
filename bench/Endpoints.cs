using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Bakery.DemoData;
using Npgsql;

namespace Bakery.Bench;

/// <summary>
/// Typical endpoints beside a bare Kestrel and Npgsql endpoint that returns the same JSON from the same rows (checked before it is measured), or writes the same rows in one
/// transaction: requests per second and the 99th percentile, in the same run.
/// </summary>
internal static class Endpoints
{
    private const int Clients = 8;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);
    private const int Turns = 4;

    public static async Task Run(BenchServer server)
    {
        Console.WriteLine("Endpoints (target: ≥ 50 % of the bare rate, p99 ≤ 3 times)");
        var api = await server.Tenant(Scenarios.GoizekoLabea, 60, "endpoints@bakery.example");
        var token = (await api.Post("/api/v1/auth/login", new { email = "endpoints@bakery.example", password = "correct-horse-battery", use_cookie = false }))["access_token"]!.GetValue<string>();
        await BenchServer.Trained(api);
        await using var source = NpgsqlDataSource.Create(server.Owner);
        // What autovacuum does within minutes of an import: without statistics every plan is a guess.
        await using (var analyze = source.CreateCommand("ANALYZE")) await analyze.ExecuteNonQueryAsync();
        var lists = new List<BareList>
        {
            new("GET inventory/items", "inventory/items", "inventory.item", "name, id"), new("GET inventory/lots", "inventory/lots", "inventory.lot", "received_at DESC, id DESC"),
            new("GET suppliers", "suppliers", "suppliers.supplier", "code, id"), new("GET sales/records", "sales/records", "sales.sale_record", "business_day DESC, id DESC"),
        };
        foreach (var list in lists) list.LearnFrom(await api.Get($"/api/v1/tenants/{api.Tenant}/{list.Path}"));
        await using var bare = Bare(source, api.Tenant, lists);
        await bare.StartAsync();
        foreach (var list in lists)
        {
            using var plain = new HttpClient();
            list.Check(await api.Get($"/api/v1/tenants/{api.Tenant}/{list.Path}"), JsonNode.Parse(await plain.GetStringAsync($"http://127.0.0.1:8198/{list.Path}"))!);
            await Compare(list.Name, () => new HttpRequestMessage(HttpMethod.Get, $"{server.Address}api/v1/tenants/{api.Tenant}/{list.Path}"), () => new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:8198/{list.Path}"), token);
        }
        var count = 0;
        HttpRequestMessage Write(string address, string prefix) => new(HttpMethod.Post, address)
        {
            Content = new StringContent($$"""{"code":"{{prefix}}{{Interlocked.Increment(ref count)}}","name":"Customer","kind":"b2b","language":"es"}""", null, "application/json"),
        };
        await Compare("POST orders/customers", () => Write($"{server.Address}api/v1/tenants/{api.Tenant}/orders/customers", "A"), () => Write("http://127.0.0.1:8198/orders/customers", "B"), token);
    }

    private static WebApplication Bare(NpgsqlDataSource source, Guid tenant, List<BareList> lists)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:8198");
        var app = builder.Build();
        foreach (var list in lists) app.MapGet("/" + list.Path, context => list.Answer(context, source, tenant));
        app.MapPost("/orders/customers", context => BareWrite.Answer(context, source, tenant));
        return app;
    }

    // The two take turns, so that whatever else the machine does falls on both; the first seconds belong to the just-in-time compiler and are not counted.
    private static async Task Compare(string name, Func<HttpRequestMessage> ours, Func<HttpRequestMessage> bare, string token)
    {
        await Load(ours, token, TimeSpan.FromSeconds(6));
        await Load(bare, token, TimeSpan.FromSeconds(2));
        var (own, other) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            other.AddRange(await Load(bare, token, Length));
            own.AddRange(await Load(ours, token, Length));
        }
        string F(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
        double PerSecond(List<double> times) => times.Count / (Turns * Length.TotalSeconds);
        double P99(List<double> times) => times.Order().ElementAt((int)(times.Count * 0.99));
        Table.Row(name, $"{F(PerSecond(own))}/s beside {F(PerSecond(other))}/s = {F(PerSecond(own) / PerSecond(other) * 100)} %, p99 {F(P99(own))} ms beside {F(P99(other))} ms = {F(P99(own) / P99(other))} times");
    }

    /// <summary>Milliseconds of every answer that came within the time.</summary>
    private static async Task<List<double>> Load(Func<HttpRequestMessage> request, string token, TimeSpan length)
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
        return [.. times.SelectMany(t => t)];
    }
}
