using System.Text.Json;
using Bakery.Contracts.Suppliers;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Suppliers.PriceLists;

/// <summary>What an item costs at a supplier from a day on. Prices in EUR per stock unit, net of tax.</summary>
internal sealed class PriceRow : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public Guid SupplierId { get; private set; }
    public Guid ItemId { get; private set; }
    public string PackUnit { get; private set; } = "";
    public decimal PackQuantity { get; private set; }
    public decimal UnitPrice { get; private set; }
    public int MinPacks { get; private set; }
    public string Tiers { get; private set; } = "[]";
    public DateOnly EffectiveFrom { get; private set; }
    public DateOnly? EffectiveTo { get; private set; }
    public string? SupplierSku { get; private set; }
    public bool IsContract { get; private set; }
    public int Position { get; private set; }

    public IReadOnlyList<TierAnswer> PriceTiers => JsonSerializer.Deserialize<List<TierAnswer>>(Tiers, Wire.Lenient)!;

    public static PriceRow Create(Guid id, Guid supplierId, PriceForm.Data data, DateOnly from, int position)
    {
        var row = new PriceRow { Id = id, SupplierId = supplierId, ItemId = data.ItemId };
        row.Change(data, from, position);
        return row;
    }

    public void Change(PriceForm.Data d, DateOnly from, int position)
    {
        if (d.ItemId != ItemId) throw RuleViolation.Invalid("item_id", "The item of a row is fixed.");
        if (Broken(d, from) is { } broken) throw RuleViolation.Invalid(broken.Field, broken.Rule);
        var tiers = TiersOf(d);
        (PackUnit, PackQuantity, UnitPrice, MinPacks) = (d.PackUnit, d.PackQuantity, Rounding.FourDecimals(d.UnitPrice), d.MinPacks);
        (EffectiveFrom, EffectiveTo, SupplierSku, IsContract, Position) = (from, d.EffectiveTo, d.SupplierSku, d.IsContract, position);
        Tiers = JsonSerializer.Serialize(tiers.Select(t => new TierAnswer(t.FromPacks, t.UnitPrice)), Wire.Lenient);
    }

    /// <summary>The first rule that the figures of a row break, with its field; null when they are possible.</summary>
    public static (string Field, string Rule)? Broken(PriceForm.Data d, DateOnly from)
    {
        if (d.PackQuantity is <= 0 or > 1_000_000) return ("pack_quantity", "Above zero, at most 1,000,000.");
        if (d.UnitPrice is < 0 or > 1_000_000) return ("unit_price", "Between 0 and 1,000,000.");
        if (d.MinPacks is < 1 or > 100_000) return ("min_packs", "At least 1.");
        if (d.EffectiveTo < from) return ("effective_to", "Not before effective_from.");
        var tiers = TiersOf(d);
        return tiers.Any(t => t.FromPacks < 2 || t.UnitPrice is < 0 or > 1_000_000) || tiers.Select(t => t.FromPacks).Distinct().Count() != tiers.Count ? ("tiers", "Each tier starts at its own pack count of at least 2.") : null;
    }

    private static List<PriceForm.Tier> TiersOf(PriceForm.Data d) => [.. (d.Tiers ?? []).OrderBy(t => t.FromPacks)];

    /// <summary>Price of a stock unit when this quantity is bought.</summary>
    public decimal PriceFor(decimal quantity) => PriceTiers.Where(t => t.FromPacks * PackQuantity <= quantity).OrderByDescending(t => t.FromPacks).FirstOrDefault()?.UnitPrice ?? UnitPrice;

    public void EndOn(DateOnly day) => EffectiveTo = day;
}
