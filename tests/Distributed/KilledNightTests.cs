using System.Globalization;
using System.Text.Json.Nodes;
using Bakery.DemoData;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Distributed;

/// <summary>
/// Night runs over 18 processes in each of which a part is killed with -9 (a service, the gateway) or restarted (RabbitMQ, Redis, PostgreSQL): each
/// completes, nothing is lost, nothing is doubled. Fifty by <c>./bakery test --long nights-distributed</c>; <c>BAKERY_NIGHTS=11-20</c> runs a slice of
/// the same fifty, each slice on a bakery of its own.
/// </summary>
[Collection(nameof(DistributedBakery))]
public sealed class KilledNightTests
{
    private const int All = 50, Writes = 4;
    private static readonly string[] Moments = ["at its start", "snapshot", "insights", "forecast", "production", "procurement", "notify", "validate", "between commit and dispatch"];
    private static readonly string[] Restarted = ["rabbitmq", "redis", "postgres"];
    private static readonly DateTimeOffset FirstNight = new(2026, 11, 10, 4, 30, 0, TimeSpan.Zero);

    private sealed record Night(int Number, string Part, string Moment, TimeSpan Later);

    [Fact(Explicit = true), Trait("Long", "nights-distributed")]
    public async Task Nights_with_a_part_killed_or_restarted_complete_lose_nothing_and_double_nothing()
    {
        await using var bakery = new DistributedBakery();
        await bakery.Needed();
        var owner = await TestTenant.Create(bakery, "Goizeko");
        var loader = new DemoLoader(new BakeryApi(owner.Http) { Tenant = owner.Id }, Scenarios.GoizekoLabea, new DateOnly(2026, 11, 9), _ => { });
        await loader.Load(60, 3);
        await bakery.Settled();

        var nights = Slice(Drawn());
        var hits = new List<Night>();
        foreach (var night in nights)
        {
            var at = FirstNight.AddDays(night.Number);
            bakery.SetClock(at);
            var people = Work(owner, loader.Ids, night.Number, DateOnly.FromDateTime(at.UtcDateTime));
            if (await Disturb(bakery, night, DateOnly.FromDateTime(at.UtcDateTime))) hits.Add(night);
            await bakery.Ready();
            await Completed(bakery, owner, at);
            await people;
            await bakery.Settled();
            TestContext.Current.TestOutputHelper?.WriteLine($"night {night.Number + 1}: {night.Part}, {night.Moment}{(hits.Contains(night) ? "" : " (over before)")}");
        }
        Print("part", hits.CountBy(h => h.Part), nights.CountBy(n => n.Part));
        Print("moment", hits.CountBy(h => h.Moment), nights.CountBy(n => n.Moment));
        Assert.True(hits.Count >= nights.Count * 9 / 10, $"{hits.Count} of {nights.Count} nights were hit.");
        await new NightLedger(bakery, owner.Id).IsWhole(nights.Count, nights.Count * Writes);
    }

    /// <summary>The same fifty each time: every part twice in a drawn order, then parts and moments as they fall.</summary>
    private static List<Night> Drawn()
    {
        var random = new Random(50);
        string[] parts = [.. DistributedBakery.Services, "gateway", .. Restarted];
        var twice = Enumerable.Range(0, 2).SelectMany(_ => Shuffled(parts, random)).ToList();
        return [.. Enumerable.Range(0, All).Select(n => new Night(n, n < twice.Count ? twice[n] : Restarted[random.Next(Restarted.Length)], n < Moments.Length * 3 ? Moments[n % Moments.Length] : Moments[random.Next(Moments.Length)], TimeSpan.FromMilliseconds(random.Next(0, 200))))];
    }

    private static string[] Shuffled(string[] parts, Random random)
    {
        string[] copy = [.. parts];
        random.Shuffle(copy);
        return copy;
    }

    private static List<Night> Slice(List<Night> all)
    {
        if (Environment.GetEnvironmentVariable("BAKERY_NIGHTS") is not { Length: > 0 } wanted) return all;
        var bounds = wanted.Split('-').Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToList();
        return all[(bounds.Count == 1 ? 0 : bounds[0] - 1)..bounds[^1]];
    }

