using Bakery.Contracts.Inventory;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Items;

internal static class CreateItem
{
    internal static Task<Created<ItemForm.View>> Handle(ItemForm.Data request, InventoryDb db, IBus bus, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        // Two items made at once must not get the same number.
        await db.LockAsync("sku", ct);
        var sku = string.IsNullOrWhiteSpace(request.Sku) ? await NextSku(request.Name, db, ct) : request.Sku.Trim();
        if (await db.Items.AnyAsync(i => i.Sku == sku, ct)) throw RuleViolation.Duplicate($"The SKU {sku} exists already.");
        var item = Item.Create(Ids.New(clock), request, sku, clock.GetUtcNow());
        db.Add(item);
        bus.Publish(new ItemChanged(item.Id, item.Name, item.Sku, Wire.Name(item.ItemType), item.IsActive));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"items/{item.Id}", ItemForm.Of(item));
    }, ct);

    // SKU-{first three letters}-{0001}: the count of such numbers plus one.
    private static async Task<string> NextSku(string name, InventoryDb db, CancellationToken ct)
    {
        var letters = new string([.. name.Where(char.IsLetterOrDigit).Take(3)]).ToUpperInvariant();
        var prefix = $"SKU-{(letters.Length == 0 ? "ITM" : letters)}-";
        var number = await db.Items.CountAsync(i => i.Sku.StartsWith(prefix), ct);
        string sku;
        do sku = $"{prefix}{++number:0000}";
        while (await db.Items.AnyAsync(i => i.Sku == sku, ct));
        return sku;
    }
}
