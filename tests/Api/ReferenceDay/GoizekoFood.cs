using Bakery.DemoData;

namespace Bakery.Tests.Api.ReferenceDay;

/// <summary>The ingredients of the reference bakery as food, as the demo's catalogue describes them.</summary>
internal static class GoizekoFood
{
    private static readonly string[] Ingredients = ["W180", "W300", "RYE", "MALT", "WATER", "SALT", "YEAST", "SUGAR", "MILK", "BUTTER", "EGG", "CHOC"];

    public static async Task DescribeFood(this Goizeko bakery, params string[] except)
    {
        foreach (var code in Ingredients.Except(except)) await bakery.Tenant.Put($"inventory/items/{bakery[code]}/food", Facts(code));
    }

    public static object Facts(string code, Func<string, string>? state = null, bool verified = true)
    {
        var food = FoodCatalog.All[code];
        return new
        {
            allergens = FoodCatalog.Allergens.Where(_ => verified).ToDictionary(a => a, a => state?.Invoke(a) ?? (food.Contains.Contains(a) ? "contains" : food.Traces?.Contains(a) == true ? "traces" : "free")),
            species = food.Species, label_name = food.LabelName, label_name_eu = food.LabelNameEu, parts = food.Parts, parts_eu = food.PartsEu, is_wholemeal = food.IsWholemeal,
            nutrition = food.Nutrition is { Length: 9 } n ? new { energy_kj = T(n[0]), energy_kcal = T(n[1]), fat = T(n[2]), saturates = T(n[3]), carbohydrate = T(n[4]), sugars = T(n[5]), protein = T(n[6]), salt = T(n[7]), fibre = T(n[8]) } : null,
        };
    }

    private static string T(decimal value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
