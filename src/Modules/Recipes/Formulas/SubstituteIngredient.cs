using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Bakery.Kernel.Values;
using Bakery.Recipes.Food;

namespace Bakery.Recipes.Formulas;

/// <summary>
/// Uses a substitute: writes a draft in which it stands in the line's place. Allergens, cost, nutrition and labels follow when an admin puts the draft in force, and a sign-off is lost then, so that nothing
/// changes silently. The way back stands in the line.
/// </summary>
internal static class SubstituteIngredient
{
    /// <param name="AcceptAllergens">Has read that the allergens change; needed where they do.</param>
    public sealed record Request([property: Required] Guid ItemId, [property: Required] Guid SubstituteId, DateOnly? EffectiveFrom = null, bool AcceptAllergens = false);
    public sealed record Response(RecipeForm.View Recipe, Substitute Substitute);

    internal static async Task<Response> Handle(Guid id, Request request, RecipesDb db, Kitchen kitchen, Substitutes substitutes, TimeProvider clock, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        if (recipe.CurrentVersionId is null) throw new RuleViolation("recipe_not_active", "The recipe has no version in force.", 409);
        if (recipe.OpenDraft is not null) throw new RuleViolation("draft_open", "The recipe has an open draft; put it in force or change that.", 409);
        var content = recipe.Newest.Content;
        var line = content.Lines.FirstOrDefault(l => l.ItemId == request.ItemId && (l.Substitutions ?? []).Any(s => s.ItemId == request.SubstituteId)) ?? throw new RuleViolation("substitution_invalid", "No line of the recipe allows that.");
        var chosen = (await substitutes.Of([line], ct))[line].FirstOrDefault(s => s.ItemId == request.SubstituteId) ?? throw RuleViolation.NotFound("The substitute");
        if (chosen.AllergenChanged && !request.AcceptAllergens) throw new RuleViolation("allergens_change", $"With {chosen.Name} the allergens change; accept it knowingly.", 409);
        var written = content with { Lines = [.. content.Lines.Select(l => l != line ? l : Replaced(l, chosen))] };
        await kitchen.Check(id, recipe.Kind, written, ct);
        var from = request.EffectiveFrom ?? await WriteRecipe.Today(kitchen, clock, ct);
        var name = (await kitchen.Items(ct)).GetValueOrDefault(request.ItemId)?.Name;
        db.Add(recipe.Draft(written, from, string.Create(CultureInfo.InvariantCulture, $"{name} → {chosen.Name} × {chosen.Ratio:0.####}"), db.Scope.Actor.Name, clock));
        await db.SaveChangesAsync(ct);
        return new Response(RecipeForm.Of(recipe), chosen);
    }

    private static RecipeForm.Line Replaced(RecipeForm.Line line, Substitute by)
    {
        var back = Math.Round(1m / by.Ratio, 4);
        return line with
        {
            ItemId = by.ItemId, Quantity = Math.Max(0.001m, line.Quantity * by.Ratio),
            Substitutions = back < 0.1m ? null : [new RecipeForm.Substitution(line.ItemId!.Value, back)],
        };
    }
}
