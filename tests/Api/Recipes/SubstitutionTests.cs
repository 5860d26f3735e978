using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Recipes;

/// <summary>What may take an ingredient's place: written with the line, told when it is short, used only knowingly.</summary>
public sealed class SubstitutionTests(BakeryServer server)
{
    private static async Task Croissant(Goizeko bakery, params object[] substitutions)
    {
        var content = (await bakery.Tenant.Get($"recipes/{bakery["D3"]}"))["current"]!["content"]!;
        content["lines"].With("item_id", bakery["BUTTER"])["substitutions"] = new JsonArray([.. substitutions.Select(s => System.Text.Json.JsonSerializer.SerializeToNode(s))]);
        await bakery.Tenant.Put($"recipes/{bakery["D3"]}", new { name = "Croissant dough", content });
    }

    [Fact]
    public async Task A_missing_butter_names_its_substitute_and_using_it_is_a_version_somebody_accepted()
    {
        var bakery = await Goizeko.Open(server);
        await bakery.DescribeFood();
        await bakery.Make("MARG", "inventory/items", new { name = "margarine", sku = "MARG", item_type = "ingredient", ingredient_category = "fats", stock_unit = "kg" });
        // Nobody says of a substitute that it changes no allergens: that is worked out.
        var said = new { name = "Said", kind = "filling", content = new { lines = new[] { new { item_id = bakery["BUTTER"], quantity = "1", unit = "kg", substitutions = new[] { new { item_id = bakery["MARG"], ratio = "1", allergen_changed = false } } } } } };
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Post, "recipes", said));
        await Croissant(bakery, new { item_id = bakery["MARG"], ratio = "0.9" });
        await bakery.Tenant.Post($"recipes/{bakery["D3"]}/activate", new { });
        await bakery.Tenant.Post($"recipes/{bakery["D3"]}/allergens/sign-off", new { });
        async Task<JsonNode> Margarine() => (await bakery.Tenant.Get($"recipes/{bakery["D3"]}/lines"))["items"].With("item_id", bakery["BUTTER"])["substitutions"]![0]!;
        // Nobody has described the margarine: nobody may say that nothing changes.
        Assert.True((await Margarine())["allergen_changed"]!.GetValue<bool>());
        await bakery.Tenant.Put($"inventory/items/{bakery["MARG"]}/food", GoizekoFood.Facts("BUTTER"));
        Assert.False((await Margarine())["allergen_changed"]!.GetValue<bool>());
        await bakery.Tenant.Put($"inventory/items/{bakery["MARG"]}/food", GoizekoFood.Facts("SUGAR", a => a == "soybeans" ? "contains" : "free"));
        Assert.Equal([("soybeans", "free", "contains"), ("milk", "contains", "free")], (await Margarine())["shifts"]!.AsArray().Select(s => (s!["code"].Text(), s["from"].Text(), s["to"].Text())));

        // 9 kg of butter are there, 600 croissants take 9.9 kg: the margarine would do for what is lacking, weight by ratio.
        object Pieces() => new { pieces = new[] { new { product_item_id = bakery["P6"], count = "600" } } };
        async Task<JsonNode> Butter() => (await bakery.Tenant.Post($"recipes/{bakery["D3"]}/feasibility", Pieces()))["missing_items"].With("item_id", bakery["BUTTER"]);
        var butter = await Butter();
        var offer = Assert.Single(butter["substitutes"]!.AsArray())!;
        Assert.InRange(offer["needed"].Number() - butter["lacking"].Number() * 0.9m, -0.0001m, 0.0001m);
        Assert.Equal(("Croissant dough", false, true), (offer["recipe"].Text(), offer["is_enough"]!.GetValue<bool>(), offer["substitute"]!["allergen_changed"]!.GetValue<bool>()));
        await bakery.Make("MG", "inventory/lots", new { item_id = bakery["MARG"], lot_code = "MG", location_id = bakery["O"], quantity = "10", unit_cost = "2.40", expires_on = "2027-01-15" });
        Assert.True((await Butter())["substitutes"]![0]!["is_enough"]!.GetValue<bool>());

        // Used: a draft, only by who accepts the allergens; nothing is different until it is put in force, and then everything is.
        var use = new { item_id = bakery["BUTTER"], substitute_id = bakery["MARG"] };
        Assert.Equal((HttpStatusCode.Conflict, "allergens_change"), await bakery.Tenant.Fails(HttpMethod.Post, $"recipes/{bakery["D3"]}/substitute", use));
        Assert.Equal("substitution_invalid", (await bakery.Tenant.Fails(HttpMethod.Post, $"recipes/{bakery["D3"]}/substitute", new { item_id = bakery["SUGAR"], substitute_id = bakery["MARG"] })).Code);
        var draft = (await bakery.Tenant.Post($"recipes/{bakery["D3"]}/substitute", new { use.item_id, use.substitute_id, accept_allergens = true }))["recipe"]!["draft"]!;
        var line = draft["content"]!["lines"].With("item_id", bakery["MARG"]);
        Assert.Equal(("50.4000", bakery["BUTTER"], "1.1111"), (line["quantity"].Text(), line["substitutions"]![0]!["item_id"]!.GetValue<Guid>(), line["substitutions"]![0]!["ratio"].Text()));
        Assert.Equal(("butter 82 % → margarine × 0.9", "Owner"), (draft["note"].Text(), draft["author"].Text()));
        Assert.Equal((HttpStatusCode.Conflict, "draft_open"), await bakery.Tenant.Fails(HttpMethod.Post, $"recipes/{bakery["D3"]}/substitute", use));
        async Task<(string State, bool Signed)> Soy()
        {
            var answer = await bakery.Tenant.Get($"recipes/{bakery["D3"]}/allergens");
            return (answer["products"].With("product_item_id", bakery["P6"])["allergens"]!.AsArray().First(a => a!["code"].Text() == "soybeans")!["state"].Text(), answer["sign_off"]!["is_valid"]!.GetValue<bool>());
        }
        Assert.Equal(("free", true), await Soy());
        await bakery.Tenant.Post($"recipes/{bakery["D3"]}/activate", new { });
        Assert.Equal(("contains", false), await Soy());
    }

    [Fact]
    public async Task Substitutes_that_cannot_be_are_refused_by_name_and_an_optional_line_keeps_nobody_from_baking()
    {
        var bakery = await Goizeko.Open(server);
        var content = (await bakery.Tenant.Get($"recipes/{bakery["D3"]}"))["current"]!["content"]!;
        async Task Refused(string code, string line, params object[] substitutions)
        {
            var wrong = content.DeepClone();
            wrong["lines"].With("item_id", bakery[line])["substitutions"] = new JsonArray([.. substitutions.Select(s => System.Text.Json.JsonSerializer.SerializeToNode(s))]);
            Assert.Equal(code, (await bakery.Tenant.Fails(HttpMethod.Put, $"recipes/{bakery["D3"]}", new { name = "D3", content = wrong }, "*")).Code);
        }
        object By(string item, string ratio = "1") => new { item_id = bakery[item], ratio };
        await Refused("validation_failed", "BUTTER", new { item_id = Guid.NewGuid(), ratio = "1" });
        await Refused("validation_failed", "BUTTER", By("SUGAR", "0.09"));
        await Refused("substitution_invalid", "BUTTER", By("BUTTER"));
        await Refused("substitution_invalid", "BUTTER", By("SUGAR"), By("SUGAR"));
        await Refused("substitution_invalid", "W300", By("SUGAR"));
        await Refused("substitution_invalid", "W300", By("W180", "1.1"));
        await Refused("recipe_cycle", "BUTTER", By("P6"));
        await Refused("conversion_unknown", "BUTTER", By("P8"));

        // Without egg: the line may be left out, so it is told and does not count.
        content["lines"].With("item_id", bakery["EGG"])["is_optional"] = true;
        content["lines"].With("item_id", bakery["EGG"])["preparation_method"] = "beaten";
        await bakery.Tenant.Put($"recipes/{bakery["D3"]}", new { name = "Croissant dough", content });
        await bakery.Tenant.Post($"recipes/{bakery["D3"]}/activate", new { });
        var feasible = await bakery.Tenant.Post($"recipes/{bakery["D3"]}/feasibility", new { pieces = new[] { new { product_item_id = bakery["P6"], count = "120" } } });
        Assert.True(feasible["is_feasible"]!.GetValue<bool>());
        await bakery.Tenant.Post("inventory/stock/adjust", new { lines = new[] { new { lot_id = bakery["EG"], change = "-3", reason_code = "count" } } });
        feasible = await bakery.Tenant.Post($"recipes/{bakery["D3"]}/feasibility", new { pieces = new[] { new { product_item_id = bakery["P6"], count = "120" } } });
        Assert.Equal((true, true), (feasible["is_feasible"]!.GetValue<bool>(), feasible["missing_items"].With("item_id", bakery["EGG"])["is_optional"]!.GetValue<bool>()));
        Assert.Equal("beaten", (await bakery.Tenant.Get($"recipes/{bakery["D3"]}/lines"))["items"].With("item_id", bakery["EGG"])["preparation_method"].Text());
    }
}
