using System.Net;
using Bakery.Contracts.Production;
using Bakery.Contracts.Sales;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Inventory;

/// <summary>Reservations, counts, transformations, returns and corrections.</summary>
public sealed class BookingTests(BakeryServer server)
{
    private static readonly DateTimeOffset Now = BakeryServer.Start;

    [Fact]
    public async Task What_one_order_has_reserved_no_other_consumer_gets()
    {
        var room = await Storeroom.Open(server);
        var bread = await room.Item("Pan", "piece", "finished_product");
        var lot = await room.Lot(bread, "P", 10);
        var order = Guid.CreateVersion7();
        var reserved = await room.Tenant.Post("inventory/reservations", new { location_id = room.Workshop, lines = new[] { new { item_id = bread, quantity = 6m } }, reference_type = "order", reference_id = order, expires_at = Now.AddDays(1) });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "insufficient_stock"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/consume", room.Taking(bread, 5)));
        await room.Consume(bread, 4);
        await room.Tenant.Post("inventory/stock/consume", new { location_id = room.Workshop, lines = new[] { new { item_id = bread, quantity = 5m } }, reference_type = "order", reference_id = order });
        Assert.Equal(("1.0000", "1.0000"), ((await room.Lot(lot))["quantity"].Text(), (await room.Lot(lot))["reserved_quantity"].Text()));
        await room.Tenant.Send(HttpMethod.Delete, $"inventory/reservations/{reserved["items"]![0]!["id"]}");
        Assert.Equal("0.0000", (await room.Lot(lot))["reserved_quantity"].Text());
        await room.Consume(bread, 1);
    }

    [Fact]
    public async Task What_is_held_back_is_found_by_its_name_and_let_go_with_its_order_or_batch()
    {
        var room = await Storeroom.Open(server);
        var (bread, flour) = (await room.Item("Pan", "piece", "finished_product"), await room.Item("Harina"));
        var (lot, sack) = (await room.Lot(bread, "P", 10), await room.Lot(flour, "F", 20));
        var (order, batch) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Task Hold(Guid item, decimal quantity, string type, Guid of, string? name) => room.Tenant.Post("inventory/reservations",
            new { location_id = room.Workshop, lines = new[] { new { item_id = item, quantity } }, reference_type = type, reference_id = of, reference_name = name, expires_at = Now.AddDays(1) });
        await Hold(bread, 4, "order", order, "ORD-20261110-0007");
        await Hold(bread, 3, "order", Guid.CreateVersion7(), null);
        await Hold(flour, 5, "batch", batch, "B-1");
        async Task<List<string>> Held(string query) => [.. (await room.Tenant.Get($"inventory/reservations?{query}"))["items"]!.AsArray().Select(r => $"{r!["lot_code"].Text()} {r["quantity"].Text()} {r["reference_name"]?.GetValue<string>()}")];
        Assert.Equal(["P 4.0000 ORD-20261110-0007"], await Held("q=1110-0007"));
        Assert.Equal(["F 5.0000 B-1"], await Held("q=harina"));
        Assert.Empty(await Held($"location_id={room.ShopA}"));
        await room.Tenant.Send(HttpMethod.Delete, $"inventory/reservations?reference_id={order}");
        Assert.Equal("3.0000", (await room.Lot(lot))["reserved_quantity"].Text());
        // A batch that is done needs nothing any more.
        await room.Hear(new BatchCompleted(batch, bread, 6, "P-2", null, room.Workshop, 100, 1m, Now));
        await room.Tenant.Settled();
        Assert.Equal("0.0000", (await room.Lot(sack))["reserved_quantity"].Text());
        Assert.Equal(["P 3.0000 "], await Held("limit=10"));
    }

    [Fact]
    public async Task A_floor_record_takes_what_was_reserved_because_it_is_gone()
    {
        var room = await Storeroom.Open(server);
        var butter = await room.Item("Mantequilla");
        var lot = await room.Lot(butter, "B", 10);
        await room.Tenant.Post("inventory/reservations", new { location_id = room.Workshop, lines = new[] { new { item_id = butter, quantity = 8m } }, reference_type = "order", reference_id = Guid.CreateVersion7(), expires_at = Now.AddDays(1) });
        await room.Hear(new BatchMaterialsUsed(Guid.CreateVersion7(), room.Workshop, [new MaterialUse(butter, 7, "kg", null)], Now));
        await room.Tenant.Settled();
        Assert.Equal(("3.0000", "3.0000"), ((await room.Lot(lot))["quantity"].Text(), (await room.Lot(lot))["reserved_quantity"].Text()));
        Assert.Equal("3.0000", (await room.Tenant.Get("inventory/reservations"))["items"]![0]!["quantity"].Text());
    }

