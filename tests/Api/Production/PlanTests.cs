using System.Net;
using System.Text;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Production;

public sealed class PlanTests(BakeryServer server)
{
    [Fact]
    public async Task The_plan_for_Wednesday_has_the_stated_quantities_and_sources()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Forecasts();
        await bakery.Orders();
        var plan = await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        (string Product, string Shops, string Orders, string Net, int Plan)[] expected =
        [
            ("P1", "213.0000", "60.0000", "273.0000", 280), ("P2", "116.0000", "120.0000", "236.0000", 240), ("P3", "35.0000", "0.0000", "35.0000", 36), ("P4", "34.0000", "0.0000", "34.0000", 36),
            ("P5", "30.0000", "0.0000", "30.0000", 32), ("P6", "132.0000", "0.0000", "132.0000", 132), ("P7", "61.0000", "0.0000", "61.0000", 60),
        ];
        foreach (var row in expected)
        {
            var line = plan["lines"].With("product_item_id", bakery[row.Product]);
            Assert.Equal((row.Shops, row.Orders, row.Net, row.Plan, row.Plan),
                (line["shops_total"].Text(), line["standing_orders"].Text(), line["net_quantity"].Text(), line["machine_quantity"]!.GetValue<int>(), line["planned_quantity"]!.GetValue<int>()));
        }
        var sheet = await bakery.Tenant.Get("production/bake-sheet/2026-11-11");
        Assert.InRange(sheet["doughs"].With("recipe_id", bakery["D1"])["kg"].Number(), 135.100m, 135.104m);
        Assert.Equal("44.0000", sheet["preferments"].With("recipe_id", bakery["poolish"])["to_make_kg"].Text());
        Assert.Equal("18.9000", sheet["preferments"].With("recipe_id", bakery["levain"])["to_make_kg"].Text());
    }

    [Fact]
    public async Task Overrides_survive_planning_again_and_feed_the_material_needs()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Forecasts();
        await bakery.Orders();
        await bakery.Overrides();
        await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        var thursday = await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-12", mode = "full" });
        Assert.Equal(GoizekoDay.Week["2026-11-12"], bakery.Planned(thursday).Values);
        Assert.Equal("override_kept", thursday["lines"]![0]!["reasoning_data"]!["type"].Text());
        var needs = (await bakery.Tenant.Get("production/requirements?from=2026-11-11&to=2026-11-17"))["items"]!.AsArray();
        decimal Need(string item, string day) => needs.Where(n => n!["item_id"]!.GetValue<Guid>() == bakery[item] && n["bake_day"].Text() == day).Sum(n => n!["quantity"].Number());
        Assert.InRange(Need("W180", "2026-11-11"), 104.064m, 104.068m);
        Assert.InRange(Need("W180", "2026-11-14"), 132.901m, 132.905m);
        Assert.InRange(Need("BUTTER", "2026-11-15"), 6.683m, 6.687m);
        Assert.InRange(Need("CHOC", "2026-11-17"), 0.862m, 0.866m);
        Assert.InRange(Need("MILK", "2026-11-12") * 1.03m, 2.057m, 2.061m);
        Assert.Equal(37m, Need("P8", "2026-11-13"));
    }

    [Fact]
    public async Task A_late_order_changes_the_approved_plan_within_the_limit_and_is_listed()
    {
        var bakery = await Goizeko.Open(server);
        await bakery.Forecasts();
        await bakery.Orders();
        var plan = await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        await bakery.Tenant.Post($"production/plans/{plan["id"]}/approve");
        await bakery.Tenant.Settled();
        var order = (await bakery.Tenant.Get($"orders?customer_id={bakery["Zubia"]}"))["items"]![0]!;
        await bakery.Tenant.Put($"orders/{order["id"]}", new { lines = new[] { new { item_id = bakery["P1"], quantity = "80", unit_price = "0.85" } } });
        await bakery.Tenant.Settled();
        plan = await bakery.WednesdayPlan();
        Assert.Equal(300, bakery.Planned(plan)["P1"]);
        var change = plan["changes"]!.AsArray().Single()!;
        Assert.Equal((280, 300, "7.1429", "accepted", true, "orders"),
            (change["from_quantity"]!.GetValue<int>(), change["to_quantity"]!.GetValue<int>(), change["percent"].Text(), change["state"].Text(), change["is_automatic"]!.GetValue<bool>(), change["reasoning_data"]!["parameters"]!["cause"].Text()));
        var cards = await bakery.Tenant.Get("production/mix-cards/2026-11-11");
        Assert.Equal(141429, cards["cards"].With("recipe_id", bakery["D1"])["grams_all"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_large_change_of_an_approved_plan_waits_for_a_person()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Forecasts();
        await bakery.Orders();
        var plan = await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        await bakery.Tenant.Post($"production/plans/{plan["id"]}/approve");
        await bakery.Tenant.Settled();
        var order = (await bakery.Tenant.Get($"orders?customer_id={bakery["Zubia"]}"))["items"]![0]!;
        await bakery.Tenant.Put($"orders/{order["id"]}", new { lines = new[] { new { item_id = bakery["P1"], quantity = "160", unit_price = "0.85" } } });
        await bakery.Tenant.Settled();
        plan = await bakery.WednesdayPlan();
        Assert.Equal(280, bakery.Planned(plan)["P1"]);
        var change = plan["changes"]!.AsArray().Single()!;
        Assert.Equal("proposed", change["state"].Text());
        plan = await bakery.Tenant.Post($"production/plans/{plan["id"]}/changes/{change["id"]}/accept");
        Assert.Equal(380, bakery.Planned(plan)["P1"]);
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"production/plans/{plan["id"]}/changes/{change["id"]}/refuse"));
    }

    [Fact]
    public async Task Making_the_preferments_takes_the_oldest_flour_once()
    {
        var bakery = await Goizeko.Open(server);
        await bakery.Forecasts();
        await bakery.Orders();
        var plan = await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        await bakery.Tenant.Post($"production/plans/{plan["id"]}/approve");
        await bakery.Tenant.Settled();
        var day = (await bakery.Tenant.Get("production/floor/day?date=2026-11-11"))["days"]![0]!;
        var batches = day["batches"]!.AsArray().Where(b => b!["kind"].Text() == "pre_ferment").ToDictionary(b => b!["recipe_id"]!.GetValue<Guid>(), b => b!);
        Assert.Equal(("44.0000", "18.9000"), (batches[bakery["poolish"]]["planned_quantity"].Text(), batches[bakery["levain"]]["planned_quantity"].Text()));
        object Act(string recipe, string type, int seq) => new { act_id = Guid.CreateVersion7(), type, entity_id = batches[bakery[recipe]]["id"]!.GetValue<Guid>(), event_time = "2026-11-10T04:30:00Z", seq };
        var request = new { device_id = "tablet-1", acts = new[] { Act("poolish", "start", 1), Act("poolish", "finish", 2), Act("levain", "start", 3), Act("levain", "finish", 4), Act("levain", "finish", 5), Act("levain", "juggle", 6) } };
        string[] Outcomes(System.Text.Json.Nodes.JsonNode answer) => [.. answer["acts"]!.AsArray().Select(a => a!["outcome"].Text())];
        Assert.Equal(["applied", "applied", "applied", "applied", "conflict", "rejected"], Outcomes(await bakery.Tenant.Post("production/floor/sync", request)));
        Assert.All(Outcomes(await bakery.Tenant.Post("production/floor/sync", request)), o => Assert.Equal("duplicate", o));
        await bakery.Tenant.Settled();
        async Task<decimal> Left(string lot) => (await bakery.Tenant.Get($"inventory/lots/{bakery[lot]}"))["quantity"].Number();
        Assert.InRange(await Left("FA"), 0.460m, 0.464m);
        Assert.Equal(300m, await Left("FB"));
        Assert.InRange(await Left("RY"), 28.108m, 28.112m);
        Assert.InRange(await Left("YE"), 2.954m, 2.958m);
        var poolish = await bakery.Tenant.Get($"production/batches/{batches[bakery["poolish"]]["id"]}");
        var flour = poolish["materials"].With("item_id", bakery["W180"]);
        Assert.Equal("FA", flour["used"]![0]!["lot_code"].Text());
        Assert.InRange(flour["used"]![0]!["quantity"].Number(), 21.976m, 21.980m);
    }

    [Fact]
    public async Task A_finished_product_batch_becomes_a_lot()
    {
        var bakery = await Goizeko.Open(server);
        await bakery.Forecasts();
        await bakery.Orders();
        var plan = await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        await bakery.Tenant.Post($"production/plans/{plan["id"]}/approve");
        var batch = (await bakery.Tenant.Get("production/batches?date=2026-11-11"))["items"]!.AsArray().Single(b => b!["product_item_id"]?.GetValue<Guid>() == bakery["P7"])!;
        await bakery.Tenant.Post($"production/batches/{batch["id"]}/transitions", new { to = "in_progress" });
        await bakery.Tenant.Post($"production/batches/{batch["id"]}/transitions", new { to = "completed", actual_quantity = "58" });
        await bakery.Tenant.Settled();
        var lot = (await bakery.Tenant.Get($"inventory/lots?item_id={bakery["P7"]}"))["items"]!.AsArray().Single()!;
        Assert.Equal(("58.0000", "production", "0.5932"), (lot["quantity"].Text(), lot["origin"].Text(), lot["unit_cost"].Text()));
        Assert.InRange((await bakery.Tenant.Get($"inventory/lots/{bakery["CH"]}"))["quantity"].Number(), 4.302m, 4.306m);
    }

    [Fact]
    public async Task A_plan_is_in_progress_from_its_first_dough_on_and_done_with_its_last_batch()
    {
        var floor = await Floor.Open(server);
        async Task<string> Status() => (await floor.Bakery.WednesdayPlan())["status"].Text();
        foreach (var code in new[] { "poolish", "levain" }) await floor.Make(code);
        // What is made the day before is no beginning of the bake.
        Assert.Equal("approved", await Status());
        await floor.Make("D1");
        Assert.Equal("in_progress", await Status());
        foreach (var code in new[] { "D2", "D3", "P1", "P2", "P3", "P4", "P5" }) await floor.Make(code);
        // A batch that failed may still be made again, and what is completed after it ends the day all the same.
        var burnt = await floor.Batch("P6");
        await floor.Move(burnt, new { to = "in_progress" });
        await floor.Move(burnt, new { to = "failed", reason = "Burnt." });
        Assert.Equal("in_progress", await Status());
        await floor.Make("P7");
        Assert.Equal("done", await Status());
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await floor.Tenant.Fails(HttpMethod.Patch, $"production/plans/{(await floor.Bakery.WednesdayPlan())["id"]}/lines/{(await floor.Bakery.WednesdayPlan())["lines"]![0]!["id"]}", new { quantity = 300, reason = "Too late" }, "*"));
    }

    [Theory]
    [InlineData("production/bake-sheet/2026-11-11?format=pdf")]
    [InlineData("production/mix-cards/2026-11-11?format=pdf&size=a5")]
    public async Task Sheets_are_printed(string path)
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Forecasts();
        await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        var answer = await bakery.Tenant.Send(HttpMethod.Get, path);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("%PDF-1.4", Encoding.ASCII.GetString(bytes, 0, 8));
        Assert.Contains("Barra dough", Encoding.Latin1.GetString(bytes));
    }

    [Fact]
    public async Task After_the_plan_is_approved_an_order_may_only_grow()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Forecasts();
        await bakery.Orders();
        var plan = await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        await bakery.Tenant.Post($"production/plans/{plan["id"]}/approve");
        await bakery.Tenant.Settled();
        var order = (await bakery.Tenant.Get($"orders?customer_id={bakery["Zubia"]}"))["items"]![0]!;
        object Lines(string quantity) => new { lines = new[] { new { item_id = bakery["P1"], quantity, unit_price = "0.85" } } };
        Assert.Equal((HttpStatusCode.Conflict, "order_add_only"), await bakery.Tenant.Fails(HttpMethod.Put, $"orders/{order["id"]}", Lines("59"), "*"));
        var changed = await bakery.Tenant.Put($"orders/{order["id"]}", Lines("80"));
        Assert.Equal(("80.0000", "68.00", "add_only"), (changed["lines"]![0]!["quantity"].Text(), changed["total"].Text(), changed["edit_phase"].Text()));
    }
}
