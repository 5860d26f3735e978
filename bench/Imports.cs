using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Bakery.DemoData;

namespace Bakery.Bench;

/// <summary>21 months of a till with 120 articles through the API: imported, imported again, undone, and the night run on it.</summary>
internal static class Imports
{
    private const int Rows = 234_000;

    public static async Task Run(BenchServer server)
    {
        Console.WriteLine("Import of a till file");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
        var api = await server.Tenant(Scenarios.ManyArticles, 0, "articles@bakery.example");
        var file = new SalesGenerator(Scenarios.ManyArticles, 1).Csv(today.AddDays(-700), today.AddDays(-1), Rows);
        var watch = Stopwatch.StartNew();
        var (import, done) = await Import(api, file);
        Table.Row($"{done["added"]} rows, {Scenarios.ManyArticles.Products.Count} articles (target ≤ 60 s)", Table.Seconds(watch.Elapsed.TotalSeconds));
        watch.Restart();
        var (_, again) = await Import(api, file);
        Table.Row($"the same file again: {again["added"]} added, {again["skipped"]} skipped", Table.Seconds(watch.Elapsed.TotalSeconds));
        watch.Restart();
        await api.Post($"sales/imports/{import}/undo");
        Table.Row($"undone: {(await api.Get("sales/records"))["total"]} records left", Table.Seconds(watch.Elapsed.TotalSeconds));
        await Import(api, file);
        watch.Restart();
        await new DemoLoader(api, Scenarios.ManyArticles, today, _ => { }).FirstRun();
        var seconds = watch.Elapsed.TotalSeconds;
        var plan = (await api.Get("production/plans"))["items"]![0]!;
        var orders = (await api.Get("procurement/purchase-orders"))["items"]!.AsArray();
        Table.Row($"night run: {(await api.Get($"production/plans/{plan["id"]}"))["lines"]!.AsArray().Count} plan lines, {orders.Count} purchase orders", Table.Seconds(seconds));
    }

    private static async Task<(string Import, JsonNode Done)> Import(BakeryApi api, string file)
    {
        var import = (await api.Upload("sales/imports/validate", "ventas.csv", file))["import_id"]!.GetValue<string>();
        return (import, await api.Post($"sales/imports/{import}/commit", new { }));
    }
}
