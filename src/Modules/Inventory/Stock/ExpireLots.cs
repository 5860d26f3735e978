using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>Asks for the expiry check of one tenant.</summary>
[Message("inventory.expiry_check.requested")]
public sealed record ExpiryCheckRequested(string TimeZone) : IMessage;

/// <summary>Every 10 minutes: lots whose date has passed in the tenant's zone become expired and raise an alert.</summary>
internal static class ExpireLots
{
    internal static async Task FanOut(JobTicked tick, TenantScope scope, InventoryDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        using var all = scope.AllTenants();
        // A date may have passed somewhere on earth: only these tenants are looked at.
        var latest = DateOnly.FromDateTime(tick.At.UtcDateTime.AddHours(14));
        var due = await db.Lots.Where(l => l.State == LotState.Available && l.ExpiresOn < latest).Select(l => l.TenantId).Distinct().ToHashSetAsync(ct);
        await db.FanOut(queries, bus, tenant => new ExpiryCheckRequested(tenant.TimeZone), due, ct);
    }

    internal static async Task Handle(ExpiryCheckRequested request, InventoryDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = BusinessTime.Today(now, request.TimeZone);
        await db.LockAsync("stock", ct);
        var lots = await db.Lots.Where(l => l.State == LotState.Available && l.ExpiresOn < today && l.Quantity > 0).ToListAsync(ct);
        var items = await ReadStock.Names(db, lots.Select(l => l.ItemId), ct);
        foreach (var lot in lots.Where(l => l.Expire(today, now)))
        {
            var item = items[lot.ItemId];
            var cost = Rounding.Cents(lot.Quantity * lot.UnitCost);
            bus.Publish(new AlertRaised("inventory.expired_stock", "medium", "action_needed", new EntityRef("lot", lot.Id), cost,
                BusinessTime.Instant(lot.ExpiresOn!.Value.AddDays(1), TimeOnly.MinValue, request.TimeZone), 100, 100,
                new ReasoningData("inventory.expired_stock", new Dictionary<string, object?>
                {
                    ["product_name"] = item.Name, ["lot_code"] = lot.LotCode, ["quantity"] = Text(lot.Quantity), ["unit"] = item.StockUnit,
                    ["expires_on"] = lot.ExpiresOn.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ["amount"] = cost.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture),
                }, new Consequence("waste_risk", "medium", 0)),
                Links: [new AlertLink("log_waste", "POST", "/inventory/waste", true)]));
        }
    }

    internal static string Text(decimal quantity) => quantity.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);
}
