using Bakery.Kernel.Values;
using Bakery.Planning.Purchasing;
using Bakery.Procurement.Deliveries;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Analytics;

/// <summary>How long suppliers take, and what plans saw running out.</summary>
internal static class ShowLeadTimes
{
    /// <param name="AgreedDays">Mean days from order to the agreed delivery.</param>
    /// <param name="RealDays">Mean days from order to the first receipt.</param>
    /// <param name="LateDeliveries">First receipts after the agreed day.</param>
    public sealed record OfSupplier(Guid SupplierId, string Name, int Orders, decimal AgreedDays, decimal RealDays, int LateDeliveries);
    public sealed record Response(DateOnly From, DateOnly To, IReadOnlyList<OfSupplier> Suppliers);

    /// <param name="Plans">Plans that saw the item run out before its next delivery.</param>
    public sealed record OfItem(Guid ItemId, string Name, int Plans, DateOnly LastRunOutOn);
    public sealed record StockoutsResponse(DateOnly From, DateOnly To, IReadOnlyList<OfItem> Items);

    internal static async Task<Response> Handle(ProcurementDb db, OrderBook book, [FromQuery(Name = "from")] DateOnly? from, [FromQuery(Name = "to")] DateOnly? to, CancellationToken ct)
    {
        var (first, last) = await Purchases.Days(from, to, book, ct);
        var zone = (await book.Profile(ct)).TimeZone;
        var orders = await db.Orders.AsNoTracking().Where(o => o.OrderDate >= first && o.OrderDate <= last).ToListAsync(ct);
        var ids = orders.Select(o => o.Id).ToList();
        var came = (await db.Deliveries.AsNoTracking().Where(d => ids.Contains(d.PurchaseOrderId) && d.Status == DeliveryStatus.Completed).Select(d => new { d.PurchaseOrderId, d.ReceivedAt }).ToListAsync(ct))
            .GroupBy(d => d.PurchaseOrderId).ToDictionary(g => g.Key, g => BusinessTime.Today(g.Min(d => d.ReceivedAt), zone));
        // An order that was entered after its goods had come says nothing about how long they take.
        return new Response(first, last, [.. orders.Where(o => came.TryGetValue(o.Id, out var day) && day >= o.OrderDate).GroupBy(o => o.SupplierId).Select(g => new OfSupplier(g.Key, g.First().SupplierName, g.Count(),
            Mean(g, o => o.RequiredDeliveryDate.DayNumber - o.OrderDate.DayNumber), Mean(g, o => came[o.Id].DayNumber - o.OrderDate.DayNumber), g.Count(o => came[o.Id] > o.RequiredDeliveryDate))).OrderBy(s => s.Name, StringComparer.Ordinal)]);
    }

    internal static async Task<StockoutsResponse> Stockouts(ProcurementDb db, OrderBook book, [FromQuery(Name = "from")] DateOnly? from, [FromQuery(Name = "to")] DateOnly? to, CancellationToken ct)
    {
        var (first, last) = await Purchases.Days(from, to, book, ct);
        var found = await db.Plans.AsNoTracking().Where(p => p.PlanDate >= first && p.PlanDate <= last).SelectMany(p => p.Requirements)
            .Where(r => r.Method == CalculationMethod.ProjectedStockout && r.RunOutOn != null).GroupBy(r => r.ItemId).Select(g => new { g.Key, Name = g.Max(r => r.Name), Plans = g.Count(), Last = g.Max(r => r.RunOutOn) }).ToListAsync(ct);
        return new StockoutsResponse(first, last, [.. found.OrderByDescending(f => f.Plans).ThenBy(f => f.Name, StringComparer.Ordinal).Select(f => new OfItem(f.Key, f.Name!, f.Plans, f.Last!.Value))]);
    }

    private static decimal Mean(IEnumerable<PurchaseOrder> orders, Func<PurchaseOrder, int> days) => Math.Round((decimal)orders.Average(days), 1, MidpointRounding.AwayFromZero);
}
