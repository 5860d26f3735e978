using System.Globalization;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.ReferenceDay;

/// <summary>Doughs of the Wednesday and ingredient needs of the week (day.md §2.2 and §2.3), exploded from the plans as they stand.</summary>
internal static class GoizekoWeek
{
    private static readonly DateOnly Wednesday = new(2026, 11, 11);

    // Wednesday … Tuesday, in kg.
    private static readonly (string Item, decimal[] Kg)[] Needs =
    [
        ("W180", [104.066m, 100.592m, 117.073m, 132.903m, 97.548m, 92.690m, 98.675m]), ("W300", [4.623m, 5.491m, 6.359m, 8.681m, 9.550m, 4.623m, 5.209m]),
        ("RYE", [5.999m, 5.076m, 6.922m, 9.229m, 6.460m, 4.153m, 4.615m]), ("MALT", [0.395m, 0.395m, 0.439m, 0.469m, 0.347m, 0.375m, 0.395m]),
        ("BUTTER", [3.236m, 3.844m, 4.451m, 6.077m, 6.685m, 3.236m, 3.646m]), ("MILK", [1.734m, 2.059m, 2.385m, 3.256m, 3.581m, 1.734m, 1.953m]),
        ("EGG", [0.289m, 0.343m, 0.397m, 0.543m, 0.597m, 0.289m, 0.326m]), ("SALT", [2.027m, 1.961m, 2.309m, 2.689m, 2.031m, 1.784m, 1.910m]),
        ("SUGAR", [0.636m, 0.755m, 0.874m, 1.194m, 1.313m, 0.636m, 0.716m]), ("YEAST", [1.020m, 1.064m, 1.196m, 1.372m, 1.171m, 0.980m, 1.050m]), ("CHOC", [0.720m, 0.864m, 1.008m, 1.440m, 1.584m, 0.720m, 0.864m]),
    ];

    public static async Task TheNeedsAreAsStated(Goizeko bakery)
    {
        for (var i = 0; i < 7; i++)
        {
            var day = await Explode(bakery, Wednesday.AddDays(i));
            foreach (var (item, kg) in Needs) Near(kg[i], day["ingredients"].With("item_id", bakery[item])["kg"].Number(), $"{item} on day {i}");
            if (i > 0) continue;
            foreach (var (dough, kg, flour) in new[] { ("D1", 135.102m, 78.915m), ("D2", 53.061m, 29.995m), ("D3", 13.175m, 5.779m) })
            {
                var need = day["doughs"].With("recipe_id", bakery[dough]);
                Near(kg, need["kg"].Number(), dough);
                Near(flour, need["flour_kg"].Number(), dough);
            }
            foreach (var (preferment, needed, made) in new[] { ("poolish", 41.811m, 44.0m), ("levain", 17.997m, 18.9m) })
            {
                var need = day["preferments"].With("recipe_id", bakery[preferment]);
                Near(needed, need["needed_kg"].Number(), preferment);
                Assert.Equal(made, need["to_make_kg"].Number());
            }
        }
    }

    private static async Task<JsonNode> Explode(Goizeko bakery, DateOnly day)
    {
        var found = (await bakery.Tenant.Get($"production/plans?date={day:yyyy-MM-dd}"))["items"]![0]!["id"];
        var lines = (await bakery.Tenant.Get($"production/plans/{found}"))["lines"]!.AsArray();
        return await bakery.Tenant.Post("recipes/explode", new
        {
            date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), lines = lines.Select(l => new { product_item_id = l!["product_item_id"]!.GetValue<Guid>(), pieces = l["planned_quantity"]!.GetValue<int>().ToString(CultureInfo.InvariantCulture) }),
        });
    }

    private static void Near(decimal stated, decimal got, string what) => Assert.True(Math.Abs(stated - got) <= 0.002m, $"{what}: {got} where {stated} is stated.");
}
