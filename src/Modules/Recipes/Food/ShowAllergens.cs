using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Values;
using Bakery.Planning.Food;
using Bakery.Recipes.Formulas;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Recipes.Food;

/// <summary>Allergens of a recipe's products over all levels, and the sign-off that lasts until anything below changes.</summary>
internal static class ShowAllergens
{
    /// <param name="VerifiedBy">Who said so, when, and from which paper of the supplier: shown beside every value.</param>
    public sealed record Source(Guid ItemId, string Name, AllergenState State, string? VerifiedBy, DateTimeOffset? VerifiedAt, Guid? SourceDocumentId);
    public sealed record Allergen(string Code, AllergenState State, IReadOnlyList<Source> From);
    public sealed record ProductAllergens(Guid ProductItemId, string Name, IReadOnlyList<Allergen> Allergens, IReadOnlyList<string> Species, bool IsComplete);

    /// <param name="IsValid">False once an ingredient, its states or the recipe changed after it was given.</param>
    public sealed record SignOffView(SignOffKind Kind, string SignedBy, DateTimeOffset SignedAt, string? Note, bool IsValid);
    public sealed record Response(IReadOnlyList<ProductAllergens> Products, SignOffView? SignOff);
    public sealed record Request([property: MaxLength(500)] string? Note = null);

    internal static async Task<Response> Handle(Guid id, RecipesDb db, Pantry pantry, CancellationToken ct)
    {
        var products = await pantry.Of(await db.FindRecipe(id, ct), ct);
        return new Response([.. products.Select(Of)], await Signed(id, products, db, ct));
    }

    internal static async Task<Response> SignOff(Guid id, Request request, RecipesDb db, Pantry pantry, TimeProvider clock, CancellationToken ct)
    {
        var products = await pantry.Of(await db.FindRecipe(id, ct), ct);
        if (products.Count == 0) throw new RuleViolation("recipe_not_active", "The recipe makes nothing yet: put it in force with a shape.", 409);
        foreach (var product in products) RequireKnown(product);
        await Sign(id, SignOffKind.Allergens, Food.SignOff.DigestOf(products), request.Note, db, clock, ct);
        return new Response([.. products.Select(Of)], await Signed(id, products, db, ct));
    }

    /// <summary>Refuses a product of which an allergen is unknown: neither a label nor a list may guess.</summary>
    internal static void RequireKnown(ProductFood product)
    {
        var unknown = product.Allergens.Where(a => a.Value == AllergenState.Unknown).Select(a => a.Key).ToList();
        if (unknown.Count > 0) throw new RuleViolation("allergen_unknown", $"{product.Product.Name}: nobody has said whether it holds {string.Join(", ", unknown)}.");
    }

    internal static async Task Sign(Guid recipeId, SignOffKind kind, string digest, string? note, RecipesDb db, TimeProvider clock, CancellationToken ct)
    {
        var row = new SignOff { Id = Ids.New(clock), RecipeId = recipeId, Kind = kind, Digest = digest, Note = note, SignedBy = db.Scope.Actor.Name, SignedAt = clock.GetUtcNow() };
        db.Add(row);
        db.Audit(clock, $"{Wire.Name(kind)}_signed", "recipe", recipeId, AuditSeverity.High, reason: note);
        await db.SaveChangesAsync(ct);
    }

    private static async Task<SignOffView?> Signed(Guid id, IReadOnlyList<ProductFood> products, RecipesDb db, CancellationToken ct)
    {
        var last = await Last(id, SignOffKind.Allergens, db, ct);
        return last is null ? null : new SignOffView(last.Kind, last.SignedBy, last.SignedAt, last.Note, last.Digest == Food.SignOff.DigestOf(products));
    }

    internal static Task<SignOff?> Last(Guid id, SignOffKind kind, RecipesDb db, CancellationToken ct) =>
        db.SignOffs.AsNoTracking().Where(s => s.RecipeId == id && s.Kind == kind).OrderByDescending(s => s.SignedAt).ThenByDescending(s => s.Id).FirstOrDefaultAsync(ct);

    private static ProductAllergens Of(ProductFood product)
    {
        var states = product.Allergens;
        return new ProductAllergens(product.Product.Id, product.Product.Name, [.. Allergens.Codes.Select(code => new Allergen(code, states[code],
            states[code] == AllergenState.Free ? [] : [.. product.Ingredients.DistinctBy(i => i.Item.Id).Where(i => i.States.GetValueOrDefault(code, AllergenState.Unknown) == states[code])
                .Select(i => new Source(i.Item.Id, i.Item.Name, states[code], i.Fact.VerifiedBy, i.Fact.VerifiedAt, i.Fact.SourceDocumentId))]))],
            [.. product.Ingredients.SelectMany(i => i.Fact.Species).Distinct()], states.Values.All(s => s != AllergenState.Unknown));
    }
}
