using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Inventory;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.Food;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Items;

/// <summary>Describes an item as food: allergens in four states, nutrition, label names.</summary>
internal static class KeepFood
{
    /// <param name="Allergens">Code of Annex II → state; what is left out is unknown.</param>
    /// <param name="SourceDocumentId">The supplier's paper the states were read from.</param>
    /// <param name="LabelName">Allergens between asterisks: "harina de *trigo*".</param>
    public sealed record Data(IReadOnlyDictionary<string, AllergenState> Allergens, [property: MaxLength(20)] IReadOnlyList<string>? Species = null, NutritionFact? Nutrition = null,
        [property: MaxLength(255)] string? LabelName = null, [property: MaxLength(255)] string? LabelNameEu = null, [property: MaxLength(1000)] string? Parts = null, [property: MaxLength(1000)] string? PartsEu = null,
        bool IsWholemeal = false, BreadKind? BreadKind = null, Guid? SourceDocumentId = null);

    public sealed record View(Guid ItemId, IReadOnlyDictionary<string, AllergenState> Allergens, IReadOnlyList<string> Species, NutritionFact? Nutrition, string? LabelName, string? LabelNameEu, string? Parts, string? PartsEu,
        bool IsWholemeal, BreadKind? BreadKind, Guid? SourceDocumentId, string? VerifiedBy, DateTimeOffset? VerifiedAt, int Version) : IVersioned;

    internal static async Task<View> Show(Guid id, InventoryDb db, CancellationToken ct)
    {
        await db.FindItem(id, ct);
        return Of(await db.Foods.AsNoTracking().FirstOrDefaultAsync(f => f.ItemId == id, ct) ?? ItemFood.Of(id));
    }

    // Two who describe an item first at once wait for each other: the second sees the first one's version.
    internal static Task<View> Handle(Guid id, Data request, IfMatch match, InventoryDb db, IBus bus, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        await db.LockAsync($"food:{id}", ct);
        await db.FindItem(id, ct);
        var food = await db.Foods.FirstOrDefaultAsync(f => f.ItemId == id, ct);
        if (food is null) db.Add(food = ItemFood.Of(id));
        else match.Require(food, () => Of(food));
        food.Describe(request, db.Scope.Actor.Name, clock.GetUtcNow());
        bus.Publish(new FoodChanged(id));
        await db.SaveChangesAsync(ct);
        return Of(food);
    }, ct);

    internal static async Task<IReadOnlyList<FoodFact>> Answer(FoodFacts query, InventoryDb db, CancellationToken ct) =>
        [.. (await db.Items.AsNoTracking().Where(i => query.ItemIds.Contains(i.Id)).Select(i => new { Item = i, Food = db.Foods.FirstOrDefault(f => f.ItemId == i.Id) }).ToListAsync(ct)).Select(r => Fact(r.Item, r.Food ?? ItemFood.Of(r.Item.Id)))];

    private static FoodFact Fact(Item item, ItemFood food) => new(item.Id, food.States, food.Species, food.PerHundred, food.LabelName, food.LabelNameEu, food.Parts, food.PartsEu, food.IsWholemeal,
        food.BreadKind is { } kind ? Wire.Name(kind) : null, food.VerifiedBy, food.VerifiedAt, Wire.Name(item.StorageCondition), Wire.Name(item.ExpiryKind), item.MinTempC, item.MaxTempC, food.SourceDocumentId);

    private static View Of(ItemFood f) => new(f.ItemId, Allergens.Codes.ToDictionary(c => c, c => f.States.TryGetValue(c, out var state) ? Wire.Parse<AllergenState>(state, "allergens") : AllergenState.Unknown), f.Species, f.PerHundred,
        f.LabelName, f.LabelNameEu, f.Parts, f.PartsEu, f.IsWholemeal, f.BreadKind, f.SourceDocumentId, f.VerifiedBy, f.VerifiedAt, f.Version);
}
