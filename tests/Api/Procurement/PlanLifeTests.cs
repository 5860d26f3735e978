using System.Net;
using System.Text.Json.Nodes;
using Bakery.Procurement.PurchaseOrders;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Procurement;

/// <summary>What becomes of a plan: completed with its orders, or cancelled as a draft that nobody took up.</summary>
[Collection(ClockCollection.Name)]
public sealed class PlanLifeTests(ClockServer server)
{
    // Sesame of the flour mill, asked for by its reorder point.
    private async Task<(Goizeko Bakery, JsonNode Plan)> Sesame(string price, string reorder, string room)
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Make("SESAME", "inventory/items", new { name = "sesame", sku = "SESAME", item_type = "ingredient", ingredient_category = "other", stock_unit = "kg", reorder_point = "5", reorder_quantity = reorder, max_stock_level = room });
        await bakery.Tenant.Post($"suppliers/{bakery["S1"]}/price-lists", new { item_id = bakery["SESAME"], pack_unit = "bag", pack_quantity = "5", unit_price = price });
        var plan = await bakery.Tenant.Post("procurement/plans/generate", new { run_id = Guid.CreateVersion7() });
        await bakery.Tenant.Settled();
        return (bakery, plan);
    }

    private static async Task<JsonNode> OrderOf(Goizeko bakery) => await bakery.Tenant.Get($"procurement/purchase-orders/{Assert.Single((await bakery.Tenant.Get("procurement/purchase-orders"))["items"]!.AsArray())!["id"]}");

    private async Task<string> Looked(Goizeko bakery, JsonNode plan)
    {
        await server.Say(bakery.Tenant.Id, "procurement", new OrderCheckRequested("Europe/Madrid"));
        return (await bakery.Tenant.Get($"procurement/plans/{plan["id"]}"))["status"].Text();
    }

    [Fact]
    public async Task A_plan_is_in_execution_once_a_supplier_has_an_order_and_completed_when_all_of_it_has_come()
    {
        var (bakery, plan) = await Sesame(price: "10.00", reorder: "20", room: "100");
        Assert.Equal("approved", plan["status"].Text());
        var order = await bakery.Sent($"procurement/purchase-orders/{(await OrderOf(bakery))["id"]}");
        Assert.Equal("in_execution", await Looked(bakery, plan));
        await bakery.Receive(order, order.Came(bakery["SESAME"], "15", "SE-1"));
        Assert.Equal("in_execution", await Looked(bakery, plan));
        await bakery.Receive(order, order.Came(bakery["SESAME"], "5", "SE-2"));
        Assert.Equal("completed", await Looked(bakery, plan));
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"procurement/plans/{plan["id"]}/cancel", null, "*"));
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"procurement/plans/{plan["id"]}/approve", null, "*"));
    }

    [Fact]
    public async Task A_plan_that_is_still_a_draft_after_seven_days_is_cancelled_with_its_orders()
    {
        // 20.00 EUR are far below the supplier's minimum, and the store has no room for more.
        var (bakery, plan) = await Sesame(price: "2.00", reorder: "10", room: "10");
        var order = await OrderOf(bakery);
        Assert.Equal(("draft", "draft"), (plan["status"].Text(), order["status"].Text()));
        try
        {
            foreach (var (days, status) in new[] { (7, "draft"), (8, "cancelled") })
            {
                server.SetClock(BakeryServer.Start.AddDays(days));
                await bakery.Tenant.SignIn();
                Assert.Equal(status, await Looked(bakery, plan));
            }
            // The days in between have runs of their own; this order is the first plan's.
            order = await bakery.Tenant.Get($"procurement/purchase-orders/{order["id"]}");
            Assert.Equal(("cancelled", "plan_expired"), (order["status"].Text(), order["cancel_reason"].Text()));
        }
        finally
        {
            server.SetClock(BakeryServer.Start);
        }
    }
}
