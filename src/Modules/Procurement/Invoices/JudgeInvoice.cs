using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Bakery.Planning.Purchasing;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Invoices;

/// <summary>The three-way match and what people decide after it.</summary>
internal static class JudgeInvoice
{
    private const string Mismatch = "procurement.invoice_mismatch";

    /// <param name="Reason">Needed when the invoice does not match.</param>
    /// <param name="UpdatePriceList">Takes accepted prices into the supplier's price list from the invoice's date on.</param>
    public sealed record ApproveRequest([property: MaxLength(500)] string? Reason = null, bool UpdatePriceList = false);
    public sealed record Reasoned([property: Required, Length(2, 500)] string Reason);
    public sealed record PaidRequest(DateOnly? PaidOn = null);

    internal static async Task<InvoiceForm.View> Match(Guid id, ProcurementDb db, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var found = await db.Atomically(async () =>
        {
            var invoice = await KeepInvoices.Find(id, db, ct);
            // Two invoices of one order must not both be told that its goods are still to be invoiced.
            await db.LockAsync($"match:{invoice.PurchaseOrderId}", ct);
            var order = invoice.PurchaseOrderId is { } orderId ? await db.FindOrder(orderId, ct) : null;
            var profile = await book.Profile(ct);
            var tolerance = new MatchTolerance(profile.Number("procurement", "invoice_price_percent"), profile.Number("procurement", "invoice_price_amount"), profile.Number("procurement", "invoice_total_amount"));
            invoice.Judge(InvoiceMatch.Of([.. invoice.Lines.Select(l => new InvoicedLine(l.PoItemId, l.Quantity, l.UnitPrice))], await Ordered(order, invoice.Id, db, ct), invoice.Net, tolerance));
            bus.Publish(new InvoiceMatched(invoice.Id, order?.Id, Wire.Name(invoice.Result!), invoice.Difference));
            if (invoice.Status == InvoiceStatus.Disputed) Tell(invoice, bus);
            else bus.Publish(new AlertCleared(Mismatch, EntityOf(invoice)));
            await db.SaveChangesAsync(ct);
            if (order is not null && invoice.Status == InvoiceStatus.Matched) await CloseOrder(order, db, bus, clock, ct);
            return invoice;
        }, ct);
        return await KeepInvoices.View(found, db, ct);
    }

    internal static async Task<InvoiceForm.View> Approve(Guid id, ApproveRequest request, ProcurementDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var approved = await db.Atomically(async () =>
        {
            var invoice = await KeepInvoices.Find(id, db, ct);
            invoice.Approve(request.Reason, db.Scope.Actor.Name, clock.GetUtcNow());
            bus.Publish(new AlertCleared(Mismatch, EntityOf(invoice)));
            var order = invoice.PurchaseOrderId is { } orderId ? await db.FindOrder(orderId, ct) : null;
            if (request.UpdatePriceList && order is not null)
                foreach (var line in invoice.Lines.Where(l => l.Result == MatchResult.PriceMismatch))
                    if (order.Lines.FirstOrDefault(o => o.Id == line.PoItemId) is { } ordered) bus.Publish(new InvoicePriceAccepted(invoice.SupplierId, ordered.ItemId, ordered.UnitPrice, line.UnitPrice, invoice.InvoiceDate));
            await db.SaveChangesAsync(ct);
            if (order is not null) await CloseOrder(order, db, bus, clock, ct);
            return invoice;
        }, ct);
        return await KeepInvoices.View(approved, db, ct);
    }

    internal static async Task<InvoiceForm.View> Dispute(Guid id, Reasoned request, ProcurementDb db, CancellationToken ct)
    {
        var invoice = await KeepInvoices.Find(id, db, ct);
        invoice.Dispute(request.Reason);
        await db.SaveChangesAsync(ct);
        return await KeepInvoices.View(invoice, db, ct);
    }

    internal static async Task<InvoiceForm.View> Pay(Guid id, PaidRequest request, ProcurementDb db, OrderBook book, CancellationToken ct)
    {
        var invoice = await KeepInvoices.Find(id, db, ct);
        invoice.Pay(request.PaidOn ?? await book.Today(ct));
        await db.SaveChangesAsync(ct);
        return await KeepInvoices.View(invoice, db, ct);
    }

    // Received, less what went back; and what invoices have asked for, but for the one that is judged.
    private static async Task<IReadOnlyDictionary<Guid, OrderedLine>> Ordered(PurchaseOrder? order, Guid? judged, ProcurementDb db, CancellationToken ct)
    {
        if (order is null) return new Dictionary<Guid, OrderedLine>();
        var returned = (await db.Returns.AsNoTracking().Where(r => r.PurchaseOrderId == order.Id).ToListAsync(ct)).SelectMany(r => r.Lines).ToLookup(l => l.PoItemId, l => l.Quantity);
        var invoiced = (await db.Invoices.AsNoTracking().Where(i => i.PurchaseOrderId == order.Id && i.Id != judged).ToListAsync(ct)).Where(i => i.Counts).SelectMany(i => i.Lines).Where(l => l.PoItemId is not null).ToLookup(l => l.PoItemId!.Value, l => l.Quantity);
        return order.Lines.ToDictionary(l => l.Id, l => new OrderedLine(l.ReceivedQuantity - returned[l.Id].Sum(), invoiced[l.Id].Sum(), l.UnitPrice));
    }

    // Received and invoiced: nothing more is to come of it.
    private static async Task CloseOrder(PurchaseOrder order, ProcurementDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        if (order.Status != PurchaseOrderStatus.Received || (await Ordered(order, null, db, ct)).Values.Any(l => l.InvoicedBefore < l.Received)) return;
        order.Close(clock.GetUtcNow());
        bus.Publish(new PurchaseOrderClosed(order.Facts()), OrderBook.SubjectOf(order));
        await db.SaveChangesAsync(ct);
    }

    private static void Tell(SupplierInvoice invoice, IBus bus) => bus.Publish(new AlertRaised(Mismatch, "medium", "action_needed", EntityOf(invoice), Math.Abs(invoice.Difference), null, 60, 100,
        new ReasoningData(Mismatch, new Dictionary<string, object?>
        {
            ["number"] = invoice.Number, ["supplier_name"] = invoice.SupplierName, ["amount"] = invoice.Difference.ToString("0.00", CultureInfo.InvariantCulture), ["result"] = Wire.Name(invoice.Result!),
        }, new Consequence("cost_increase", "medium")), Links: [new AlertLink("open", "GET", $"/procurement/invoices/{invoice.Id}")]));

    private static EntityRef EntityOf(SupplierInvoice invoice) => new("supplier_invoice", invoice.Id);
}
