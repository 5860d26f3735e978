using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Procurement;

public sealed class RepeatedBuyingTests(BakeryServer server)
{
    [Fact]
    public async Task A_template_makes_a_draft_at_todays_prices()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var template = await bakery.Tenant.Post("procurement/templates", new { name = "Monday flour", supplier_id = bakery["S1"], lines = new[] { new { item_id = bakery["W180"], packs = 12 } } });
        var order = await bakery.Tenant.Post($"procurement/templates/{template["id"]}/order");
        Assert.Equal(("draft", "174.00", "2026-11-13"), (order["status"].Text(), order["total"].Text(), order["required_delivery_date"].Text()));
        Assert.Equal("2026-11-10", (await bakery.Tenant.Get($"procurement/templates/{template["id"]}"))["last_ordered_on"].Text());
    }

    [Fact]
    public async Task A_shop_asks_for_goods_and_their_lots_move_once_they_have_come()
    {
        var bakery = await Goizeko.Open(server);
        var transfer = await bakery.Tenant.Post("procurement/internal-transfers", new { transfer_type = "raw_materials", from_location_id = bakery["O"], to_location_id = bakery["A"], needed_on = "2026-11-11", markup_percent = "10", lines = new[] { new { item_id = bakery["W180"], quantity = "40" } } });
        Assert.Equal(("IT-20261110-0001", "27.28"), (transfer["transfer_number"].Text(), transfer["total"].Text()));
        var path = $"procurement/internal-transfers/{transfer["id"]}";
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"{path}/deliver"));
        await bakery.Tenant.Post($"{path}/approve");
        await bakery.Tenant.Post($"{path}/dispatch");
        Assert.Equal("delivered", (await bakery.Tenant.Post($"{path}/deliver"))["status"].Text());
        await bakery.Tenant.Settled();
        // The earliest expiry goes first: all of FA, the rest from FB.
        Assert.Equal([("FA", "30.0000"), ("FB", "10.0000")], (await bakery.Tenant.Get($"inventory/lots?item_id={bakery["W180"]}&location_id={bakery["A"]}"))["items"]!.AsArray().Select(l => (l!["lot_code"].Text(), l["quantity"].Text())).Order());
        var much = await bakery.Tenant.Post("procurement/internal-transfers", new { transfer_type = "raw_materials", from_location_id = bakery["O"], to_location_id = bakery["B"], needed_on = "2026-11-11", lines = new[] { new { item_id = bakery["W180"], quantity = "900" } } });
        await bakery.Tenant.Post($"procurement/internal-transfers/{much["id"]}/approve");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "insufficient_stock"), await bakery.Tenant.Fails(HttpMethod.Post, $"procurement/internal-transfers/{much["id"]}/deliver"));
    }

    [Fact]
    public async Task A_bakery_of_the_organisation_asks_its_parent_for_goods_and_gets_the_same_lots()
    {
        var parent = await Goizeko.Open(server);
        object Wanted(JsonNode place, JsonNode item) => new { transfer_type = "raw_materials", to_location_id = place.Id(), needed_on = "2026-11-11", lines = new[] { new { item_id = item.Id(), quantity = "40" } } };
        Assert.Equal((HttpStatusCode.PaymentRequired, "upgrade_required"), await parent.Tenant.Fails(HttpMethod.Post, "procurement/internal-transfers", new { transfer_type = "raw_materials", to_location_id = parent["A"], needed_on = "2026-11-11", lines = new[] { new { item_id = parent["W180"], quantity = "1" } } }));
        await server.Execute($"UPDATE tenant.organisation SET tier = 'enterprise' WHERE id = '{parent.Tenant.Id}'");
        await parent.Tenant.Put("settings/procurement", new { values = new { transfer_markup_percent = "10" } });
        var child = await parent.Tenant.Post("hierarchy/children", new { name = "Goizeko Getxo" });
        await parent.Tenant.SignIn();
        var at = $"/api/v1/tenants/{child.Id()}";
        var shop = await parent.Tenant.Post($"{at}/locations", new { name = "Getxo", type = "retail_outlet", opening_hours = new Dictionary<string, object>(), address = (string?)null, city = "Getxo", latitude = (string?)null, longitude = (string?)null });
        var flour = await parent.Tenant.Post($"{at}/inventory/items", new { name = "Flour from home", sku = "w180", item_type = "ingredient", ingredient_category = "flour", stock_unit = "kg" });
        var unknown = await parent.Tenant.Post($"{at}/inventory/items", new { name = "Only here", sku = "ONLY", item_type = "ingredient", ingredient_category = "other", stock_unit = "kg" });
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await parent.Tenant.Fails(HttpMethod.Post, $"{at}/procurement/internal-transfers", Wanted(shop, unknown)));

        // The parent's cost and ten per cent: 40 of 0.6820.
        var asked = await parent.Tenant.Post($"{at}/procurement/internal-transfers", Wanted(shop, flour));
        Assert.Equal(("IT-20261110-0001", "27.28", "Goizeko Getxo"), (asked["transfer_number"].Text(), asked["total"].Text(), asked["buyer_name"].Text()));
        var act = $"procurement/internal-transfers/{asked["id"]}";
        await parent.Tenant.Settled();
        Assert.Single(await parent.Alerts("procurement.transfer_requested"));
        Assert.Empty((await parent.Tenant.Get($"{at}/procurement/internal-transfers"))["items"]!.AsArray());
        Assert.Equal("requested", (await parent.Tenant.Get($"{at}/procurement/internal-transfers?from_parent=true"))["items"]![0]!["status"].Text());
        // The parent decides, the child says that the goods have come.
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await parent.Tenant.Fails(HttpMethod.Post, $"{at}/{act}/approve"));
        await parent.Tenant.Post($"{act}/approve");
        await parent.Tenant.Post($"{act}/dispatch");
        Assert.Equal("delivered", (await parent.Tenant.Post($"{at}/{act}/deliver"))["status"].Text());
        await parent.Tenant.Settled();
        Assert.Equal([("FA", "30.0000", "0.6820", "2027-01-31"), ("FB", "10.0000", "0.6820", "2027-03-31")], (await parent.Tenant.Get($"{at}/inventory/lots"))["items"]!.AsArray()
            .Select(l => (l!["lot_code"].Text(), l["quantity"].Text(), l["unit_cost"].Text(), l["expires_on"].Text())).Order());
        Assert.Equal(["290.0000"], (await parent.Tenant.Get($"inventory/lots?item_id={parent["W180"]}"))["items"]!.AsArray().Select(l => l!["quantity"].Text()).Where(q => q != "0.0000"));
        // Who got the lot is in the parent's trace.
        Assert.Contains("Goizeko Getxo", (await parent.Tenant.Get($"inventory/trace/forward?lot_id={parent["FA"]}"))["recipients"]!.ToJsonString());
    }

    [Fact]
    public async Task Purchases_are_summed_by_supplier_item_and_month_and_exported()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var first = await bakery.Ordered("S2", (bakery["BUTTER"], 1), (bakery["MILK"], 2));
        await bakery.Receive(first, first.Came(bakery["BUTTER"], "10", "B-1"), first.Came(bakery["MILK"], "12", "M-1"));
        var second = await bakery.Ordered("S2", (bakery["BUTTER"], 5));
        await bakery.Receive(second, second.Came(bakery["BUTTER"], "50", "B-2"));
        var spend = await bakery.Tenant.Get("procurement/analytics/spend");
        Assert.Equal(("430.54", "Lácteos Arratia", "100.0000"), (spend["total"].Text(), spend["suppliers"]![0]!["name"].Text(), spend["suppliers"]![0]!["share_percent"].Text()));
        var butter = spend["items"].With("item_id", bakery["BUTTER"]);
        Assert.Equal(("60.0000", "419.50"), (butter["quantity"].Text(), butter["amount"].Text()));
        Assert.Equal([("2026-11", "430.54")], spend["months"]!.AsArray().Select(m => (m!["month"].Text(), m["amount"].Text())));
        // 50 kg at 6.95 after 7.20: 12.50 less.
        var savings = await bakery.Tenant.Get("procurement/analytics/savings");
        Assert.Equal(("12.50", "0.00"), (savings["saved"].Text(), savings["risen"].Text()));
        var times = (await bakery.Tenant.Get("procurement/analytics/lead-times"))["suppliers"]![0]!;
        Assert.Equal((2, 0), (times["orders"]!.GetValue<int>(), times["late_deliveries"]!.GetValue<int>()));
        var file = await (await bakery.Tenant.Send(HttpMethod.Get, "procurement/analytics/spend-file")).Content.ReadAsStringAsync();
        Assert.Contains("2026-11-10;Lácteos Arratia;PO-20261110-0001;butter 82 %;10;kg;7,2000;72,00;", file);
    }
}
