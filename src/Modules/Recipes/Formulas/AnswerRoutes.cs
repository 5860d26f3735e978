using System.Text.Json;
using Bakery.Contracts.Recipes;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Recipes.Formulas;

/// <summary>Steps and checks of the recipes in force, for production.</summary>
internal static class AnswerRoutes
{
    internal static async Task<IReadOnlyList<RecipeRoute>> Handle(RecipeRoutes query, RecipesDb db, CancellationToken ct)
    {
        var recipes = await db.Recipes.AsNoTracking().Where(r => query.RecipeIds.Count == 0 || query.RecipeIds.Contains(r.Id)).OrderBy(r => r.Name).ToListAsync(ct);
        return [.. recipes.Select(r => (Recipe: r, r.On(query.Day)?.Content)).Where(r => r.Content is not null).Select(r => Of(r.Recipe, r.Content!))];
    }

    private static RecipeRoute Of(Recipe recipe, RecipeForm.Content content)
    {
        var quality = JsonSerializer.Deserialize<QualityConfiguration.Data>(recipe.Quality, Wire.Lenient)!;
        return new RecipeRoute(recipe.Id, recipe.Name, content.RestHours, content.Preferment is { } used ? [used.RecipeId] : [],
            [.. (content.Steps ?? []).OrderBy(s => s.Order).Select(s => new RouteStep(s.Stage, s.Minutes, s.TempC, s.EquipmentKind))], quality.OverallThreshold, quality.CriticalStageBlocks, quality.AutoCreateChecks,
            [.. (quality.Stages ?? []).Select(s => new StageTemplate(s.Stage, s.TemplateId))]);
    }
}
