using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Sales.Records;

/// <summary>Where a sale was made.</summary>
public enum SaleChannel { InStore, Online, Wholesale, Manual }

/// <summary>Who told of a sale.</summary>
public enum SaleSource { Pos, Till, Import, Manual, Order, Demo }

/// <summary>One sale, or one product's sales of a day from a daily file.</summary>
[NotAudited("Sales come by the hundred thousand and carry their source and creator; changes by people are kept in their own rows.")]
internal sealed class SaleRecord : ITenantOwned, IVersioned
{
    private static readonly Guid Space = new("7f1a54b2-6a0e-4c64-9a43-0a8f0b2f6c01");

    private SaleRecord() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid ItemId { get; private set; }
    public Guid LocationId { get; private set; }
    public DateTimeOffset SoldAt { get; private set; }
    public DateOnly BusinessDay { get; private set; }
    public decimal Quantity { get; private set; }
    public decimal? UnitPrice { get; private set; }
    public decimal Revenue { get; private set; }
    public decimal Discount { get; private set; }
    public decimal? CostAtSale { get; private set; }
    public SaleChannel Channel { get; private set; }
    public SaleSource Source { get; private set; }
    public string? ExternalId { get; private set; }
    public Guid? ImportId { get; private set; }
    public Guid? CreatedBy { get; private set; }

    /// <summary>Equal for two records of the same sale.</summary>
    public Guid Dedup { get; private set; }
    public int Version { get; private set; }

    public static SaleRecord Create(Guid id, SaleFacts f, SaleSource source, string? externalId, Guid? by) => new()
    {
        Id = id, ItemId = f.ItemId, LocationId = f.LocationId, SoldAt = f.SoldAt, BusinessDay = f.BusinessDay,
        Quantity = Rounding.FourDecimals(f.Quantity), UnitPrice = f.UnitPrice, Revenue = Rounding.Cents(f.Revenue), Discount = Rounding.Cents(f.Discount),
        Channel = f.Channel, Source = source, ExternalId = externalId, CreatedBy = by,
        // A sale typed in by a person is never a duplicate of another one.
        Dedup = externalId is null ? id : KeyOf(source, externalId),
    };

    public void Change(decimal quantity, decimal? unitPrice, decimal revenue, SaleChannel channel)
    {
        if (Source is not (SaleSource.Manual or SaleSource.Import)) throw new RuleViolation("sale_not_editable", "Only manual and imported sales can be changed; a till's sale is corrected by a refund.", 409);
        (Quantity, UnitPrice, Revenue, Channel) = (Rounding.FourDecimals(quantity), unitPrice, Rounding.Cents(revenue), channel);
    }

    /// <summary>Source and external id say that two sales are one.</summary>
    public static Guid KeyOf(SaleSource source, string externalId) => Ids.From(Space, $"{Wire.Name(source)}|{externalId}");
}

/// <summary>What is known of a sale.</summary>
internal sealed record SaleFacts(Guid ItemId, Guid LocationId, DateTimeOffset SoldAt, DateOnly BusinessDay, decimal Quantity, decimal? UnitPrice, decimal Revenue, decimal Discount, SaleChannel Channel);

/// <summary>What an import overwrote, to be put back by its undo.</summary>
[NotAudited("A copy kept for the undo of an import.")]
internal sealed class PreviousSale : ITenantOwned
{
    private PreviousSale() { }

    public Guid ImportId { get; private set; }
    public Guid SaleId { get; private set; }
    public Guid TenantId { get; private set; }
    public decimal Quantity { get; private set; }
    public decimal? UnitPrice { get; private set; }
    public decimal Revenue { get; private set; }
    public decimal Discount { get; private set; }
}

/// <summary>A sale as people see it.</summary>
public sealed record SaleView(Guid Id, Guid ItemId, Guid LocationId, DateTimeOffset SoldAt, DateOnly BusinessDay, decimal Quantity, decimal? UnitPrice, decimal Revenue, decimal Discount,
    SaleChannel Channel, SaleSource Source, string? ExternalId, Guid? ImportId, int Version) : IVersioned
{
    internal static SaleView Of(SaleRecord r) => new(r.Id, r.ItemId, r.LocationId, r.SoldAt, r.BusinessDay, r.Quantity, r.UnitPrice, r.Revenue, r.Discount, r.Channel, r.Source, r.ExternalId, r.ImportId, r.Version);
}
