using Bakery.Contracts.Shared;
using Bakery.Contracts.Suppliers;
using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Invoices;

/// <summary>Captures and lists suppliers' invoices.</summary>
internal static class KeepInvoices
{
    private static readonly Sorting<SupplierInvoice> Sort = new Sorting<SupplierInvoice>(i => i.Id, "-invoice_date").By("invoice_date", i => i.InvoiceDate);

    public sealed record Request(Guid SupplierId, InvoiceForm.Data Data);

    internal static Task<Page<InvoiceForm.View>> List(ProcurementDb db, [AsParameters] PageRequest page, [FromQuery(Name = "status")] string? status, [FromQuery(Name = "supplier_id")] Guid? supplierId,
        [FromQuery(Name = "purchase_order_id")] Guid? purchaseOrderId, CancellationToken ct)
    {
        var rows = db.Invoices.AsNoTracking();
        if (Wire.ParseOptional<InvoiceStatus>(status, "status") is { } wanted) rows = rows.Where(i => i.Status == wanted);
        if (supplierId is { } supplier) rows = rows.Where(i => i.SupplierId == supplier);
        if (purchaseOrderId is { } order) rows = rows.Where(i => i.PurchaseOrderId == order);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(i => EF.Functions.ILike(i.Number, $"%{q}%") || EF.Functions.ILike(i.SupplierName, $"%{q}%"));
        return rows.ToPage(page, Sort, i => InvoiceForm.Of(i, null), ct);
    }

    internal static async Task<InvoiceForm.View> Show(Guid id, ProcurementDb db, CancellationToken ct) => await View(await Find(id, db, ct), db, ct);

    internal static async Task<Created<InvoiceForm.View>> Handle(Request request, ProcurementDb db, OrderBook book, TimeProvider clock, CancellationToken ct)
    {
        var supplier = await book.Supplier(request.SupplierId, ct);
        var invoice = SupplierInvoice.Create(Ids.New(clock), supplier.Id, supplier.Name);
        await Capture(invoice, request.Data, supplier, db, ct);
        db.Add(invoice);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"invoices/{invoice.Id}", await View(invoice, db, ct));
    }

    internal static async Task<InvoiceForm.View> Change(Guid id, InvoiceForm.Data request, IfMatch match, ProcurementDb db, OrderBook book, CancellationToken ct)
    {
        var invoice = await Find(id, db, ct);
        match.Require(invoice, () => InvoiceForm.Of(invoice));
        await Capture(invoice, request, await book.Supplier(invoice.SupplierId, ct), db, ct);
        await db.SaveChangesAsync(ct);
        return await View(invoice, db, ct);
    }

    /// <summary>Keeps the scanned paper: a PDF or a picture.</summary>
    internal static async Task<InvoiceForm.View> Upload(Guid id, IFormFile file, ProcurementDb db, CancellationToken ct)
    {
        var invoice = await Find(id, db, ct);
        var (type, content) = await ScannedPaper.Read(file, ct);
        var stored = await db.InvoiceFiles.FirstOrDefaultAsync(f => f.InvoiceId == id, ct);
        if (stored is null) db.Add(stored = new InvoiceFile { InvoiceId = id });
        (stored.ContentType, stored.Content) = (type, content);
        invoice.Scanned(file.FileName);
        await db.SaveChangesAsync(ct);
        return await View(invoice, db, ct);
    }

    internal static async Task<FileContentHttpResult> Download(Guid id, ProcurementDb db, CancellationToken ct)
    {
        var invoice = await Find(id, db, ct);
        var file = await db.InvoiceFiles.AsNoTracking().FirstOrDefaultAsync(f => f.InvoiceId == id, ct) ?? throw RuleViolation.NotFound("The file");
        return TypedResults.File(file.Content, file.ContentType, invoice.FileName);
    }

    internal static async Task<SupplierInvoice> Find(Guid id, ProcurementDb db, CancellationToken ct) => await db.Invoices.FirstOrDefaultAsync(i => i.Id == id, ct) ?? throw RuleViolation.NotFound("The invoice");

    internal static async Task<InvoiceForm.View> View(SupplierInvoice invoice, ProcurementDb db, CancellationToken ct) =>
        InvoiceForm.Of(invoice, invoice.PurchaseOrderId is { } order ? await db.Orders.AsNoTracking().FirstOrDefaultAsync(o => o.Id == order, ct) : null);

    private static async Task Capture(SupplierInvoice invoice, InvoiceForm.Data data, SupplierAnswer supplier, ProcurementDb db, CancellationToken ct)
    {
        if (data.PurchaseOrderId is { } orderId)
        {
            var order = await db.FindOrder(orderId, ct);
            if (order.SupplierId != supplier.Id) throw RuleViolation.Invalid("purchase_order_id", "An order of this supplier.");
            if (data.Lines.Any(l => l.PoItemId is { } line && order.Lines.All(o => o.Id != line))) throw RuleViolation.Invalid("po_item_id", "The order has no such line.");
        }
        else if (data.Lines.Any(l => l.PoItemId is not null)) throw RuleViolation.Invalid("purchase_order_id", "Which order?");
        invoice.Capture(data, data.DueDate ?? DueOn(data.InvoiceDate, supplier.PaymentTerms));
        var (number, year) = (invoice.Number, invoice.Year);
        if (await db.Invoices.AnyAsync(i => i.SupplierId == supplier.Id && i.Year == year && i.Number == number && i.Id != invoice.Id, ct))
            throw new RuleViolation("duplicate_invoice", $"The invoice {number} of {supplier.Name} was captured already.", 409);
    }

    /// <summary>When an invoice is due by the supplier's payment terms.</summary>
    internal static DateOnly DueOn(DateOnly date, string terms) => terms switch
    {
        "prepaid" or "on_delivery" => date,
        "days7" => date.AddDays(7),
        "days15" => date.AddDays(15),
        "days60" => date.AddDays(60),
        "end_of_month30" => new DateOnly(date.AddDays(30).Year, date.AddDays(30).Month, 1).AddMonths(1).AddDays(-1),
        _ => date.AddDays(30),
    };
}
