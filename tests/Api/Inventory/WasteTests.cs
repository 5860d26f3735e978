using System.Net;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Production;
using Bakery.Contracts.Sales;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Inventory;

public sealed class WasteTests(BakeryServer server)
{
    private static readonly DateOnly Day = new(2026, 11, 9);
    private static readonly DateTimeOffset Night = new(2026, 11, 9, 4, 0, 0, TimeSpan.Zero);

    /// <summary>What a piece costs and sells for (day.md §1.3), beside what each shop had, received, sold, wasted and kept.</summary>
    private static readonly (string Code, int Baked, decimal Cost, string Price, int[] A, int[] B)[] Table =
    [
        .. WednesdayTests.Table.Zip([(0.3216m, "1.20"), (0.1292m, "0.45"), (0.5653m, "2.10"), (1.1875m, "4.80"), (0.6737m, "2.90"), (0.4390m, "1.50"), (0.5932m, "1.80")],
            (row, piece) => (row.Code, row.Pieces, piece.Item1, piece.Item2, row.A, row.B)),
    ];

    [Fact]
    public async Task The_day_close_gives_the_figures_of_the_reference_day_to_the_cent()
    {
        var room = await Storeroom.Open(server);
        var products = new Dictionary<string, Guid>();
        foreach (var p in Table)
        {
            products[p.Code] = await room.Item(p.Code, "piece", "finished_product", new { price = p.Price, day_old_days = 1, net_weight_g = "250" });
            foreach (var (shop, opening) in new[] { (room.ShopA, p.A[0]), (room.ShopB, p.B[0]) })
                if (opening > 0) await room.Lot(products[p.Code], $"{p.Code}-old", opening, "2026-11-11", shop, p.Cost);
        }
        await room.Hear([.. Table.Select(p => new BatchCompleted(Guid.CreateVersion7(), products[p.Code], p.Baked, $"{p.Code}-9", Day.AddDays(1), room.Workshop, 100, p.Cost, Night))]);
        await room.Tenant.Settled();
        foreach (var p in Table)
        {
            await room.Transfer(products[p.Code], p.A[1], room.ShopA);
            await room.Transfer(products[p.Code], p.B[1], room.ShopB);
        }
        foreach (var (shop, of) in new[] { (room.ShopA, 0), (room.ShopB, 1) })
            await room.Hear(new DayClosed(shop, Day, [.. Table.Select(p => (p.Code, Row: of == 0 ? p.A : p.B)).Select(p => new DayCloseLine(products[p.Code], p.Row[2], p.Row[4], p.Row[3], "unsold", "animal_feed"))]));
        await room.Tenant.Settled();

        var report = await room.Tenant.Get("inventory/waste/report?from=2026-11-09&to=2026-11-10");
        Assert.Equal(("24.0000", "832.0000", "2.8800"), (report["pieces"].Text(), report["pieces_baked"].Text(), report["waste_percent"].Text()));
        Assert.Equal(("9.0000", "300.9400", "2.9900", "31.9500"), (report["cost"].Text(), report["cost_baked"].Text(), report["cost_percent"].Text(), report["retail"].Text()));
        Assert.Empty(await room.Alerts("inventory.waste_gap"));
        foreach (var p in Table)
        {
            Assert.Equal(p.A[4], (await room.Lots(products[p.Code], room.ShopA)).Sum(l => l["quantity"].Number()));
            Assert.Equal(p.B[4], (await room.Lots(products[p.Code], room.ShopB)).Sum(l => l["quantity"].Number()));
            await room.MovementsSumToLots(products[p.Code]);
        }
    }

    [Fact]
    public async Task A_day_that_does_not_add_up_within_one_percent_raises_an_alert()
    {
        var room = await Storeroom.Open(server);
        var bread = await room.Item("Pan", "piece", "finished_product");
        await room.Lot(bread, "P", 100, at: room.ShopA);
        await room.Lot(bread, "P", 100, at: room.ShopB);
        await room.Hear(new DayClosed(room.ShopA, Day, [new DayCloseLine(bread, 95, 0, 3, null, null)]), new DayClosed(room.ShopB, Day, [new DayCloseLine(bread, 96, 0, 3, null, null)]));
        await room.Tenant.Settled();
        var alert = Assert.Single(await room.Alerts("inventory.waste_gap"));
        Assert.Equal((room.ShopA, "medium", "2.0000"), (alert["entity"]!["id"]!.GetValue<Guid>(), alert["severity"].Text(), alert["reasoning_data"]!["parameters"]!["quantity"].Text()));
    }

