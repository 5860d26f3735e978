using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Values;
using Bakery.Planning;
using Bakery.Planning.Formulas;

namespace Bakery.Recipes.Formulas;

/// <summary>Scales a recipe, divides it over the mixer, and finds the water's temperature.</summary>
internal static class ScaleRecipe
{
    public sealed record Pieces(Guid ProductItemId, decimal Count);

    /// <summary>One of the three: a dough weight, a flour weight, or pieces of the recipe's shapes.</summary>
    public sealed record Request(decimal? TargetKg = null, decimal? FlourKg = null, [property: MaxLength(100)] IReadOnlyList<Pieces>? Pieces = null);
    /// <param name="RecipeId">A pre-ferment or filling made before.</param>
    /// <param name="Count">Of what a fixed recipe counts, else null.</param>
    public sealed record Line(Guid? ItemId, Guid? RecipeId, string Name, decimal Kg, int Grams, decimal? Count = null);
    public sealed record Response(decimal TotalKg, decimal FlourKg, IReadOnlyList<Line> Lines);
    public sealed record MixRequest(decimal NeedKg, MixerMode Mode = MixerMode.Equal);
    public sealed record MixResponse(IReadOnlyList<decimal> MixesKg);
    public sealed record WaterRequest(decimal DoughC, decimal FlourC, decimal RoomC, decimal FrictionC, decimal TapC, decimal WaterKg, decimal? PrefermentC = null);

    internal static async Task<Response> Handle(Guid id, Request request, RecipesDb db, Kitchen kitchen, TimeProvider clock, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        var day = await kitchen.On(await WriteRecipe.Today(kitchen, clock, ct), ct);
        if (recipe.Kind == RecipeKind.PreFerment)
        {
            var formula = day.Book.Doughs.Values.Select(d => d.Preferment).FirstOrDefault(p => p?.RecipeId == id) ?? throw new RuleViolation("recipe_not_active", "No dough in force uses this pre-ferment.", 409);
            var weight = request.TargetKg ?? (request.FlourKg is { } f ? formula.WeightFor(f) : throw RuleViolation.Invalid("target_kg", "Give target_kg or flour_kg."));
            return new Response(Positive(weight), weight * 100m / formula.TotalPercent, Lines(Scaling.Sheet(formula, weight), day));
        }
        if (recipe.Kind == RecipeKind.Filling)
        {
            if (!day.Book.Fillings.Fillings.ContainsKey(id)) throw new RuleViolation("recipe_not_active", "The recipe has no version in force.", 409);
            var target = Positive(request.TargetKg ?? throw RuleViolation.Invalid("target_kg", "Give target_kg."));
            return new Response(target, 0m, FillingSheet(id, target, day));
        }
        if (recipe.Kind == RecipeKind.Fixed) return Fixed(id, request, day);
        if (!day.Book.Doughs.TryGetValue(id, out var dough)) throw new RuleViolation("recipe_not_active", "The recipe has no version in force.", 409);
        var kg = request switch
        {
            { TargetKg: { } wanted } => wanted,
            { FlourKg: { } flour } => flour * dough.TotalPercent / 100m,
            { Pieces: { Count: > 0 } pieces } => dough.DoughFor(pieces.Sum(p => p.Count * RawWeight(day, id, p.ProductItemId) / 1000m)),
            _ => throw RuleViolation.Invalid("target_kg", "Give target_kg, flour_kg or pieces."),
        };
        return new Response(Positive(kg), dough.FlourFor(kg), Lines(Scaling.Sheet(dough, kg), day));
    }

    private static Response Fixed(Guid id, Request request, KitchenDay day)
    {
        var shape = day.Book.Shapes.Values.FirstOrDefault(s => s.RecipeId == id) ?? throw new RuleViolation("recipe_not_active", "The recipe has no version in force.", 409);
        var pieces = request switch
        {
            { TargetKg: { } kg } when shape.RawWeightG > 0 => kg * 1000m / shape.Taken(shape.RawWeightG),
            { Pieces: [{ Count: > 0 and <= 1_000_000m } one] } when one.ProductItemId == shape.ProductItemId => one.Count,
            _ => throw RuleViolation.Invalid("pieces", "Give the pieces of its product, or target_kg of what is put in."),
        };
        var lines = FixedSheet.Lines(shape, pieces, day);
        return new Response(lines.Sum(l => l.Kg), 0m, [.. lines.Select(l => new Line(l.ItemId, l.RecipeId, l.Name, l.Kg, l.Grams, l.Count))]);
    }

    internal static async Task<MixResponse> MixPlan(Guid id, MixRequest request, RecipesDb db, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        var content = recipe.Newest.Content;
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

    /// <summary>What is weighed for a finished weight of a filling, in whole grams that sum to the weighed total.</summary>
    internal static IReadOnlyList<Line> FillingSheet(Guid id, decimal kg, KitchenDay day)
    {
        var parts = day.Book.Fillings.Sheet(id, kg);
        var grams = LargestRemainder.Round([.. parts.Select(p => p.Kilograms * 1000m)]);
        return [.. parts.Select((p, i) => new Line(p.ItemId, p.FillingId, NameOf(p.ItemId, p.FillingId, day), p.Kilograms, grams[i]))];
    }

    private static string NameOf(Guid? item, Guid? recipe, KitchenDay day) => item is { } id ? day.Items[id].Name : day.Recipes[recipe!.Value].Recipe.Name;

    private static decimal RawWeight(KitchenDay day, Guid dough, Guid product) => day.Book.Shapes.TryGetValue(product, out var shape) && shape.RecipeId == dough
        ? shape.RawWeightG
        : throw RuleViolation.Invalid("pieces", $"{product} is not made from this dough.");

    private static decimal Positive(decimal kg) => kg is > 0 and <= 1_000_000 ? kg : throw RuleViolation.Invalid("target_kg", "Above zero.");

    private static IReadOnlyList<Line> Lines(IReadOnlyList<SheetLine> sheet, KitchenDay day) =>
        [.. sheet.Select(l => new Line(l.ItemId, l.PrefermentId, NameOf(l.ItemId, l.PrefermentId, day), l.Kilograms, l.Grams))];
}
