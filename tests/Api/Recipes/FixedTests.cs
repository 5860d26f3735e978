using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Recipes;

/// <summary>A sandwich by a fixed recipe: ten rolls of our own, ham, butter and a box each.</summary>
public sealed class FixedTests(BakeryServer server)
{
    private static async Task<Goizeko> WithSandwich(BakeryServer server)
    {
        var bakery = await Goizeko.Open(server);
        await bakery.Make("HAM", "inventory/items", new { name = "cooked ham", sku = "HAM", item_type = "ingredient", ingredient_category = "other", stock_unit = "kg" });
        await bakery.Make("BOX", "inventory/items", new { name = "sandwich box", sku = "BOX", item_type = "packaging", stock_unit = "piece" });
        await bakery.Make("P9", "inventory/items", new { name = "Bocadillo", sku = "P9", item_type = "finished_product", product_category = "sandwiches", stock_unit = "piece", price = "3.50", tax_percent = "10" });
        await Lot(bakery, "HA", "HAM", "0.5", "9.00", "2026-11-20");
        await Lot(bakery, "HB", "HAM", "2", "9.00", "2026-12-20");
        await Lot(bakery, "BX", "BOX", "200", "0.12", null);
        await bakery.Make("sandwich", "recipes", new { name = "Bocadillo de jamón", kind = "fixed", content = Content(bakery), effective_from = "2026-10-01" });
        await bakery.Tenant.Post($"recipes/{bakery["sandwich"]}/activate", new { });
        await bakery.Tenant.Settled();
        return bakery;
    }

    private static Task Lot(Goizeko bakery, string code, string item, string quantity, string cost, string? expires) =>
        bakery.Make(code, "inventory/lots", new { item_id = bakery[item], lot_code = code, location_id = bakery["O"], quantity, unit_cost = cost, expires_on = expires });

    private static object Content(Goizeko bakery, string? yield = "10", string butterUnit = "g", object[]? more = null, string product = "P9") => new
    {
        lines = new object[] { new { item_id = bakery["P2"], quantity = "10", unit = "piece" }, new { item_id = bakery["HAM"], quantity = "400", unit = "g", preparation_method = "thin slices", group = "filling" }, new { item_id = bakery["BUTTER"], quantity = "100", unit = butterUnit } }.Concat(more ?? []),
        yield_quantity = yield,
        shapes = new[] { new { product_item_id = bakery[product], raw_weight_g = "0", baked_weight_g = "130", pieces_multiple = 5, labour_minutes = "0.5", extras = new[] { new { item_id = bakery["BOX"], quantity = "1", unit = "piece" } } } },
        steps = new[] { new { order = 1, stage = "finishing", minutes = 40, active_minutes = 40 } },
    };

