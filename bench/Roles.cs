using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bakery.DemoData;
using Bakery.Tests.Distributed;

namespace Bakery.Bench;

/// <summary>Memory of each of the 20 roles at rest and after a night run, and how soon another one like it is ready, on a running <c>./bakery up --distributed</c>.</summary>
internal static class Roles
{
    private const int Target = 3072;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>In MiB: shares of what is common to all counted once (<c>rest</c>, <c>after_night</c>), every page of the process (<c>…_resident</c>), or what a control group of its own is charged at rest, null where there are none; seconds until ready.</summary>
    private sealed record Row(string Role, int Rest, int RestResident, int? RestCharged, int AfterNight, int AfterNightResident, double Ready);

    /// <param name="gateway">Address of the platform, just started.</param>
    /// <param name="roles">Folder with a file per role that holds its process id.</param>
    /// <param name="port">A free port.</param>
    /// <param name="file">Where the figures are kept for <c>docs/vps-sizing.md</c>.</param>
    public static async Task Run(Uri gateway, string roles, int port, string file)
    {
        Console.WriteLine("Roles (target: the 20 at rest below 3,072 MiB, each ready within 3 s)");
        var pids = Directory.GetFiles(roles).Order(StringComparer.Ordinal).ToDictionary(r => Path.GetFileName(r), r => int.Parse(File.ReadAllText(r), CultureInfo.InvariantCulture));
        var rest = pids.ToDictionary(p => p.Key, p => Memory(p.Value));
        var (api, _) = await BenchServer.SignUp(gateway, "Roles", $"roles-{Guid.CreateVersion7():N}@bakery.example");
        var loader = new DemoLoader(api, Scenarios.Professional, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime), _ => { });
        await loader.Load(90, 1);
        await loader.FirstRun();
        var run = (await api.Get("orchestrator/runs/latest"))["status"]!.GetValue<string>();
        if (run != "completed") throw new InvalidOperationException($"The night run ended as {run}.");
        var after = pids.ToDictionary(p => p.Key, p => Memory(p.Value));
        // So that the cores are idle.
        await BenchServer.Trained(api);
        await Task.Delay(Rest);
        var rows = new List<Row>();
        foreach (var (role, pid) in pids)
        {
            using var group = ControlGroup.Make(role);
            var from = Stopwatch.GetTimestamp();
            using var another = await Replica.Of(pid, port, group?.Members);
            var ready = Math.Round(Stopwatch.GetElapsedTime(from).TotalSeconds, 1);
            if (group is not null) await Task.Delay(Rest);
            rows.Add(new Row(role, rest[role].Share, rest[role].Resident, group?.WorkingSet(), after[role].Share, after[role].Resident, ready));
        }
        foreach (var r in rows) Table.Row(r.Role, $"{r.Rest,4} MiB at rest ({r.RestResident,4} resident, {r.RestCharged,4} charged to its control group), {r.AfterNight,4} after a night run ({r.AfterNightResident,4} resident), ready in {F(r.Ready)} s");
        Table.Row($"sum (target < {Target} MiB)", $"{rows.Sum(r => r.Rest),4} MiB at rest ({rows.Sum(r => r.RestResident),4} resident, {rows.Sum(r => r.RestCharged),4} charged to control groups), {rows.Sum(r => r.AfterNight),4} after a night run ({rows.Sum(r => r.AfterNightResident),4} resident)");
        Table.Row("slowest start (target ≤ 3 s)", $"{F(rows.Max(r => r.Ready))} s");
        await File.WriteAllLinesAsync(file, ["[", string.Join(",\n", rows.Select(r => "  " + JsonSerializer.Serialize(r, JsonSerializerOptions.Web))), "]"]);
    }

    private static string F(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static (int Share, int Resident) Memory(int pid)
    {
        var lines = File.ReadAllLines($"/proc/{pid}/smaps_rollup").Where(l => l.Contains(" kB", StringComparison.Ordinal)).ToDictionary(l => l.Split(':')[0], l => int.Parse(l.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024);
        return (lines["Pss"], lines["Rss"]);
    }
}
