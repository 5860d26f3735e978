using System.Text.Json;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.Purchasing;

namespace Bakery.Procurement.Invoices;

/// <summary>Life of a supplier's invoice.</summary>
internal enum InvoiceStatus { Captured, Matched, Disputed, Approved, Paid }

/// <summary>An invoice of a supplier. Amounts in EUR.</summary>
internal sealed class SupplierInvoice : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Number { get; private set; } = "";
    public int Year { get; private set; }
    public Guid SupplierId { get; private set; }
    public string SupplierName { get; private set; } = "";
    public Guid? PurchaseOrderId { get; private set; }
    public DateOnly InvoiceDate { get; private set; }
    public DateOnly DueDate { get; private set; }
    public decimal Net { get; private set; }
    public decimal Tax { get; private set; }
    public decimal Total { get; private set; }
    public InvoiceStatus Status { get; private set; }
    public MatchResult? Result { get; private set; }
    public decimal Difference { get; private set; }
    public decimal SumDifference { get; private set; }
    public string? DisputeReason { get; private set; }
    public string? AcceptReason { get; private set; }
    public string? ApprovedBy { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    public DateOnly? PaidOn { get; private set; }
    public string? FileName { get; private set; }
    public string Body { get; private set; } = "[]";

    public IReadOnlyList<InvoiceForm.StoredLine> Lines => JsonSerializer.Deserialize<List<InvoiceForm.StoredLine>>(Body, Wire.Lenient)!;

    /// <summary>What counts as invoiced when the next invoice comes.</summary>
    public bool Counts => Status is InvoiceStatus.Matched or InvoiceStatus.Approved or InvoiceStatus.Paid;

    public static SupplierInvoice Create(Guid id, Guid supplierId, string supplierName) => new() { Id = id, SupplierId = supplierId, SupplierName = supplierName };

    /// <summary>What is on the paper; allowed until somebody has approved it, and then it is matched anew.</summary>
    public void Capture(InvoiceForm.Data data, DateOnly dueDate)
    {
        Need(InvoiceStatus.Captured, InvoiceStatus.Captured, InvoiceStatus.Matched, InvoiceStatus.Disputed);
        if (data.Net is < 0 or > 100_000_000 || data.Tax is < 0 or > 100_000_000) throw RuleViolation.Invalid("net", "Between 0 and 100,000,000.");
        if (Math.Abs(data.Net + data.Tax - data.Total) > 0.05m) throw RuleViolation.Invalid("total", "Net and tax add up to the total.");
        if (dueDate < data.InvoiceDate) throw RuleViolation.Invalid("due_date", "Not before the invoice's date.");
        foreach (var line in data.Lines)
        {
            if (line.Quantity is <= 0 or > 1_000_000_000) throw RuleViolation.Invalid("quantity", "Above zero.");
            if (line.UnitPrice is < 0 or > 1_000_000) throw RuleViolation.Invalid("unit_price", "Between 0 and 1,000,000.");
            if (line.PoItemId is null && string.IsNullOrWhiteSpace(line.Description)) throw RuleViolation.Invalid("description", "Say what it is.");
        }
        (Number, Year, PurchaseOrderId, InvoiceDate, DueDate) = (data.Number.Trim(), data.InvoiceDate.Year, data.PurchaseOrderId, data.InvoiceDate, dueDate);
        (Net, Tax, Total) = (Rounding.Cents(data.Net), Rounding.Cents(data.Tax), Rounding.Cents(data.Total));
        (Status, Result, Difference, SumDifference, DisputeReason) = (InvoiceStatus.Captured, null, 0m, 0m, null);
        Write([.. data.Lines.Select(l => new InvoiceForm.StoredLine(l.PoItemId, l.Description?.Trim(), l.Quantity, Rounding.FourDecimals(l.UnitPrice), null, 0m, 0m, 0m))]);
    }

    /// <summary>Takes the result of the match: as ordered and received, or disputed.</summary>
    public void Judge(InvoiceMatch match)
    {
        Need(InvoiceStatus.Matched, InvoiceStatus.Captured, InvoiceStatus.Matched, InvoiceStatus.Disputed);
        (Status, Result, Difference, SumDifference) = (match.Result == MatchResult.Matched ? InvoiceStatus.Matched : InvoiceStatus.Disputed, match.Result, match.Difference, match.SumDifference);
        Write([.. Lines.Zip(match.Lines, (line, found) => line with { Result = found.Result, QuantityDifference = found.QuantityDifference, PriceDifference = found.PriceDifference, Difference = found.Difference })]);
    }

    /// <summary>A person's yes. What does not match needs a reason.</summary>
    public void Approve(string? reason, string by, DateTimeOffset now)
    {
        Need(InvoiceStatus.Approved, InvoiceStatus.Matched, InvoiceStatus.Disputed);
        if (Status == InvoiceStatus.Disputed && string.IsNullOrWhiteSpace(reason)) throw new RuleViolation("invoice_disputed", "This invoice differs from what came: say why it is accepted.");
        (Status, AcceptReason, ApprovedBy, ApprovedAt) = (InvoiceStatus.Approved, reason, by, now);
    }

    public void Dispute(string reason)
    {
        Need(InvoiceStatus.Disputed, InvoiceStatus.Captured, InvoiceStatus.Matched, InvoiceStatus.Disputed);
        (Status, DisputeReason) = (InvoiceStatus.Disputed, reason);
    }

    public void Pay(DateOnly on)
    {
        Need(InvoiceStatus.Paid, InvoiceStatus.Approved);
        (Status, PaidOn) = (InvoiceStatus.Paid, on);
    }

    public void Scanned(string fileName) => FileName = fileName.Length > 200 ? fileName[^200..] : fileName;

    private void Write(IReadOnlyList<InvoiceForm.StoredLine> lines) => Body = JsonSerializer.Serialize(lines, Wire.Lenient);

    private void Need(InvoiceStatus to, params InvoiceStatus[] from)
    {
        if (!from.Contains(Status)) throw RuleViolation.Transition($"Invoice {Number}", Status, to);
    }
}

/// <summary>The scanned paper.</summary>
[NotAudited("The file of an invoice, which is audited itself.")]
internal sealed class InvoiceFile : ITenantOwned
{
    public Guid InvoiceId { get; init; }
    public Guid TenantId { get; init; }
    public string ContentType { get; set; } = "";
    public byte[] Content { get; set; } = [];
}
