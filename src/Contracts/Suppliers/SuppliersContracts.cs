using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Suppliers;

/// <summary>A supplier was created, changed, approved or blocked.</summary>
[Message("suppliers.supplier.changed", External = true, Live = "supplier_changed")]
public sealed record SupplierChanged(Guid SupplierId, string Code, string Status) : IMessage;

/// <summary>A price of a price list moved.</summary>
[Message("suppliers.price.changed")]
public sealed record PriceChanged(Guid SupplierId, Guid ItemId, decimal Old, decimal New, decimal Percent) : IMessage;

/// <summary>Every supplier with its calendar and price list as of a day.</summary>
public sealed record SupplierCatalog(DateOnly Day) : IQuery<IReadOnlyList<SupplierAnswer>>;

/// <param name="DeliveryWeekdays">ISO weekdays, 1 = Monday.</param>
/// <param name="Channel">email, whatsapp, phone, portal.</param>
/// <param name="PaymentTerms">prepaid, on_delivery, days7, days15, days30, days60, end_of_month30.</param>
public sealed record SupplierAnswer(Guid Id, string Code, string Name, string Status, string? Email, string Channel, string Language, int LeadTimeDays, TimeOnly Cutoff, IReadOnlyList<int> DeliveryWeekdays,
    IReadOnlyList<DateOnly> ClosedDates, decimal MinimumOrder, decimal TrustScore, int DeliveriesSoFar, IReadOnlyList<PriceAnswer> Prices, string PaymentTerms = "days30");

/// <param name="PackQuantity">Stock units in one pack.</param>
/// <param name="UnitPrice">EUR per stock unit, net of tax.</param>
/// <param name="Position">Order of the line in the supplier's price list.</param>
public sealed record PriceAnswer(Guid ItemId, string PackUnit, decimal PackQuantity, decimal UnitPrice, int MinPacks, IReadOnlyList<TierAnswer> Tiers, int Position, bool IsContract);
public sealed record TierAnswer(int FromPacks, decimal UnitPrice);
