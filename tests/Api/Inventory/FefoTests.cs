using System.Net;
using Bakery.Contracts.Sales;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Inventory;

public sealed class FefoTests(BakeryServer server)
{
    [Fact]
    public async Task Two_hundred_parallel_consumers_never_take_a_lot_below_zero_or_an_expired_lot_and_keep_the_order()
    {
        var room = await Storeroom.Open(server);
        var flour = await room.Item("Harina");
        var expired = await room.Lot(flour, "OLD", 50, "2026-11-09");
        var lots = new List<Guid>();
        foreach (var (code, expires) in new[] { ("L3", "2026-12-20"), ("L1", "2026-11-15"), ("L4", null), ("L2", "2026-11-30") }) lots.Add(await room.Lot(flour, code, 40, expires));
        var watching = Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            for (var i = 0; i < 10; i++) await room.MovementsSumToLots(flour);
        }));
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => room.Tenant.Send(HttpMethod.Post, "inventory/stock/consume", room.Taking(flour, 0.9m))));
        await watching;
        // 160 kg are enough for 177 of them.
        Assert.Equal(177, answers.Count(a => a.IsSuccessStatusCode));
        Assert.All(answers.Where(a => !a.IsSuccessStatusCode), a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.StatusCode));
        Assert.Equal(50m, await room.Left(expired));
        var order = await room.Tenant.Get($"inventory/movements?limit=200&item_id={flour}&type=production_use&sort=event_time");
        var rest = await room.Tenant.Get($"inventory/movements?limit=200&item_id={flour}&type=production_use&sort=event_time&cursor={order["next_cursor"]?.GetValue<string>()}");
        var taken = order["items"]!.AsArray().Concat(order["next_cursor"] is null ? [] : rest["items"]!.AsArray()).ToList();
        // Within a lot every movement begins where the one before ended, down to nothing; no lot is begun before the one that expires earlier is empty.
        foreach (var lot in new[] { lots[1], lots[3], lots[0] })
        {
            var chain = taken.Where(m => m!["lot_id"]!.GetValue<Guid>() == lot).OrderByDescending(m => m!["quantity_before"].Number()).ToList();
            Assert.Equal(40m, chain[0]!["quantity_before"].Number());
            Assert.All(chain.Zip(chain.Skip(1)), p => Assert.Equal(p.First!["quantity_after"].Number(), p.Second!["quantity_before"].Number()));
            Assert.Equal(0m, chain[^1]!["quantity_after"].Number());
        }
        Assert.Equal(0.7m, await room.Left(lots[2]));
        Assert.DoesNotContain(taken, m => m!["is_deviation"]!.GetValue<bool>());
        await room.MovementsSumToLots(flour);
    }

    /// <summary>A hundred random stocks, a thousand with <c>./bakery test --long stock</c>.</summary>
    [Fact, Trait("Long", "stock")]
    public async Task Feature_9a_production_sale_transfer_and_donation_propose_and_take_the_earliest_expiry_in_random_stocks()
    {
        var room = await Storeroom.Open(server);
        var random = new Random(9);
        for (var stock = 0; stock < (LongProof.InFull("stock") ? 1000 : 100); stock++)
        {
            var item = await room.Item($"Item {stock}");
            var lots = new List<(Guid Id, DateOnly? Expires, decimal Left)>();
            foreach (var n in Enumerable.Range(0, random.Next(2, 6)))
            {
                var (days, quantity) = (random.Next(-2, 30), random.Next(1, 9));
                DateOnly? expires = random.Next(5) == 0 ? null : new DateOnly(2026, 11, 10).AddDays(days);
                lots.Add((await room.Lot(item, $"L{n}", quantity, expires?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), expires, quantity));
            }
            var usable = lots.Where(l => l.Expires is null || l.Expires >= new DateOnly(2026, 11, 10)).OrderBy(l => l.Expires ?? DateOnly.MaxValue).ThenBy(l => l.Id).ToList();
            if (usable.Count == 0) continue;
            var quantityWanted = Math.Max(0.5m, usable[0].Left - 0.5m);
            object lines = new[] { new { item_id = item, quantity = quantityWanted } };
            var proposed = (await room.Tenant.Post("inventory/stock/fefo-preview", new { location_id = room.Workshop, lines }))["parts"]!.AsArray();
            Assert.Equal(usable[0].Id, Assert.Single(proposed)!["lot_id"]!.GetValue<Guid>());
            switch (stock % 4)
            {
                case 0: await room.Consume(item, quantityWanted); break;
                case 1: await room.Transfer(item, quantityWanted, room.ShopA); break;
                case 2:
                    await room.Hear(new SaleRecorded(Guid.CreateVersion7(), item, room.Workshop, BakeryServer.Start, new DateOnly(2026, 11, 10), quantityWanted, "manual"));
                    await room.Tenant.Settled();
                    break;
                default: await room.Tenant.Post("inventory/donations", new { recipient_name = "Banco de Alimentos", location_id = room.Workshop, lines }); break;
            }
            var after = await room.Lots(item, room.Workshop);
            Assert.Equal(usable[0].Left - quantityWanted, after.Single(l => Storeroom.Id(l) == usable[0].Id)["quantity"].Number());
            Assert.All(lots.Where(l => l.Id != usable[0].Id), l => Assert.Equal(l.Left, after.Single(a => Storeroom.Id(a) == l.Id)["quantity"].Number()));
        }
    }

    [Fact]
    public async Task An_expired_lot_needs_an_override_which_works_once_and_is_in_the_audit()
    {
        var room = await Storeroom.Open(server);
        var milk = await room.Item("Leche", "l");
        var lot = await room.Lot(milk, "M", 10, "2026-11-09");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "lot_expired"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/consume", room.Taking(milk, 2, lot)));
        await room.Tenant.Send(HttpMethod.Post, $"inventory/lots/{lot}/override-expiry", new { reason = "Smelled and tasted" }, "*");
        await room.Consume(milk, 2, lot);
        Assert.Equal((8m, "expired"), ((await room.Lot(lot))["quantity"].Number(), (await room.Lot(lot))["state"].Text()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "lot_expired"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/consume", room.Taking(milk, 2, lot)));
        var audit = (await room.Tenant.Get("inventory/audit-logs"))["items"]!.AsArray();
        Assert.Contains(audit, a => a!["action"].Text() == "expiry_overridden" && a["severity"].Text() == "high" && a["reason"].Text() == "Smelled and tasted");
    }

    [Fact]
    public async Task A_receipt_entered_late_keeps_the_real_date()
    {
        var room = await Storeroom.Open(server);
        var salt = await room.Item("Sal");
        var today = await room.Lot(salt, "NEW", 5);
        var late = await room.Lot(salt, "LATE", 5, eventTime: "2026-11-02T08:00:00Z");
        var lot = await room.Lot(late);
        Assert.Equal((new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero), true), (lot["event_time"]!.GetValue<DateTimeOffset>(), lot["created_at"]!.GetValue<DateTimeOffset>() > lot["event_time"]!.GetValue<DateTimeOffset>()));
        await room.Consume(salt, 1);
        Assert.Equal((4m, 5m), (await room.Left(late), await room.Left(today)));
    }

    [Fact]
    public async Task A_chosen_lot_that_is_not_the_first_to_expire_is_a_deviation()
    {
        var room = await Storeroom.Open(server);
        var butter = await room.Item("Mantequilla");
        await room.Lot(butter, "A", 5, "2026-11-20");
        var later = await room.Lot(butter, "B", 5, "2026-12-20");
        await room.Tenant.Post("inventory/stock/consume", new { location_id = room.Workshop, lines = new[] { new { item_id = butter, quantity = 1m, lot_id = later, reason_code = "front_of_shelf" } } });
        var movement = (await room.Movements(butter)).Single(m => m["type"].Text() == "production_use");
        Assert.Equal((true, "front_of_shelf"), (movement["is_deviation"]!.GetValue<bool>(), movement["reason_code"].Text()));
    }

    [Fact]
    public async Task A_rest_that_no_scale_sees_is_booked_away()
    {
        var room = await Storeroom.Open(server);
        var yeast = await room.Item("Levadura");
        var lot = await room.Lot(yeast, "Y", 3);
        await room.Consume(yeast, 2.9996m);
        Assert.Equal((0m, "depleted"), (await room.Left(lot), (await room.Lot(lot))["state"].Text()));
        Assert.Equal(-0.0004m, (await room.Movements(yeast)).Single(m => m["reason_code"]?.GetValue<string>() == "rounding")["quantity"].Number());
        await room.MovementsSumToLots(yeast);
    }

    [Fact]
    public async Task Packages_pieces_and_litres_are_booked_in_the_stock_unit()
    {
        var room = await Storeroom.Open(server);
        var flour = await room.Item("Harina", more: new { package_unit = "sack", package_quantity = "25", unit_weight_g = "500", density_kg_per_l = "0.6" });
        await room.Tenant.Post("inventory/lots", new { item_id = flour, lot_code = "F", location_id = room.Workshop, quantity = "2", unit = "sack", unit_cost = "0.60" });
        Assert.Equal("50.0000", (await room.Lots(flour))[0]["quantity"].Text());
        Assert.Equal("0.0800", (await room.Tenant.Get($"inventory/items/{flour}/convert?quantity=2&from=kg&to=sack"))["quantity"].Text());
        Assert.Equal("4.0000", (await room.Tenant.Get($"inventory/items/{flour}/convert?quantity=2&from=kg&to=piece"))["quantity"].Text());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "conversion_unknown"), await room.Tenant.Fails(HttpMethod.Get, $"inventory/items/{flour}/convert?quantity=2&from=kg&to=box"));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await room.Tenant.Fails(HttpMethod.Post, "inventory/items", new { name = "X", item_type = "ingredient", stock_unit = "kg", package_unit = "sack" }));
    }
}
