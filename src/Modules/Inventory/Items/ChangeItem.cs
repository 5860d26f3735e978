using Bakery.Contracts.Inventory;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Items;

internal static class ChangeItem
{
    internal static async Task<ItemForm.View> Handle(Guid id, ItemForm.Data request, IfMatch match, InventoryDb db, IBus bus, CancellationToken ct)
    {
        var item = await db.FindItem(id, ct);
        match.Require(item, () => ItemForm.Of(item));
        item.KeepUnit(request.StockUnit, await db.Movements.AnyAsync(m => m.ItemId == id, ct));
        if (request.Sku is { } sku && await db.Items.AnyAsync(i => i.Sku == sku && i.Id != id, ct)) throw RuleViolation.Duplicate($"The SKU {sku} exists already.");
        item.Change(request);
        return await Save(item, db, bus, ct);
    }

    internal static async Task<ItemForm.View> Archive(Guid id, IfMatch match, InventoryDb db, IBus bus, CancellationToken ct)
    {
        var item = await db.FindItem(id, ct);
        match.Require(item, () => ItemForm.Of(item));
        item.Archive();
        return await Save(item, db, bus, ct);
    }

    internal static async Task<NoContent> Delete(Guid id, IfMatch match, InventoryDb db, IBus bus, CancellationToken ct)
    {
        var item = await db.FindItem(id, ct);
        match.Require(item, () => ItemForm.Of(item));
        if (await db.Movements.AnyAsync(m => m.ItemId == id, ct) || await db.Lots.AnyAsync(l => l.ItemId == id, ct))
            throw new RuleViolation("in_use", "The item has stock or movements; archive it instead.", 409);
        db.Remove(item);
        bus.Publish(new ItemChanged(item.Id, item.Name, item.Sku, Wire.Name(item.ItemType), false));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<ItemForm.View> Save(Item item, InventoryDb db, IBus bus, CancellationToken ct)
    {
        bus.Publish(new ItemChanged(item.Id, item.Name, item.Sku, Wire.Name(item.ItemType), item.IsActive));
        await db.SaveChangesAsync(ct);
        return ItemForm.Of(item);
    }
}
