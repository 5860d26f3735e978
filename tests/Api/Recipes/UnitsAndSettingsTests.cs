using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Recipes;

/// <summary>Kitchen units in recipes, and what settings do to costs, mixes and water.</summary>
public sealed class UnitsAndSettingsTests(BakeryServer server)
{
    [Fact]
    public async Task Cups_and_spoons_become_grams_by_the_density_of_their_item()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        foreach (var (code, unit, density) in new[] { ("HONEY", "kg", "1.4"), ("OIL", "l", "0.92"), ("VANILLA", "kg", "0.9") })
            await bakery.Make(code, "inventory/items", new { name = code.ToLowerInvariant(), sku = code, item_type = "ingredient", ingredient_category = "other", stock_unit = unit, density_kg_per_l = density });
        object Line(string item, string quantity, string unit) => new { item_id = bakery[item], quantity, unit };
        var glaze = new { name = "Glaze", kind = "filling", content = new { lines = new[] { Line("HONEY", "1", "cup"), Line("OIL", "2", "tbsp"), Line("VANILLA", "1", "tsp") } }, effective_from = "2026-10-01" };
        await bakery.Make("glaze", "recipes", glaze);
        await bakery.Tenant.Post($"recipes/{bakery["glaze"]}/activate", new { });
        // 240 ml × 1.4, 30 ml × 0.92 and 5 ml × 0.9 weigh 368.1 g.
        var sheet = await bakery.Tenant.Post($"recipes/{bakery["glaze"]}/scale", new { target_kg = "3.681" });
        Assert.Equal([("honey", 3360), ("oil", 276), ("vanilla", 45)], sheet["lines"]!.AsArray().Select(l => (l!["name"].Text(), l["grams"]!.GetValue<int>())));
        // Nobody has said what a cup of sugar weighs.
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "conversion_unknown"),
            await bakery.Tenant.Fails(HttpMethod.Post, "recipes", new { name = "Syrup", kind = "filling", content = new { lines = new[] { Line("SUGAR", "1", "cup") } } }));
        async Task<string> Convert(string quantity, string from, string to) => (await bakery.Tenant.Get($"inventory/items/{bakery["OIL"]}/convert?quantity={quantity}&from={from}&to={to}"))["quantity"].Text();
        Assert.Equal(("16.0000", "3.0000", "0.2208"), (await Convert("1", "cup", "tbsp"), await Convert("1", "tbsp", "tsp"), await Convert("1", "cup", "kg")));
        await bakery.Make("OL", "inventory/lots", new { item_id = bakery["OIL"], lot_code = "OL", location_id = bakery["O"], quantity = "1", unit_cost = "4.00" });
        await bakery.Tenant.Post("inventory/stock/consume", new { location_id = bakery["O"], lines = new[] { new { item_id = bakery["OIL"], quantity = "2", unit = "cup" } } });
        Assert.Equal("0.5200", (await bakery.Tenant.Get($"inventory/lots/{bakery["OL"]}"))["quantity"].Text());
    }

    [Theory]
    [InlineData("last_purchase", "0.4522")]
    [InlineData("average", "0.4459")]
    [InlineData("price_list", "0.4390")]
    public async Task A_croissant_costs_by_the_basis_that_is_set(string basis, string variable)
    {
        var bakery = await Goizeko.Open(server);
        // 9 kg of butter at 7.20 and 10 kg at 8.00 cost 7.6211 on average; the list still says 7.20.
        await bakery.Make("B2", "inventory/lots", new { item_id = bakery["BUTTER"], lot_code = "B-7781", location_id = bakery["O"], quantity = "10", unit_cost = "8.00", expires_on = "2027-01-15" });
        await bakery.Tenant.Put("settings/production", new { values = new { cost_basis = basis } });
        Assert.Equal(variable, (await bakery.Tenant.Get($"recipes/{bakery["D3"]}/cost"))["products"].With("product_item_id", bakery["P6"])["variable_cost"].Text());
    }

    [Fact]
    public async Task Feature_6c_a_dough_of_73_kg_is_mixed_in_three_equal_parts_or_in_full_mixes_and_a_rest()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await Mixer(bakery, "D1", "25");
        async Task<IEnumerable<string>> Mixes(string mode) => (await bakery.Tenant.Post($"recipes/{bakery["D1"]}/mix-plan", new { need_kg = "73", mode }))["mixes_kg"]!.AsArray().Select(m => m.Text());
        Assert.Equal(["24.3333", "24.3333", "24.3333"], await Mixes("equal"));
        Assert.Equal(["25.0000", "25.0000", "23.0000"], await Mixes("max_plus_rest"));

        // The bakery's setting decides how the day's mix cards are divided.
        await bakery.Forecasts();
        await bakery.Orders();
        await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        async Task<JsonNode> Card() => (await bakery.Tenant.Get("production/mix-cards/2026-11-11"))["cards"].With("recipe_id", bakery["D1"]);
        var equal = await Card();
        await bakery.Tenant.Put("settings/production", new { values = new { mixer_split = "max_plus_rest" } });
        var full = await Card();
        // 135.102 kg: six of 22.517 kg, or five of 25 kg and a rest.
        (int Mixes, int One, int Last) Weights(JsonNode card) => (card["mixes"]!.GetValue<int>(), card["grams_one"]!.GetValue<int>(), card["grams_last"]!.GetValue<int>());
        Assert.Equal((6, 22517, 22517), Weights(equal));
        Assert.Equal((6, 25000, 10102), Weights(full));
        Assert.Equal(10102, full["lines"]!.AsArray().Sum(l => l!["grams_last"]!.GetValue<int>()));
    }

    private static async Task Mixer(Goizeko bakery, string code, string maximum)
    {
        var recipe = await bakery.Tenant.Get($"recipes/{bakery[code]}");
        var content = recipe["current"]!["content"]!.DeepClone();
        content["mixer_max_kg"] = maximum;
        await bakery.Tenant.Put($"recipes/{bakery[code]}", new { name = recipe["name"].Text(), content });
        await bakery.Tenant.Post($"recipes/{bakery[code]}/activate", new { });
    }

    [Fact]
    public async Task Feature_6e_the_water_for_a_dough_of_25_degrees_has_17()
    {
        var tenant = await server.NewTenant();
        var water = await tenant.Post("recipes/water-temperature", new { dough_c = "25", flour_c = "22", room_c = "24", friction_c = "12", tap_c = "18", water_kg = "10" });
        Assert.Equal((17m, 10m, 0m), (water["wanted_celsius"].Number(), water["water_kg"].Number(), water["ice_kg"].Number()));
        // With a pre-ferment there are four of them: 4 × 25 − (22 + 24 + 12 + 20).
        water = await tenant.Post("recipes/water-temperature", new { dough_c = "25", flour_c = "22", room_c = "24", friction_c = "12", tap_c = "18", water_kg = "10", preferment_c = "20" });
        Assert.Equal(22m, water["wanted_celsius"].Number());
    }
}
