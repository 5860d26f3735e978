using Bakery.Contracts.Pos;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Pos.Products;

namespace Bakery.Pos.Imports;

/// <summary>Whether a till's sale has been handed on.</summary>
public enum TransactionState { Waiting, Completed }

/// <summary>One line of a till's sale.</summary>
internal sealed class PosTransactionLine
{
    private PosTransactionLine() { }

    public int Number { get; private set; }
    public Guid ProductId { get; private set; }
    public decimal Quantity { get; private set; }
    public decimal UnitPrice { get; private set; }
    public decimal Discount { get; private set; }
    public decimal Total { get; private set; }

    /// <summary>The money of the line is kept to the cent: what price times quantity does not explain is the discount.</summary>
    public static PosTransactionLine Create(int number, Guid product, decimal quantity, decimal? unitPrice, decimal total)
    {
        var price = Rounding.FourDecimals(unitPrice ?? (quantity == 0 ? 0 : Math.Abs(total / quantity)));
        return new PosTransactionLine { Number = number, ProductId = product, Quantity = Rounding.FourDecimals(quantity), UnitPrice = price, Discount = Rounding.FourDecimals(quantity * price - total), Total = Rounding.Cents(total) };
    }
}

/// <summary>A sale at a till. It is handed on when every product of it is known.</summary>
[NotAudited("A till's own record, kept as it came.")]
internal sealed class PosTransaction : ITenantOwned
{
    private PosTransaction() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid ConfigurationId { get; private set; }
    public Guid ImportId { get; private set; }
    public string ExternalId { get; private set; } = "";
    public Guid LocationId { get; private set; }
    public DateTimeOffset SoldAt { get; private set; }
    public DateOnly BusinessDay { get; private set; }
    public decimal Total { get; private set; }
    public TransactionState State { get; private set; }
    public List<PosTransactionLine> Lines { get; private set; } = [];

    public static PosTransaction Create(Guid id, Guid configuration, Guid import, string externalId, Guid location, DateTimeOffset soldAt, DateOnly day, IReadOnlyList<PosTransactionLine> lines) => new()
    {
        Id = id, ConfigurationId = configuration, ImportId = import, ExternalId = externalId, LocationId = location, SoldAt = soldAt, BusinessDay = day, Total = lines.Sum(l => l.Total), Lines = [.. lines],
    };

    /// <summary>Publishes the sale when nothing of it is unknown; lines of ignored products are left out.</summary>
    public void Complete(IReadOnlyDictionary<Guid, TillProduct> products, IBus bus)
    {
        if (State == TransactionState.Completed || Lines.Any(l => products[l.ProductId].State == TillProductState.Unknown)) return;
        State = TransactionState.Completed;
        var known = Lines.Where(l => products[l.ProductId].ItemId is not null).Select(l => new PosLine(l.Number, products[l.ProductId].ItemId!.Value, l.Quantity, l.UnitPrice, l.Discount)).ToList();
        if (known.Count > 0) bus.Publish(new PosSaleCompleted(Id, $"{ConfigurationId:N}:{ExternalId}", LocationId, SoldAt, known, null));
    }
}

/// <summary>A till's sale as people see it.</summary>
public sealed record TransactionView(Guid Id, Guid ConfigurationId, Guid ImportId, string ExternalId, Guid LocationId, DateTimeOffset SoldAt, DateOnly BusinessDay, decimal Total, TransactionState State, IReadOnlyList<TransactionLineView> Lines)
{
    internal static TransactionView Of(PosTransaction t) => new(t.Id, t.ConfigurationId, t.ImportId, t.ExternalId, t.LocationId, t.SoldAt, t.BusinessDay, t.Total, t.State,
        [.. t.Lines.Select(l => new TransactionLineView(l.Number, l.ProductId, l.Quantity, l.UnitPrice, l.Discount, l.Total))]);
}

public sealed record TransactionLineView(int Number, Guid ProductId, decimal Quantity, decimal UnitPrice, decimal Discount, decimal Total);

/// <summary>One uploaded file of a till.</summary>
internal sealed class TillImport : ITenantOwned
{
    private TillImport() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid ConfigurationId { get; private set; }
    public string FileName { get; private set; } = "";
    public string Signature { get; private set; } = "";
    public int Rows { get; private set; }
    public int Added { get; private set; }
    public int Repeated { get; private set; }
    public int Waiting { get; private set; }
    public decimal Units { get; private set; }
    public decimal Total { get; private set; }
    public int ErrorCount { get; private set; }
    public string Errors { get; private set; } = "[]";
    public DateTimeOffset CreatedAt { get; private set; }

    public static TillImport Create(Guid id, Guid configuration, string fileName, DateTimeOffset now) => new() { Id = id, ConfigurationId = configuration, FileName = fileName.Length > 200 ? fileName[^200..] : fileName, CreatedAt = now };

    public void Read(string signature, int rows, decimal units, decimal total, int errorCount, string errors) => (Signature, Rows, Units, Total, ErrorCount, Errors) = (signature, rows, units, total, errorCount, errors);
    public void Stored(int added, int repeated, int waiting) => (Added, Repeated, Waiting) = (added, repeated, waiting);
}
