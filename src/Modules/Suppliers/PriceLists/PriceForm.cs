using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Tenancy;

namespace Bakery.Suppliers.PriceLists;

internal static class PriceForm
{
    public sealed record Tier(int FromPacks, decimal UnitPrice);

    /// <param name="PackUnit">bag, box, sack, pack or carton.</param>
    /// <param name="PackQuantity">Stock units in one pack.</param>
    /// <param name="UnitPrice">EUR per stock unit, net of tax.</param>
    public sealed record Data(Guid ItemId, [property: Required, Length(1, 20)] string PackUnit, decimal PackQuantity, decimal UnitPrice, int MinPacks = 1, [property: MaxLength(20)] IReadOnlyList<Tier>? Tiers = null,
        DateOnly? EffectiveFrom = null, DateOnly? EffectiveTo = null, [property: MaxLength(60)] string? SupplierSku = null, bool IsContract = false, int? Position = null);

    public sealed record View(Guid Id, Guid SupplierId, Guid ItemId, string PackUnit, decimal PackQuantity, decimal UnitPrice, int MinPacks, IReadOnlyList<Tier> Tiers, DateOnly EffectiveFrom, DateOnly? EffectiveTo,
        string? SupplierSku, bool IsContract, int Position, int Version) : IVersioned;

    internal static View Of(PriceRow p) => new(p.Id, p.SupplierId, p.ItemId, p.PackUnit, p.PackQuantity, p.UnitPrice, p.MinPacks, [.. p.PriceTiers.Select(t => new Tier(t.FromPacks, t.UnitPrice))],
        p.EffectiveFrom, p.EffectiveTo, p.SupplierSku, p.IsContract, p.Position, p.Version);
}