    [Fact]
    public async Task A_sandwich_is_costed_exploded_scaled_and_seen_through_to_the_flour_of_its_roll()
    {
        var bakery = await WithSandwich(server);
        var cost = (await bakery.Tenant.Get($"recipes/{bakery["sandwich"]}/cost"))["products"]![0]!;
        // Roll 0.0392, ham 0.36, butter 0.072, box 0.12; half a minute, and the roll's own 0.5 kWh.
        Assert.Equal(("0.5912", "0.1167", "0.0900", "0.7979"), (cost["ingredient_cost"].Text(), cost["labour_cost"].Text(), cost["energy_cost"].Text(), cost["variable_cost"].Text()));

        var needs = await bakery.Tenant.Post("recipes/explode", new { lines = new[] { new { product_item_id = bakery["P9"], pieces = "20" } }, date = "2026-11-11" });
        Assert.Equal((bakery["P2"], "20.0000"), (needs["inside"]![0]!["product_item_id"]!.GetValue<Guid>(), needs["inside"]![0]!["pieces"].Text()));
        Assert.Equal("2.0000", needs["doughs"].With("recipe_id", bakery["D1"])["pieces_kg"].Text());
        Assert.Equal(("0.8000", "20.0000"), (needs["ingredients"].With("item_id", bakery["HAM"])["kg"].Text(), needs["ingredients"].With("item_id", bakery["BOX"])["stock_units"].Text()));
        Assert.DoesNotContain(needs["ingredients"]!.AsArray(), i => i!["item_id"]!.GetValue<Guid>() == bakery["P2"]);

        var sheet = (await bakery.Tenant.Post($"recipes/{bakery["sandwich"]}/scale", new { pieces = new[] { new { product_item_id = bakery["P9"], count = "20" } } }))["lines"]!.AsArray();
        Assert.Equal([("Bollo de pan", 0, "20.0000"), ("cooked ham", 800, null), ("butter 82 %", 200, null), ("sandwich box", 0, "20.0000")], sheet.Select(l => (l!["name"].Text(), l["grams"]!.GetValue<int>(), l["count"]?.GetValue<string>())));

        await bakery.DescribeFood();
        JsonNode Allergen(JsonNode answer, string code) => answer["products"].With("product_item_id", bakery["P9"])["allergens"]!.AsArray().First(a => a!["code"].Text() == code)!;
        var path = $"recipes/{bakery["sandwich"]}";
        // Nobody has described the ham: no label.
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "allergen_unknown"), await bakery.Tenant.Fails(HttpMethod.Get, $"{path}/label"));
        await bakery.Tenant.Put($"inventory/items/{bakery["HAM"]}/food", GoizekoFood.Facts("SUGAR"));
        var allergens = await bakery.Tenant.Get($"{path}/allergens");
        Assert.Equal(("contains", "contains", "free"), (Allergen(allergens, "gluten")["state"].Text(), Allergen(allergens, "milk")["state"].Text(), Allergen(allergens, "fish")["state"].Text()));
        // The dough's own page leads to the sandwich that holds its roll.
        Assert.Equal("contains", Allergen(await bakery.Tenant.Get($"recipes/{bakery["D1"]}/allergens"), "gluten")["state"].Text());
        using var zpl = await bakery.Tenant.Send(HttpMethod.Get, $"{path}/label?format=zpl&lang=es");
        var label = await zpl.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, zpl.StatusCode);
        Assert.Contains("Bollo de pan (harina de", label, StringComparison.Ordinal);
        Assert.DoesNotContain("sandwich box", label, StringComparison.Ordinal);

        // Ham for 62 is there; rolls have to be baked for all of them.
        var feasible = await bakery.Tenant.Post($"{path}/feasibility", new { pieces = new[] { new { product_item_id = bakery["P9"], count = "70" } } });
        Assert.Equal("0.3000", Assert.Single(feasible["missing_items"]!.AsArray())!["lacking"].Text());
        Assert.Equal((1, 8), ((await bakery.Tenant.Get("recipes/statistics"))["fixed"]!.GetValue<int>(), (await bakery.Tenant.Get("recipes/completeness"))["items"]!.AsArray().Count));
    }

    [Fact]
    public async Task What_a_fixed_recipe_cannot_be_is_refused_by_name()
    {
        var bakery = await WithSandwich(server);
        async Task Refused(string code, object content, string kind = "fixed") => Assert.Equal(code, (await bakery.Tenant.Fails(HttpMethod.Post, "recipes", new { name = "Wrong", kind, content })).Code);
        await Refused("validation_failed", Content(bakery, yield: null));
        await Refused("validation_failed", Content(bakery, butterUnit: "%"));
        await Refused("conversion_unknown", Content(bakery, butterUnit: "l"));
        await Refused("validation_failed", Content(bakery, more: [new { recipe_id = bakery["D1"], quantity = "1", unit = "kg" }]));
        await Refused("validation_failed", Content(bakery), kind: "dough");
        // It may hold neither itself nor, by way of another, what holds it.
        await Refused("recipe_cycle", Content(bakery, more: [new { item_id = bakery["P9"], quantity = "1", unit = "piece" }]));
        await bakery.Make("P10", "inventory/items", new { name = "Bandeja", sku = "P10", item_type = "finished_product", product_category = "sandwiches", stock_unit = "piece" });
        await bakery.Make("tray", "recipes", new { name = "Bandeja", kind = "fixed", content = Content(bakery, more: [new { item_id = bakery["P9"], quantity = "10", unit = "piece" }], product: "P10") });
        var path = $"recipes/{bakery["sandwich"]}";
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "recipe_cycle"), await bakery.Tenant.Fails(HttpMethod.Put, path, new { name = "Bocadillo", content = Content(bakery, more: [new { item_id = bakery["P10"], quantity = "1", unit = "piece" }]) }, "*"));
        // The dough whose roll goes into it stays.
        Assert.Equal((HttpStatusCode.Conflict, "in_use"), await bakery.Tenant.Fails(HttpMethod.Post, $"recipes/{bakery["D1"]}/archive", null, "*"));
    }

    [Fact]
    public async Task A_planned_sandwich_has_its_rolls_baked_takes_the_first_ham_and_becomes_a_lot()
    {
        var bakery = await WithSandwich(server);
        await bakery.Forecasts();
        await bakery.Orders();
        var plan = await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        var line = plan["lines"].With("product_item_id", bakery["P9"]);
        await bakery.Tenant.Patch($"production/plans/{plan["id"]}/lines/{line["id"]}", new { quantity = 20, reason = "Ordered by the school" }, $"\"{plan["version"]}\"");
        var needs = (await bakery.Tenant.Get("production/requirements?from=2026-11-11&to=2026-11-11"))["items"]!.AsArray();
        Assert.Equal("0.8000", needs.Single(n => n!["item_id"]!.GetValue<Guid>() == bakery["HAM"])!["quantity"].Text());
        var sheet = await bakery.Tenant.Get("production/bake-sheet/2026-11-11");
        var roll = sheet["doughs"].With("recipe_id", bakery["D1"])["pieces"].With("product_item_id", bakery["P2"]);
        Assert.Equal((260, 20, 20), (roll["planned"]!.GetValue<int>(), roll["inside"]!.GetValue<int>(), sheet["fixed"].With("product_item_id", bakery["P9"])["planned"]!.GetValue<int>()));

        await bakery.Tenant.Post($"production/plans/{plan["id"]}/approve");
        await bakery.Tenant.Settled();
        var batches = (await bakery.Tenant.Get("production/batches?date=2026-11-11&limit=200"))["items"]!.AsArray();
        JsonNode Batch(string product) => batches.Single(b => b!["product_item_id"]?.GetValue<Guid>() == bakery[product])!;
        Assert.Equal(("260.0000", "20.0000"), (Batch("P2")["planned_quantity"].Text(), Batch("P9")["planned_quantity"].Text()));
        Assert.Equal([("P2", "20.0000", "piece"), ("HAM", "0.8000", "kg"), ("BUTTER", "0.2000", "kg"), ("BOX", "20.0000", "piece")], Batch("P9")["materials"]!.AsArray().Select(m => (bakery.CodeOf(m!["item_id"]!.GetValue<Guid>()), m["planned"].Text(), m["unit"].Text())));
        var card = await bakery.Tenant.Get($"production/batches/{Batch("P9")["id"]}/mix-card");
        Assert.Equal(("20.0000", 1000, "20.0000"), (card["pieces"].Text(), card["grams_all"]!.GetValue<int>(), card["lines"]![0]!["count"].Text()));

        foreach (var product in new[] { "P2", "P9" })
        {
            await bakery.Tenant.Post($"production/batches/{Batch(product)["id"]}/transitions", new { to = "in_progress" });
            await bakery.Tenant.Post($"production/batches/{Batch(product)["id"]}/transitions", new { to = "completed" });
            await bakery.Tenant.Settled();
        }
        async Task<JsonNode> LotOf(string product) => (await bakery.Tenant.Get($"inventory/lots?item_id={bakery[product]}"))["items"]!.AsArray().Single()!;
        async Task<string> Left(string lot) => (await bakery.Tenant.Get($"inventory/lots/{bakery[lot]}"))["quantity"].Text();
        // The ham that expires first goes first.
        Assert.Equal(("0.0000", "1.7000", "180.0000"), (await Left("HA"), await Left("HB"), await Left("BX")));
        var (rolls, sandwiches) = (await LotOf("P2"), await LotOf("P9"));
        Assert.Equal(("240.0000", "20.0000", "0.7979"), (rolls["quantity"].Text(), sandwiches["quantity"].Text(), sandwiches["unit_cost"].Text()));
        // What went into sandwiches is not divided among the shops.
        Assert.Equal(240, (await bakery.Tenant.Get("production/allocations?date=2026-11-11"))["items"].With("product_item_id", bakery["P2"])["pieces"]!.GetValue<int>());
        // From the sandwich back to the ham and to the roll.
        var tree = await bakery.Tenant.Get($"inventory/trace/backward?lot_id={sandwiches["id"]}");
        Assert.Superset(new HashSet<string?> { "HA", "HB", "BX", rolls["lot_code"].Text() }, tree["nodes"]!.AsArray().Select(n => n!["code"]?.GetValue<string>()).ToHashSet());
    }
}
