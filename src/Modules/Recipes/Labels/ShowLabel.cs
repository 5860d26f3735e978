using System.Text;
using Bakery.Kernel.Values;
using Bakery.Planning.Food;
using Bakery.Recipes.Food;
using Bakery.Recipes.Formulas;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bakery.Recipes.Labels;

/// <summary>Prints the label or the counter card of a product.</summary>
internal static class ShowLabel
{
    internal static async Task<FileContentHttpResult> Handle(Guid id, [FromQuery(Name = "product_item_id")] Guid? productItemId, string? format, string? lang, string? kind, string? lot, DateOnly? date,
        [FromQuery(Name = "is_thawed")] bool? isThawed, [FromQuery(Name = "is_day_old")] bool? isDayOld, RecipesDb db, Kitchen kitchen, Pantry pantry, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        var products = await pantry.Of(recipe, ct);
        var product = productItemId is null && products.Count == 1 ? products[0] : products.FirstOrDefault(p => p.Product.Id == productItemId) ?? throw RuleViolation.Invalid("product_item_id", "Name one of the recipe's products.");
        if (lot?.Length > 80) throw RuleViolation.Invalid("lot", "At most 80 characters.");
        ShowAllergens.RequireKnown(product);
        if ((await CheckClaims.Of(recipe, [product], null, db, kitchen, pantry, ct)).FirstOrDefault(f => f.Verdict == ClaimVerdict.Refused) is { } refused)
            throw CheckClaims.Refused(refused);
        var profile = await kitchen.Profile(ct);
        var maker = profile.Text("labels", "operator");
        var facts = new LabelFacts(lot, date, isThawed == true, isDayOld == true, maker.Length > 0 ? maker : profile.Name, !profile.Flag("labels", "nutrition_exempt") && product.WithoutNutrition.Count == 0);
        var printed = kind switch
        {
            null or "label" => LabelTemplate.Label(product, facts, Languages(lang)),
            "card" => LabelTemplate.Card(product, facts, Languages(lang)),
            _ => throw RuleViolation.Invalid("kind", "label or card."),
        };
        if (!printed.IsReadable) throw new RuleViolation("label_overfull", "The text does not fit at a readable size. Print one language, or shorten the label names.");
        return format switch
        {
            null or "pdf" => TypedResults.File(printed.Pdf(), "application/pdf", $"{kind ?? "label"}-{product.Product.Sku}.pdf"),
            "zpl" => TypedResults.File(Encoding.UTF8.GetBytes(printed.Zpl()), "text/plain; charset=utf-8", $"{kind ?? "label"}-{product.Product.Sku}.zpl"),
            _ => throw RuleViolation.Invalid("format", "pdf or zpl."),
        };
    }

    private static IReadOnlyList<LabelWords> Languages(string? lang) => lang switch
    {
        null or "both" => [LabelWords.Spanish, LabelWords.Basque],
        "es" => [LabelWords.Spanish],
        "eu" => [LabelWords.Basque],
        _ => throw RuleViolation.Invalid("lang", "es, eu or both."),
    };
}