    private static void Print(string of, IEnumerable<KeyValuePair<string, int>> hit, IEnumerable<KeyValuePair<string, int>> all)
    {
        var known = hit.ToDictionary();
        foreach (var (name, count) in all.OrderBy(a => a.Key, StringComparer.Ordinal)) TestContext.Current.TestOutputHelper?.WriteLine($"{of} {name,-28} hit in {known.GetValueOrDefault(name)} of {count} nights");
    }

    /// <summary>Watches the run from outside and strikes in the moment; false when the run was over before it came.</summary>
    private static async Task<bool> Disturb(DistributedBakery bakery, Night night, DateOnly day)
    {
        var hit = await Reached(bakery, night.Moment, day);
        await Task.Delay(night.Later); // drawn, so that a part is struck at any place of its work
        if (!Restarted.Contains(night.Part))
        {
            bakery.Kill(night.Part);
            return hit;
        }
        await bakery.Tool(night.Part, "stop");
        await bakery.Restart(night.Part);
        return hit;
    }

    private static async Task<bool> Reached(DistributedBakery bakery, string moment, DateOnly day)
    {
        await using var orchestrator = await bakery.Database("orchestrator");
        await using var procurement = await bakery.Database("procurement");
        var run = $"SELECT id FROM orchestrator.run WHERE business_day = '{day:yyyy-MM-dd}' AND run_type = 'scheduled'";
        for (var look = 0; look < 10_000; look++)
        {
            if (await NightLedger.Is(orchestrator, $"SELECT EXISTS ({run} AND status = 'completed')")) return false;
            if (moment switch
            {
                "at its start" => await NightLedger.Is(orchestrator, $"SELECT EXISTS ({run})"),
                "between commit and dispatch" => await NightLedger.Is(orchestrator, "SELECT EXISTS (SELECT 1 FROM orchestrator.outbox WHERE sent_at IS NULL AND type = 'orchestrator.step.requested')")
                    || await NightLedger.Is(procurement, "SELECT EXISTS (SELECT 1 FROM procurement.outbox WHERE sent_at IS NULL AND type LIKE 'procurement.%')"),
                _ => await NightLedger.Is(orchestrator, $"SELECT EXISTS (SELECT 1 FROM orchestrator.run_step WHERE run_id IN ({run}) AND name = '{moment}' AND status IN ('running', 'completed'))"),
            }) return true;
            await Task.Delay(2);
        }
        return false;
    }

    /// <summary>Moves the clock over leases, retries and time-outs until the night's run has ended.</summary>
    private static async Task Completed(DistributedBakery bakery, TestTenant owner, DateTimeOffset night)
    {
        var day = night.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        JsonNode? run = null;
        for (var look = 0; look < 600; look++)
        {
            using var answer = await owner.Send(HttpMethod.Get, "orchestrator/runs");
            if (answer.IsSuccessStatusCode)
                run = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray().FirstOrDefault(r => r!["business_day"]!.GetValue<string>() == day && r["run_type"]!.GetValue<string>() == "scheduled");
            if (run?["status"]!.GetValue<string>() is "completed") return;
            if (look % 10 == 9) bakery.SetClock(night.AddSeconds(31 * (look / 10 + 1)));
            await Task.Delay(100);
        }
        Assert.Fail(run?.ToJsonString() ?? $"There is no run of {day}.");
    }

    /// <summary>What people write meanwhile: goods and orders, each with a key, sent again until it is answered.</summary>
    private static Task Work(TestTenant owner, IReadOnlyDictionary<string, Guid> ids, int night, DateOnly day) => Task.WhenAll(Enumerable.Range(0, Writes).Select(async i =>
    {
        await Until(owner, "inventory/lots", new { item_id = ids["SALT"], lot_code = $"night-{night}-{i}", location_id = ids["O"], quantity = 1m, unit_cost = 0.3m }, $"lot-{night}-{i}");
        await Until(owner, "orders", new { customer_id = ids["Bar Zubia"], due_on = day.AddDays(3), note = "in the night", lines = new[] { new { item_id = ids["P1"], quantity = 10m, unit_price = 0.85m } } }, $"order-{night}-{i}");
    }));

    private static async Task Until(TestTenant owner, string path, object body, string key)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await owner.Send(HttpMethod.Post, path, body, null, key);
                if (answer.IsSuccessStatusCode) return;
                Assert.True((int)answer.StatusCode >= 500 && attempt < 600, $"{path} → {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
            catch (HttpRequestException) when (attempt < 600)
            {
                // The gateway is the part that was killed.
            }
            await Task.Delay(100);
        }
    }
}
