using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Recipes;

/// <summary>Creams and toppings as recipes of their own, held by shapes and by each other.</summary>
public sealed class FillingTests(BakeryServer server)
{
    private static async Task<Guid> Filling(Goizeko bakery, string code, string name, object[] lines, string loss = "0", bool inForce = true)
    {
        var id = await bakery.Make(code, "recipes", new { name, kind = "filling", content = new { lines, process_loss_percent = loss }, effective_from = "2026-10-01" });
        if (inForce) await bakery.Tenant.Post($"recipes/{id}/activate", new { });
        return id;
    }

    private static object Of(Goizeko bakery, string item, string quantity, string unit = "kg") => new { item_id = bakery[item], quantity, unit };

    private static object Held(Goizeko bakery, string recipe, string quantity, string unit = "kg") => new { recipe_id = bakery[recipe], quantity, unit };

    // 20 g of mousse go into each napolitana: half of it custard, which boils down by a tenth, half butter and sugar.
    private static async Task<Goizeko> WithMousse(BakeryServer server)
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await Filling(bakery, "custard", "Custard", [Of(bakery, "MILK", "1", "l"), Of(bakery, "EGG", "0.22"), Of(bakery, "SUGAR", "0.25")], "10");
        await Filling(bakery, "mousse", "Mousse", [Held(bakery, "custard", "500", "g"), Of(bakery, "BUTTER", "300", "g"), Of(bakery, "SUGAR", "0.2")]);
        await Shaped(bakery, Held(bakery, "mousse", "20", "g"));
        await bakery.Tenant.Post($"recipes/{bakery["D3"]}/activate", new { });
        return bakery;
    }

    private static async Task Shaped(Goizeko bakery, object extra)
    {
        var dough = await bakery.Tenant.Get($"recipes/{bakery["D3"]}");
        var content = (dough["draft"] ?? dough["current"])!["content"]!;
        content["shapes"]!.AsArray().Single(s => s!["product_item_id"]!.GetValue<Guid>() == bakery["P7"])!["extras"] = new JsonArray(System.Text.Json.JsonSerializer.SerializeToNode(extra));
        await bakery.Tenant.Put($"recipes/{bakery["D3"]}", new { name = dough["name"].Text(), content });
    }

    [Fact]
    public async Task Pieces_ask_for_their_fillings_and_for_all_that_is_in_them()
    {
        var bakery = await WithMousse(server);
        var answer = await bakery.Tenant.Post("recipes/explode", new { lines = new[] { new { product_item_id = bakery["P7"], pieces = "100" } }, date = "2026-11-10" });
        Assert.Equal([("Custard", 1.0m), ("Mousse", 2.0m)], answer["fillings"]!.AsArray().Select(f => (f!["name"].Text(), decimal.Parse(f["kg"].Text(), System.Globalization.CultureInfo.InvariantCulture))));
        // 1.0 kg of custard weighs 1.1111 kg before it boils: 1.030 of its 1.5 kg are milk.
        var custard = answer["fillings"]![0]!["lines"]!.AsArray().ToDictionary(l => l!["name"].Text(), l => l!["grams"]!.GetValue<int>());
        Assert.Equal((763, 163, 185, 1111), (custard["whole milk"], custard["pasteurised liquid egg"], custard["sugar"], custard.Values.Sum()));

        var plain = await bakery.Tenant.Post("recipes/explode", new { lines = new[] { new { product_item_id = bakery["P6"], pieces = "100" } }, date = "2026-11-10" });
        decimal Kg(JsonNode from, string item) => decimal.Parse(from["ingredients"].With("item_id", bakery[item])["kg"].Text(), System.Globalization.CultureInfo.InvariantCulture);
        // Croissants and napolitanas share the dough: what is more than the dough's butter, by weight of dough, is the mousse's.
        Assert.Equal(0.6m, Kg(answer, "BUTTER") - Kg(plain, "BUTTER") * 70m / 65m, 3);
        Assert.Equal(0.4m + 1.0m / 0.9m * 0.25m / 1.5m, Kg(answer, "SUGAR") - Kg(plain, "SUGAR") * 70m / 65m, 3);
    }

    [Fact]
    public async Task Feature_7a_what_changes_three_recipe_levels_down_is_in_the_product_at_once()
    {
        var bakery = await WithMousse(server);
        string State() => bakery.Tenant.Get($"recipes/{bakery["D3"]}/allergens").GetAwaiter().GetResult()["products"].With("product_item_id", bakery["P7"])["allergens"]!.AsArray().First(a => a!["code"].Text() == "nuts")!["state"].Text();
        var free = FoodCodes().ToDictionary(a => a, _ => "free");
        foreach (var item in new[] { "W180", "W300", "WATER", "MILK", "SUGAR", "SALT", "BUTTER", "YEAST", "EGG" }) await Describe(item, free);
        Assert.Equal("free", State());
        await Describe("EGG", new(free) { ["nuts"] = "traces" });
        Assert.Equal("traces", State());
        // The filling's own page shows the products that hold it, through the one above.
        Assert.Equal(bakery["P7"], Assert.Single((await bakery.Tenant.Get($"recipes/{bakery["custard"]}/allergens"))["products"]!.AsArray())!["product_item_id"]!.GetValue<Guid>());

        Task<JsonNode> Describe(string item, Dictionary<string, string> allergens) =>
            bakery.Tenant.Put($"inventory/items/{bakery[item]}/food", new { allergens, species = Array.Empty<string>(), is_wholemeal = false });
    }

    private static IEnumerable<string> FoodCodes() => DemoData.FoodCatalog.Allergens;

    [Fact]
    public async Task A_filling_costs_what_is_in_it_and_so_does_the_piece()
    {
        var bakery = await WithMousse(server);
        // Milk 0.92 EUR/l, egg 3.10, sugar 0.95, butter 7.20 EUR/kg: list prices, as nothing was bought.
        const decimal custard = (0.92m + 0.22m * 3.10m + 0.25m * 0.95m) / (1.5m * 0.9m);
        const decimal mousse = 0.5m * custard + 0.3m * 7.20m + 0.2m * 0.95m;
        var cost = await bakery.Tenant.Get($"recipes/{bakery["mousse"]}/cost");
        Assert.Equal(Math.Round(mousse, 4), decimal.Parse(cost["dough_cost_per_kg"].Text(), System.Globalization.CultureInfo.InvariantCulture));
        var products = (await bakery.Tenant.Get($"recipes/{bakery["D3"]}/cost"))["products"]!;
        decimal Ingredients(string product) => decimal.Parse(products.With("product_item_id", bakery[product])["ingredient_cost"].Text(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0.020m * mousse, Ingredients("P7") - Ingredients("P6") * 70m / 65m, 3);
    }

    [Fact]
    public async Task A_filling_is_scaled_to_the_gram_and_says_what_is_made_before_it()
    {
        var bakery = await WithMousse(server);
        var sheet = await bakery.Tenant.Post($"recipes/{bakery["mousse"]}/scale", new { target_kg = "1.234" });
        Assert.Equal(1234, sheet["lines"]!.AsArray().Sum(l => l!["grams"]!.GetValue<int>()));
        Assert.Equal((bakery["custard"], "Custard"), (sheet["lines"]![0]!["recipe_id"]!.GetValue<Guid>(), sheet["lines"]![0]!["name"].Text()));
    }

    [Fact]
    public async Task Circles_unknown_fillings_and_fillings_that_are_not_in_force_are_refused_by_name()
    {
        var bakery = await WithMousse(server);
        object Content(params object[] lines) => new { name = "Custard", content = new { lines } };
        var path = $"recipes/{bakery["custard"]}";
        var etag = (await bakery.Tenant.Send(HttpMethod.Get, path)).Headers.ETag!.ToString();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "recipe_cycle"), await bakery.Tenant.Fails(HttpMethod.Put, path, Content(Of(bakery, "MILK", "1", "l"), Held(bakery, "mousse", "1")), etag));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Put, path, Content(new { recipe_id = Guid.NewGuid(), quantity = "1", unit = "kg" }), etag));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Put, path, Content(new { item_id = bakery["MILK"], recipe_id = bakery["mousse"], quantity = "1", unit = "kg" }), etag));
        Assert.Equal((HttpStatusCode.Conflict, "in_use"), await bakery.Tenant.Fails(HttpMethod.Post, $"{path}/archive", null, etag));

        for (var level = 3; level <= 6; level++)
        {
            await Filling(bakery, $"level{level}", $"Level {level}", [Held(bakery, level == 3 ? "mousse" : $"level{level - 1}", "1")]);
        }

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "recipe_too_deep"),
            await bakery.Tenant.Fails(HttpMethod.Post, "recipes", new { name = "Level 7", kind = "filling", content = new { lines = new[] { Held(bakery, "level6", "1") } } }));

        await Filling(bakery, "glaze", "Glaze", [Of(bakery, "SUGAR", "1")], inForce: false);
        await Shaped(bakery, Held(bakery, "glaze", "5", "g"));
        Assert.Equal((HttpStatusCode.Conflict, "recipe_not_active"), await bakery.Tenant.Fails(HttpMethod.Post, $"recipes/{bakery["D3"]}/activate", new { }));
    }
}
