using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Recipes.Food;

/// <summary>What somebody vouches for.</summary>
internal enum SignOffKind { Allergens, Artisan }

/// <summary>A person's word on a recipe, and a digest of what it was given for: when anything below changes, the digests differ and the word no longer counts.</summary>
internal sealed class SignOff : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid RecipeId { get; init; }
    public SignOffKind Kind { get; init; }
    public string Digest { get; init; } = "";
    public string? Note { get; init; }
    public string SignedBy { get; init; } = "";
    public DateTimeOffset SignedAt { get; init; }

    /// <summary>Allergens: every ingredient at every level with its weight, its states and when they were last vouched for.</summary>
    public static string DigestOf(IReadOnlyList<ProductFood> products) => Hash(products.OrderBy(p => p.Product.Id).SelectMany(p => p.Ingredients.Select(i => i).OrderBy(i => i.Item.Id)
        .Select(i => $"{p.Product.Id}:{i.Item.Id}:{Rounding.FourDecimals(i.Grams)}:{i.Fact.VerifiedAt?.ToUnixTimeMilliseconds()}:{string.Join(',', i.Fact.Allergens.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"))}")));

    /// <summary>The artisan checklist: the version of the recipe.</summary>
    public static string DigestOf(Guid? versionId) => Hash([versionId?.ToString() ?? ""]);

    private static string Hash(IEnumerable<string> lines) => Sha256.Hex(string.Join('\n', lines));
}
