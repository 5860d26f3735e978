using Bakery.Contracts.Tenant;
using Bakery.Inventory.Counts;
using Bakery.Inventory.FoodSafety;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>The store at a glance.</summary>
internal static class ShowSummary
{
    private const int WasteDays = 7;

    /// <param name="Value">Of all lots at their cost, EUR.</param>
    /// <param name="Expiring">Lots that expire within the tenant's warning days.</param>
    /// <param name="BelowThreshold">Items with less than their threshold.</param>
    /// <param name="WasteKg">Of the last seven days.</param>
    public sealed record Response(int Items, int Lots, decimal Value, int Expiring, int Expired, int Blocked, int Quarantined, int BelowThreshold, int OpenCounts, int OpenDeviations, decimal WasteKg, decimal WasteCost);

    internal static async Task<Response> Handle(InventoryDb db, StockBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var (today, since) = (await book.Today(ct), clock.GetUtcNow().AddDays(-WasteDays));
        var until = today.AddDays((int)(await queries.Ask(new TenantProfile(), ct)).Number("inventory", "expiry_warning_days"));
        var lots = await db.Lots.AsNoTracking().Where(l => l.Quantity > 0).Select(l => new { l.ItemId, l.State, l.ExpiresOn, l.Quantity, l.ReservedQuantity, l.UnitCost }).ToListAsync(ct);
        var thresholds = await db.Items.AsNoTracking().Where(i => i.IsActive && i.StockTracked && i.LowStockThreshold != null).Select(i => new { i.Id, i.LowStockThreshold }).ToListAsync(ct);
        var free = lots.Where(l => l.State == LotState.Available && (l.ExpiresOn is null || l.ExpiresOn >= today)).GroupBy(l => l.ItemId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity - l.ReservedQuantity));
        var waste = await db.Waste.Where(w => w.EventTime >= since).GroupBy(_ => 1).Select(g => new { Kg = g.Sum(w => w.Kg ?? 0m), Cost = g.Sum(w => w.Cost) }).FirstOrDefaultAsync(ct);
        return new Response(await db.Items.CountAsync(i => i.IsActive, ct), lots.Count, Rounding.Cents(lots.Sum(l => l.Quantity * l.UnitCost)),
            lots.Count(l => l.State == LotState.Available && l.ExpiresOn >= today && l.ExpiresOn <= until), lots.Count(l => l.State == LotState.Expired), lots.Count(l => l.State == LotState.Blocked),
            lots.Count(l => l.State == LotState.Quarantined), thresholds.Count(t => free.GetValueOrDefault(t.Id) < t.LowStockThreshold), await db.Counts.CountAsync(c => c.Status == CountStatus.Open, ct),
            await db.Deviations.CountAsync(d => d.Status == DeviationStatus.Open, ct), waste?.Kg ?? 0m, Rounding.Cents(waste?.Cost ?? 0m));
    }
}
