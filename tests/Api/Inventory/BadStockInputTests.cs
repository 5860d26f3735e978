using System.Net;
using Bakery.Contracts.Procurement;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Inventory;

public sealed class BadStockInputTests(BakeryServer server)
{
    [Fact]
    public async Task A_lot_of_another_tenant_is_unknown_everywhere()
    {
        var (mine, theirs) = (await Storeroom.Open(server), await Storeroom.Open(server));
        var (item, own) = (await mine.Item("Sal"), await mine.Item("Pan", "piece", "finished_product"));
        var foreign = await theirs.Lot(await theirs.Item("Sal"), "S", 10);
        foreach (var (path, body) in new (string, object)[]
                 {
                     ("inventory/stock/consume", mine.Taking(item, 1, foreign)), ("inventory/stock/adjust", new { lines = new[] { new { lot_id = foreign, change = 1m, reason_code = "x1" } } }),
                     ("inventory/stock/transfer", new { location_id = mine.Workshop, to_location_id = mine.ShopA, lines = new[] { new { item_id = item, quantity = 1m, lot_id = foreign } } }),
                     ("inventory/waste", new { item_id = item, lot_id = foreign, location_id = mine.Workshop, quantity = 1m, reason = "spill", destination = "landfill" }), ("inventory/transformations", new { kind = "rework", source_lot_id = foreign, quantity = 1m, target_item_id = own }),
                     ("inventory/stock/returns", new { lot_id = foreign, recipient_id = foreign, location_id = mine.Workshop, quantity = 1m, reason = "none" }), ("inventory/recalls", new { lot_ids = new[] { foreign }, reason = "none" }), ("inventory/recalls/drills", new { lot_id = foreign }),
                     ("inventory/donations", new { recipient_name = "B", location_id = mine.Workshop, lines = new[] { new { item_id = item, quantity = 1m, lot_id = foreign } } }),
                     ("inventory/reservations", new { location_id = mine.Workshop, lines = new[] { new { item_id = item, quantity = 1m, lot_id = foreign } }, reference_type = "order", reference_id = item, expires_at = BakeryServer.Start.AddDays(1) }),
                     ("inventory/stock/supplier-returns", new { lot_id = foreign, quantity = 1m, supplier_name = "S", reason = "none" }),
                 })
            Assert.Equal((HttpStatusCode.NotFound, "not_found"), await mine.Tenant.Fails(HttpMethod.Post, path, body));
        Assert.Equal(HttpStatusCode.NotFound, (await mine.Tenant.Fails(HttpMethod.Get, $"inventory/trace/forward?lot_id={foreign}")).Status);
        Assert.Equal(10m, await theirs.Left(foreign));
    }

    [Fact]
    public async Task Acts_from_the_future_are_refused_and_the_same_receipt_twice_is_booked_once()
    {
        var room = await Storeroom.Open(server);
        var salt = await room.Item("Sal");
        await room.Lot(salt, "S", 10);
        Assert.Equal((HttpStatusCode.Conflict, "lot_exists"), await room.Tenant.Fails(HttpMethod.Post, "inventory/lots", new { item_id = salt, lot_code = "S", location_id = room.Workshop, quantity = 10m }));
        const string tomorrow = "2026-11-11T04:30:00Z";
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "event_in_future"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/consume", room.Taking(salt, 1, eventTime: tomorrow)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "event_in_future"), await room.Tenant.Fails(HttpMethod.Post, "inventory/lots", new { item_id = salt, lot_code = "T", location_id = room.Workshop, quantity = 10m, event_time = tomorrow }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "event_in_future"), await room.Tenant.Fails(HttpMethod.Post, "inventory/waste", new { item_id = salt, location_id = room.Workshop, quantity = 1m, reason = "spill", destination = "landfill", event_time = tomorrow }));
        var delivery = new DeliveryReceived(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), room.Workshop, BakeryServer.Start, [new DeliveredLine(salt, 25, 25, 25, "kg", "D-1", null, null, 0.3m)]);
        await room.Hear(delivery);
        await room.Hear(delivery);
        await room.Tenant.Settled();
        Assert.Equal(35m, (await room.Lots(salt)).Sum(l => l["quantity"].Number()));
        Assert.Equal(2, (await room.Movements(salt)).Count);
    }

    [Fact]
    public async Task Several_lines_of_which_one_is_wrong_book_nothing()
    {
        var room = await Storeroom.Open(server);
        var (salt, sugar) = (await room.Item("Sal"), await room.Item("Azúcar"));
        var lot = await room.Lot(salt, "S", 10);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "conversion_unknown"), await room.Tenant.Fails(HttpMethod.Post, "inventory/donations", new { recipient_name = "B", location_id = room.Workshop, lines = new object[] { new { item_id = salt, quantity = 1m }, new { item_id = sugar, quantity = 1m, unit = "piece" } } }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "insufficient_stock"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/transfer", new { location_id = room.Workshop, to_location_id = room.ShopA, lines = new[] { new { item_id = salt, quantity = 1m }, new { item_id = sugar, quantity = 1m } } }));
        Assert.Equal(HttpStatusCode.NotFound, (await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/transfer", new { location_id = room.Workshop, to_location_id = Guid.CreateVersion7(), lines = new[] { new { item_id = salt, quantity = 1m } } })).Status);
        Assert.Equal(10m, await room.Left(lot));
        Assert.Single(await room.Movements(salt));
        Assert.Empty((await room.Tenant.Get("inventory/donations"))["items"]!.AsArray());
    }
}
