using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bakery.Kernel.Http;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Recipes.Formulas;

/// <summary>How batches of a recipe are checked.</summary>
internal static class QualityConfiguration
{
    /// <param name="Stage">soaking … packing.</param>
    /// <param name="TemplateId">The checklist that is filled in at this stage.</param>
    public sealed record StageCheck([property: Required, MaxLength(40)] string Stage, Guid TemplateId);

    /// <param name="OverallThreshold">0–10; below it a batch has not passed.</param>
    /// <param name="CriticalStageBlocks">A failed critical point keeps the batch on hold.</param>
    public sealed record Data(decimal OverallThreshold = 7, bool CriticalStageBlocks = true, bool AutoCreateChecks = true, bool ManagerApprovalRequired = false, [property: MaxLength(14)] IReadOnlyList<StageCheck>? Stages = null);
    public sealed record View(Guid RecipeId, Data Configuration, int Version) : IVersioned;

    internal static async Task<View> Show(Guid id, RecipesDb db, CancellationToken ct) => Of(await db.FindRecipe(id, ct));

    internal static async Task<View> Change(Guid id, Data request, IfMatch match, RecipesDb db, TimeProvider clock, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        match.Require(recipe, () => Of(recipe));
        if (request.OverallThreshold is < 0 or > 10) throw RuleViolation.Invalid("overall_threshold", "Between 0 and 10.");
        if ((request.Stages ?? []).FirstOrDefault(s => !CheckContent.Stages.Contains(s.Stage)) is { } unknown) throw RuleViolation.Invalid("stages", $"{unknown.Stage} is no stage.");
        if ((request.Stages ?? []).GroupBy(s => s.Stage).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("stages", "A stage has one template.");
        recipe.CheckBy(JsonSerializer.Serialize(request, Wire.Lenient), clock);
        await db.SaveChangesAsync(ct);
        return Of(recipe);
    }

    private static View Of(Recipe recipe) => new(recipe.Id, JsonSerializer.Deserialize<Data>(recipe.Quality, Wire.Lenient)!, recipe.Version);
}
