using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Suppliers;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Purchasing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.PurchaseOrders;

/// <summary>Creates, lists and edits purchase orders.</summary>
internal static class KeepOrders
{
    private static readonly Sorting<PurchaseOrder> Sort = new Sorting<PurchaseOrder>(o => o.Id, "-po_number").By("po_number", o => o.Number).By("required_delivery_date", o => o.RequiredDeliveryDate);

    public sealed record Request(Guid SupplierId, [property: MaxLength(200)] IReadOnlyList<PurchaseOrderForm.Line> Lines, DateOnly? RequiredDeliveryDate = null, [property: MaxLength(1000)] string? Notes = null,
        PurchaseOrderPriority Priority = PurchaseOrderPriority.Normal, [property: MaxLength(30)] string? PoNumber = null, decimal Shipping = 0m, decimal Discount = 0m);

    /// <summary>The full order. Without lines only notes and the estimated date change, which is allowed in every state.</summary>
    public sealed record EditRequest([property: MaxLength(200)] IReadOnlyList<PurchaseOrderForm.Line>? Lines = null, DateOnly? RequiredDeliveryDate = null, [property: MaxLength(1000)] string? Notes = null,
        PurchaseOrderPriority? Priority = null, DateOnly? EstimatedDeliveryDate = null, decimal? Shipping = null, decimal? Discount = null);

    internal static Task<Page<PurchaseOrderForm.View>> List(ProcurementDb db, [AsParameters] PageRequest page, [FromQuery(Name = "status")] string? status, [FromQuery(Name = "supplier_id")] Guid? supplierId, CancellationToken ct)
    {
        var rows = db.Orders.AsNoTracking();
        if (Wire.ParseOptional<PurchaseOrderStatus>(status, "status") is { } wanted) rows = rows.Where(o => o.Status == wanted);
        if (supplierId is { } supplier) rows = rows.Where(o => o.SupplierId == supplier);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(o => EF.Functions.ILike(o.Number, $"%{q}%") || EF.Functions.ILike(o.SupplierName, $"%{q}%"));
        return rows.ToPage(page, Sort, o => PurchaseOrderForm.Of(o, null), ct);
    }

    internal static async Task<PurchaseOrderForm.View> Show(Guid id, ProcurementDb db, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        return PurchaseOrderForm.Of(order, await Warnings(order, db, ct));
    }

    internal static async Task<Created<PurchaseOrderForm.View>> Handle(Request request, ProcurementDb db, OrderBook book, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var supplier = await book.Supplier(request.SupplierId, ct);
        if (supplier.Status == "blacklisted") throw new RuleViolation("supplier_blacklisted", $"{supplier.Name} is blocked.");
        var lines = await Lines(request.Lines, supplier, queries, ct);
        return await db.Atomically(async () =>
        {
            var number = string.IsNullOrWhiteSpace(request.PoNumber) ? await book.NextNumber("PO", ct) : request.PoNumber.Trim();
            if (await db.Orders.AnyAsync(o => o.Number == number, ct)) throw RuleViolation.Duplicate($"The order {number} exists already.");
            var order = await Draft(supplier, number, lines, request.RequiredDeliveryDate, null, db, book, bus, clock, ct);
            order.Describe(order.RequiredDeliveryDate, request.Notes, request.Priority);
            order.Charge(request.Shipping, request.Discount);
            order.Explain(new("manual_request", new Dictionary<string, object?> { ["requested_by"] = db.Scope.Actor.Name, ["note"] = request.Notes }), 0m);
            await db.SaveChangesAsync(ct);
            return TypedResults.Created($"purchase-orders/{order.Id}", PurchaseOrderForm.Of(order, await Warnings(order, db, ct)));
        }, ct);
    }

    /// <summary>A new draft for the supplier's first delivery, or for the day given.</summary>
    internal static async Task<PurchaseOrder> Draft(SupplierAnswer supplier, string number, IReadOnlyList<LineData> lines, DateOnly? wantedOn, Guid? planId, ProcurementDb db, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var (now, settings, calendar) = (clock.GetUtcNow(), await book.Profile(ct), Calendar(supplier));
        var local = BusinessTime.Local(now, settings.TimeZone);
        if (wantedOn is null && !calendar.Delivers(local)) throw RuleViolation.Invalid("required_delivery_date", "The supplier has no delivery day in sight: give a date.");
        var delivery = wantedOn ?? calendar.FirstDelivery(local);
        var order = PurchaseOrder.Create(Ids.New(clock), number, Snapshot(supplier), await book.Today(ct), delivery, OrderBy(calendar, delivery, settings.TimeZone), planId, now);
        order.Write(lines, () => Ids.New(clock), now);
        db.Add(order);
        bus.Publish(new PurchaseOrderCreated(order.Facts()), OrderBook.SubjectOf(order));
        return order;
    }

    internal static async Task<PurchaseOrderForm.View> Change(Guid id, EditRequest request, IfMatch match, ProcurementDb db, OrderBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        match.Require(order, () => PurchaseOrderForm.Of(order));
        var now = clock.GetUtcNow();
        if (request.Lines is { } wanted)
        {
            var supplier = await book.Supplier(order.SupplierId, ct);
            await Rewrite(order, await Lines(wanted, supplier, queries, ct), supplier, db, book, clock, ct, request.Shipping, request.Discount);
            order.Describe(request.RequiredDeliveryDate ?? order.RequiredDeliveryDate, request.Notes, request.Priority ?? order.Priority);
        }
        else if (request.RequiredDeliveryDate is not null || request.Priority is not null)
        {
            order.Describe(request.RequiredDeliveryDate ?? order.RequiredDeliveryDate, request.Notes, request.Priority ?? order.Priority);
        }
        order.Note(request.Notes, request.EstimatedDeliveryDate, now);
        db.Touch(order);
        await db.SaveChangesAsync(ct);
        return PurchaseOrderForm.Of(order, await Warnings(order, db, ct));
    }

