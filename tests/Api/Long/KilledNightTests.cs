using System.Text.Json.Nodes;
using Bakery.DemoData;
using Bakery.Kernel.Tenancy;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Support;
using Npgsql;

namespace Bakery.Tests.Api.Long;

/// <summary>Night runs whose process is killed with -9 at a chosen moment: each completes, nothing is lost, nothing is doubled.</summary>
public sealed class KilledNightTests
{
    private static readonly string[] Moments = ["snapshot", "insights", "forecast", "production", "procurement", "notify", "validate", "between commit and dispatch", "while mail is sent"];
    private static readonly DateTimeOffset FirstNight = new(2026, 11, 10, 4, 30, 0, TimeSpan.Zero);

    [Fact, Trait("Long", "nights")]
    public async Task Killed_nights_complete_and_double_nothing()
    {
        var count = LongProof.InFull("nights") ? 50 : 5;
        await using var cluster = await PostgresCluster.Start();
        await using var mail = new MailSink();
        var (owner, application) = await cluster.NewDatabase("nights");
        var clock = Path.GetTempFileName();
        TestClock.Set(clock, FirstNight.AddDays(-1).AddHours(4));
        using var process = new BakeryProcess(owner, application, clock, mail.Port);
        await process.Migrate();
        await process.Start();
        using var http = new HttpClient { BaseAddress = process.Address, Timeout = TimeSpan.FromMinutes(2) };
        var api = await BakeryProcess.SignUp(http);
        await new DemoLoader(api, Scenarios.GoizekoLabea, new DateOnly(2026, 11, 9), _ => { }).Load(60, 3);

        var hits = Moments.ToDictionary(m => m, _ => 0);
        var random = new Random(50);
        for (var night = 0; night < count; night++)
        {
            // Every moment in turn first, so that each is hit; drawn at random afterwards.
            var moment = night < Moments.Length * 3 ? Moments[night % Moments.Length] : Moments[random.Next(Moments.Length)];
            var at = FirstNight.AddDays(night);
            TestClock.Set(clock, at);
            if (await KillAt(moment, DateOnly.FromDateTime(at.UtcDateTime), process, mail, owner)) hits[moment]++;
            await process.Start();
            await Completed(api, clock, at);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("\n", hits.Select(h => $"{h.Key,-30} {h.Value}")));
        if (count == 50) Assert.All(hits, h => Assert.True(h.Value >= 3, $"{h.Key} was hit {h.Value} times."));
        await NothingIsDoubled(owner, api.Tenant, count);
        var (ids, all) = (mail.Taken.Distinct().Count(), mail.Taken.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{all} mails, {all - ids} of them left again with the same Message-ID");
        Assert.True(ids > 0);
        Assert.InRange(all - ids, 0, hits["while mail is sent"] + count / 5);
    }

    /// <summary>Watches the database from outside and kills the process in the moment; false when the night was over before it came.</summary>
    private static async Task<bool> KillAt(string moment, DateOnly day, BakeryProcess process, MailSink mail, string owner)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        async Task<bool> Is(string sql) => await new NpgsqlCommand(sql, connection).ExecuteScalarAsync() is true;
        var run = $"SELECT id FROM orchestrator.run WHERE business_day = '{day:yyyy-MM-dd}' AND run_type = 'scheduled'";
        var condition = moment switch
        {
            "snapshot" => $"SELECT EXISTS ({run})",
            "between commit and dispatch" => $"SELECT EXISTS (SELECT 1 FROM orchestrator.outbox o WHERE o.sent_at IS NULL AND o.type = 'orchestrator.step.requested') OR EXISTS (SELECT 1 FROM procurement.outbox o WHERE o.sent_at IS NULL AND o.type LIKE 'procurement.%')",
            _ => $"SELECT EXISTS (SELECT 1 FROM orchestrator.run_step s WHERE s.run_id IN ({run}) AND s.name = '{moment}' AND s.status IN ('running', 'completed'))",
        };
        if (moment == "while mail is sent")
        {
            var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            mail.OnNext = () =>
            {
                process.Kill();
                killed.TrySetResult();
            };
            var hit = await Task.WhenAny(killed.Task, Task.Delay(TimeSpan.FromSeconds(40))) == killed.Task;
            mail.OnNext = null;
            process.Kill();
            return hit;
        }
        for (var i = 0; i < 20_000; i++)
        {
            if (await Is(condition))
            {
                process.Kill();
                return true;
            }
            await Task.Delay(2);
        }
        process.Kill();
        return false;
    }

    /// <summary>Moves the clock over retries and time-outs until the night's run has ended.</summary>
    private static async Task Completed(BakeryApi api, string clock, DateTimeOffset night)
    {
        var day = night.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        JsonNode? run = null;
        for (int look = 0, moved = 0; look < 1200; look++)
        {
            // Time moves only when there is nothing left to do now: a slow computer's night is no late one.
            await api.Post("/internal/v1/test/settled");
            run = (await api.Get("orchestrator/runs"))["items"]!.AsArray().FirstOrDefault(r => r!["business_day"]!.GetValue<string>() == day && r["run_type"]!.GetValue<string>() == "scheduled");
            if (run?["status"]!.GetValue<string>() is "completed" or "failed") break;
            if (look % 10 == 9) TestClock.Set(clock, night.AddSeconds(31 * ++moved));
            await Task.Delay(100);
        }
        Assert.True(run?["status"]?.GetValue<string>() == "completed", run?.ToJsonString() ?? $"There is no run of {day}.");
        await api.Post("/internal/v1/test/settled");
    }

    private static async Task NothingIsDoubled(string owner, Guid tenant, int nights)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        async Task<long> Count(string sql) => Convert.ToInt64(await new NpgsqlCommand(sql, connection).ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(nights, await Count($"SELECT count(*) FROM orchestrator.run WHERE tenant_id = '{tenant}' AND run_type = 'scheduled'"));
        foreach (var (what, sql) in new[]
                 {
                     ("two bake plans of a day", "SELECT count(*) FROM (SELECT plan_date, location_id FROM production.bake_plan GROUP BY 1, 2 HAVING count(*) > 1) x"),
                     ("two lines of a product", "SELECT count(*) FROM (SELECT plan_id, product_item_id FROM production.plan_line GROUP BY 1, 2 HAVING count(*) > 1) x"),
                     ("two procurement plans of a run", "SELECT count(*) FROM (SELECT run_id FROM procurement.plan WHERE run_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1) x"),
                     ("two orders of a supplier in a plan", "SELECT count(*) FROM (SELECT plan_id, supplier_id, required_delivery_date FROM procurement.purchase_order WHERE plan_id IS NOT NULL GROUP BY 1, 2, 3 HAVING count(*) > 1) x"),
                     ("two messages of a key", "SELECT count(*) FROM (SELECT dedup_key FROM notification.message GROUP BY 1 HAVING count(*) > 1) x"),
                     ("dead letters", "SELECT (SELECT count(*) FROM orchestrator.dead_letter) + (SELECT count(*) FROM production.dead_letter) + (SELECT count(*) FROM procurement.dead_letter) + (SELECT count(*) FROM forecasting.dead_letter) + (SELECT count(*) FROM notification.dead_letter)"),
                 })
            Assert.True(await Count(sql) == 0, what);
    }
}