    [Fact]
    public async Task Feature_4b_opening_and_produced_and_received_less_sold_delivered_and_kept_is_the_waste_of_a_shop_or_it_is_told()
    {
        var room = await Storeroom.Open(server);
        var bread = await room.Item("Pan", "piece", "finished_product");
        foreach (var shop in new[] { room.ShopA, room.ShopB })
        {
            // 10 of yesterday, 40 from the workshop, 50 baked in the shop.
            await room.Lot(bread, "OLD", 10, at: shop, eventTime: "2026-11-08T06:00:00Z");
            await room.Lot(bread, $"NEW-{shop:N}", 40, eventTime: "2026-11-09T04:00:00Z");
            await room.Transfer(bread, 40, shop);
            var order = new OrderFacts(Guid.CreateVersion7(), "O-1", Guid.CreateVersion7(), "Bar Zubia", Day, shop, [new OrderLineFacts(bread, 20, 0, 1)], "locked");
            await room.Hear(new BatchCompleted(Guid.CreateVersion7(), bread, 50, $"OWN-{shop:N}", Day.AddDays(1), shop, 100, 1m, Night));
            await room.Tenant.Settled();
            await room.Hear(new OrderDelivered(order, Night.AddHours(5)));
            await room.Tenant.Settled();
        }
        // 60 sold over the counter, 20 delivered, 5 kept: 15 are waste. In the other shop two of them are missing.
        await room.Hear(new DayClosed(room.ShopA, Day, [new DayCloseLine(bread, 60, 5, 15, "unsold", "compost")]), new DayClosed(room.ShopB, Day, [new DayCloseLine(bread, 60, 5, 13, "unsold", "compost")]));
        await room.Tenant.Settled();
        var alert = Assert.Single(await room.Alerts("inventory.waste_gap"));
        Assert.Equal((room.ShopB, "2.0000"), (alert["entity"]!["id"]!.GetValue<Guid>(), alert["reasoning_data"]!["parameters"]!["quantity"].Text()));
        foreach (var shop in new[] { room.ShopA, room.ShopB }) Assert.Equal(5m, (await room.Lots(bread, shop)).Sum(l => l["quantity"].Number()));
        await room.MovementsSumToLots(bread);
    }

