using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Support;

namespace Bakery.Tests.Distributed;

/// <summary>What the dashboards draw and the autoscalers read, asked of a real Prometheus that watches real processes.</summary>
[Collection(nameof(DistributedBakery))]
public sealed partial class DashboardTests(DistributedBakery bakery)
{
    /// <summary>Empty where nothing went wrong, and what only a cluster has.</summary>
    private static readonly string[] EmptyHere = ["service:http_errors:ratio5m", "bakery_messaging_duplicates_total", "kube_"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Every_query_of_a_dashboard_and_of_an_autoscaler_draws_something()
    {
        var missing = await Missing();
        Assert.SkipWhen(missing.Length > 0, $"skipped: {missing} missing (sudo apt-get install {missing})");
        await bakery.Needed();
        bakery.Settings["BAKERY_SCRAPE_SECONDS"] = "5";
        Assert.Equal(0, await bakery.Bakery("up", "--distributed", "--monitoring", "--port", $"{bakery.Port}"));
        bakery.Tick();
        var owner = await TestTenant.Create(bakery, "Dashboards");
        await Sell(owner);
        await Ask(owner);

        var waiting = Queries().Where(q => !EmptyHere.Any(q.Contains)).ToList();
        Assert.True(waiting.Count > 30, $"Only {waiting.Count} queries.");
        for (var since = Stopwatch.GetTimestamp(); waiting.Count > 0 && Stopwatch.GetElapsedTime(since) < Patience;)
        {
            await Task.Delay(500);
            var answers = await Task.WhenAll(waiting.Select(Results));
            waiting = [.. waiting.Where((_, i) => answers[i] == 0)];
            if (waiting.Count > 0) await Ask(owner);
        }
        Assert.Empty(waiting);
    }

    /// <summary>Requests, also wrong ones, that panels count.</summary>
    private static async Task Ask(TestTenant owner)
    {
        await owner.Fails(HttpMethod.Get, $"orders/{Guid.Empty}");
        using var refused = await owner.Http.PostAsJsonAsync("/api/v1/demo/sessions", Array.Empty<int>());
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    /// <summary>Sales that forecasting and training hear of.</summary>
    private static async Task Sell(TestTenant owner)
    {
        await owner.Post("locations", new { name = "Tienda", type = "retail_outlet", opening_hours = new { }, address = (string?)null, city = "Bilbao", latitude = (string?)null, longitude = (string?)null });
        await owner.Post("inventory/items", new { name = "Pan", sku = "PAN", item_type = "finished_product", product_category = "bread", stock_unit = "piece", price = "1.50", tax_percent = "4" });
        var import = await owner.Post("sales/imports/validate", new MultipartFormDataContent { { new StringContent("date,item,qty\n2026-11-01,Pan,3\n"), "file", "ventas.csv" } });
        await owner.Post($"sales/imports/{import["import_id"]!.GetValue<string>()}/commit", new { duplicates = "skip" });
    }

    private static IEnumerable<string> Queries()
    {
        var deploy = Path.Combine(Repository.Root, "deploy", "kubernetes", "components");
        var panels = Directory.GetFiles(Path.Combine(deploy, "monitoring", "grafana"), "*.json").SelectMany(f => JsonNode.Parse(File.ReadAllText(f))!["panels"]!.AsArray()).SelectMany(p => p!["targets"]!.AsArray()).Select(t => t!["expr"]!.ToString());
        var scalers = MetricsQuery().Matches(File.ReadAllText(Path.Combine(deploy, "custom-metrics", "config.yaml"))).Select(m => m.Groups[1].Value.Replace("* on () group_left () kube_deployment_status_replicas_available{deployment=\"orders-service\"}", "", StringComparison.Ordinal));
        return panels.Concat(scalers).Select(q => q.Replace("=\"$service\"", "=~\".+\"", StringComparison.Ordinal)).Distinct();
    }

    private async Task<int> Results(string query)
    {
        using var http = new HttpClient();
        var answer = await http.GetFromJsonAsync<JsonNode>($"http://127.0.0.1:{bakery.Port + 230}/api/v1/query?query={Uri.EscapeDataString(query)}");
        return answer!["data"]!["result"]!.AsArray().Count;
    }

    private static async Task<string> Missing()
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "tools", "monitoring"), "missing") { RedirectStandardOutput = true })!;
        return (await process.StandardOutput.ReadToEndAsync()).ReplaceLineEndings(" ").Trim();
    }

    [GeneratedRegex("metricsQuery: '([^']+)'")]
    private static partial Regex MetricsQuery();
}
