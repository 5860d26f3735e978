using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Recipes.Formulas;

internal static class ReadRecipes
{
    private static readonly Sorting<Recipe> Order = new Sorting<Recipe>(r => r.Id, "name").By("name", r => r.Name);

    public sealed record Row(Guid Id, string Name, RecipeKind Kind, RecipeStatus Status, Guid? CurrentVersionId, DateTimeOffset ChangedAt, int Version);
    public sealed record Versions(IReadOnlyList<RecipeForm.VersionView> Items);

    internal static Task<Page<Row>> Handle(RecipesDb db, [AsParameters] PageRequest page, [FromQuery(Name = "status")] string? status, [FromQuery(Name = "kind")] string? kind, CancellationToken ct)
    {
        var rows = db.Recipes.AsNoTracking().IgnoreAutoIncludes();
        if (Wire.ParseOptional<RecipeStatus>(status, "status") is { } wanted) rows = rows.Where(r => r.Status == wanted);
        if (Wire.ParseOptional<RecipeKind>(kind, "kind") is { } made) rows = rows.Where(r => r.Kind == made);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(r => EF.Functions.ILike(r.Name, $"%{q}%"));
        return rows.ToPage(page, Order, r => new Row(r.Id, r.Name, r.Kind, r.Status, r.CurrentVersionId, r.ChangedAt, r.Version), ct);
    }

    internal static async Task<RecipeForm.View> One(Guid id, RecipesDb db, CancellationToken ct) => RecipeForm.Of(await db.FindRecipe(id, ct));

    internal static async Task<Versions> History(Guid id, RecipesDb db, CancellationToken ct) =>
        new([.. (await db.FindRecipe(id, ct)).Versions.OrderByDescending(v => v.Number).Select(v => RecipeForm.Of(v)!)]);
}
