using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Recipes;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Bakery.Recipes.Costs;
using Bakery.Recipes.Food;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Recipes.Formulas;

/// <summary>Creates, edits, activates, archives and copies recipes.</summary>
internal static class WriteRecipe
{
    public sealed record Request([property: Required, Length(1, 255)] string Name, RecipeKind Kind, RecipeForm.Content Content, DateOnly? EffectiveFrom = null);
    public sealed record EditRequest([property: Required, Length(1, 255)] string Name, RecipeForm.Content Content, DateOnly? EffectiveFrom = null);
    public sealed record VersionRequest(RecipeForm.Content Content, DateOnly EffectiveFrom, [property: MaxLength(500)] string? Note = null);
    public sealed record ActivateRequest(Guid? VersionId = null);
    public sealed record DuplicateRequest([property: Required, Length(1, 255)] string Name);

    internal static async Task<Created<RecipeForm.View>> Handle(Request request, RecipesDb db, Kitchen kitchen, TimeProvider clock, CancellationToken ct)
    {
        var id = Ids.New(clock);
        await kitchen.Check(id, request.Kind, request.Content, ct);
        await Unique(request.Name, null, db, ct);
        var recipe = Recipe.Create(id, request.Name, request.Kind, request.Content, request.EffectiveFrom ?? await Today(kitchen, clock, ct), db.Scope.Actor.Name, clock);
        db.Add(recipe);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"recipes/{id}", RecipeForm.Of(recipe));
    }

    internal static async Task<RecipeForm.View> Edit(Guid id, EditRequest request, IfMatch match, RecipesDb db, Kitchen kitchen, TimeProvider clock, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        match.Require(recipe, () => RecipeForm.Of(recipe));
        await kitchen.Check(id, recipe.Kind, request.Content, ct);
        await Unique(request.Name, id, db, ct);
        recipe.Rename(request.Name, clock);
        var from = request.EffectiveFrom ?? await Today(kitchen, clock, ct);
        if (recipe.OpenDraft is { } draft) draft.Edit(request.Content, from, db.Scope.Actor.Name);
        else db.Add(recipe.Draft(request.Content, from, null, db.Scope.Actor.Name, clock));
        await db.SaveChangesAsync(ct);
        return RecipeForm.Of(recipe);
    }

    internal static async Task<Created<RecipeForm.View>> AddVersion(Guid id, VersionRequest request, RecipesDb db, Kitchen kitchen, TimeProvider clock, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        await kitchen.Check(id, recipe.Kind, request.Content, ct);
        db.Add(recipe.Draft(request.Content, request.EffectiveFrom, request.Note, db.Scope.Actor.Name, clock));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"recipes/{id}/versions", RecipeForm.Of(recipe));
    }

    internal static async Task<RecipeForm.View> Activate(Guid id, ActivateRequest request, RecipesDb db, Kitchen kitchen, Pantry pantry, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        var version = recipe.Activate(request.VersionId, clock);
        bus.Publish(new RecipeActivated(recipe.Id, version.Id, version.Number));
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await using (own)
        {
            // One at a time: two that are put in force together could hold each other.
            await db.LockAsync("formulas", ct);
            await kitchen.Check(id, recipe.Kind, version.Content, ct);
            await RequireInForce(version.Content, db, ct);
            // Whatever else is in force must still add up with it.
            await kitchen.On(version.EffectiveFrom, new Cooked(recipe, version.Content), ct);
            await OutdatedCosts.Ask(db, bus, clock, ct);
            await db.SaveChangesAsync(ct);
            await CheckClaims.Require(recipe, db, kitchen, pantry, ct);
            if (own is not null) await own.CommitAsync(ct);
        }
        return RecipeForm.Of(recipe);
    }

    internal static async Task<RecipeForm.View> Archive(Guid id, IfMatch match, RecipesDb db, TimeProvider clock, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        match.Require(recipe, () => RecipeForm.Of(recipe));
        if (await HolderOf(recipe, db, ct) is { } holder) throw new RuleViolation("in_use", $"{holder} holds what this recipe makes; change it first.", 409);
        recipe.Archive(clock);
        await db.SaveChangesAsync(ct);
        return RecipeForm.Of(recipe);
    }

    internal static async Task<Created<RecipeForm.View>> Duplicate(Guid id, DuplicateRequest request, RecipesDb db, Kitchen kitchen, TimeProvider clock, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        await Unique(request.Name, null, db, ct);
        var source = recipe.OpenDraft ?? recipe.Newest;
        // A product has one recipe, so the copy starts without shapes.
        var copy = Recipe.Create(Ids.New(clock), request.Name, recipe.Kind, source.Content with { Shapes = [] }, await Today(kitchen, clock, ct), db.Scope.Actor.Name, clock);
        db.Add(copy);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"recipes/{copy.Id}", RecipeForm.Of(copy));
    }

    internal static async Task<NoContent> Delete(Guid id, IfMatch match, RecipesDb db, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        match.Require(recipe, () => RecipeForm.Of(recipe));
        if (recipe.CurrentVersionId is not null) throw new RuleViolation("in_use", "A recipe that has been in force is archived, not deleted.", 409);
        db.Remove(recipe);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    internal static async Task<DateOnly> Today(Kitchen kitchen, TimeProvider clock, CancellationToken ct) => BusinessTime.Today(clock.GetUtcNow(), (await kitchen.Profile(ct)).TimeZone);

    private static async Task RequireInForce(RecipeForm.Content content, RecipesDb db, CancellationToken ct)
    {
        var held = Kitchen.FillingsOf(content).Distinct().ToList();
        if (held.Count > 0 && await db.Recipes.AsNoTracking().Where(r => held.Contains(r.Id) && r.Status != RecipeStatus.Active).Select(r => r.Name).FirstOrDefaultAsync(ct) is { } missing)
            throw new RuleViolation("recipe_not_active", $"{missing} is not in force yet; put it in force first.", 409);
    }

    private static async Task<string?> HolderOf(Recipe made, RecipesDb db, CancellationToken ct)
    {
        var products = made.Versions.Where(v => v.IsActivated).SelectMany(v => v.Content.Shapes ?? []).Select(s => s.ProductItemId).ToHashSet();
        return (await db.Recipes.AsNoTracking().Where(r => r.Id != made.Id && r.Status == RecipeStatus.Active && r.Kind != RecipeKind.PreFerment).ToListAsync(ct))
            .Find(r => r.Versions.Any(v => v.IsActivated && (Kitchen.FillingsOf(v.Content).Contains(made.Id) || Kitchen.PutInto(r.Kind, v.Content).Any(products.Contains))))?.Name;
    }

    private static async Task Unique(string name, Guid? except, RecipesDb db, CancellationToken ct)
    {
        if (await db.Recipes.AnyAsync(r => r.Name == name.Trim() && r.Id != except, ct)) throw RuleViolation.Duplicate($"A recipe named {name} exists already.");
    }
}
