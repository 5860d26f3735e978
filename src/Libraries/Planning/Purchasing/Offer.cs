namespace Bakery.Planning.Purchasing;

/// <summary>A lower price from a number of packs on.</summary>
/// <param name="FromPacks">First pack count with this price.</param>
/// <param name="UnitPrice">Price of one stock unit in EUR.</param>
public sealed record PriceTier(int FromPacks, decimal UnitPrice);

/// <summary>Standing of a supplier.</summary>
public enum SupplierStanding
{
    /// <summary>Not yet approved.</summary>
    PendingApproval,

    /// <summary>May be ordered from.</summary>
    Approved,

    /// <summary>Ordered from first.</summary>
    Preferred,

    /// <summary>Not in use.</summary>
    Inactive,

    /// <summary>Must not be ordered from.</summary>
    Blacklisted,
}

/// <summary>A row of a supplier's price list with what planning must know of the supplier.</summary>
public sealed record Offer
{
    /// <summary>The supplier.</summary>
    public required Guid SupplierId { get; init; }

    /// <summary>Its code; orders are numbered in this order.</summary>
    public required string SupplierCode { get; init; }

    /// <summary>Its standing.</summary>
    public required SupplierStanding Standing { get; init; }

    /// <summary>Trust score 0 to 100.</summary>
    public required decimal Trust { get; init; }

    /// <summary>Its calendar.</summary>
    public required SupplierCalendar Calendar { get; init; }

    /// <summary>The item.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>Stock units in a pack.</summary>
    public required decimal PackQuantity { get; init; }

    /// <summary>List price of one stock unit in EUR.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>Smallest order the supplier accepts, EUR net.</summary>
    public decimal MinimumOrderAmount { get; init; }

    /// <summary>Fewest packs the supplier sells.</summary>
    public int MinPacks { get; init; } = 1;

    /// <summary>Lower prices for more packs, in any order.</summary>
    public IReadOnlyList<PriceTier> Tiers { get; init; } = [];

    /// <summary>Place in the supplier's price list; lines of an order follow it.</summary>
    public int Position { get; init; }

    /// <summary>Whether a contract binds the bakery to this supplier for the item.</summary>
    public bool IsContract { get; init; }

    /// <summary>Price of one stock unit when this many packs are bought.</summary>
    public decimal PriceFor(int packs) =>
        Tiers.Where(tier => tier.FromPacks <= packs).OrderByDescending(tier => tier.FromPacks).FirstOrDefault()?.UnitPrice ?? UnitPrice;

    /// <summary>Line total in EUR, to the cent.</summary>
    public decimal TotalFor(int packs) => Rounding.HalfAway(packs * PackQuantity * PriceFor(packs), 2);

    /// <summary>Whole packs that hold a quantity.</summary>
    public int PacksFor(decimal quantity) => quantity <= 0 ? 0 : (int)(Rounding.UpTo(quantity, PackQuantity) / PackQuantity);

    /// <summary>What a quantity costs in EUR once it is rounded up to packs and to the fewest packs sold.</summary>
    public decimal CostOf(decimal quantity) => quantity <= 0 ? 0m : TotalFor(Math.Max(MinPacks, PacksFor(quantity)));
}