    [Fact]
    public async Task A_count_books_its_differences_and_goods_found()
    {
        var room = await Storeroom.Open(server);
        var (sugar, salt) = (await room.Item("Azúcar"), await room.Item("Sal"));
        var (s1, s2) = (await room.Lot(sugar, "S1", 10), await room.Lot(salt, "S2", 4));
        var count = await room.Tenant.Post("inventory/stock/counts", new { location_id = room.Workshop, note = "Fin de mes" });
        Assert.Equal(2, count["lines"]!.AsArray().Count);
        Assert.Equal((HttpStatusCode.Conflict, "count_open"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/counts", new { location_id = room.Workshop }));
        var path = $"inventory/stock/counts/{count["id"]}";
        await room.Tenant.Put(path, new { lines = new[] { new { lot_id = s1, counted = 9.4m, reason_code = "spilled" } }, found = new[] { new { item_id = salt, lot_code = "UNDER", counted = 1.5m } } });
        var posted = await Post(room, path + "/post", path);
        Assert.Equal("posted", posted["status"].Text());
        Assert.Equal((9.4m, 4m), (await room.Left(s1), await room.Left(s2)));
        Assert.Equal([1.5m, 4m], (await room.Lots(salt)).Select(l => l["quantity"].Number()).Order());
        Assert.Equal("spilled", (await room.Movements(sugar)).Single(m => m["type"].Text() == "adjustment")["reason_code"].Text());
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await room.Tenant.Fails(HttpMethod.Post, path + "/post", null, "*"));
        await room.MovementsSumToLots(sugar);
        await room.MovementsSumToLots(salt);
    }

    [Fact]
    public async Task A_movement_during_a_count_is_refused_by_name_and_books_nothing_until_it_is_counted_again()
    {
        var room = await Storeroom.Open(server);
        var (sugar, salt) = (await room.Item("Azúcar"), await room.Item("Sal"));
        var (s1, s2) = (await room.Lot(sugar, "S1", 10), await room.Lot(salt, "S2", 4));
        var path = $"inventory/stock/counts/{(await room.Tenant.Post("inventory/stock/counts", new { location_id = room.Workshop }))["id"]}";
        await room.Tenant.Put(path, new { lines = new[] { new { lot_id = s1, counted = 9m }, new { lot_id = s2, counted = 3m } } });
        await room.Consume(sugar, 2);
        Assert.Equal((HttpStatusCode.Conflict, "stock_moved_during_count"), await room.Tenant.Fails(HttpMethod.Post, path + "/post", null, "*"));
        Assert.Equal((8m, 4m), (await room.Left(s1), await room.Left(s2)));
        Assert.Equal("open", (await room.Tenant.Get(path))["status"].Text());
        await room.Tenant.Put(path, new { lines = new[] { new { lot_id = s1, counted = 7m } } });
        await Post(room, path + "/post", path);
        Assert.Equal((7m, 3m), (await room.Left(s1), await room.Left(s2)));
    }

    [Fact]
    public async Task Two_people_who_enter_the_same_count_see_each_other()
    {
        var room = await Storeroom.Open(server);
        var lot = await room.Lot(await room.Item("Sal"), "S", 4);
        var path = $"inventory/stock/counts/{(await room.Tenant.Post("inventory/stock/counts", new { location_id = room.Workshop }))["id"]}";
        object Entry(decimal counted) => new { lines = new[] { new { lot_id = lot, counted } } };
        await room.Tenant.Put(path, Entry(3), "\"1\"");
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_conflict"), await room.Tenant.Fails(HttpMethod.Put, path, Entry(2), "\"1\""));
    }

    [Fact]
    public async Task Frozen_food_keeps_longer_thawed_food_a_day_and_is_never_frozen_again()
    {
        var room = await Storeroom.Open(server);
        var croissant = await room.Item("Croissant", "piece", "finished_product", new { frozen_life_days = 60 });
        var plain = await room.Item("Barra", "piece", "finished_product");
        var lot = await room.Lot(croissant, "C", 50, "2026-11-11", cost: 0.4m);
        var frozen = (await room.Tenant.Post("inventory/transformations", new { kind = "freeze", source_lot_id = lot, quantity = 40m, loss_quantity = 2m }))["lot"]!;
        Assert.Equal(("38.0000", "2027-01-09", "frozen", "0.4211"), (frozen["quantity"].Text(), frozen["expires_on"].Text(), frozen["stage"].Text(), frozen["unit_cost"].Text()));
        Assert.Equal(10m, await room.Left(lot));
        var thawed = await room.Tenant.Post("inventory/transformations", new { kind = "thaw", source_lot_id = frozen["id"]!.GetValue<Guid>(), quantity = 12m });
        Assert.Equal(("2026-11-11", "thawed", "desizoztua"), (thawed["lot"]!["expires_on"].Text(), thawed["lot"]!["stage"].Text(), thawed["label_wording"]!["eu"].Text()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "refreeze_forbidden"), await room.Tenant.Fails(HttpMethod.Post, "inventory/transformations", new { kind = "freeze", source_lot_id = thawed["lot"]!["id"]!.GetValue<Guid>(), quantity = 1m }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "lot_not_frozen"), await room.Tenant.Fails(HttpMethod.Post, "inventory/transformations", new { kind = "thaw", source_lot_id = lot, quantity = 1m }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "freeze_life_unknown"), await room.Tenant.Fails(HttpMethod.Post, "inventory/transformations", new { kind = "freeze", source_lot_id = await room.Lot(plain, "B", 5), quantity = 1m }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "insufficient_stock"), await room.Tenant.Fails(HttpMethod.Post, "inventory/transformations", new { kind = "freeze", source_lot_id = lot, quantity = 11m }));
        await room.MovementsSumToLots(croissant);
    }

    [Fact]
    public async Task Not_more_comes_back_than_went_out_and_it_waits_in_quarantine()
    {
        var room = await Storeroom.Open(server);
        var bread = await room.Item("Pan", "piece", "finished_product");
        var lot = await room.Lot(bread, "P", 20, at: room.ShopA);
        await room.Hear(new SaleRecorded(Guid.CreateVersion7(), bread, room.ShopA, Now, new DateOnly(2026, 11, 10), 8, "manual"));
        await room.Tenant.Settled();
        var day = (await room.Tenant.Get($"inventory/trace/forward?lot_id={lot}"))["recipients"]![0]!;
        Assert.Equal(("shop_sales", "Tienda A", "8.0000"), (day["kind"].Text(), day["name"].Text(), day["lines"]![0]!["quantity"].Text()));
        object Back(decimal quantity) => new { lot_id = lot, recipient_id = day["id"]!.GetValue<Guid>(), location_id = room.ShopA, quantity, reason = "hard crust" };
        var back = await room.Tenant.Post("inventory/stock/returns", Back(3));
        Assert.Equal(("quarantined", "return", "P"), (back["state"].Text(), back["origin"].Text(), back["lot_code"].Text()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "return_exceeds_delivery"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/returns", Back(6)));
        Assert.Equal("3.0000", (await room.Tenant.Get($"inventory/trace/forward?lot_id={lot}"))["recipients"]![0]!["lines"]![0]!["returned"].Text());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "lot_not_available"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/consume", room.Taking(bread, 1, Storeroom.Id(back), at: room.ShopA)));
        await room.MovementsSumToLots(bread);
    }

    [Fact]
    public async Task What_came_back_is_sold_day_old_or_discarded_and_the_list_tells_who_brought_it()
    {
        var room = await Storeroom.Open(server);
        var bread = await room.Item("Pan", "piece", "finished_product", new { day_old_days = 1 });
        var cake = await room.Item("Tarta", "piece", "finished_product");
        var (lot, cakes) = (await room.Lot(bread, "P", 20, "2026-11-12", room.ShopA), await room.Lot(cake, "T", 5, at: room.ShopA));
        await room.Hear(new SaleRecorded(Guid.CreateVersion7(), bread, room.ShopA, Now, new DateOnly(2026, 11, 10), 8, "manual"), new SaleRecorded(Guid.CreateVersion7(), cake, room.ShopA, Now, new DateOnly(2026, 11, 10), 2, "manual"));
        await room.Tenant.Settled();
        var buyers = (await room.Tenant.Get($"inventory/trace/forward?lot_id={lot}"))["recipients"]![0]!["id"]!.GetValue<Guid>();
        object Back(Guid of, decimal quantity, string destination) => new { lot_id = of, recipient_id = buyers, location_id = room.ShopA, quantity, reason = "hard crust", destination };
        Assert.Equal("available", (await room.Tenant.Post("inventory/stock/returns", Back(lot, 3, "day_old")))["state"].Text());
        var gone = await room.Tenant.Post("inventory/stock/returns", Back(lot, 2, "animal_feed"));
        Assert.Equal(("disposed", "0.0000"), (gone["state"].Text(), gone["quantity"].Text()));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/returns", Back(lot, 1, "donation")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "return_not_sellable"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/returns", Back(cakes, 1, "day_old")));
        var listed = (await room.Tenant.Get($"inventory/stock/returns?location_id={room.ShopA}"))["items"]!.AsArray();
        Assert.Equal([("P", "2.0000", "disposed", "0.0000"), ("P", "3.0000", "available", "3.0000")], listed.Select(r => (r!["lot_code"].Text(), r["quantity"].Text(), r["state"].Text(), r["left"].Text())).Order());
        Assert.All(listed, r => Assert.Equal((room.ShopA, "hard crust"), (r!["from_location_id"]!.GetValue<Guid>(), r["reason"].Text())));
        Assert.Equal(("customer_return", "animal_feed", "2.0000"), (await room.Tenant.Get("inventory/waste"))["items"]!.AsArray().Select(w => (w!["reason"].Text(), w["destination"].Text(), w["cost"].Text())).Single());
        await room.MovementsSumToLots(bread);
    }

    [Fact]
    public async Task A_movement_is_corrected_by_another_one_and_never_beyond_itself()
    {
        var room = await Storeroom.Open(server);
        var flour = await room.Item("Harina");
        var lot = await room.Lot(flour, "F", 25);
        var batch = Guid.CreateVersion7();
        await room.Consume(flour, 10, batch: batch);
        var use = (await room.Movements(flour)).Single(m => m["type"].Text() == "production_use");
        var path = $"inventory/movements/{use["id"]}/correct";
        Assert.Equal("19.0000", (await room.Tenant.Post(path, new { quantity = 4m, reason = "typed wrongly" }))["lot_quantity"].Text());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "correction_too_large"), await room.Tenant.Fails(HttpMethod.Post, path, new { quantity = 7m, reason = "typed wrongly" }));
        Assert.Equal("6.0000", (await room.Tenant.Get($"inventory/trace/forward?lot_id={lot}"))["links"]![0]!["quantity"].Text());
        await room.Tenant.Post(path, new { quantity = 6m, reason = "typed wrongly" });
        Assert.Equal(["4.0000", "6.0000"], (await room.Tenant.Get($"inventory/movements?reference_id={use["id"]}&type=correction"))["items"]!.AsArray().Select(m => m!["quantity"].Text()).Order());
        Assert.Empty((await room.Tenant.Get($"inventory/trace/forward?lot_id={lot}"))["links"]!.AsArray());
        await room.MovementsSumToLots(flour);
    }

    [Fact]
    public async Task Goods_go_back_to_their_supplier_with_a_name()
    {
        var room = await Storeroom.Open(server);
        var flour = await room.Item("Harina");
        var lot = await room.Lot(flour, "F", 25);
        await room.Tenant.Post("inventory/stock/supplier-returns", new { lot_id = lot, quantity = 25m, supplier_name = "Harinas del Norte", reason = "wet sack" });
        Assert.Equal(("supplier", "Harinas del Norte"), ((await room.Tenant.Get($"inventory/trace/forward?lot_id={lot}"))["recipients"]![0]!["kind"].Text(), (await room.Tenant.Get($"inventory/trace/forward?lot_id={lot}"))["recipients"]![0]!["name"].Text()));
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Post(Storeroom room, string path, string resource)
    {
        var etag = (await room.Tenant.Send(HttpMethod.Get, resource)).Headers.ETag!.ToString();
        var answer = await room.Tenant.Send(HttpMethod.Post, path, null, etag);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return System.Text.Json.Nodes.JsonNode.Parse(text)!;
    }
}
