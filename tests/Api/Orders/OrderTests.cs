using System.Net;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Orders;

public sealed class OrderTests(BakeryServer server)
{
    [Fact]
    public async Task Standing_orders_become_orders_fourteen_days_ahead_and_respect_closures()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Orders();
        var wednesday = (await bakery.Tenant.Get("orders?from=2026-11-11&to=2026-11-11"))["items"]!.AsArray();
        Assert.Equal([(bakery["Zubia"], "60.0000"), (bakery["Lamia"], "120.0000")],
            wednesday.OrderBy(o => o!["lines"]![0]!["quantity"].Number()).Select(o => (o!["customer_id"]!.GetValue<Guid>(), o["lines"]![0]!["quantity"].Text())));
        Assert.All(wednesday, o => Assert.Equal("confirmed", o!["status"].Text()));
        var zubia = (await bakery.Tenant.Get($"orders?customer_id={bakery["Zubia"]}"))["items"]!.AsArray();
        Assert.Equal(["2026-11-11", "2026-11-18"], zubia.Select(o => o!["due_on"].Text()));
        var preview = (await bakery.Tenant.Get("orders/standing-orders/preview?from=2026-11-11&to=2026-11-11"))["items"]!.AsArray();
        var hotel = preview.Single(l => l!["customer_id"]!.GetValue<Guid>() == bakery["Ugao"])!;
        Assert.Equal(("0.0000", "customer_closure"), (hotel["quantity"].Text(), hotel["resolved_by"].Text()));
        var demand = (await bakery.Tenant.Get("orders/demand?from=2026-11-11&to=2026-11-11"))["items"];
        Assert.Equal("60.0000", demand.With("item_id", bakery["P1"])["standing"].Text());
        Assert.Equal(2, demand!.AsArray().Count);
    }

    [Fact]
    public async Task An_exception_changes_the_order_that_was_made_already()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Orders();
        await bakery.Tenant.Post($"orders/standing-orders/{bakery["Zubia-standing"]}/exceptions", new { date = "2026-11-18", item_id = bakery["P1"], quantity = "75" });
        await bakery.Tenant.Settled();
        var orders = (await bakery.Tenant.Get($"orders?customer_id={bakery["Zubia"]}"))["items"]!.AsArray();
        Assert.Equal(["60.0000", "75.0000"], orders.Select(o => o!["lines"]![0]!["quantity"].Text()));
        await bakery.Tenant.Post($"orders/standing-orders/{bakery["Zubia-standing"]}/exceptions", new { date = "2026-11-18", item_id = bakery["P1"], quantity = "0" });
        await bakery.Tenant.Settled();
        Assert.Equal(["confirmed", "cancelled"], (await bakery.Tenant.Get($"orders?customer_id={bakery["Zubia"]}"))["items"]!.AsArray().Select(o => o!["status"].Text()));
    }

    [Fact]
    public async Task An_order_goes_through_its_states()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Orders();
        var order = await bakery.Tenant.Post("orders", new { customer_id = bakery["Ugao"], due_on = "2026-11-13", lines = new[] { new { item_id = bakery["P6"], quantity = "24", unit_price = "1.10" } } });
        Assert.Equal(("pending", "26.40"), (order["status"].Text(), order["total"].Text()));
        var path = $"orders/{order["id"]}";
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"{path}/transitions", new { to = "delivered" }));
        foreach (var state in new[] { "confirmed", "in_production", "ready", "out_for_delivery", "delivered", "completed" })
            Assert.Equal(state, (await bakery.Tenant.Post($"{path}/transitions", new { to = state }))["status"].Text());
        Assert.Equal((HttpStatusCode.Conflict, "order_locked"), await bakery.Tenant.Fails(HttpMethod.Put, path, new { lines = new[] { new { item_id = bakery["P6"], quantity = "30", unit_price = "1.10" } } }, "*"));
    }
}
