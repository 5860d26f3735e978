using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bakery.DemoData;

namespace Bakery.Bench;

/// <summary>
/// Drives what each autoscaler reads from one replica's worth to three and back, on a running <c>./bakery up --distributed --monitoring</c>: its
/// queries (<c>components/custom-metrics</c>) are asked of a real Prometheus, its targets read from the same place.
/// </summary>
internal static partial class Scalers
{
    private const int Bakeries = 6;
    private const int Series = 250;
    private const int Invitations = 400;
    private const int InFlight = 900;
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(9);

    /// <summary>What one autoscaler reads; of a latency one replica is the whole.</summary>
    private sealed record Scaler(string Name, string Query, double Target)
    {
        /// <summary>Between the bounds that every autoscaler has (kubernetes.md §5).</summary>
        public int Replicas(double value) => Math.Clamp((int)Math.Ceiling(value / Target), 1, 3);
    }

    /// <param name="gateway">Address of the platform.</param>
    /// <param name="prometheus">Address of its Prometheus.</param>
    /// <param name="component">Folder of the component that names metrics and targets.</param>
    /// <param name="mailPort">Where the platform's mail server is expected.</param>
    public static async Task Run(Uri gateway, Uri prometheus, string component, int mailPort)
    {
        Console.WriteLine("Autoscalers (target: each metric from one replica's worth to three and back)");
        await using var mail = new SlowMail(mailPort);
        var scalers = Read(component);
        var (api, token) = await BenchServer.SignUp(gateway, "Scalers", $"scalers-{Guid.CreateVersion7():N}@bakery.example");
        var bakeries = new List<BakeryApi>();
        for (var i = 0; i < Bakeries; i++) bakeries.Add(await WithSales(gateway, i));

        using var http = new HttpClient();
        var rest = await Now(http, prometheus, scalers);
        var highest = new ConcurrentDictionary<string, double>();
        using (var watching = new CancellationTokenSource())
        {
            var watch = Watch(http, prometheus, scalers, highest, watching.Token);
            // One after the other: on two cores each would slow the others down.
            await Forecast(bakeries);
            await Invite(api);
            await Ask(gateway, $"/api/v1/tenants/{api.Tenant}/orders?limit=50", token);
            await watching.CancelAsync();
            await watch;
        }
        var since = Stopwatch.GetTimestamp();
        var after = await Now(http, prometheus, scalers);
        while (scalers.Any(s => s.Replicas(after[s.Name]) > 1) && Stopwatch.GetElapsedTime(since) < Patience)
        {
            await Task.Delay(2000);
            await api.Get("orders?limit=1"); // without any request there is no latency
            after = await Now(http, prometheus, scalers);
        }
        string F(double value) => value.ToString(value < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);
        foreach (var s in scalers) Table.Row($"{s.Name} (target {F(s.Target)})", $"at rest {F(rest[s.Name])} ({s.Replicas(rest[s.Name])} replica), under load {F(highest[s.Name])} ({s.Replicas(highest[s.Name])}), after it {F(after[s.Name])} ({s.Replicas(after[s.Name])})");
        if (scalers.Any(s => s.Replicas(rest[s.Name]) != 1 || s.Replicas(highest[s.Name]) != 3 || s.Replicas(after[s.Name]) != 1)) throw new InvalidOperationException("A metric did not reach three replicas' worth, or did not come back.");
    }

    private static List<Scaler> Read(string component)
    {
        var queries = Rule().Matches(File.ReadAllText(Path.Combine(component, "config.yaml"))).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        double Number(string text) => text.EndsWith('m') ? double.Parse(text[..^1], CultureInfo.InvariantCulture) / 1000 : double.Parse(text, CultureInfo.InvariantCulture);
        return [.. Target().Matches(File.ReadAllText(Path.Combine(component, "kustomization.yaml"))).Select(m => new Scaler(m.Groups[1].Value, queries[m.Groups[1].Value].Split(" * on () group_left ()")[0], Number(m.Groups[2].Value)))];
    }

    private static async Task<Dictionary<string, double>> Now(HttpClient http, Uri prometheus, IReadOnlyList<Scaler> scalers)
    {
        var values = new Dictionary<string, double>();
        foreach (var s in scalers)
        {
            var answer = await http.GetFromJsonAsync<JsonNode>(new Uri(prometheus, $"/api/v1/query?query={Uri.EscapeDataString(s.Query)}"));
            var value = answer!["data"]!["result"]!.AsArray() is [{ } first, ..] ? double.Parse(first["value"]![1]!.GetValue<string>(), CultureInfo.InvariantCulture) : 0;
            values[s.Name] = double.IsNaN(value) ? 0 : value;
        }
        return values;
    }

    private static async Task Watch(HttpClient http, Uri prometheus, IReadOnlyList<Scaler> scalers, ConcurrentDictionary<string, double> highest, CancellationToken ct)
    {
        do
        {
            foreach (var (name, value) in await Now(http, prometheus, scalers)) highest.AddOrUpdate(name, value, (_, known) => Math.Max(known, value));
            await Task.Delay(1000, ct).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        while (!ct.IsCancellationRequested);
    }

    private static async Task<BakeryApi> WithSales(Uri gateway, int number)
    {
        var (api, _) = await BenchServer.SignUp(gateway, $"Scalers {number}", $"scalers-{Guid.CreateVersion7():N}@bakery.example");
        await Replicas.Load(api, Series, days: 28);
        return api;
    }

    /// <summary>Every bakery asks for a large batch, and again when it has it.</summary>
    private static Task Forecast(IReadOnlyList<BakeryApi> bakeries)
    {
        var since = Stopwatch.GetTimestamp();
        var tomorrow = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime).AddDays(1);
        return Task.WhenAll(bakeries.Select(async api =>
        {
            while (Stopwatch.GetElapsedTime(since) < Load)
            {
                var batch = await api.Post("forecasting/batches", new { from = tomorrow, days = 14 });
                while ((await api.Get($"forecasting/batches/{batch["id"]!.GetValue<string>()}"))["state"]!.GetValue<string>() == "pending") await Task.Delay(250);
            }
        }));
    }

    private static Task Invite(BakeryApi api) => Task.WhenAll(Enumerable.Range(0, 8).Select(async part =>
    {
        for (var i = part; i < Invitations; i += 8) await api.Post("invitations", new { email = $"person-{i}@bakery.example", role = "viewer" });
    }));

    private static Task Ask(Uri gateway, string path, string token)
    {
        var since = Stopwatch.GetTimestamp();
        return Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            using var http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromMinutes(1) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            while (Stopwatch.GetElapsedTime(since) < Load)
            {
                using var answer = await http.GetAsync(path);
                answer.EnsureSuccessStatusCode();
            }
        }));
    }

    [GeneratedRegex("name: \\{ as: (\\w+) \\}.*metricsQuery: '([^']+)'")]
    private static partial Regex Rule();

    [GeneratedRegex("metric: \\{ name: (\\w+) \\}.*averageValue: \"?([0-9m]+)\"?")]
    private static partial Regex Target();
}
