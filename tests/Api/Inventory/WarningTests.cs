using Bakery.Contracts.Procurement;
using Bakery.Inventory;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Tests.Api.Inventory;

public sealed class WarningTests(BakeryServer server)
{
    [Fact]
    public async Task A_lot_that_expires_before_it_is_used_and_an_item_below_its_threshold_are_told()
    {
        var room = await Storeroom.Open(server);
        var (milk, sugar, salt) = (await room.Item("Leche", "l"), await room.Item("Azúcar", more: new { low_stock_threshold = "20" }), await room.Item("Sal", more: new { low_stock_threshold = "20" }));
        var soon = await room.Lot(milk, "SOON", 6, "2026-11-12");
        await room.Lot(milk, "LATER", 6, "2026-12-12");
        await room.Lot(sugar, "A", 12);
        await room.Lot(salt, "S", 12);
        // Salt is on order.
        await room.Hear(new ProcurementPlanGenerated(Guid.CreateVersion7(), null, 0, 0, 0, [salt]));
        await room.Tenant.Settled();
        var expiring = Assert.Single(await room.Alerts("inventory.lot_expiring"));
        Assert.Equal((soon, "6.0000", "SOON"), (expiring["entity"]!["id"]!.GetValue<Guid>(), expiring["reasoning_data"]!["parameters"]!["quantity"].Text(), expiring["reasoning_data"]!["parameters"]!["lot_code"].Text()));
        Assert.Equal(sugar, Assert.Single(await room.Alerts("inventory.low_stock"))["entity"]!["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task What_falls_below_its_threshold_during_the_day_is_told_once_and_is_settled_when_there_is_enough_again()
    {
        var room = await Storeroom.Open(server);
        var sugar = await room.Item("Azúcar", more: new { low_stock_threshold = "20" });
        await room.Lot(sugar, "A", 25);
        async Task<List<string>> Looked()
        {
            // The ten-minute job itself, now.
            await using (var scope = server.Services.CreateAsyncScope())
            {
                var services = scope.ServiceProvider;
                await WatchLowStock.FanOut(new JobTicked("inventory.watch-low-stock", BakeryServer.Start), services.GetRequiredService<TenantScope>(), services.GetRequiredService<InventoryDb>(), services.GetRequiredService<IBus>(), default);
            }
            await room.Tenant.Settled();
            return [.. (await room.Alerts("inventory.low_stock")).Select(a => $"{a["status"].Text()} {a["reasoning_data"]!["parameters"]!["current_stock"].Text()}")];
        }
        Assert.Empty(await Looked());
        await room.Consume(sugar, 10);
        Assert.Equal(["active 15.0000"], await Looked());
        await room.Consume(sugar, 1);
        Assert.Equal(["active 15.0000"], await Looked());
        await room.Lot(sugar, "B", 10);
        Assert.Empty(await Looked());
    }
}
