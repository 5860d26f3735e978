using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Production;

public sealed class FloorSyncTests(BakeryServer server)
{
    [Fact]
    public async Task Feature_2a_Three_hundred_acts_that_are_sent_again_after_every_loss_are_recorded_once_in_their_order()
    {
        var (floor, tablet, worker) = await Ready();
        var (dough, batch) = (await floor.Batch("D1"), await floor.Batch("P1"));
        var acts = new List<object>();
        // Eight hours of work, 96 seconds from one act to the next.
        void Act(string type, JsonNode of, object? payload = null) => acts.Add(tablet.Act(type, Floor.Id(of), payload, worker, BakeryServer.Start.AddHours(-8).AddSeconds(96 * acts.Count).ToString("O")));
        Act("start", dough);
        Act("scan_lot", dough, new { item_id = floor.Bakery["W180"], lot_id = floor.Bakery["FB"] });
        while (acts.Count < 62) Act("weigh", dough, new { item_id = floor.Bakery["SALT"], lot_id = floor.Bakery["SA"], value = "0.01" });
        Act("finish", dough);
        Act("start", batch);
        foreach (var stage in new[] { "dividing", "proofing", "baking" }) Act("stage", batch, new { stage });
        while (acts.Count < 299) Act("waste", batch, new { actual_quantity = "0.1", reason = "burnt" });
        Act("finish", batch, new { actual_quantity = "240" });
        // The answers of the first three parts are lost: their acts are sent again with the next ones.
        foreach (var sent in new[] { 80, 150, 230 }) await tablet.Sync(acts.Take(sent));
        var last = await tablet.Sync(acts);
        Assert.Equal(70, last.Count(a => a == ("applied", null, null)));
        Assert.Equal(230, last.Count(a => a == ("duplicate", null, "applied")));
        await floor.Tenant.Settled();
        batch = await floor.Reload(batch);
        Assert.Equal(("completed", "240.0000", "23.2000"), (batch["status"].Text(), batch["actual_quantity"].Text(), batch["waste_quantity"].Text()));
        Assert.Equal(["dividing", "proofing", "baking"], batch["stages"]!.AsArray().Select(s => s!["stage"].Text()));
        Assert.All(batch["stages"]!.AsArray(), s => Assert.Equal("Ane", s!["by"].Text()));
        Assert.Equal("240.0000", (await floor.Tenant.Get($"inventory/lots?item_id={floor.Bakery["P1"]}"))["items"]![0]!["quantity"].Text());
        // Weighed in sixty handfuls out of the lot that was scanned, and flour out of the one that was: once.
        async Task<decimal> Left(string lot) => (await floor.Tenant.Get($"inventory/lots/{floor.Bakery[lot]}"))["quantity"].Number();
        Assert.Equal(17.4m, await Left("SA"));
        Assert.InRange(await Left("FB"), 240.812m, 240.816m);
        Assert.Equal(30m, await Left("FA"));
        Assert.Equal("300 300 1 300 t t", await server.Read($"""
            SELECT concat_ws(' ', count(*), count(DISTINCT act_id), min(seq), max(seq), bool_and(outcome = 'applied'), bool_and(ordered))
            FROM (SELECT *, happened_at > lag(happened_at, 1, '-infinity') OVER (ORDER BY seq) AS ordered FROM production.floor_act WHERE tenant_id = '{floor.Tenant.Id}') acts
            """));
    }