    [Fact]
    public async Task One_export_lists_kg_per_destination_in_the_legal_order()
    {
        var room = await Storeroom.Open(server);
        var flour = await room.Item("Harina");
        var bread = await room.Item("Pan", "piece", "finished_product", new { net_weight_g = "500" });
        await room.Lot(flour, "F", 50);
        await room.Lot(bread, "P", 50);
        foreach (var (item, quantity, destination) in new[] { (flour, 3m, "landfill"), (bread, 4m, "animal_feed"), (bread, 2m, "compost"), (flour, 1m, "compost"), (bread, 6m, "prevention_reuse") })
            await room.Tenant.Post("inventory/waste", new { item_id = item, location_id = room.Workshop, quantity, reason = "unsold", destination });
        await room.Tenant.Post("inventory/donations", new { recipient_name = "Comedor social", location_id = room.Workshop, lines = new[] { new { item_id = bread, quantity = 10m } } });
        var lines = (await (await room.Tenant.Send(HttpMethod.Get, "inventory/waste/report?from=2026-11-01&to=2026-11-30&format=csv")).Content.ReadAsStringAsync()).Trim('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(l => l.Split(';'));
        Assert.Equal([("Prevención y reutilización", "3"), ("Donación", "5"), ("Alimentación animal", "2"), ("Subproducto", "0"), ("Compost", "2"), ("Energía", "0"), ("Vertedero", "3")], lines.Select(l => (l[0], l[1])));
    }

    [Fact]
    public async Task Food_that_may_not_be_eaten_is_not_given_to_people()
    {
        var room = await Storeroom.Open(server);
        var cream = await room.Item("Nata", more: new { expiry_kind = "use_by" });
        var past = await room.Lot(cream, "N", 5, "2026-11-09");
        object Waste(string reason, string destination) => new { item_id = cream, lot_id = past, location_id = room.Workshop, quantity = 1m, reason, destination };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "destination_not_allowed"), await room.Tenant.Fails(HttpMethod.Post, "inventory/waste", Waste("expired", "donation")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "destination_not_allowed"), await room.Tenant.Fails(HttpMethod.Post, "inventory/waste", Waste("expired", "prevention_reuse")));
        await room.Tenant.Post("inventory/waste", Waste("expired", "energy"));
        object Gift(Guid item, Guid lot, bool check) => new { recipient_name = "Banco", location_id = room.Workshop, safety_checked = check, lines = new[] { new { item_id = item, quantity = 1m, lot_id = lot } } };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "donation_past_use_by"), await room.Tenant.Fails(HttpMethod.Post, "inventory/donations", Gift(cream, past, true)));
        var biscuits = await room.Item("Galletas");
        var stale = await room.Lot(biscuits, "G", 5, "2026-11-08");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "safety_check_needed"), await room.Tenant.Fails(HttpMethod.Post, "inventory/donations", Gift(biscuits, stale, false)));
        var given = await room.Tenant.Post("inventory/donations", Gift(biscuits, stale, true));
        Assert.Equal(("DON-2026-0001", "1.0000"), (given["number"].Text(), given["kg"].Text()));
        var pdf = await (await room.Tenant.Send(HttpMethod.Get, $"inventory/donations/{given["id"]}/pdf")).Content.ReadAsStringAsync();
        Assert.Contains("DON-2026-0001", pdf);
        Assert.Contains("(Galletas)", pdf);
        var register = await (await room.Tenant.Send(HttpMethod.Get, "inventory/donations/register?from=2026-11-01&to=2026-11-30")).Content.ReadAsStringAsync();
        Assert.Contains("DON-2026-0001;2026-11-10 05:30;Banco;Galletas;G;2026-11-08;1", register);
    }

    [Fact]
    public async Task A_photo_stays_with_the_waste_and_is_shown_to_its_own_bakery_only()
    {
        var (room, other) = (await Storeroom.Open(server), await Storeroom.Open(server));
        byte[] picture = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10];
        static MultipartFormDataContent File(byte[] content) => new() { { new ByteArrayContent(content), "file", "saco.png" } };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "file_kind_unknown"), await room.Tenant.Fails(HttpMethod.Post, "inventory/waste/photos", File("%PDF-1.4"u8.ToArray())));
        var photo = Storeroom.Id(await room.Tenant.Post("inventory/waste/photos", File(picture)));
        async Task<object> Waste(Storeroom of)
        {
            var flour = await of.Item("Harina");
            return new { item_id = flour, lot_id = await of.Lot(flour, "F", 25), location_id = of.Workshop, quantity = 5m, reason = "damaged", destination = "animal_feed", photo_id = photo };
        }
        await room.Tenant.Post("inventory/waste", await Waste(room));
        Assert.Equal(photo, (await room.Tenant.Get("inventory/waste"))["items"]![0]!["photo_id"]!.GetValue<Guid>());
        var shown = await room.Tenant.Send(HttpMethod.Get, $"inventory/waste/photos/{photo}");
        Assert.Equal(("image/png", "nosniff"), (shown.Content.Headers.ContentType!.MediaType, shown.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal(picture, await shown.Content.ReadAsByteArrayAsync());
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await other.Tenant.Fails(HttpMethod.Get, $"inventory/waste/photos/{photo}"));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await other.Tenant.Fails(HttpMethod.Post, "inventory/waste", await Waste(other)));
    }

    [Fact]
    public async Task The_sustainability_report_states_footprint_reduction_and_status()
    {
        var room = await Storeroom.Open(server);
        var bread = await room.Item("Pan", "piece", "finished_product", new { net_weight_g = "1000" });
        await room.Lot(bread, "P", 1000, at: room.ShopA, eventTime: "2026-11-01T06:00:00Z");
        await room.Hear(new SaleRecorded(Guid.CreateVersion7(), bread, room.ShopA, new DateTimeOffset(2026, 11, 5, 9, 0, 0, TimeSpan.Zero), new DateOnly(2026, 11, 5), 85, "manual"));
        await room.Tenant.Settled();
        await room.Tenant.Post("inventory/waste", new { item_id = bread, location_id = room.ShopA, quantity = 15m, reason = "unsold", destination = "compost", event_time = "2026-11-06T20:00:00Z" });
        var metrics = await room.Tenant.Get("inventory/sustainability/metrics?from=2026-11-01&to=2026-11-09");
        Assert.Equal(("15.0000", "15.0000", "25.0000", "40.0000", "on_track"), (metrics["waste_kg"].Text(), metrics["waste_percent"].Text(), metrics["baseline_percent"].Text(), metrics["reduction_percent"].Text(), metrics["status"].Text()));
        Assert.Equal(("28.5000", "22500.0000", "51.0000", "1.4250", "10.0000"), (metrics["co2_kg"].Text(), metrics["water_litres"].Text(), metrics["land_m2"].Text(), metrics["trees"].Text(), metrics["prevented_kg"].Text()));
        Assert.Equal([true, true, true, false], metrics["grants"]!.AsArray().Select(g => g!["is_reached"]!.GetValue<bool>()));
        // The factors and what grants ask for are the tenant's to set.
        await room.Tenant.Put("settings/sustainability", new { values = new { co2_kg = "2.5", baseline_percent = "30", grant_4_percent = "45" } });
        var changed = await room.Tenant.Get("inventory/sustainability/metrics?from=2026-11-01&to=2026-11-09");
        Assert.Equal(("37.5000", "50.0000", "compliant"), (changed["co2_kg"].Text(), changed["reduction_percent"].Text(), changed["status"].Text()));
        Assert.True(changed["grants"]![3]!["is_reached"]!.GetValue<bool>());
        await room.Tenant.Post("settings/sustainability/reset");
        var pdf = await (await room.Tenant.Send(HttpMethod.Get, "inventory/sustainability/report?from=2026-11-01&to=2026-11-09")).Content.ReadAsStringAsync();
        Assert.Contains("Informe de sostenibilidad", pdf);
        var summary = await room.Tenant.Get("inventory/dashboard/summary");
        Assert.Equal((1, 1, "900.0000", "15.0000"), (summary["items"]!.GetValue<int>(), summary["lots"]!.GetValue<int>(), summary["value"].Text(), summary["waste_kg"].Text()));
    }
}
