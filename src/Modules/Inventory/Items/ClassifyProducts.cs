using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.SalesFiles;

namespace Bakery.Inventory.Items;

/// <summary>Says what a new item probably is from its name: rules and a dictionary in Spanish, Basque and English. It stores nothing.</summary>
internal static class ClassifyProducts
{
    public sealed record Request([property: Required, Length(1, 255)] string Name);
    public sealed record BatchRequest([property: Required, Length(1, 500)] IReadOnlyList<string> Names);

    /// <param name="SuggestionId">The same for the same name.</param>
    /// <param name="IngredientCategory">Of ingredients, packaging and cleaning articles.</param>
    /// <param name="ProductCategory">Of what is sold.</param>
    /// <param name="Confidence">0 to 100: 90 a word of the dictionary, 60 the beginning of one, 30 nothing known.</param>
    public sealed record View(Guid SuggestionId, string Name, ItemType ItemType, IngredientCategory? IngredientCategory, ProductCategory? ProductCategory, string Unit, int Confidence);

    internal static View Handle(Request request, TenantScope scope) => Of(request.Name, scope);

    internal static IReadOnlyList<View> Batch(BatchRequest request, TenantScope scope)
    {
        if (request.Names.Any(n => n is not { Length: > 0 and <= 255 })) throw RuleViolation.Invalid("names", "Between 1 and 255 characters each.");
        return [.. request.Names.Select(n => Of(n, scope))];
    }

    private static View Of(string name, TenantScope scope)
    {
        var found = ProductClassifier.Of(name);
        var type = Wire.Parse<ItemType>(found.ItemType, "item_type");
        var isSold = type is ItemType.FinishedProduct or ItemType.Resale;
        return new View(Ids.From(scope.Require(), $"classified:{ProductNames.Plain(name)}"), name, type, isSold ? null : Wire.Parse<IngredientCategory>(found.Category, "category"),
            isSold ? Wire.Parse<ProductCategory>(found.Category, "category") : null, found.Unit, found.Confidence);
    }
}
