using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Bakery.Kernel.Values;
using Bakery.Planning.Food;
using Bakery.Planning.Formulas;
using Bakery.Recipes.Formulas;

namespace Bakery.Recipes.Food;

/// <summary>Checks what products say of themselves against Royal Decree 308/2019, and takes the owner's word on the artisan checklist.</summary>
internal static class CheckClaims
{
    /// <param name="ProductItemId">One of the recipe's products; null = all.</param>
    /// <param name="Text">What the label or the portal would say; null = the products' names.</param>
    public sealed record Request(Guid? ProductItemId = null, [property: MaxLength(500)] string? Text = null);

    /// <param name="Proposed">What may be said instead, in Spanish and Basque; null where there is nothing to say.</param>
    public sealed record Finding(Guid ProductItemId, string Product, BreadClaim Claim, ClaimVerdict Verdict, decimal? Value, decimal? Limit, string? Proposed, string? ProposedEu);
    public sealed record Response(IReadOnlyList<Finding> Findings);
    public sealed record SignRequest([property: Required, Length(3, 500)] string Note);

    internal static async Task<Response> Handle(Guid id, Request request, RecipesDb db, Kitchen kitchen, Pantry pantry, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        var products = (await pantry.Of(recipe, ct)).Where(p => request.ProductItemId is null || p.Product.Id == request.ProductItemId).ToList();
        if (request.ProductItemId is not null && products.Count == 0) throw RuleViolation.Invalid("product_item_id", "The recipe makes no such product.");
        return new Response([.. await Of(recipe, products, request.Text, db, kitchen, pantry, ct)]);
    }

    internal static async Task<ShowAllergens.SignOffView> SignChecklist(Guid id, SignRequest request, RecipesDb db, TimeProvider clock, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        if (recipe.CurrentVersionId is null) throw new RuleViolation("recipe_not_active", "The recipe has no version in force.", 409);
        await ShowAllergens.Sign(id, SignOffKind.Artisan, SignOff.DigestOf(recipe.CurrentVersionId), request.Note, db, clock, ct);
        var signed = await ShowAllergens.Last(id, SignOffKind.Artisan, db, ct);
        return new ShowAllergens.SignOffView(signed!.Kind, signed.SignedBy, signed.SignedAt, signed.Note, true);
    }

    /// <summary>The findings of products; a label is refused while one of them is.</summary>
    internal static async Task<IReadOnlyList<Finding>> Of(Recipe recipe, IReadOnlyList<ProductFood> products, string? text, RecipesDb db, Kitchen kitchen, Pantry pantry, CancellationToken ct)
    {
        var signed = await ShowAllergens.Last(recipe.Id, SignOffKind.Artisan, db, ct);
        var limit = (await kitchen.Profile(ct)).Number("labels", "levain_yeast_limit_percent");
        return [.. products.SelectMany(p => BreadClaims.Check(BreadClaims.In(text ?? p.Product.Name), Facts(p, pantry.Day!, limit, signed?.Digest == SignOff.DigestOf(recipe.CurrentVersionId)))
            .Select(f => new Finding(p.Product.Id, p.Product.Name, f.Claim, f.Verdict, f.Value is { } v ? Math.Round(v, 3) : null, f.Limit, Proposed(f, "Elaborado con harina integral {0} %"), Proposed(f, "% {0} irin osokoz egina"))))];
    }

    /// <summary>Refuses a recipe whose products say what they may not. Flours that nobody has described yet are given the benefit of the doubt; their label is refused anyway.</summary>
    internal static async Task Require(Recipe recipe, RecipesDb db, Kitchen kitchen, Pantry pantry, CancellationToken ct)
    {
        // Most names claim nothing, and then nobody has to be asked.
        var shapes = recipe.Versions.First(v => v.Id == recipe.CurrentVersionId).Content.Shapes ?? [];
        var items = await kitchen.Items(ct);
        if (!shapes.Any(s => items.TryGetValue(s.ProductItemId, out var product) && BreadClaims.In(product.Name).Count > 0)) return;
        var products = (await pantry.Of(recipe, ct)).Where(p => p.Ingredients.Where(i => i.Item.Category == "flour").All(i => i.Fact.VerifiedAt is not null)).ToList();
        if ((await Of(recipe, products, null, db, kitchen, pantry, ct)).FirstOrDefault(f => f.Verdict == ClaimVerdict.Refused) is { } refused) throw Refused(refused);
    }

    internal static RuleViolation Refused(Finding finding) =>
        new("claim_refused", $"{finding.Product} may not be called {Wire.Name(finding.Claim)}.{(finding.Proposed is null ? "" : $" Say: {finding.Proposed}.")}");

    private static string? Proposed(ClaimFinding finding, string wording) => finding is { Claim: BreadClaim.Wholemeal, Verdict: ClaimVerdict.Refused, Value: > 0 and var share }
        ? string.Format(CultureInfo.InvariantCulture, wording, Math.Floor(share)) : null;

    private static BreadFacts Facts(ProductFood product, KitchenDay day, decimal yeastLimit, bool isSigned)
    {
        var doughs = day.Book.Within(product.Product.Id).Select(w => day.Book.Doughs.GetValueOrDefault(w.Shape.RecipeId)).OfType<DoughFormula>().ToList();
        var flours = product.Ingredients.Where(i => i.Item.Category == "flour").ToList();
        var all = flours.Sum(i => i.Grams);
        bool IsYeast(Guid id) => day.Items[id].Category == "yeast";
        return new BreadFacts(product.Fact.BreadKind is { } kind ? Wire.Parse<BreadKind>(kind, "bread_kind") : BreadKind.NotBread, all == 0 ? 0m : flours.Where(i => i.Fact.IsWholemeal).Sum(i => i.Grams) / all * 100m,
            // Raised by itself: a pre-ferment that no baker's yeast goes into. Every dough of a product has to be.
            doughs.Count > 0 && doughs.TrueForAll(d => d.Preferment is { } preferment && !preferment.Lines.Any(l => IsYeast(l.ItemId))),
            doughs.Select(d => d.FinalLines.Where(l => IsYeast(l.ItemId)).Sum(l => l.Percent)).DefaultIfEmpty().Max(), yeastLimit, product.Nutrition.Salt, isSigned);
    }
}
