using System.Net;
using Bakery.Contracts.Orders;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Sales;

public sealed class DayTests(BakeryServer server)
{
    [Fact]
    public async Task A_sold_out_day_enters_the_series_with_its_estimated_demand()
    {
        var bakery = await Bakeries.Small(server);
        var text = "date,time,item,qty\n";
        // On the other Wednesdays three of four are sold by eleven.
        foreach (var (day, quantity) in new[] { ("2026-10-14", 72), ("2026-10-21", 76), ("2026-11-04", 80) })
            text += $"{day},10:00,Croissant,{quantity * 3 / 4}\n{day},17:00,Croissant,{quantity / 4}\n";
        text += "2026-10-28,10:00,Croissant,60\n2026-10-28,18:00,Barra,1\n";
        await bakery.Commit(await bakery.Validate(text));

        var marked = await bakery.Tenant.Send(HttpMethod.Put, "sales/sold-out", new { item_id = bakery["P6"], location_id = bakery["A"], business_day = "2026-10-28", at = "2026-10-28T10:00:00Z" });
        Assert.True(marked.IsSuccessStatusCode, await marked.Content.ReadAsStringAsync());
        var day28 = await Day(bakery, "2026-10-28");
        Assert.Equal((true, "60.0000", "80.0000"), (day28["is_sold_out"]!.GetValue<bool>(), day28["quantity"].Text(), day28["demand_estimate"].Text()));

        await bakery.Tenant.Send(HttpMethod.Put, "sales/sold-out", new { item_id = bakery["P6"], location_id = bakery["A"], business_day = "2026-10-28", at = (string?)null });
        Assert.False((await Day(bakery, "2026-10-28"))["is_sold_out"]!.GetValue<bool>());
        Assert.False((await Day(bakery, "2026-10-27"))["is_open"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_day_is_closed_once_after_closing_time_and_with_sales()
    {
        var bakery = await Bakeries.Small(server);
        object Close(string day, bool force = false) => new { location_id = bakery["A"], business_day = day, unsold = new[] { new { item_id = bakery["P1"], quantity = "5", kept = "0", wasted = "5", reason = "unsold" } }, force };
        Assert.Equal((HttpStatusCode.Conflict, "day_without_sales"), await bakery.Tenant.Fails(HttpMethod.Post, "sales/day-closes", Close("2026-11-09")));
        await bakery.Commit(await bakery.Validate("date,time,item,qty\n2026-11-08,10:00,Barra,30\n2026-11-09,10:00,Barra,20\n"));
        var closed = await bakery.Tenant.Post("sales/day-closes", Close("2026-11-09"));
        Assert.True(closed["is_closed"]!.GetValue<bool>());
        Assert.Equal((HttpStatusCode.Conflict, "duplicate"), await bakery.Tenant.Fails(HttpMethod.Post, "sales/day-closes", Close("2026-11-09")));
        Assert.Equal((HttpStatusCode.Conflict, "day_not_over"), await bakery.Tenant.Fails(HttpMethod.Post, "sales/day-closes", Close("2026-11-10")));
        await bakery.Tenant.Post($"sales/day-closes/{closed["id"].Text()}/reopen");
        Assert.True((await bakery.Tenant.Post("sales/day-closes", Close("2026-11-09")))["is_closed"]!.GetValue<bool>());
    }

    [Fact]
    public async Task An_order_that_a_shop_served_leaves_its_counter_sales_and_its_balance_as_they_are()
    {
        var bakery = await Bakeries.Small(server);
        await bakery.Tenant.Post("inventory/lots", new { item_id = bakery["P1"], lot_code = "P1-9", location_id = bakery["A"], quantity = "30", unit_cost = "0.32", event_time = "2026-11-09T04:00:00Z" });
        var order = new OrderFacts(Guid.CreateVersion7(), "O-1", Guid.CreateVersion7(), "Bar Zubia", new DateOnly(2026, 11, 9), bakery["A"], [new OrderLineFacts(bakery["P1"], 5, 0, 0.85m)], "locked");
        await server.Say(bakery.Tenant.Id, "orders", new OrderDelivered(order, new DateTimeOffset(2026, 11, 9, 8, 0, 0, TimeSpan.Zero)));
        await bakery.Tenant.Settled();
        await bakery.Commit(await bakery.Validate("date,time,item,qty\n2026-11-09,10:00,Barra,20\n"));
        await bakery.Tenant.Post("sales/day-closes", new { location_id = bakery["A"], business_day = "2026-11-09", unsold = new[] { new { item_id = bakery["P1"], quantity = "5", kept = "0", wasted = "5", reason = "unsold" } } });
        await bakery.Tenant.Settled();
        var moves = (await bakery.Tenant.Get($"inventory/movements?item_id={bakery["P1"]}"))["items"]!.AsArray().Select(m => (m!["type"].Text(), m["quantity"].Text())).Order();
        Assert.Equal([("opening", "30.0000"), ("sale", "-20.0000"), ("sale", "-5.0000"), ("waste", "-5.0000")], moves);
        Assert.DoesNotContain((await bakery.Tenant.Get("alerts?limit=200"))["items"]!.AsArray(), a => a!["event_type"].Text() == "inventory.waste_gap");
    }

    [Fact]
    public async Task Unsold_pieces_must_add_up_and_waste_needs_a_reason()
    {
        var bakery = await Bakeries.Small(server);
        await bakery.Commit(await bakery.Validate("date,time,item,qty\n2026-11-09,10:00,Barra,20\n2026-11-09,11:00,Barra,20\n"));
        object Close(string kept, string wasted, string? reason) => new { location_id = bakery["A"], business_day = "2026-11-09", unsold = new[] { new { item_id = bakery["P1"], quantity = "5", kept, wasted, reason } } };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "unsold_mismatch"), await bakery.Tenant.Fails(HttpMethod.Post, "sales/day-closes", Close("3", "3", "unsold")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "waste_reason_missing"), await bakery.Tenant.Fails(HttpMethod.Post, "sales/day-closes", Close("0", "5", null)));
    }

    [Fact]
    public async Task A_product_that_sold_all_its_supply_and_fell_silent_is_marked_sold_out_at_the_close()
    {
        var bakery = await Bakeries.Small(server);
        var text = "date,time,item,qty\n";
        for (var week = 1; week <= 4; week++)
            for (var hour = 8; hour < 20; hour++) text += $"{new DateOnly(2026, 11, 9).AddDays(-7 * week):yyyy-MM-dd},{hour}:00,Barra,5\n";
        for (var hour = 8; hour <= 13; hour++) text += $"2026-11-09,{hour}:00,Barra,5\n";
        await bakery.Commit(await bakery.Validate(text));
        await bakery.Tenant.Post("sales/day-closes", new { location_id = bakery["A"], business_day = "2026-11-09", unsold = new[] { new { item_id = bakery["P1"], quantity = "0", kept = "0", wasted = "0" } } });
        var series = await bakery.Tenant.Get($"sales/series?item_id={bakery["P1"]}&location_id={bakery["A"]}&from=2026-10-01&to=2026-11-09");
        var day = series["days"]!.AsArray().Single(d => d!["date"].Text() == "2026-11-09")!;
        Assert.Equal((true, "60.0000"), (day["is_sold_out"]!.GetValue<bool>(), day["demand_estimate"].Text()));
    }

    [Fact]
    public async Task A_sale_typed_in_by_hand_is_changed_exported_and_deleted()
    {
        var bakery = await Bakeries.Small(server);
        var sale = await bakery.Tenant.Post("sales/records", new { item_id = bakery["P1"], location_id = bakery["A"], sold_at = "2026-11-10T02:30:00Z", quantity = "4", unit_price = "1.20" });
        Assert.Equal(("2026-11-09", "4.8000"), (sale["business_day"].Text(), sale["revenue"].Text()));
        var changed = await bakery.Tenant.Put($"sales/records/{sale["id"].Text()}", new { quantity = "5", unit_price = "1.20", revenue = "6.00", channel = "manual" });
        Assert.Equal("5.0000", changed["quantity"].Text());
        Assert.Contains(bakery["P1"].ToString(), await (await bakery.Tenant.Send(HttpMethod.Get, "sales/export?from=2026-11-01&to=2026-11-10")).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await bakery.Tenant.Send(HttpMethod.Delete, $"sales/records/{sale["id"].Text()}", null, "*")).StatusCode);
        Assert.Equal(0, await bakery.Count());
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Day(Bakeries bakery, string date) =>
        (await bakery.Tenant.Get($"sales/series?item_id={bakery["P6"]}&location_id={bakery["A"]}&from=2026-10-01&to=2026-11-09"))["days"]!.AsArray().Single(d => d!["date"].Text() == date)!;
}
