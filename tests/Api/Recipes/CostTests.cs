using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Recipes;

public sealed class CostTests(BakeryServer server)
{
    [Fact]
    public async Task Products_cost_what_the_reference_day_says()
    {
        var bakery = await Goizeko.Open(server);
        var expected = new Dictionary<string, (string Dough, string Ingredients, string Variable, string Salt)>
        {
            ["P1"] = ("D1", "0.1216", "0.3216", "1.2310"), ["P2"] = ("D1", "0.0392", "0.1292", "1.2410"), ["P3"] = ("D1", "0.2353", "0.5653", "1.1920"), ["P4"] = ("D2", "0.3875", "1.1875", "1.2640"),
            ["P5"] = ("D2", "0.1937", "0.6737", "1.2640"), ["P6"] = ("D3", "0.1590", "0.4390", "1.0370"), ["P7"] = ("D3", "0.2732", "0.5932", "0.8530"),
        };
        foreach (var (dough, total, perKg) in new[] { ("D1", "171.2000", "0.3844"), ("D2", "176.9000", "0.3797"), ("D3", "228.0000", "2.3726") })
        {
            var cost = await bakery.Tenant.Get($"recipes/{bakery[dough]}/cost");
            Assert.Equal((total, perKg), (cost["total_percent"].Text(), cost["dough_cost_per_kg"].Text()));
            foreach (var (product, figures) in expected.Where(e => e.Value.Dough == dough))
            {
                var row = cost["products"].With("product_item_id", bakery[product]);
                Assert.Equal((figures.Ingredients, figures.Variable, figures.Salt), (row["ingredient_cost"].Text(), row["variable_cost"].Text(), row["salt_g_per100_g"].Text()));
                Assert.False(row["salt_warning"]!.GetValue<bool>());
            }
        }
    }

    [Fact]
    public async Task Feature_10a_and_10c_a_dearer_butter_receipt_moves_the_croissant_costs_at_once()
    {
        var bakery = await Goizeko.Open(server);
        await bakery.Make("B2", "inventory/lots", new { item_id = bakery["BUTTER"], lot_code = "B-7781", location_id = bakery["O"], quantity = "10", unit_cost = "8.00", expires_on = "2027-01-15" });
        // The first look after the receipt, without waiting for any message.
        var watch = Stopwatch.StartNew();
        var now = (await bakery.Tenant.Get($"recipes/{bakery["D3"]}/cost"))["products"]!;
        Assert.Equal(("0.4522", "0.6074"), (now.With("product_item_id", bakery["P6"])["variable_cost"].Text(), now.With("product_item_id", bakery["P7"])["variable_cost"].Text()));
        await bakery.Tenant.Settled();
        TestContext.Current.TestOutputHelper?.WriteLine($"seen, stored and told after {watch.ElapsedMilliseconds} ms");
        var history = (await bakery.Tenant.Get($"recipes/{bakery["D3"]}/cost-history"))["items"]!.AsArray();
        Assert.Equal("0.4522", history.First(s => s!["product_item_id"]!.GetValue<Guid>() == bakery["P6"])!["variable_cost"].Text());
        Assert.Equal("0.6074", history.First(s => s!["product_item_id"]!.GetValue<Guid>() == bakery["P7"])!["variable_cost"].Text());
    }