    /// <summary>Puts other lines into an order that nobody has approved: before and after go into the audit, and the rules look again at one that waits.</summary>
    internal static async Task Rewrite(PurchaseOrder order, IReadOnlyList<LineData> lines, SupplierAnswer supplier, ProcurementDb db, OrderBook book, TimeProvider clock, CancellationToken ct,
        decimal? shipping = null, decimal? discount = null)
    {
        var before = order.Lines.Select(l => new { l.ProductName, l.Packs, l.UnitPrice }).ToList();
        order.Write(lines, () => Ids.New(clock), clock.GetUtcNow());
        order.Charge(shipping ?? order.Shipping, discount ?? Math.Min(order.Discount, order.Subtotal));
        db.Audit(clock, "lines_changed", "purchase_order", order.Id, changes: new { before, after = order.Lines.Select(l => new { l.ProductName, l.Packs, l.UnitPrice }) });
        if (order.Status == PurchaseOrderStatus.PendingApproval) await book.Judge(order, supplier, ct);
        db.Touch(order);
    }

    internal static async Task<NoContent> Delete(Guid id, IfMatch match, ProcurementDb db, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        match.Require(order, () => PurchaseOrderForm.Of(order));
        if (order.Status != PurchaseOrderStatus.Draft) throw new RuleViolation("in_use", "Only a draft is deleted; cancel the order instead.", 409);
        db.Remove(order);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    internal static async Task<Created<PurchaseOrderForm.View>> Duplicate(Guid id, ProcurementDb db, OrderBook book, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var source = await db.FindOrder(id, ct);
        var lines = source.Lines.OrderBy(l => l.Position).Select(l => new PurchaseOrderForm.Line(l.ItemId, l.Packs, l.UnitPrice, l.PackQuantity, l.PackUnit, l.ItemNotes)).ToList();
        return await Handle(new Request(source.SupplierId, lines, null, source.Notes, source.Priority), db, book, queries, bus, clock, ct);
    }

    internal static async Task<FileContentHttpResult> Pdf(Guid id, ProcurementDb db, OrderBook book, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        return TypedResults.File(PurchaseOrderPdf.Print(order, (await book.Profile(ct)).Name), "application/pdf", $"{order.Number}.pdf");
    }

    internal static SupplierSnapshot Snapshot(SupplierAnswer s) => new(s.Id, s.Code, s.Name, s.Email, s.Channel, s.Language, s.MinimumOrder);

    internal static SupplierCalendar Calendar(SupplierAnswer s) => new(s.LeadTimeDays, s.Cutoff, s.DeliveryWeekdays.Select(d => (DayOfWeek)(d % 7)).ToHashSet(), s.ClosedDates.ToHashSet());

    internal static DateTimeOffset OrderBy(SupplierCalendar calendar, DateOnly delivery, string zone)
    {
        var local = calendar.LatestOrder(delivery);
        return BusinessTime.Instant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), zone);
    }

    // The tier price of the price list counts unless the person wrote a price.
    internal static async Task<IReadOnlyList<LineData>> Lines(IReadOnlyList<PurchaseOrderForm.Line> lines, SupplierAnswer supplier, IQueryBus queries, CancellationToken ct)
    {
        if (lines.Count == 0) return [];
        var items = (await queries.Ask(new Items([.. lines.Select(l => l.ItemId).Distinct()]), ct)).ToDictionary(i => i.Id);
        return [.. lines.Select(l =>
        {
            if (!items.TryGetValue(l.ItemId, out var item)) throw RuleViolation.Invalid("lines", $"{l.ItemId} is not an item.");
            var price = supplier.Prices.FirstOrDefault(p => p.ItemId == l.ItemId);
            var pack = l.PackQuantity ?? price?.PackQuantity ?? throw RuleViolation.Invalid("pack_quantity", $"{item.Name} is not in the price list: give pack_quantity and unit_price.");
            var unit = l.UnitPrice ?? (price is null ? (decimal?)null : price.Tiers.Where(t => t.FromPacks <= l.Packs).OrderByDescending(t => t.FromPacks).FirstOrDefault()?.UnitPrice ?? price.UnitPrice)
                ?? throw RuleViolation.Invalid("unit_price", $"{item.Name} is not in the price list: give pack_quantity and unit_price.");
            return new LineData(l.ItemId, item.Name, l.PackUnit ?? price?.PackUnit ?? "pack", l.Packs, pack, item.StockUnit, unit, item.LastPurchasePrice, item.IsCritical, l.ItemNotes, null, [], item.TaxRatePercent ?? 0m);
        })];
    }

    private static async Task<IReadOnlyList<string>> Warnings(PurchaseOrder order, ProcurementDb db, CancellationToken ct)
    {
        if (!order.IsEditable) return [];
        var items = order.Lines.Select(l => l.ItemId).ToList();
        var others = await db.Orders.AsNoTracking().WhereOpen().AnyAsync(o => o.Id != order.Id && o.Lines.Any(l => items.Contains(l.ItemId)), ct);
        return [.. others ? ["possible_double_order"] : Array.Empty<string>(), .. order.Subtotal < order.SupplierMinimum ? ["below_supplier_minimum"] : Array.Empty<string>()];
    }
}
