using System.Text.Json.Nodes;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Production;
using Bakery.Contracts.Sales;
using Bakery.Kernel.Messaging;
using Bakery.Tests.Api.ReferenceDay;

namespace Bakery.Tests.Api.Inventory;

/// <summary>One random history: flour lots, batches, transfers, sales, deliveries, rework, returns, corrections, donations, and entries that come late. It goes in waves, so that messages have arrived before the next acts build on them.</summary>
internal sealed class TraceHistory(Storeroom room, int seed)
{
    private static readonly DateTimeOffset Now = Support.BakeryServer.Start;
    private readonly Random random = new(seed);
    private Guid flour, bread, crumbs;

    public IReadOnlyList<Guid> Items => [flour, bread, crumbs];

    private Guid AnyPlace => random.Next(2) == 0 ? room.ShopA : room.ShopB;
    private string Some(int daysAgo) => Now.AddDays(-random.Next(daysAgo)).AddMinutes(-random.Next(600)).ToString("O");

    public async Task Begin()
    {
        flour = await room.Item($"Harina {seed}");
        bread = await room.Item($"Pan {seed}", type: "finished_product");
        crumbs = await room.Item($"Pan rallado {seed}");
        for (var i = 0; i < random.Next(2, 4); i++) await room.Lot(flour, $"F{i}", random.Next(10, 40), eventTime: Some(20));
    }

    /// <summary>Batches over HTTP and by message, whose outputs arrive by message.</summary>
    public async Task Bake()
    {
        for (var i = 0; i < random.Next(1, 4); i++)
        {
            var batch = Guid.CreateVersion7();
            if (random.Next(2) == 0) await Try(HttpMethod.Post, "inventory/stock/consume", room.Taking(flour, random.Next(3, 15), batch: batch, eventTime: Some(5)));
            else await room.Hear(new BatchMaterialsUsed(batch, room.Workshop, [new MaterialUse(flour, random.Next(3, 15), "kg", null), new MaterialUse(crumbs, 1, "kg", null)], Now.AddDays(-random.Next(4))));
            if (random.Next(8) > 0) await room.Hear(new BatchCompleted(batch, bread, random.Next(4, 16), $"B{i}", new DateOnly(2026, 12, 1), room.Workshop, 100, 1, Now.AddHours(-random.Next(40))));
        }
    }

    public async Task Spread()
    {
        for (var i = 0; i < random.Next(1, 4); i++) await Try(HttpMethod.Post, "inventory/stock/transfer", new { location_id = room.Workshop, to_location_id = AnyPlace, lines = new[] { new { item_id = bread, quantity = (decimal)random.Next(1, 9) } } });
        await Rework(room.Workshop);
        if (random.Next(3) == 0) await room.Lot(flour, $"LATE{random.Next()}", random.Next(5, 15), eventTime: Some(60));
    }

    public async Task Sell()
    {
        var news = new List<IMessage>();
        for (var i = 0; i < random.Next(1, 4); i++) news.Add(new SaleRecorded(Guid.CreateVersion7(), bread, AnyPlace, Now.AddHours(-random.Next(30)), new DateOnly(2026, 11, random.Next(8, 11)), random.Next(1, 6), "manual"));
        if (random.Next(2) == 0)
            news.Add(new OrderDelivered(new OrderFacts(Guid.CreateVersion7(), $"O-{seed}", Guid.CreateVersion7(), $"Bar {seed}", new DateOnly(2026, 11, 10), random.Next(2) == 0 ? room.Workshop : AnyPlace, [new OrderLineFacts(bread, random.Next(1, 7), 0, 1)], "locked"), Now));
        await room.Hear([.. news]);
        if (random.Next(3) == 0) await Try(HttpMethod.Post, "inventory/donations", new { recipient_name = "Banco", location_id = AnyPlace, lines = new[] { new { item_id = bread, quantity = 1m } } });
    }

    /// <summary>Returns of what was sold, corrections of what was written.</summary>
    public async Task PutRight()
    {
        var movements = (await room.Movements(bread)).Concat(await room.Movements(flour)).ToList();
        foreach (var sale in movements.Where(m => m["type"].Text() is "sale" && random.Next(2) == 0).Take(2))
        {
            var lot = sale["lot_id"]!.GetValue<Guid>();
            var recipients = (await room.Tenant.Get($"inventory/trace/forward?lot_id={lot}"))["recipients"]!.AsArray().Where(r => r!["lines"]!.AsArray().Any(l => l!["lot_id"]!.GetValue<Guid>() == lot)).ToList();
            if (recipients.Count > 0) await Try(HttpMethod.Post, "inventory/stock/returns", new { lot_id = lot, recipient_id = recipients[0]!["id"]!.GetValue<Guid>(), location_id = AnyPlace, quantity = 1m, reason = "too many" });
        }
        foreach (var wrong in movements.Where(m => m["type"].Text() is "production_use" or "sale" or "production_output" && m["lot_id"] is not null && random.Next(4) == 0).Take(3))
            await Try(HttpMethod.Post, $"inventory/movements/{wrong["id"]}/correct", new { quantity = random.Next(2) == 0 ? Math.Abs(wrong["quantity"].Number()) : 0.5m, reason = "typed wrongly" });
    }

    /// <summary>What came back or is left is worked up again, into a batch of its own.</summary>
    public async Task UseAgain()
    {
        foreach (var lot in (await room.Lots(bread)).Where(l => l["state"].Text() == "quarantined"))
        {
            await Try(HttpMethod.Post, $"inventory/lots/{lot["id"]}/release", new { reason = "looked at" });
            await Try(HttpMethod.Post, "inventory/transformations", new { kind = "rework", source_lot_id = Storeroom.Id(lot), quantity = 0.5m, loss_quantity = 0.1m, target_item_id = crumbs, location_id = room.Workshop });
        }
        await Rework(AnyPlace);
        var batch = Guid.CreateVersion7();
        if ((await Try(HttpMethod.Post, "inventory/stock/consume", room.Taking(crumbs, 0.5m, batch: batch))).IsSuccessStatusCode)
            await room.Hear(new BatchMaterialsUsed(batch, room.Workshop, [new MaterialUse(flour, 2, "kg", null)], Now), new BatchCompleted(batch, bread, 3, "AGAIN", new DateOnly(2026, 12, 1), room.Workshop, 100, 1, Now));
    }

    private async Task Rework(Guid at)
    {
        if ((await room.Lots(bread, at)).FirstOrDefault(l => l["state"].Text() == "available" && l["quantity"].Number() > 2) is { } lot)
            await Try(HttpMethod.Post, "inventory/transformations", new { kind = "rework", source_lot_id = Storeroom.Id(lot), quantity = 1.5m, target_item_id = crumbs, location_id = room.Workshop });
    }

    // A random act may be refused (nothing left, nothing sold): then nothing has happened, which is all right here.
    private async Task<HttpResponseMessage> Try(HttpMethod method, string path, object body)
    {
        var answer = await room.Tenant.Send(method, path, body, "*");
        Assert.True((int)answer.StatusCode < 500, await answer.Content.ReadAsStringAsync());
        return answer;
    }
}
