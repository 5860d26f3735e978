namespace Bakery.SalesFiles.Prices;

/// <summary>What one article costs, with its cheaper prices for more.</summary>
public sealed record PriceListRow
{
    /// <summary>Physical row in the file, from 1.</summary>
    public required int Row { get; init; }

    /// <summary>Name as written, trimmed; the reference where the list has no names.</summary>
    public required string Product { get; init; }

    public string? Sku { get; init; }

    /// <summary>Kind of pack (sack, bag, box, carton, pack), or null.</summary>
    public string? PackUnit { get; init; }

    /// <summary>What a pack holds, in <see cref="PackMeasure"/>; null when the list does not say.</summary>
    public decimal? PackQuantity { get; init; }

    /// <summary>kg, g, l, ml or piece; null = the unit in which the article is kept.</summary>
    public string? PackMeasure { get; init; }

    /// <summary>EUR; per pack when <see cref="IsPerPack"/>, else per kg, litre or piece.</summary>
    public required decimal Price { get; init; }

    /// <summary>True: <see cref="Price"/> and the tiers are for a pack.</summary>
    public bool IsPerPack { get; init; }

    /// <summary>Fewest packs sold, at least 1.</summary>
    public int MinPacks { get; init; } = 1;

    /// <summary>Cheaper prices for more, by rising number of packs.</summary>
    public IReadOnlyList<PriceListTier> Tiers { get; init; } = [];

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }
}

/// <summary>A price from so many packs on, in the measure of its row's price.</summary>
public sealed record PriceListTier(int FromPacks, decimal Price);
