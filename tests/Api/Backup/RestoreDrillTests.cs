using System.Diagnostics;
using System.Globalization;
using Bakery.DemoData;
using Bakery.Kernel.Tenancy;
using Bakery.Tests.Api.Long;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Support;
using Npgsql;

namespace Bakery.Tests.Api.Backup;

/// <summary>
/// The restore drill: a bakery of a million movements (fewer in the normal suite) is copied while it stands, works a day whose write-ahead log is
/// archived, and loses its disk. <c>tools/restore.sh</c> brings back any moment in between, row for row, and refuses what is damaged.
/// </summary>
public sealed class RestoreDrillTests : IAsyncDisposable
{
    private static readonly int Movements = LongProof.InFull("drill") ? 1_000_000 : 20_000;
    private static readonly DateTimeOffset Night = new(2026, 11, 10, 4, 30, 0, TimeSpan.Zero);
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"bkdrill-{Guid.CreateVersion7().ToString("N")[^8..]}");
    private readonly List<(string Lot, long At)> acknowledged = [];

    private string Live => Path.Combine(folder, "live");
    private string Wal => Path.Combine(folder, "wal");
    private string Base => Path.Combine(folder, "base.cluster.tar.gz");
    private static string Of(string socket, string role = "bakery_owner") => $"Host={socket};Username={role};Database=bakery";

    [Fact, Trait("Long", "drill")]
    public async Task A_lost_disk_is_restored_to_a_moment_of_the_day_row_for_row_and_what_is_damaged_is_refused()
    {
        await StartArchiving();
        var clock = Path.Combine(folder, "clock");
        TestClock.Set(clock, Night.AddDays(-1).AddHours(4));
        using var process = new BakeryProcess(Of(Live), Of(Live, "bakery_app"), clock, 1);
        await process.Migrate();
        await process.Start();
        using var http = new HttpClient { BaseAddress = process.Address, Timeout = TimeSpan.FromMinutes(2) };
        var api = await BakeryProcess.SignUp(http);
        var loader = new DemoLoader(api, Scenarios.GoizekoLabea, new DateOnly(2026, 11, 9), _ => { });
        await loader.Load(30, 3);
        await Repeat(Movements);

        var copying = Stopwatch.StartNew();
        Host("copy-cluster", $"Host={Live};Username=bakery_owner;Database=postgres;Pooling=false", Base);
        Run("bash", "-c", $"cd '{folder}' && sha256sum base.cluster.tar.gz >base.cluster.tar.gz.sha256");
        Say($"{await Ask(Live, "SELECT count(*) FROM inventory.movement"):N0} movements; base backup of {new FileInfo(Base).Length / 1048576} MiB in {copying.Elapsed.TotalSeconds:0.0} s");

        // The day: the night run, then the till and the storeroom.
        TestClock.Set(clock, Night);
        await Completed(api);
        for (var i = 0; i < 100; i++) await Write(api, loader.Ids);
        process.Kill(); // so that nothing is written between the look and the moment
        var then = await RestoredRows.Of(Of(Live));
        var moment = (string)(await Ask(Live, "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00'"));
        await process.Start();
        await Write(api, loader.Ids);
        var segment = await Ask(Live, "SELECT pg_walfile_name(pg_current_wal_lsn())");
        while (await Ask(Live, $"SELECT coalesce(last_archived_wal, '') < '{segment}' FROM pg_stat_archiver") is true) await Write(api, loader.Ids);
        for (var i = 0; i < 50; i++) await Write(api, loader.Ids);
        process.Kill();
        LoseTheDisk();

        var restoring = Stopwatch.StartNew();
        Restore("then", "--at", moment);
        var restored = restoring.Elapsed;
        Assert.Equal(then, await RestoredRows.Of(Of(Path.Combine(folder, "then"))));
        await StartsAgain("then", clock, restoring);
        Say($"RTO: {restored.TotalSeconds:0.0} s to {moment}, {restoring.Elapsed.TotalSeconds:0.0} s until the bakery answered; {then.Sum(t => t.Value.Rows):N0} rows in {then.Count} tables equal");

        Restore("last");
        var kept = (await Lots("last")).Count;
        Assert.Equal(acknowledged.Take(kept).Select(a => a.Lot), await Lots("last"));
        Assert.InRange(kept, 101, acknowledged.Count);
        Say($"RPO: {Stopwatch.GetElapsedTime(acknowledged[kept - 1].At, acknowledged[^1].At).TotalSeconds:0.0} s, the last {acknowledged.Count - kept} of {acknowledged.Count} writes of the day (a segment is archived at least every 5 s here)");

        Refused("the log does not reach", "--at", "2099-01-01 00:00:00+00");
        Damage(Directory.GetFiles(Wal).Where(f => Path.GetFileName(f).Length == 24).Order(StringComparer.Ordinal).Last());
        Refused("is damaged");
        Damage(Base);
        Refused("is damaged", "--at", moment);
    }

    private async Task StartArchiving()
    {
        Directory.CreateDirectory(Wal);
        Run("chmod", "711", folder);
        Run("chmod", "777", Wal);
        Tool("postgres", "start", Live);
        Tool("postgres", "stop", Live);
        await File.AppendAllTextAsync(Path.Combine(Live, "data", "postgresql.conf"), $"archive_mode = on\narchive_timeout = 5\narchive_command = '{Path.Combine(Repository.Root, "tools", "archive-wal")} %p {Wal}/%f'\nmax_wal_size = 4GB\n");
        Tool("postgres", "start", Live);
        await using var connection = new NpgsqlConnection($"Host={Live};Username=bakery_owner;Database=postgres;Pooling=false");
        await connection.OpenAsync();
        foreach (var sql in new[] { "CREATE ROLE bakery_app LOGIN", "CREATE DATABASE bakery" }) await new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync();
    }

    /// <summary>Years of movements: those that are there again and again, each on another day.</summary>
    private async Task Repeat(int count)
    {
        await using var connection = new NpgsqlConnection(Of(Live) + ";Pooling=false;Command Timeout=600");
        await connection.OpenAsync();
        var columns = (string)(await new NpgsqlCommand("SELECT string_agg(column_name, ', ') FROM information_schema.columns WHERE table_schema = 'inventory' AND table_name = 'movement' AND column_name NOT IN ('id', 'event_time') AND is_generated = 'NEVER'", connection).ExecuteScalarAsync())!;
        await new NpgsqlCommand($"""
            INSERT INTO inventory.movement (id, event_time, {columns})
            SELECT gen_random_uuid(), event_time - i % 1000 * interval '1 day', {columns} FROM (SELECT * FROM inventory.movement ORDER BY id LIMIT 50) m CROSS JOIN generate_series(1, {count / 50 + 1}) i
            """, connection).ExecuteNonQueryAsync();
    }

    private async Task Write(BakeryApi api, IReadOnlyDictionary<string, Guid> ids)
    {
        var lot = $"DAY-{acknowledged.Count:00000}";
        await api.Post("inventory/lots", new { item_id = ids["SALT"], lot_code = lot, location_id = ids["O"], quantity = 5m, unit_cost = 0.3m });
        acknowledged.Add((lot, Stopwatch.GetTimestamp()));
        await api.Post("inventory/stock/consume", new { location_id = ids["O"], lines = new[] { new { item_id = ids["SALT"], quantity = 1m } } });
        await api.Post("orders", new { customer_id = ids["Bar Zubia"], due_on = "2026-11-14", lines = new[] { new { item_id = ids["P1"], quantity = 10m, unit_price = 0.85m } } });
    }

    private static async Task Completed(BakeryApi api)
    {
        for (var look = 0; look < 3000; look++)
        {
            if ((await api.Get("orchestrator/runs"))["items"]!.AsArray().Any(r => r!["run_type"]!.GetValue<string>() == "scheduled" && r["status"]!.GetValue<string>() == "completed")) return;
            await Task.Delay(100);
        }
        Assert.Fail("The night run did not complete.");
    }

    private void LoseTheDisk()
    {
        var pid = int.Parse(File.ReadLines(Path.Combine(Live, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        NpgsqlConnection.ClearAllPools();
        Process.GetProcessById(pid).Kill(); // what is not archived is gone
        Run("bash", "-c", $"while [ -d /proc/{pid} ]; do sleep 0.1; done; rm -rf '{Live}'");
    }

    private void Restore(string into, params string[] at) => Tool("restore.sh", ["--base", Base, "--wal", Wal, "--into", Path.Combine(folder, into), .. at]);

    private void Refused(string says, params string[] at)
    {
        var (code, said) = Start(Path.Combine(Repository.Root, "tools", "restore.sh"), ["--base", Base, "--wal", Wal, "--into", Path.Combine(folder, "refused"), .. at]);
        Assert.Equal((1, true, false), (code, said.Contains(says, StringComparison.Ordinal), Directory.Exists(Path.Combine(folder, "refused"))));
        Say($"refused: {said.Split('\n').Last(l => l.StartsWith("restore: ", StringComparison.Ordinal)).Replace(folder, "…", StringComparison.Ordinal)}");
    }

    private async Task StartsAgain(string cluster, string clock, Stopwatch restoring)
    {
        var socket = Path.Combine(folder, cluster);
        using var process = new BakeryProcess(Of(socket), Of(socket, "bakery_app"), clock, 1);
        await process.Start();
        restoring.Stop();
    }

    private async Task<List<string>> Lots(string cluster)
    {
        await using var connection = new NpgsqlConnection(Of(Path.Combine(folder, cluster)) + ";Pooling=false");
        await connection.OpenAsync();
        await using var reader = await new NpgsqlCommand("SELECT lot_code FROM inventory.lot WHERE lot_code LIKE 'DAY-%' ORDER BY 1", connection).ExecuteReaderAsync();
        var lots = new List<string>();
        while (await reader.ReadAsync()) lots.Add(reader.GetString(0));
        return lots;
    }

    private static async Task<object> Ask(string socket, string sql)
    {
        await using var connection = new NpgsqlConnection(Of(socket) + ";Pooling=false");
        await connection.OpenAsync();
        return (await new NpgsqlCommand(sql, connection).ExecuteScalarAsync())!;
    }

    /// <summary>Turns a byte in the middle of a file.</summary>
    private static void Damage(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = stream.Length / 2;
        var value = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)~value);
    }

    private static void Say(FormattableString text) => TestContext.Current.TestOutputHelper?.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    private static void Tool(string name, params string[] arguments) => Run(Path.Combine(Repository.Root, "tools", name), arguments);
    private static void Host(params string[] arguments) => Run(Path.Combine(AppContext.BaseDirectory, "bakery"), arguments);

    private static void Run(string program, params string[] arguments)
    {
        var (code, said) = Start(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: {said}");
    }

    private static (int Code, string Said) Start(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var cluster in Directory.GetDirectories(folder).Where(d => Directory.Exists(Path.Combine(d, "data")))) Tool("postgres", "stop", cluster);
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
