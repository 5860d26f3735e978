using System.Text.Json.Nodes;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Production;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Npgsql;

namespace Bakery.Tests.Api.Inventory;

public sealed class TraceTests(BakeryServer server)
{
    private static readonly DateTimeOffset Now = BakeryServer.Start;

    [Fact]
    public async Task A_flour_lot_is_followed_through_doughs_and_products_to_shops_and_customers_and_back()
    {
        var room = await Storeroom.Open(server);
        var (flour, bread) = (await room.Item("Harina"), await room.Item("Barra", "piece", "finished_product"));
        var lot = await room.Lot(flour, "F-1", 50);
        var day = new DateOnly(2026, 11, 10);
        var (poolish, dough, product) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var order = new OrderFacts(Guid.CreateVersion7(), "O-7", Guid.CreateVersion7(), "Bar Zubia", day, room.Workshop, [new OrderLineFacts(bread, 20, 0, 1)], "locked");
        await room.Hear(new BatchStarted(poolish, day, [], Now), new BatchStarted(dough, day, [bread], Now), new BatchMaterialsUsed(poolish, room.Workshop, [new MaterialUse(flour, 10, "kg", null)], Now),
            new BatchCompleted(poolish, null, 20, "POOLISH", null, room.Workshop, 100, 0, Now), new BatchCompleted(dough, null, 30, "DOUGH", null, room.Workshop, 100, 0, Now));
        await room.Hear(new BatchCompleted(product, bread, 100, "BARRA-1", day, room.Workshop, 100, 0.3m, Now), new BatchStarted(product, day, [bread], Now));
        await room.Tenant.Settled();
        await room.Transfer(bread, 40, room.ShopA);
        await room.Hear(new OrderDelivered(order, Now), new Contracts.Sales.SaleRecorded(Guid.CreateVersion7(), bread, room.ShopA, Now, day, 5, "manual"));
        await room.Tenant.Settled();

        var forward = await room.Tenant.Get($"inventory/trace/forward?lot_id={lot}");
        Assert.Equal([("shop_sales", "Tienda A", 5m), ("customer", "Bar Zubia", 20m)], forward["recipients"]!.AsArray().Select(r => (r!["kind"].Text(), r["name"].Text(), r["lines"]![0]!["quantity"].Number())));
        Assert.Equal(["POOLISH", "DOUGH", "BARRA-1"], forward["nodes"]!.AsArray().Where(n => n!["kind"].Text() == "batch").Select(n => n!["code"].Text()));
        var sold = (await room.Lots(bread, room.ShopA)).Single();
        var backward = await room.Tenant.Get($"inventory/trace/backward?lot_id={sold["id"]}");
        Assert.Contains(backward["nodes"]!.AsArray(), n => n!["id"]!.GetValue<Guid>() == lot);
        Assert.Equal((50m, 10m, 40m, 0m), (forward["mass_balance"]![0]!["received"].Number(), forward["mass_balance"]![0]!["used"].Number(), forward["mass_balance"]![0]!["on_hand"].Number(), forward["mass_balance"]![0]!["difference"].Number()));
    }

    [Fact]
    public async Task What_the_floor_used_beyond_the_books_shows_as_untraced()
    {
        var room = await Storeroom.Open(server);
        var (flour, bread) = (await room.Item("Harina"), await room.Item("Barra", "piece", "finished_product"));
        await room.Lot(flour, "F", 5);
        var batch = Guid.CreateVersion7();
        await room.Hear(new BatchMaterialsUsed(batch, room.Workshop, [new MaterialUse(flour, 8, "kg", null)], Now), new BatchCompleted(batch, bread, 10, "B", null, room.Workshop, 100, 0.3m, Now));
        await room.Tenant.Settled();
        var nodes = (await room.Tenant.Get($"inventory/trace/backward?lot_id={(await room.Lots(bread)).Single()["id"]}"))["nodes"]!.AsArray();
        Assert.Equal(["batch", "lot", "lot", "untraced"], nodes.Select(n => n!["kind"].Text()).Order());
        await room.MovementsSumToLots(flour);
    }

    /// <summary>Twenty-five random histories, five hundred with <c>./bakery test --long trace</c>.</summary>
    [Fact, Trait("Long", "trace")]
    public async Task Both_ways_equal_a_brute_force_walk_in_random_histories_with_rework_transfers_returns_corrections_and_late_entries()
    {
        var count = LongProof.InFull("trace") ? 500 : 25;
        var (compared, reached, longest) = (0, 0, 0);
        for (var from = 0; from < count; from += 50)
        {
            var room = await Storeroom.Open(server);
            var histories = Enumerable.Range(from, Math.Min(50, count - from)).Select(seed => new TraceHistory(room, seed)).ToList();
            foreach (var wave in new Func<TraceHistory, Task>[] { h => h.Begin(), h => h.Bake(), h => h.Spread(), h => h.Sell(), h => h.PutRight(), h => h.UseAgain(), h => h.Spread(), h => h.Sell(), h => h.PutRight() })
            {
                await Parallel.ForEachAsync(histories, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (h, _) => await wave(h));
                await room.Tenant.Settled();
            }
            var days = await SaleDays(room.Tenant.Id);
            foreach (var history in histories)
            {
                var slow = await BruteForce.Of(server.OwnerConnection, history.Items, days);
                foreach (var item in history.Items)
                {
                    await room.MovementsSumToLots(item);
                    foreach (var lot in (await room.Lots(item)).Select(Storeroom.Id))
                        foreach (var forward in new[] { true, false })
                        {
                            var (fast, expected) = (await room.Tenant.Get($"inventory/trace/{(forward ? "forward" : "backward")}?lot_id={lot}"), slow.Reached(lot, forward));
                            Assert.Equal(expected.Order(), fast["nodes"]!.AsArray().Select(n => n!["id"]!.GetValue<Guid>()).Order());
                            Assert.Equal(slow.Ways(expected, forward).Order(), Links(fast).Order());
                            Assert.Equal(0m, fast["mass_balance"]![0]!["difference"].Number());
                            (compared, reached, longest) = (compared + 1, reached + expected.Count, Math.Max(longest, expected.Count));
                        }
                }
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} histories, {compared} walks, {reached} nodes, the largest of {longest}");
        Assert.True(longest > 8 && compared > count * 5, $"{compared} walks, the largest of {longest}: too small to prove anything.");
    }

    // The business day of a sale is in its message alone.
    private async Task<Dictionary<Guid, DateOnly>> SaleDays(Guid tenant)
    {
        var days = new Dictionary<Guid, DateOnly>();
        await using var connection = new NpgsqlConnection(server.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT envelope::jsonb->'data'->>'sale_id', envelope::jsonb->'data'->>'business_day' FROM production.outbox WHERE type = 'sales.sale.recorded' AND tenant_id = $1", connection);
        command.Parameters.AddWithValue(tenant);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) days[Guid.Parse(reader.GetString(0))] = DateOnly.Parse(reader.GetString(1), System.Globalization.CultureInfo.InvariantCulture);
        return days;
    }

    private static IEnumerable<(Guid, Guid, decimal)> Links(JsonNode trace) => trace["links"]!.AsArray().Select(l => (l!["from_id"]!.GetValue<Guid>(), l["to_id"]!.GetValue<Guid>(), l["quantity"].Number()));
}
