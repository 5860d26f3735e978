using Bakery.Kernel.Values;
using Bakery.Procurement.Deliveries;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Analytics;

/// <summary>One accepted line of a delivery. Prices in EUR net per stock unit.</summary>
internal sealed record Purchase(DateOnly Day, PurchaseOrder Order, PurchaseOrderLine Line, decimal Quantity, decimal UnitPrice)
{
    public decimal Amount => Rounding.Cents(Quantity * UnitPrice);

    /// <summary>EUR below (or, negative, above) what the last price paid would have cost; null when there was none.</summary>
    public decimal? Saved => Line.LastPrice is { } last ? Rounding.Cents(Quantity * (last - UnitPrice)) : null;
}

/// <summary>What was bought in a time.</summary>
internal static class Purchases
{
    private const int LongestDays = 1100;

    /// <summary>The tenant's days of a question: the last ninety unless given. Throws <c>validation_failed</c>.</summary>
    public static async Task<(DateOnly From, DateOnly To)> Days(DateOnly? from, DateOnly? to, OrderBook book, CancellationToken ct)
    {
        var last = to ?? await book.Today(ct);
        var first = from ?? last.AddDays(-89);
        return last < first || last.DayNumber - first.DayNumber > LongestDays ? throw RuleViolation.Invalid("to", "On or after from, at most three years later.") : (first, last);
    }

    /// <summary>Accepted lines of the deliveries that were booked between two days, in their order.</summary>
    public static async Task<IReadOnlyList<Purchase>> Between(DateOnly from, DateOnly to, ProcurementDb db, OrderBook book, CancellationToken ct)
    {
        var zone = (await book.Profile(ct)).TimeZone;
        var (start, end) = (BusinessTime.Instant(from, TimeOnly.MinValue, zone), BusinessTime.Instant(to.AddDays(1), TimeOnly.MinValue, zone));
        var deliveries = await db.Deliveries.AsNoTracking().Where(d => d.Status == DeliveryStatus.Completed && d.ReceivedAt >= start && d.ReceivedAt < end).OrderBy(d => d.ReceivedAt).ToListAsync(ct);
        var ids = deliveries.Select(d => d.PurchaseOrderId).Distinct().ToList();
        var orders = await db.Orders.AsNoTracking().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        return [.. deliveries.SelectMany(d => d.Lines.Where(l => l.Accepted > 0).Select(l =>
        {
            var order = orders[d.PurchaseOrderId];
            var line = order.Lines.First(o => o.Id == l.PoItemId);
            return new Purchase(BusinessTime.Today(d.ReceivedAt, zone), order, line, l.Accepted, l.UnitPrice ?? line.UnitPrice);
        }))];
    }
}