    [Fact]
    public async Task A_recipe_is_priced_while_it_is_written_and_nothing_is_stored()
    {
        var bakery = await Goizeko.Open(server);
        var content = (await bakery.Tenant.Get($"recipes/{bakery["D3"]}"))["current"]!["content"]!;
        Task<JsonNode> Price() => bakery.Tenant.Post("recipes/cost", new { kind = "dough", content, recipe_id = bakery["D3"] });
        // As it is in force, it costs what it costs.
        var same = await Price();
        Assert.Equal("2.3726", same["cost_per_kg"].Text());
        var croissant = same["products"].With("product_item_id", bakery["P6"]);
        Assert.Equal(("0.4390", "0.4390", null), (croissant["variable_cost"].Text(), croissant["cost_before"].Text(), croissant["price_to_restore"]));
        Assert.InRange(croissant["margin_percent"].Number(), 67.80m, 67.81m); // 1.50 with 10 % tax
        // More butter: dearer, and the margin says so before anything is saved.
        content["lines"].With("item_id", bakery["BUTTER"])["quantity"] = "80";
        var dearer = (await Price())["products"].With("product_item_id", bakery["P6"]);
        Assert.True(dearer["variable_cost"].Number() > 0.4390m && dearer["margin_percent"].Number() < 67.80m);
        Assert.Equal("0.4390", dearer["cost_before"].Text());
        Assert.Equal("0.4390", (await bakery.Tenant.Get($"recipes/{bakery["D3"]}/cost"))["products"].With("product_item_id", bakery["P6"])["variable_cost"].Text());
        Assert.Null((await bakery.Tenant.Get($"recipes/{bakery["D3"]}"))["draft"]);
        // What cannot be is refused by the same names as when it is saved.
        content["lines"].With("item_id", bakery["BUTTER"])["quantity"] = "-1";
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Post, "recipes/cost", new { kind = "dough", content, recipe_id = bakery["D3"] }));
        // (100 × 0.62 + 0.2 × 2.40) / 200.2
        Assert.Equal("0.3121", (await bakery.Tenant.Post("recipes/cost", new { kind = "pre_ferment", content = new { lines = new[] { new { item_id = bakery["W180"], quantity = "100", unit = "%" }, new { item_id = bakery["WATER"], quantity = "100", unit = "%" }, new { item_id = bakery["YEAST"], quantity = "0.2", unit = "%" } } } }))["cost_per_kg"].Text());
    }

    [Fact]
    public async Task Pieces_explode_into_doughs_preferments_and_ingredients()
    {
        var bakery = await Goizeko.Open(server);
        var plan = new Dictionary<string, int> { ["P1"] = 280, ["P2"] = 240, ["P3"] = 36, ["P4"] = 36, ["P5"] = 32, ["P6"] = 132, ["P7"] = 60 };
        var made = await bakery.Tenant.Post("recipes/explode", new { date = "2026-11-11", lines = plan.Select(p => new { product_item_id = bakery[p.Key], pieces = p.Value.ToString() }) });
        Assert.InRange(made["doughs"].With("recipe_id", bakery["D1"])["kg"].Number(), 135.100m, 135.104m);
        Assert.InRange(made["doughs"].With("recipe_id", bakery["D2"])["flour_kg"].Number(), 29.993m, 29.997m);
        var poolish = made["preferments"].With("recipe_id", bakery["poolish"]);
        Assert.InRange(poolish["needed_kg"].Number(), 41.809m, 41.813m);
        Assert.Equal("44.0000", poolish["to_make_kg"].Text());
        Assert.Equal("18.9000", made["preferments"].With("recipe_id", bakery["levain"])["to_make_kg"].Text());
        Assert.InRange(made["ingredients"].With("item_id", bakery["W180"])["kg"].Number(), 104.064m, 104.068m);
        Assert.InRange(made["ingredients"].With("item_id", bakery["MILK"])["stock_units"].Number(), 1.681m, 1.685m);
    }

    [Fact]
    public async Task A_recipe_scales_to_the_gram_and_divides_over_the_mixer()
    {
        var bakery = await Goizeko.Open(server);
        var scaled = await bakery.Tenant.Post($"recipes/{bakery["D1"]}/scale", new { pieces = new[] { new { product_item_id = bakery["P1"], count = "300" }, new { product_item_id = bakery["P2"], count = "240" }, new { product_item_id = bakery["P3"], count = "36" } } });
        Assert.Equal(141429, scaled["lines"]!.AsArray().Sum(l => l!["grams"]!.GetValue<int>()));
        Assert.Equal([61958, 35522, 1404, 785, 413, 41347], scaled["lines"]!.AsArray().Select(l => l!["grams"]!.GetValue<int>()));
        var mixes = await bakery.Tenant.Post($"recipes/{bakery["D1"]}/mix-plan", new { need_kg = "141.429", mode = "equal" });
        Assert.Equal(["35.3573", "35.3573", "35.3573", "35.3573"], mixes["mixes_kg"]!.AsArray().Select(m => m.Text()));
    }

    [Fact]
    public async Task A_version_in_force_never_changes_and_a_new_one_takes_over()
    {
        var bakery = await Goizeko.Open(server);
        var path = $"recipes/{bakery["poolish"]}";
        object Poolish(string water) => new { name = "Poolish", content = new { lines = new[] { ("W180", "100"), ("WATER", water), ("YEAST", "0.2") }.Select(l => new { item_id = bakery[l.Item1], quantity = l.Item2, unit = "%" }) } };
        // A fifth of the croissant's flour in a wetter poolish would be more water than the dough states: that would break another recipe.
        await bakery.Tenant.Put(path, Poolish("110"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "preferment_exceeds_total"), await bakery.Tenant.Fails(HttpMethod.Post, $"{path}/activate", new { }));
        var edited = await bakery.Tenant.Put(path, Poolish("90"));
        Assert.Equal((1, 2), (edited["current"]!["number"]!.GetValue<int>(), edited["draft"]!["number"]!.GetValue<int>()));
        var active = await bakery.Tenant.Post($"{path}/activate", new { });
        Assert.Equal(2, active["current"]!["number"]!.GetValue<int>());
        Assert.Equal("100.0000", (await bakery.Tenant.Get($"{path}/versions"))["items"]!.AsArray().Last()!["content"]!["lines"]![1]!["quantity"].Text());
    }

    [Fact]
    public async Task A_formula_that_cannot_be_is_refused_by_name()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        object Body(object content) => new { name = "Wrong", kind = "dough", content };
        var thin = new { lines = new[] { new { item_id = bakery["W180"], quantity = "90", unit = "%" } } };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "formula_invalid"), await bakery.Tenant.Fails(HttpMethod.Post, "recipes", Body(thin)));
        var dry = new { lines = new[] { new { item_id = bakery["W180"], quantity = "100", unit = "%" }, new { item_id = bakery["WATER"], quantity = "10", unit = "%" }, new { item_id = bakery["YEAST"], quantity = "1", unit = "%" } }, preferment = new { recipe_id = bakery["poolish"], flour_share_percent = "25" } };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "preferment_exceeds_total"), await bakery.Tenant.Fails(HttpMethod.Post, "recipes", Body(dry)));
        // A weight below zero, a unit without a factor, a unit that is none, no flour.
        object Of(string item, string quantity, string unit) => new { lines = new[] { new { item_id = bakery["W180"], quantity = "1", unit = "kg" }, new { item_id = bakery[item], quantity, unit } } };
        foreach (var (content, status, code) in new[]
        {
            (Of("SALT", "-0.02", "kg"), HttpStatusCode.BadRequest, "validation_failed"), (Of("SUGAR", "2", "piece"), HttpStatusCode.UnprocessableEntity, "conversion_unknown"), (Of("SUGAR", "2", "l"), HttpStatusCode.UnprocessableEntity, "conversion_unknown"),
            (Of("SALT", "1", "pinch"), HttpStatusCode.UnprocessableEntity, "unit_unknown"), (new { lines = new[] { new { item_id = bakery["SALT"], quantity = "1", unit = "kg" } } }, HttpStatusCode.UnprocessableEntity, "flour_missing"),
        })
            Assert.Equal((status, code), await bakery.Tenant.Fails(HttpMethod.Post, "recipes", Body(content)));
        Assert.DoesNotContain((await bakery.Tenant.Get("recipes?limit=200"))["items"]!.AsArray(), r => r!["name"].Text() == "Wrong");
    }
}
