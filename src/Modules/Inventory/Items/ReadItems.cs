using System.ComponentModel.DataAnnotations;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Items;

internal static class ReadItems
{
    private static readonly Sorting<Item> Order = new Sorting<Item>(i => i.Id, "name").By("name", i => i.Name).By("sku", i => i.Sku);

    public sealed record BatchRequest([property: Required, Length(1, 500)] IReadOnlyList<Guid> Ids);
    public sealed record BatchItem(ItemForm.View Item, decimal OnHand, decimal Available);

    internal static Task<Page<ItemForm.View>> Handle(InventoryDb db, [AsParameters] PageRequest page, [FromQuery(Name = "item_type")] string? itemType,
        [FromQuery(Name = "category")] string? category, [FromQuery(Name = "include_archived")] bool? includeArchived, CancellationToken ct)
    {
        var items = db.Items.AsNoTracking();
        if (includeArchived != true) items = items.Where(i => i.IsActive);
        if (Wire.ParseOptional<ItemType>(itemType, "item_type") is { } type) items = items.Where(i => i.ItemType == type);
        if (Wire.ParseOptional<IngredientCategory>(category, "category") is { } family) items = items.Where(i => i.IngredientCategory == family);
        if (page.Q is { Length: > 0 } q) items = items.Where(i => EF.Functions.ILike(i.Name, $"%{q}%") || EF.Functions.ILike(i.Sku, $"%{q}%"));
        return items.ToPage(page, Order, i => ItemForm.Of(i), ct);
    }

    internal static async Task<ItemForm.View> One(Guid id, InventoryDb db, CancellationToken ct) => ItemForm.Of(await db.FindItem(id, ct));

    internal static async Task<IReadOnlyList<BatchItem>> Batch(BatchRequest request, InventoryDb db, CancellationToken ct)
    {
        var items = await db.Items.AsNoTracking().Where(i => request.Ids.Contains(i.Id)).OrderBy(i => i.Name).ToListAsync(ct);
        var lots = await db.Lots.AsNoTracking().Where(l => request.Ids.Contains(l.ItemId) && l.Quantity > 0).ToListAsync(ct);
        var byItem = lots.ToLookup(l => l.ItemId);
        return [.. items.Select(i => new BatchItem(ItemForm.Of(i), byItem[i.Id].Sum(l => l.Quantity),
            byItem[i.Id].Where(l => l.State == LotState.Available).Sum(l => l.Quantity - l.ReservedQuantity)))];
    }
}
