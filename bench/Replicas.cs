using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Bakery.DemoData;
using Bakery.Tests.Distributed;

namespace Bakery.Bench;

/// <summary>A training of 200 series by one replica of the training service and by three, each at one series at a time, on a running <c>./bakery up --distributed</c>.</summary>
internal static class Replicas
{
    private const int Series = 200;
    private const int Days = 730;

    /// <param name="gateway">Address of the platform.</param>
    /// <param name="role">Process id of its training service.</param>
    /// <param name="port">First of two free ports.</param>
    public static async Task Run(Uri gateway, int role, int port)
    {
        Console.WriteLine("Replicas of training (target: three finish at least 1.6 times as fast as one on two cores)");
        var (api, _) = await BenchServer.SignUp(gateway, "Replicas", $"replicas-{Guid.CreateVersion7():N}@bakery.example");
        var items = await Load(api, Series, Days);
        while ((await api.Get("training/jobs"))["items"]!.AsArray().Any(j => j!["state"]!.GetValue<string>() is "pending" or "running")) await Task.Delay(500);

        var (alone, _) = await Train(api, items);
        var more = new List<Replica>();
        try
        {
            for (var i = 0; i < 2; i++) more.Add(await Replica.Of(role, port + i));
            var (together, workers) = await Train(api, items);
            string F(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);
            Table.Row($"{Series} series of two years", $"one replica {F(alone)} s, three {F(together)} s: {F(alone / together)} times as fast; by each {string.Join(", ", workers)}");
        }
        finally
        {
            foreach (var replica in more) replica.Dispose();
        }
    }

    /// <summary>A shop with as many products and days of sales.</summary>
    public static async Task<List<Guid>> Load(BakeryApi api, int series, int days)
    {
        var hours = Enumerable.Range(1, 7).ToDictionary(d => d.ToString(CultureInfo.InvariantCulture), _ => new { opens = "07:00:00", closes = "21:00:00" });
        await api.Post("locations", new { name = "Tienda", type = "retail_outlet", opening_hours = hours, address = (string?)null, city = "Bilbao", latitude = (string?)null, longitude = (string?)null });
        var items = new List<Guid>();
        for (var i = 0; i < series; i++)
            items.Add((await api.Post("inventory/items", new { name = $"Pan {i}", sku = $"R{i}", item_type = "finished_product", product_category = "bread", stock_unit = "piece", price = "1.50", tax_percent = "4" }))["id"]!.GetValue<Guid>());
        var (text, random, first) = (new StringBuilder("date,item,qty\n"), new Random(1), DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime).AddDays(-days));
        for (var day = 0; day < days; day++)
            for (var i = 0; i < series; i++) text.Append(CultureInfo.InvariantCulture, $"{first.AddDays(day):yyyy-MM-dd},Pan {i},{(int)((10 + i % 40) * (day % 7 > 4 ? 1.5 : 1) * (0.8 + 0.4 * random.NextDouble()))}\n");
        JsonNode import = await api.Upload("sales/imports/validate", "ventas.csv", text.ToString());
        await api.Post($"sales/imports/{import["import_id"]!.GetValue<string>()}/commit", new { duplicates = "skip" });
        return items;
    }

    private static async Task<(double Seconds, IReadOnlyList<int> Workers)> Train(BakeryApi api, List<Guid> items)
    {
        var watch = Stopwatch.StartNew();
        var job = (await api.Post("training/jobs", new { item_ids = items }))["job_id"]!.GetValue<Guid>();
        string state;
        while ((state = (await api.Get($"training/jobs/{job}"))["state"]!.GetValue<string>()) is "pending" or "running") await Task.Delay(200);
        var seconds = watch.Elapsed.TotalSeconds;
        var rows = (await api.Get($"training/jobs/{job}/series?limit=200"))["items"]!.AsArray();
        if (state != "completed" || rows.Count != Series || rows.Any(r => r!["state"]!.GetValue<string>() != "trained")) throw new InvalidOperationException($"The job ended as {state} with {rows.Count} series.");
        return (seconds, [.. rows.GroupBy(r => r!["worker"]!.GetValue<string>()).Select(g => g.Count())]);
    }
}
