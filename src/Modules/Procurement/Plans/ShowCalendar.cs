using Bakery.Contracts.Procurement;
using Bakery.Contracts.Suppliers;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Plans;

/// <summary>Deliveries that are possible or expected, and the last moments to order for them.</summary>
internal static class ShowCalendar
{
    public sealed record Expected(Guid PurchaseOrderId, string PoNumber, PurchaseOrderStatus Status);
    public sealed record Entry(DateOnly Date, Guid SupplierId, string SupplierCode, string SupplierName, DateTimeOffset OrderBy, bool IsStillPossible, IReadOnlyList<Expected> Orders);
    public sealed record Response(IReadOnlyList<Entry> Items);

    internal static async Task<Response> Handle(ProcurementDb db, IQueryBus queries, TimeProvider clock, [FromQuery(Name = "from")] DateOnly? from, [FromQuery(Name = "to")] DateOnly? to, CancellationToken ct)
    {
        var zone = (await queries.Ask(new TenantProfile(), ct)).TimeZone;
        var now = clock.GetUtcNow();
        var first = from ?? BusinessTime.Today(now, zone);
        var last = to ?? first.AddDays(13);
        if (last < first || last > first.AddDays(60)) throw RuleViolation.Invalid("to", "From the first day to 60 days later.");
        var suppliers = (await queries.Ask(new SupplierCatalog(first), ct)).Where(s => s.Status is "approved" or "preferred").ToList();
        var open = (await db.Orders.AsNoTracking().WhereOpen().Where(o => o.RequiredDeliveryDate <= last || o.EstimatedDeliveryDate <= last).ToListAsync(ct)).ToLookup(o => (o.SupplierId, o.ExpectedOn));
        var entries = new List<Entry>();
        for (var day = first; day <= last; day = day.AddDays(1))
            foreach (var supplier in suppliers)
            {
                var (calendar, orders) = (KeepOrders.Calendar(supplier), open[(supplier.Id, day)].Select(o => new Expected(o.Id, o.Number, o.Status)).ToList());
                if (!calendar.DeliversOn(day) && orders.Count == 0) continue;
                var orderBy = KeepOrders.OrderBy(calendar, day, zone);
                entries.Add(new Entry(day, supplier.Id, supplier.Code, supplier.Name, orderBy, orderBy >= now, orders));
            }
        return new(entries);
    }
}

internal static class AnswerOrders
{
    internal static async Task<IReadOnlyList<OpenOrderAnswer>> Open(OpenOrders query, ProcurementDb db, CancellationToken ct)
    {
        var orders = await db.Orders.AsNoTracking().Where(o => o.Status != PurchaseOrderStatus.Cancelled && o.Status != PurchaseOrderStatus.Closed && o.Status != PurchaseOrderStatus.Received && o.Status != PurchaseOrderStatus.Rejected).ToListAsync(ct);
        return [.. orders.OrderBy(o => o.Number, StringComparer.Ordinal).SelectMany(o => o.Lines.Where(l => l.RemainingQuantity > 0).OrderBy(l => l.Position)
            .Select(l => new OpenOrderAnswer(o.Id, o.Number, o.SupplierId, Wire.Name(o.Status), l.ItemId, l.RemainingQuantity, o.ExpectedOn)))];
    }

    internal static async Task<IReadOnlyList<PendingApproval>> Pending(PendingApprovals query, ProcurementDb db, CancellationToken ct) =>
        [.. (await db.Orders.AsNoTracking().Where(o => o.Status == PurchaseOrderStatus.PendingApproval).OrderBy(o => o.OrderBy).ThenBy(o => o.Number).ToListAsync(ct))
            .Select(o => new PendingApproval(o.Id, o.Number, o.SupplierName, o.Total, o.OrderBy, o.ApprovalBlockedBy, o.Reasoning))];
}
