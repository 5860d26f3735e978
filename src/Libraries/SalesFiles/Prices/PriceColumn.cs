namespace Bakery.SalesFiles.Prices;

/// <summary>What a column of a supplier's price list means.</summary>
public enum PriceColumn
{
    Ignored,

    /// <summary>Name of the article.</summary>
    Product,

    /// <summary>The supplier's own reference.</summary>
    Sku,

    /// <summary>How it comes, e.g. <c>Saco 25 kg</c>.</summary>
    Pack,

    /// <summary>What a pack holds.</summary>
    PackQuantity,

    /// <summary>EUR per kg, litre or piece.</summary>
    UnitPrice,

    /// <summary>EUR per pack.</summary>
    PackPrice,

    /// <summary>Fewest packs sold.</summary>
    MinPacks,

    /// <summary>The row's price counts from so many packs on.</summary>
    FromPacks,

    /// <summary>Price from as many packs on as the header says, e.g. <c>Desde 10</c>.</summary>
    TierPrice,

    ValidFrom,
    ValidTo,
}

/// <summary>One column as understood.</summary>
/// <param name="Index">Position from 0.</param>
/// <param name="Name">Header text, or <c>column 3</c>.</param>
/// <param name="Role">Its meaning.</param>
public sealed record PriceListColumn(int Index, string Name, PriceColumn Role);

/// <summary>How a price list is read; given back it replaces the guess.</summary>
/// <param name="HeaderRow">Row of the header, from 1; 0 when there is none.</param>
/// <param name="Roles">Column position from 0 to meaning.</param>
/// <param name="DecimalComma">True: 1.234,50.</param>
public sealed record PriceListMapping(int HeaderRow, IReadOnlyDictionary<int, PriceColumn> Roles, bool DecimalComma);