    [Fact]
    public async Task Feature_2b_Of_two_devices_that_finish_one_batch_one_is_applied_and_the_other_is_a_conflict_for_a_person()
    {
        var (floor, first, worker) = await Ready();
        var second = await Tablet.Pair(server, floor.Tenant, floor.Bakery["O"], "Horno");
        var batch = Floor.Id(await floor.Batch("P6"));
        await first.Sync([first.Act("start", batch, null, worker)]);
        Assert.Equal([("applied", null, null)], await second.Sync([second.Act("start", batch)])); // two who press start mean the same
        var (mine, yours) = (first.Act("finish", batch, new { actual_quantity = "130" }, worker), second.Act("finish", batch, new { actual_quantity = "128" }));
        var outcomes = await Task.WhenAll(first.Sync([mine]), second.Sync([yours]));
        Assert.Equal(["applied", "conflict"], outcomes.Select(o => o[0].Outcome).Order());
        var loser = outcomes[0][0].Outcome == "conflict" ? (first, mine) : (second, yours);
        Assert.Equal([("duplicate", "invalid_state_transition", "conflict")], await loser.Item1.Sync([loser.Item2]));
        Assert.Equal([("applied", null, null)], await loser.Item1.Sync([loser.Item1.Act("settle", ((dynamic)loser.Item2).act_id, new { text = "drop" })]));
        await floor.Tenant.Settled();
        Assert.Single((await floor.Tenant.Get($"inventory/lots?item_id={floor.Bakery["P6"]}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_refused_act_leaves_nothing_half_booked()
    {
        var (floor, tablet, worker) = await Ready();
        var batch = await floor.Batch("P7");
        var template = Floor.Id(await floor.Tenant.Post("production/quality/templates", new { name = "Aspecto", kind = "product_quality", product_item_ids = new[] { floor.Bakery["P7"] }, criteria = new[] { new { name = "Color", weight = "1", type = "score" } } }));
        Assert.NotEqual(Guid.Empty, template);
        // Finishing a batch that nobody started begins it first; a quantity that cannot be refuses both.
        Assert.Equal([("rejected", "validation_failed", null), ("rejected", "act_unknown", null), ("rejected", "not_found", null)],
            await tablet.Sync([tablet.Act("finish", Floor.Id(batch), new { actual_quantity = "-5" }, worker), tablet.Act("juggle", Floor.Id(batch)), tablet.Act("start", Guid.CreateVersion7())]));
        await floor.Tenant.Settled();
        Assert.Equal("pending", (await floor.Reload(batch))["status"].Text());
        Assert.Empty((await floor.Tenant.Get($"production/quality/checks?batch_id={batch["id"]}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Feature_4a_An_unsold_tray_noted_in_three_taps_without_network_is_waste_once_though_it_is_sent_again()
    {
        var (floor, _, _) = await Ready();
        var shop = floor.Bakery["A"];
        var counter = await Tablet.Pair(server, floor.Tenant, shop, "Mostrador");
        await floor.Tenant.Post("inventory/lots", new { item_id = floor.Bakery["P6"], lot_code = "CR-1", location_id = shop, quantity = "10" });
        await floor.Tenant.Settled();
        Assert.Contains((await TestTenant.Read(await counter.Send(HttpMethod.Get, "production/floor/day?date=2026-11-10")))["products"]!.AsArray(), p => p!["id"]!.GetValue<Guid>() == floor.Bakery["P6"]);
        object Tray(string quantity, string reason, string destination, Guid? place = null) => counter.Act("waste", floor.Bakery["P6"], new { item_id = floor.Bakery["P6"], location_id = place ?? shop, actual_quantity = quantity, reason, destination });
        var tray = Tray("12", "unsold", "donation");
        Assert.Equal([("applied", null, null)], await counter.Sync([tray]));
        Assert.Equal([("duplicate", null, "applied")], await counter.Sync([tray]));
        Assert.Equal([("rejected", "validation_failed", null), ("rejected", "destination_not_allowed", null), ("rejected", "not_found", null)],
            await counter.Sync([Tray("-1", "unsold", "donation"), Tray("1", "customer_return", "donation"), Tray("1", "unsold", "donation", Guid.CreateVersion7())]));
        await floor.Tenant.Settled();
        var waste = Assert.Single((await floor.Tenant.Get($"inventory/waste?item_id={floor.Bakery["P6"]}"))["items"]!.AsArray())!;
        Assert.Equal(("12.0000", "unsold", "donation", shop), (waste["quantity"].Text(), waste["reason"].Text(), waste["destination"].Text(), waste["location_id"]!.GetValue<Guid>()));
        // The books had ten: all are gone, and the next count finds out about the other two.
        Assert.Equal("0.0000", (await floor.Tenant.Get($"inventory/lots?item_id={floor.Bakery["P6"]}"))["items"]![0]!["quantity"].Text());
    }

    [Fact]
    public async Task A_clock_that_is_a_day_wrong_is_found_out_and_an_act_from_the_future_is_named()
    {
        var (floor, tablet, worker) = await Ready();
        var (early, late) = (Floor.Id(await floor.Batch("P4")), Floor.Id(await floor.Batch("P5")));
        Assert.Equal([("applied", null, null)], await tablet.Sync([tablet.Act("start", early, null, worker, "2026-11-11T04:20:00Z")], "2026-11-11T04:30:00Z"));
        Assert.Equal([("applied", null, null)], await tablet.Sync([tablet.Act("start", late, null, worker, "2026-11-09T04:25:00Z")], "2026-11-09T04:30:00Z"));
        Assert.Equal("2026-11-10T04:20:00", Started(await floor.Tenant.Get($"production/batches/{early}")));
        Assert.Equal("2026-11-10T04:25:00", Started(await floor.Tenant.Get($"production/batches/{late}")));
        // The clock was set right between the act and the sending: nobody knows any more when it was.
        Assert.Equal([("rejected", "event_in_future", null)], await tablet.Sync([tablet.Act("finish", early, new { actual_quantity = "30" }, worker, "2026-11-11T04:20:00Z")], "2026-11-10T04:30:00Z"));
        Assert.Equal("in_progress", (await floor.Tenant.Get($"production/batches/{early}"))["status"].Text());

        static string Started(JsonNode batch) => batch["started_at"].Text()[..19];
    }

    [Fact]
    public async Task A_lot_of_another_bakery_that_is_scanned_is_never_touched_and_the_batch_says_why()
    {
        var (floor, tablet, worker) = await Ready();
        var theirs = await Goizeko.Open(server);
        var batch = Floor.Id(await floor.Batch("P7"));
        await tablet.Sync([tablet.Act("start", batch, null, worker), tablet.Act("scan_lot", batch, new { item_id = floor.Bakery["CHOC"], lot_id = theirs["CH"] }, worker), tablet.Act("finish", batch, null, worker)]);
        await floor.Tenant.Settled();
        var used = (await floor.Tenant.Get($"production/batches/{batch}"))["materials"].With("item_id", floor.Bakery["CHOC"])["used"]!.AsArray().Single()!;
        Assert.Equal("not_found", used["refused_because"].Text());
        Assert.Equal("5.0000", (await theirs.Tenant.Get($"inventory/lots/{theirs["CH"]}"))["quantity"].Text());
        Assert.Equal("5.0000", (await floor.Tenant.Get($"inventory/lots/{floor.Bakery["CH"]}"))["quantity"].Text());
    }

    [Fact]
    public async Task The_mix_card_is_what_was_planned_and_sums_to_the_gram()
    {
        var (floor, tablet, _) = await Ready();
        var day = await TestTenant.Read(await tablet.Send(HttpMethod.Get, "production/floor/day?date=2026-11-11"));
        var cards = day["days"]![0]!["mix_cards"]!.AsArray();
        var barra = cards.Single(c => c!["recipe_id"]!.GetValue<Guid>() == floor.Bakery["D1"])!;
        // As day.md §4.1, for the 280 barras of the morning's plan: 135.102 kg in four mixes of 33.7755 kg.
        Assert.Equal((4, 135102, 33775), (barra["mixes"]!.GetValue<int>(), barra["grams_all"]!.GetValue<int>(), barra["grams_one"]!.GetValue<int>()));
        Assert.Equal(barra["grams_one"]!.GetValue<int>(), barra["lines"]!.AsArray().Sum(l => l!["grams_one"]!.GetValue<int>()));
        Assert.Equal(5, cards.Count); // three doughs, poolish and levain
        Assert.Contains(day["lots"]!.AsArray(), l => l!["lot_code"].Text() == "FA");
        var known = await tablet.Send(HttpMethod.Get, $"production/floor/day?date=2026-11-11&known={day["stamp"].Text()}");
        Assert.Equal(HttpStatusCode.NoContent, known.StatusCode);
        await tablet.Sync([tablet.Act("start", Floor.Id(await floor.Batch("D1")))]);
        Assert.Equal(HttpStatusCode.OK, (await tablet.Send(HttpMethod.Get, $"production/floor/day?date=2026-11-11&known={day["stamp"].Text()}")).StatusCode);
        var one = await TestTenant.Read(await tablet.Send(HttpMethod.Get, $"production/batches/{barra["batch_id"]}/mix-card"));
        Assert.Equal(barra["lines"]!.ToJsonString(), one["lines"]!.ToJsonString());
    }

    [Fact]
    public async Task The_shift_of_Wednesday_without_network_books_what_the_reference_day_says_exactly_once()
    {
        var (floor, tablet, worker) = await Ready();
        await tablet.Sync([tablet.Act("finish", Floor.Id(await floor.Batch("poolish")), null, worker), tablet.Act("finish", Floor.Id(await floor.Batch("levain")), null, worker)]);
        // The evening's plan of day.md §3.1.
        foreach (var (product, pieces) in new[] { ("P1", 300), ("P4", 32) })
        {
            var plan = await floor.Bakery.WednesdayPlan();
            var line = plan["lines"]!.AsArray().Single(l => l!["product_item_id"]!.GetValue<Guid>() == floor.Bakery[product])!;
            await floor.Tenant.Patch($"production/plans/{plan["id"]}/lines/{line["id"]}", new { quantity = pieces, reason = "Evening" }, $"\"{plan["version"]}\"");
        }
        await floor.Tenant.Settled();
        var acts = new List<object>();
        foreach (var code in new[] { "D1", "D2", "D3" })
        {
            var batch = Floor.Id(await floor.Batch(code));
            acts.Add(tablet.Act("start", batch, null, worker, "2026-11-11T00:00:00Z"));
            acts.Add(tablet.Act("stage", batch, new { stage = "mixing" }, worker, "2026-11-11T00:10:00Z"));
            acts.Add(tablet.Act("finish", batch, null, worker, "2026-11-11T03:00:00Z"));
        }
        // At 07:00 the network is back; the first answer gets lost, so everything is sent again.
        await tablet.Sync(acts.Take(5), "2026-11-11T06:00:00Z");
        Assert.All(await tablet.Sync(acts, "2026-11-11T06:00:00Z"), a => Assert.True(a is { Outcome: "applied" } or { Outcome: "duplicate", First: "applied" }, a.ToString()));
        await floor.Tenant.Settled();
        foreach (var (lot, left) in new[] { ("FA", 0m), ("FB", 222.999m), ("BA", 0.764m), ("MA", 4m), ("MB", 1.317m) })
            Assert.InRange((await floor.Tenant.Get($"inventory/lots/{floor.Bakery[lot]}"))["quantity"].Number(), left - 0.002m, left + 0.002m);
        // Of the 44.0 kg of poolish 43.660 went in; the rest is thrown away and takes nothing more out of stock.
        await tablet.Sync([tablet.Act("waste", Floor.Id(await floor.Batch("poolish")), new { actual_quantity = "0.340", reason = "production_surplus" }, worker, "2026-11-11T03:10:00Z")], "2026-11-11T06:00:00Z");
        await floor.Tenant.Settled();
        var surplus = (await floor.Tenant.Get("inventory/waste"))["items"]!.AsArray();
        Assert.Equal(0.340m, surplus.Sum(w => w!["kg"].Number()));
        Assert.All(surplus, w => Assert.Equal("production_surplus", w!["reason"].Text()));
        Assert.InRange((await floor.Tenant.Get($"inventory/lots/{floor.Bakery["FB"]}"))["quantity"].Number(), 222.997m, 223.001m);
        var cards = (await floor.Tenant.Get("production/mix-cards/2026-11-11"))["cards"];
        foreach (var (code, mixes, all) in new[] { ("D1", 4, 141429), ("D2", 2, 48980), ("D3", 1, 13175) })
            Assert.Equal((code, mixes, all), (code, cards.With("recipe_id", floor.Bakery[code])["mixes"]!.GetValue<int>(), cards.With("recipe_id", floor.Bakery[code])["grams_all"]!.GetValue<int>()));
    }

    private async Task<(Floor Floor, Tablet Tablet, Guid Worker)> Ready()
    {
        var floor = await Floor.Open(server);
        var worker = await Tablet.Worker(floor.Tenant, "Ane", "AN");
        var tablet = await Tablet.Pair(server, floor.Tenant, floor.Bakery["O"]);
        await tablet.Begin(worker, "2580");
        return (floor, tablet, worker);
    }
}
