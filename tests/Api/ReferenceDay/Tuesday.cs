using System.Text.Json.Nodes;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.ReferenceDay;

/// <summary>Tuesday of the reference bakery from the run to the evening refresh, on any bakery with a clock of its own.</summary>
internal static class Tuesday
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 9, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Lives the day through; returns the bakery as its evening left it.</summary>
    public static async Task<Goizeko> Goes(IBakery server)
    {
        server.SetClock(Monday);
        var bakery = await Goizeko.Open(server);
        await bakery.Sales();
        await bakery.Orders();
        await bakery.Limits();
        await bakery.OpenYeastOrder();
        await bakery.Overrides();

        await At(bakery, server, "2026-11-10T04:30:00Z");
        await TheRun(bakery);
        server.SetClock(new DateTimeOffset(2026, 11, 10, 4, 30, 20, TimeSpan.Zero));
        await TheAlertsAfterTheRun(bakery);
        await TheMorning(bakery, server);
        await TheAfternoon(bakery, server);
        await TheEvening(bakery, server);
        return bakery;
    }

    /// <summary>Moves the clock and signs in again.</summary>
    public static async Task At(Goizeko bakery, IBakery server, string instant)
    {
        server.SetClock(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
        await bakery.Tenant.SignIn();
        await bakery.Tenant.Settled();
    }

    private static async Task TheRun(Goizeko bakery)
    {
        var run = await Finished(bakery, "scheduled");
        Assert.True(("RUN-20261110-0001", "completed", false) == (run["run_number"].Text(), run["status"].Text(), run["is_late"]!.GetValue<bool>()), run.ToJsonString());
        await TheWaterSells37EveryDay(bakery);
        await GoizekoWeek.TheNeedsAreAsStated(bakery);
        var plan = await bakery.WednesdayPlan();
        Assert.Equal([280, 240, 36, 36, 32, 132, 60], bakery.Planned(plan).Values);
        var orders = await Orders(bakery, "PO-20261110");
        Assert.Equal([("PO-20261110-0001", "296.25", "pending_approval"), ("PO-20261110-0002", "83.04", "approved"), ("PO-20261110-0003", "117.51", "approved")],
            orders.Select(o => (o["po_number"].Text(), o["total"].Text(), o["status"].Text() == "sent" ? "approved" : o["status"].Text())));

        // Started again, the same day is the same run with one plan and one set of orders.
        await bakery.Tenant.Post("orchestrator/runs", new { run_type = "scheduled", business_day = "2026-11-10" });
        await bakery.Tenant.Settled();
        Assert.Equal(3, (await Orders(bakery, "PO-20261110")).Count);
    }

    /// <summary>The run of this kind, once the schedule has started it and it has ended.</summary>
    private static async Task<JsonNode> Finished(Goizeko bakery, string type)
    {
        for (var look = 0; look < 3000; look++)
        {
            await bakery.Tenant.Settled();
            var run = (await bakery.Tenant.Get("orchestrator/runs"))["items"]!.AsArray().FirstOrDefault(r => r!["run_type"].Text() == type && r["status"].Text() is "completed" or "failed");
            if (run is not null) return await bakery.Tenant.Get($"orchestrator/runs/{run["id"]}");
        }
        throw new TimeoutException($"No {type} run has ended.");
    }

    private static async Task TheWaterSells37EveryDay(Goizeko bakery)
    {
        for (var day = new DateOnly(2026, 11, 11); day <= new DateOnly(2026, 11, 17); day = day.AddDays(1))
        {
            var forecasts = (await bakery.Tenant.Get($"forecasting/forecasts?item_id={bakery["P8"]}&from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}"))["items"]!.AsArray();
            Assert.Equal([14m, 23m], forecasts.Select(f => f!["p50"].Number()).Order());
        }
    }

    private static async Task TheAlertsAfterTheRun(Goizeko bakery)
    {
        // The expiry check is a job of its own; the sold-out mark of October is no part of the run.
        for (var look = 0; look < 3000 && (await bakery.Tenant.Get($"inventory/lots/{bakery["MA"]}"))["state"].Text() != "expired"; look++) await bakery.Tenant.Settled();
        await bakery.Tenant.Settled();
        var alerts = (await bakery.Tenant.Get("alerts"))["items"]!.AsArray().Where(a => a!["event_type"].Text() != "sales.sold_out").Select(a => $"{a!["event_type"].Text()} {a["severity"].Text()} {a["type_class"].Text()} {a["priority_score"]!.GetValue<int>()}");
        Assert.Equal(
        [
            "inventory.expired_stock medium action_needed 64", "inventory.projected_shortage low information 30", "procurement.auto_order_placed low prevented_issue 26",
            "procurement.auto_order_placed low prevented_issue 34", "procurement.pos_pending_approval medium action_needed 82",
        ], alerts.Order(StringComparer.Ordinal));
        Assert.Equal("expired", (await bakery.Tenant.Get($"inventory/lots/{bakery["MA"]}"))["state"].Text());
    }

    private static async Task TheMorning(Goizeko bakery, IBakery server)
    {
        await At(bakery, server, "2026-11-10T06:10:00Z");
        var flour = (await Orders(bakery, "PO-20261110-0001")).Single();
        await bakery.Tenant.Post($"procurement/purchase-orders/{flour["id"]}/approve");
        await At(bakery, server, "2026-11-10T06:12:00Z");
        var plan = await bakery.Tenant.Post($"production/plans/{(await bakery.WednesdayPlan())["id"]}/approve");
        Assert.Equal("approved", plan["status"].Text());
        await bakery.Tenant.Settled();
    }

    private static async Task TheAfternoon(Goizeko bakery, IBakery server)
    {
        await At(bakery, server, "2026-11-10T15:00:00Z");
        var batches = (await bakery.Tenant.Get("production/floor/day?date=2026-11-11"))["days"]![0]!["batches"]!.AsArray().Where(b => b!["kind"].Text() == "pre_ferment").Select((b, i) => (Batch: b!, Seq: i + 1)).ToList();
        Assert.Equal(["44.0000", "18.9000"], batches.Select(b => b.Batch["planned_quantity"].Text()).OrderDescending());
        await bakery.Tenant.Post("production/floor/sync", new { device_id = "floor", acts = batches.Select(b => new { act_id = Guid.CreateVersion7(), type = "finish", entity_id = b.Batch["id"]!.GetValue<Guid>(), event_time = "2026-11-10T15:00:00Z", seq = b.Seq }) });
        await bakery.Tenant.Settled();
        Assert.InRange((await bakery.Tenant.Get($"inventory/lots/{bakery["FA"]}"))["quantity"].Number(), 0.460m, 0.464m);

        await At(bakery, server, "2026-11-10T17:10:00Z");
        var order = (await bakery.Tenant.Get($"orders?customer_id={bakery["Zubia"]}"))["items"]![0]!;
        await bakery.Tenant.Put($"orders/{order["id"]}", new { lines = new[] { new { item_id = bakery["P1"], quantity = "80", unit_price = "0.85" } } });
        await bakery.Tenant.Settled();
        var late = (await bakery.Tenant.Get("alerts"))["items"]!.AsArray().Single(a => a!["event_type"].Text() == "orders.late_change")!;
        Assert.Equal((52, "17.0000"), (late["priority_score"]!.GetValue<int>(), late["money_at_risk"]?.GetValue<string>()));
        var parameters = late["reasoning_data"]!["parameters"]!;
        Assert.Equal(("Barra", "+20"), (parameters["product_name"].Text(), parameters["change"].Text()));
        Assert.Equal(("Poolish", "43.660", "44.0", true), (parameters["preferment_name"].Text(), parameters["preferment_needed_kg"].Text(), parameters["preferment_made_kg"].Text(), parameters["preferment_enough"]!.GetValue<bool>()));
    }

    private static async Task TheEvening(Goizeko bakery, IBakery server)
    {
        await At(bakery, server, "2026-11-10T20:05:00Z");
        await bakery.TuesdaySales();
        await Close(bakery, "A", ("P4", 3), ("P5", 2));
        await At(bakery, server, "2026-11-10T20:10:00Z");
        await Close(bakery, "B", ("P4", 1));
        await At(bakery, server, "2026-11-10T20:11:00Z");
        var refresh = await Finished(bakery, "refresh");
        Assert.Equal("RUN-20261110-0002", refresh["run_number"].Text());
        var plan = await bakery.WednesdayPlan();
        Assert.Equal([300, 240, 36, 32, 32, 132, 60], bakery.Planned(plan).Values);
        Assert.Equal(2, plan["changes_since_approval"]!.GetValue<int>());
        var fourth = plan["lines"].With("product_item_id", bakery["P4"]);
        Assert.Equal(("4.0000", "30.0000"), (fourth["finished_stock"].Text(), fourth["net_quantity"].Text()));
        var fifth = plan["lines"].With("product_item_id", bakery["P5"]);
        Assert.Equal(("2.0000", "28.0000", 32), (fifth["finished_stock"].Text(), fifth["net_quantity"].Text(), fifth["planned_quantity"]!.GetValue<int>()));
        Assert.Equal([7.1m, -11.1m], plan["changes"]!.AsArray().Select(c => Math.Round(c!["percent"].Number(), 1, MidpointRounding.AwayFromZero)));
        Assert.All(plan["changes"]!.AsArray(), c => Assert.Equal("accepted", c!["state"].Text()));
    }

    private static Task<JsonNode> Close(Goizeko bakery, string shop, params (string Product, int Kept)[] unsold) => bakery.Tenant.Post("sales/day-closes", new
    {
        location_id = bakery[shop], business_day = "2026-11-10", unsold = unsold.Select(u => new { item_id = bakery[u.Product], quantity = $"{u.Kept}", kept = $"{u.Kept}", wasted = "0" }),
    });

    private static async Task<List<JsonNode>> Orders(Goizeko bakery, string prefix) =>
        [.. (await bakery.Tenant.Get("procurement/purchase-orders?sort=po_number"))["items"]!.AsArray().Select(o => o!).Where(o => o["po_number"].Text().StartsWith(prefix, StringComparison.Ordinal))];
}
