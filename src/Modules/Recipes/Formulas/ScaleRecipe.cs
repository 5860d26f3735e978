using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Values;
using Bakery.Planning.Formulas;

namespace Bakery.Recipes.Formulas;

/// <summary>Scales a recipe, divides it over the mixer, and finds the water's temperature.</summary>
internal static class ScaleRecipe
{
    public sealed record Pieces(Guid ProductItemId, decimal Count);

    /// <summary>One of the three: a dough weight, a flour weight, or pieces of the recipe's shapes.</summary>
    public sealed record Request(decimal? TargetKg = null, decimal? FlourKg = null, [property: MaxLength(100)] IReadOnlyList<Pieces>? Pieces = null);
    public sealed record Line(Guid? ItemId, Guid? PrefermentId, string Name, decimal Kg, int Grams);
    public sealed record Response(decimal TotalKg, decimal FlourKg, IReadOnlyList<Line> Lines);
    public sealed record MixRequest(decimal NeedKg, MixerMode Mode = MixerMode.Equal);
    public sealed record MixResponse(IReadOnlyList<decimal> MixesKg);
    public sealed record WaterRequest(decimal DoughC, decimal FlourC, decimal RoomC, decimal FrictionC, decimal TapC, decimal WaterKg, decimal? PrefermentC = null);

    internal static async Task<Response> Handle(Guid id, Request request, RecipesDb db, Kitchen kitchen, TimeProvider clock, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        var day = await kitchen.On(await WriteRecipe.Today(kitchen, clock, ct), ct);
        var names = day.Items;
        if (recipe.Kind == RecipeKind.PreFerment)
        {
            var formula = day.Book.Doughs.Values.Select(d => d.Preferment).FirstOrDefault(p => p?.RecipeId == id) ?? throw new RuleViolation("recipe_not_active", "No dough in force uses this pre-ferment.", 409);
            var weight = request.TargetKg ?? (request.FlourKg is { } f ? formula.WeightFor(f) : throw RuleViolation.Invalid("target_kg", "Give target_kg or flour_kg."));
            return new Response(Positive(weight), weight * 100m / formula.TotalPercent, Lines(Scaling.Sheet(formula, weight), names, day));
        }
        if (!day.Book.Doughs.TryGetValue(id, out var dough)) throw new RuleViolation("recipe_not_active", "The recipe has no version in force.", 409);
        var kg = request switch
        {
            { TargetKg: { } target } => target,
            { FlourKg: { } flour } => flour * dough.TotalPercent / 100m,
            { Pieces: { Count: > 0 } pieces } => dough.DoughFor(pieces.Sum(p => p.Count * RawWeight(day, id, p.ProductItemId) / 1000m)),
            _ => throw RuleViolation.Invalid("target_kg", "Give target_kg, flour_kg or pieces."),
        };
        return new Response(Positive(kg), dough.FlourFor(kg), Lines(Scaling.Sheet(dough, kg), names, day));
    }

    internal static async Task<MixResponse> MixPlan(Guid id, MixRequest request, RecipesDb db, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        var content = (recipe.Versions.FirstOrDefault(v => v.Id == recipe.CurrentVersionId) ?? recipe.OpenDraft)!.Content;
        if (content.MixerMaxKg is not { } max) throw new RuleViolation("mixer_unknown", "The recipe states no mixer capacity.");
        if (request.NeedKg < 0 || request.NeedKg > 100_000) throw RuleViolation.Invalid("need_kg", "Between 0 and 100,000.");
        return new MixResponse(MixerSplit.Divide(request.NeedKg, content.MixerMinKg ?? 0m, max, request.Mode));
    }

    internal static WaterTemperature Water(WaterRequest r)
    {
        if (new[] { r.DoughC, r.FlourC, r.RoomC, r.FrictionC, r.TapC, r.PrefermentC ?? 0m }.Any(t => t is < -30 or > 100)) throw RuleViolation.Invalid("dough_c", "Temperatures lie between -30 and 100 °C.");
        if (r.WaterKg is < 0 or > 100_000) throw RuleViolation.Invalid("water_kg", "Between 0 and 100,000.");
        return WaterTemperature.For(r.DoughC, r.FlourC, r.RoomC, r.FrictionC, r.PrefermentC, r.TapC, r.WaterKg);
    }

    private static decimal RawWeight(KitchenDay day, Guid dough, Guid product) => day.Book.Shapes.TryGetValue(product, out var shape) && shape.DoughId == dough
        ? shape.RawWeightG
        : throw RuleViolation.Invalid("pieces", $"{product} is not made from this dough.");

    private static decimal Positive(decimal kg) => kg is > 0 and <= 1_000_000 ? kg : throw RuleViolation.Invalid("target_kg", "Above zero.");

    private static IReadOnlyList<Line> Lines(IReadOnlyList<SheetLine> sheet, IReadOnlyDictionary<Guid, Contracts.Inventory.ItemAnswer> items, KitchenDay day) =>
        [.. sheet.Select(l => new Line(l.ItemId, l.PrefermentId, l.ItemId is { } item ? items[item].Name : day.Recipes[l.PrefermentId!.Value].Recipe.Name, l.Kilograms, l.Grams))];
}
