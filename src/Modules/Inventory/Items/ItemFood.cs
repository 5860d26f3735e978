using System.Text.Json;
using Bakery.Contracts.Inventory;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.Food;

namespace Bakery.Inventory.Items;

/// <summary>What is known of an item as food: allergens with who said so, nutrition, and how labels call it.</summary>
internal sealed class ItemFood : ITenantOwned, IVersioned
{
    public Guid ItemId { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Allergens { get; private set; } = "{}";
    public List<string> Species { get; private set; } = [];
    public string? Nutrition { get; private set; }
    public string? LabelName { get; private set; }
    public string? LabelNameEu { get; private set; }
    public string? Parts { get; private set; }
    public string? PartsEu { get; private set; }
    public bool IsWholemeal { get; private set; }
    public BreadKind? BreadKind { get; private set; }
    public string? VerifiedBy { get; private set; }
    public DateTimeOffset? VerifiedAt { get; private set; }
    public Guid? SourceDocumentId { get; private set; }

    public static ItemFood Of(Guid itemId) => new() { ItemId = itemId };

    public void Describe(KeepFood.Data data, string by, DateTimeOffset now)
    {
        foreach (var code in data.Allergens.Keys)
            if (!Planning.Food.Allergens.Codes.Contains(code)) throw RuleViolation.Invalid("allergens", $"{code} is none of the 14 allergens of Annex II.");
        if (data.Nutrition is { } n)
        {
            if (new[] { n.Fat, n.Saturates, n.Carbohydrate, n.Sugars, n.Protein, n.Salt, n.Fibre }.Any(g => g is < 0 or > 100)) throw RuleViolation.Invalid("nutrition", "Grams per 100 g lie between 0 and 100.");
            if (n.EnergyKj is < 0 or > 3800 || n.EnergyKcal is < 0 or > 910) throw RuleViolation.Invalid("nutrition", "100 g hold at most 3,800 kJ or 910 kcal.");
            if (n.Saturates > n.Fat) throw RuleViolation.Invalid("nutrition", "Saturates are a part of the fat.");
            if (n.Sugars > n.Carbohydrate) throw RuleViolation.Invalid("nutrition", "Sugars are a part of the carbohydrate.");
        }
        var (before, after) = (States, data.Allergens.ToDictionary(a => a.Key, a => Wire.Name(a.Value)));
        static string Of(IReadOnlyDictionary<string, string> states, string code) => states.TryGetValue(code, out var state) ? state : Wire.Name(AllergenState.Unknown);
        // Who vouches for the allergens is whoever last changed them or named the paper they come from. The states are compared, as the database writes JSON in its own way.
        if (data.SourceDocumentId != SourceDocumentId || Planning.Food.Allergens.Codes.Any(code => Of(before, code) != Of(after, code))) (VerifiedBy, VerifiedAt) = (by, now);
        (Allergens, Species, SourceDocumentId) = (JsonSerializer.Serialize(after, Wire.Lenient), [.. data.Species ?? []], data.SourceDocumentId);
        Nutrition = data.Nutrition is null ? null : JsonSerializer.Serialize(data.Nutrition, Wire.Lenient);
        (LabelName, LabelNameEu, Parts, PartsEu) = (Empty(data.LabelName), Empty(data.LabelNameEu), Empty(data.Parts), Empty(data.PartsEu));
        (IsWholemeal, BreadKind) = (data.IsWholemeal, data.BreadKind);
    }

    public IReadOnlyDictionary<string, string> States => JsonSerializer.Deserialize<Dictionary<string, string>>(Allergens, Wire.Lenient)!;

    public NutritionFact? PerHundred => Nutrition is null ? null : JsonSerializer.Deserialize<NutritionFact>(Nutrition, Wire.Lenient);

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
