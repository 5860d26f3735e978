using System.Diagnostics;
using System.Globalization;
using Bakery.DemoData;

namespace Bakery.Bench;

/// <summary>The night run of the reference bakery (40 products, 3 shops, 60 ingredients, 8 suppliers, a year of sales), then ten tenants, memory and idle cost.</summary>
internal static class Night
{
    public static async Task Run(BenchServer server)
    {
        Console.WriteLine("Night run");
        var reference = await server.Tenant(Scenarios.Reference, 365, "reference@bakery.example");
        var training = Stopwatch.StartNew();
        await BenchServer.Trained(reference);
        Table.Row("first training of the reference bakery, after its load", Table.Seconds(training.Elapsed.TotalSeconds));
        Table.Row("reference bakery, first run (target ≤ 20 s)", Table.Seconds(await OneRun(reference)));
        Table.Row("reference bakery, again", Table.Seconds(await OneRun(reference)));
        var tenants = new List<BakeryApi>();
        for (var i = 0; i < 10; i++) tenants.Add(await server.Tenant(Scenarios.GoizekoLabea, 365, $"tenant{i}@bakery.example"));
        foreach (var tenant in tenants) await BenchServer.Trained(tenant);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(tenants.Select(OneRun));
        Table.Row("ten tenants at once (target ≤ 60 s)", Table.Seconds(watch.Elapsed.TotalSeconds));
        Table.Row("memory of the process after that (target < 1,024 MiB)", server.Memory.ToString("0", CultureInfo.InvariantCulture) + " MiB");
        var (cpu, idle) = (server.Cpu, Stopwatch.StartNew());
        await Task.Delay(TimeSpan.FromSeconds(20));
        Table.Row("idle, share of one core over 20 s (target < 5 %)", ((server.Cpu - cpu).TotalSeconds / idle.Elapsed.TotalSeconds * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %");
    }

    private static async Task<double> OneRun(BakeryApi api)
    {
        var watch = Stopwatch.StartNew();
        var run = await api.Post("orchestrator/runs", new { run_type = "manual", force = true });
        while (run["status"]!.GetValue<string>() is "pending" or "running")
        {
            await Task.Delay(50);
            run = await api.Get($"orchestrator/runs/{run["id"]}");
        }
        if (run["status"]!.GetValue<string>() is not ("completed" or "partial_success")) throw new InvalidOperationException(run.ToJsonString());
        return watch.Elapsed.TotalSeconds;
    }
}
