using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bakery.DemoData;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Recipes;

/// <summary>Allergens, nutrition, claims, labels and margins over HTTP (features 7, 10 and 18).</summary>
public sealed class FoodTests(BakeryServer server)
{
    private async Task<Goizeko> Described(params string[] except)
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.DescribeFood(except);
        return bakery;
    }

    private static string StateOf(JsonNode answer, Guid product, string code) =>
        answer["products"].With("product_item_id", product)["allergens"]!.AsArray().First(a => a!["code"].Text() == code)!["state"].Text();

    [Fact]
    public async Task Feature_7a_a_change_in_the_flour_of_a_preferment_reaches_every_product_at_once()
    {
        var bakery = await Described();
        var before = await bakery.Tenant.Get($"recipes/{bakery["D2"]}/allergens");
        Assert.Equal(("contains", "free"), (StateOf(before, bakery["P4"], "gluten"), StateOf(before, bakery["P4"], "lupin")));
        // Rye is in the levain, the levain in the dough, the dough in two products.
        await bakery.Tenant.Put($"inventory/items/{bakery["RYE"]}/food", GoizekoFood.Facts("RYE", a => a == "lupin" ? "traces" : a == "gluten" ? "contains" : "free"));
        var after = await bakery.Tenant.Get($"recipes/{bakery["D2"]}/allergens");
        Assert.Equal(("traces", "traces"), (StateOf(after, bakery["P4"], "lupin"), StateOf(after, bakery["P5"], "lupin")));
        Assert.Equal("traces", StateOf(await bakery.Tenant.Get($"recipes/{bakery["levain"]}/allergens"), bakery["P4"], "lupin"));
    }

    [Fact]
    public async Task Feature_7b_and_7c_unknown_blocks_the_label_and_every_value_shows_who_said_it()
    {
        var bakery = await Described("MALT");
        using var refused = await bakery.Tenant.Send(HttpMethod.Get, $"recipes/{bakery["D1"]}/label?product_item_id={bakery["P1"]}");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "allergen_unknown"), (refused.StatusCode, JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["code"].Text()));
        foreach (var other in new[] { "kind=card", "format=zpl", "kind=card&format=zpl&lang=eu" })
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "allergen_unknown"), await bakery.Tenant.Fails(HttpMethod.Get, $"recipes/{bakery["D1"]}/label?product_item_id={bakery["P1"]}&{other}"));
        // The flour's states were read from a paper of its supplier.
        var paper = (await bakery.Tenant.Post($"suppliers/{bakery["S1"]}/documents", new { kind = "specification", title = "W180", item_id = bakery["W180"] }))["id"]!.GetValue<Guid>();
        var facts = JsonSerializer.SerializeToNode(GoizekoFood.Facts("W180"))!.AsObject();
        facts["source_document_id"] = paper;
        await bakery.Tenant.Put($"inventory/items/{bakery["W180"]}/food", facts);
        var gluten = (await bakery.Tenant.Get($"recipes/{bakery["D1"]}/allergens"))["products"].With("product_item_id", bakery["P1"])["allergens"]!.AsArray().First(a => a!["code"].Text() == "gluten")!;
        var flour = gluten["from"].With("item_id", bakery["W180"]);
        Assert.Equal(("Owner", BakeryServer.Start, paper), (flour["verified_by"].Text(), flour["verified_at"]!.GetValue<DateTimeOffset>(), flour["source_document_id"]!.GetValue<Guid>()));
        Assert.Equal(paper, (await bakery.Tenant.Get($"inventory/items/{bakery["W180"]}/food"))["source_document_id"]!.GetValue<Guid>());
        // Who changes the name on the label vouches for nothing; who changes a state does.
        await server.Execute($"UPDATE inventory.item_food SET verified_by = 'Ane' WHERE item_id = '{bakery["W180"]}'");
        facts["label_name"] = "harina panificable de *trigo*";
        Assert.Equal("Ane", (await bakery.Tenant.Put($"inventory/items/{bakery["W180"]}/food", facts))["verified_by"].Text());
        facts["allergens"]!["soybeans"] = "traces";
        Assert.Equal("Owner", (await bakery.Tenant.Put($"inventory/items/{bakery["W180"]}/food", facts))["verified_by"].Text());
    }

    [Fact]
    public async Task Feature_7d_a_sign_off_is_lost_on_any_change_below()
    {
        var bakery = await Described();
        var path = $"recipes/{bakery["D3"]}/allergens";
        Assert.Null((await bakery.Tenant.Get(path))["sign_off"]);
        var signed = await bakery.Tenant.Post($"{path}/sign-off", new { note = "Fichas de los proveedores revisadas" });
        Assert.True(signed["sign_off"]!["is_valid"]!.GetValue<bool>());
        await bakery.Tenant.Put($"inventory/items/{bakery["YEAST"]}/food", GoizekoFood.Facts("YEAST", a => a == "sulphites" ? "traces" : "free"));
        Assert.False((await bakery.Tenant.Get(path))["sign_off"]!["is_valid"]!.GetValue<bool>());
        // A recipe with other weights is another recipe, even where the ingredients stay.
        path = $"recipes/{bakery["D1"]}/allergens";
        Assert.True((await bakery.Tenant.Post($"{path}/sign-off", new { }))["sign_off"]!["is_valid"]!.GetValue<bool>());
        await Salted(bakery, "1.6");
        Assert.False((await bakery.Tenant.Get(path))["sign_off"]!["is_valid"]!.GetValue<bool>());
    }

    [Fact]
    public async Task An_unknown_allergen_cannot_be_signed_off_and_rubbish_is_refused()
    {
        var bakery = await Described("CHOC");
        using var refused = await bakery.Tenant.Send(HttpMethod.Post, $"recipes/{bakery["D3"]}/allergens/sign-off", new { });
        Assert.Equal("allergen_unknown", JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["code"].Text());
        foreach (var body in new object[] { new { allergens = new { cats = "free" } }, new { allergens = new { milk = "maybe" } },
                     new { allergens = new { }, nutrition = new { energy_kj = "1000", energy_kcal = "240", fat = "5", saturates = "6", carbohydrate = "1", sugars = "0", protein = "0", salt = "0", fibre = "0" } },
                     new { allergens = new { }, nutrition = new { energy_kj = "-1", energy_kcal = "240", fat = "5", saturates = "1", carbohydrate = "1", sugars = "0", protein = "0", salt = "0", fibre = "0" } } })
            Assert.Equal(HttpStatusCode.BadRequest, (await bakery.Tenant.Send(HttpMethod.Put, $"inventory/items/{bakery["CHOC"]}/food", body, "*")).StatusCode);
    }

    [Fact]
    public async Task Nutrition_adds_up_over_the_lines_and_says_what_it_does_not_know()
    {
        var bakery = await Described("EGG");
        var barra = (await bakery.Tenant.Get($"recipes/{bakery["D1"]}/nutrition"))["products"].With("product_item_id", bakery["P1"]);
        Assert.Empty(barra["missing"]!.AsArray());
        Assert.Equal("1.2", barra["per100_g"]!["salt"].Text().TrimEnd('0'));
        // 310 g raw hold 181.1 g of flour: 1,456 kJ each 100 g, over 250 g baked, is nine tenths of the energy.
        Assert.InRange(barra["per100_g"]!["energy_kj"].Number(), 1050m, 1090m);
        Assert.InRange(barra["per_portion"]!["energy_kj"].Number(), 2.49m * barra["per100_g"]!["energy_kj"].Number(), 2.51m * barra["per100_g"]!["energy_kj"].Number());
        Assert.Equal(["pasteurised liquid egg"], (await bakery.Tenant.Get($"recipes/{bakery["D3"]}/nutrition"))["products"].With("product_item_id", bakery["P6"])["missing"]!.AsArray().Select(m => m.Text()));
    }

    [Fact]
    public async Task Feature_18a_the_label_falls_by_weight_with_allergens_in_capitals_in_spanish_and_basque()
    {
        var bakery = await Described();
        var label = await Zpl(bakery, $"recipes/{bakery["D3"]}/label?product_item_id={bakery["P7"]}&format=zpl&lot=N-1126&date=2026-11-27");
        Assert.Contains("Ingredientes: harina de fuerza de TRIGO, MANTEQUILLA, chocolate (azúcar, pasta de cacao,", label, StringComparison.Ordinal);
        Assert.Contains("Osagaiak: GARI irin indartsua, GURINA, txokolatea (azukrea,", label, StringComparison.Ordinal);
        Assert.Contains("Puede contener trazas de FRUTOS DE CÁSCARA.", label, StringComparison.Ordinal);
        Assert.Contains("Lote: N-1126", label, StringComparison.Ordinal);
        Assert.Contains("27/11/2026", label, StringComparison.Ordinal);
        var card = await Zpl(bakery, $"recipes/{bakery["D1"]}/label?product_item_id={bakery["P1"]}&format=zpl&kind=card");
        Assert.Contains("1,20\u00a0€ / pieza", card, StringComparison.Ordinal);
        Assert.Contains("4,80\u00a0€ / kg", card, StringComparison.Ordinal);
        using var pdf = await bakery.Tenant.Send(HttpMethod.Get, $"recipes/{bakery["D1"]}/label?product_item_id={bakery["P1"]}");
        Assert.Equal("%PDF-1.4", Encoding.ASCII.GetString(await pdf.Content.ReadAsByteArrayAsync(), 0, 8));
    }

    // The label's text without the printer's commands; strong words are struck twice.
    private static async Task<string> Zpl(Goizeko bakery, string path)
    {
        using var answer = await bakery.Tenant.Send(HttpMethod.Get, path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        var fields = text.Split('\n').Where(l => l.StartsWith("^FO", StringComparison.Ordinal)).Select(l => (Row: l.Split(',')[1].Split('^')[0], Text: l[(l.IndexOf("^FD", StringComparison.Ordinal) + 3)..^3])).ToList();
        var once = fields.Where((f, i) => i == 0 || fields[i - 1] != f);
        return string.Join(' ', once.GroupBy(f => f.Row).Select(g => string.Concat(g.Select(f => f.Text)).TrimEnd())).Replace("  ", " ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feature_18b_integral_is_refused_with_the_right_wording_and_18c_salt_warns()
    {
        var bakery = await Described();
        var check = await bakery.Tenant.Post($"recipes/{bakery["D2"]}/claims-check", new { product_item_id = bakery["P4"], text = "Hogaza integral de masa madre" });
        var findings = check["findings"]!.AsArray().ToDictionary(f => f!["claim"].Text(), f => f!);
        Assert.Equal(("refused", "Elaborado con harina integral 20 %", "% 20 irin osokoz egina"), (findings["wholemeal"]["verdict"].Text(), findings["wholemeal"]["proposed"].Text(), findings["wholemeal"]["proposed_eu"].Text()));
        Assert.Equal("allowed", findings["sourdough"]["verdict"].Text());
        // D1 is raised by baker's yeast, whatever its poolish.
        var barra = await bakery.Tenant.Post($"recipes/{bakery["D1"]}/claims-check", new { product_item_id = bakery["P1"], text = "Barra de masa madre" });
        Assert.Equal("refused", barra["findings"]![0]!["verdict"].Text());
        await bakery.Tenant.Put($"inventory/items/{bakery["P1"]}/food", new { allergens = new { }, bread_kind = "common" });
        await Salted(bakery, "1.9");
        var salty = await bakery.Tenant.Post($"recipes/{bakery["D1"]}/claims-check", new { product_item_id = bakery["P1"] });
        Assert.Equal(("salt", "warned", "1.3750", "1.3100"), (salty["findings"]![0]!["claim"].Text(), salty["findings"]![0]!["verdict"].Text(), salty["findings"]![0]!["value"].Text(), salty["findings"]![0]!["limit"].Text()));
    }

    [Fact]
    public async Task The_artisan_claim_waits_for_the_owners_checklist_and_ends_with_the_next_version()
    {
        var bakery = await Described();
        async Task<string> Verdict() => (await bakery.Tenant.Post($"recipes/{bakery["D1"]}/claims-check", new { product_item_id = bakery["P1"], text = "Barra artesana" }))["findings"]![0]!["verdict"].Text();
        Assert.Equal("refused", await Verdict());
        await bakery.Tenant.Post($"recipes/{bakery["D1"]}/artisan-checklist", new { note = "Formado a mano, sin mejorantes" });
        Assert.Equal("allowed", await Verdict());
        await Salted(bakery, "1.6");
        Assert.Equal("refused", await Verdict());
    }

    private static async Task Salted(Goizeko bakery, string percent)
    {
        var content = (await bakery.Tenant.Get($"recipes/{bakery["D1"]}"))["current"]!["content"]!.DeepClone();
        content["lines"]!.AsArray().First(l => l!["item_id"]!.GetValue<Guid>() == bakery["SALT"])!["quantity"] = percent;
        await bakery.Tenant.Put($"recipes/{bakery["D1"]}", new { name = "D1", content });
        await bakery.Tenant.Post($"recipes/{bakery["D1"]}/activate", new { });
    }

    [Fact]
    public async Task Feature_10b_margins_below_target_come_with_the_price_that_restores_them()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Tenant.Put("settings/production", new { values = new { target_margin_percent = "65" } });
        var rows = (await bakery.Tenant.Get("recipes/margins"))["items"]!.AsArray();
        var napolitana = rows.First(r => r!["product_item_id"]!.GetValue<Guid>() == bakery["P7"])!;
        // (1.6364 - 0.5932) / 1.6364 = 63.75 %; 0.5932 / 0.35 x 1.10 = 1.8643, up to the cent.
        Assert.Equal(("0.5932", true, "1.8700"), (napolitana["variable_cost"].Text(), napolitana["is_below_target"]!.GetValue<bool>(), napolitana["price_to_restore"].Text()));
        Assert.InRange(napolitana["margin_percent"].Number(), 63.74m, 63.76m);
        Assert.Null(rows.First(r => r!["product_item_id"]!.GetValue<Guid>() == bakery["P1"])!["price_to_restore"]);
    }

    [Fact]
    public async Task A_dearer_butter_below_the_target_raises_one_alert_and_a_cheaper_one_clears_it()
    {
        var bakery = await Goizeko.Open(server);
        async Task Butter(string code, string cost)
        {
            await bakery.Make(code, "inventory/lots", new { item_id = bakery["BUTTER"], lot_code = code, location_id = bakery["O"], quantity = "10", unit_cost = cost, expires_on = "2027-01-15" });
            await bakery.Tenant.Settled();
        }
        async Task<int> Open() => (await bakery.Tenant.Get("alerts?status=open"))["items"]!.AsArray().Count(a => a!["event_type"].Text() == "recipes.margin_below_target");
        Assert.Equal(0, await Open());
        await Butter("B-1", "12.00");
        Assert.Equal(1, await Open());
        await Butter("B-2", "7.20");
        Assert.Equal(0, await Open());
    }

    [Fact]
    public async Task The_lights_name_what_is_missing_and_stock_is_enough_or_not()
    {
        var bakery = await Described("CHOC", "EGG");
        var napolitana = (await bakery.Tenant.Get("recipes/completeness"))["items"].With("product_item_id", bakery["P7"]);
        Assert.Equal((true, false, false), (napolitana["weight"]!["is_on"]!.GetValue<bool>(), napolitana["allergens"]!["is_on"]!.GetValue<bool>(), napolitana["nutrition"]!["is_on"]!.GetValue<bool>()));
        Assert.Equal(["chocolate sticks", "pasteurised liquid egg"], napolitana["allergens"]!["missing"]!.AsArray().Select(m => m.Text()).Order());
        Assert.Equal((5, 7), ((await bakery.Tenant.Get("recipes/statistics"))["recipes"]!.GetValue<int>(), (await bakery.Tenant.Get("recipes/statistics"))["products"]!.GetValue<int>()));
        var feasible = await bakery.Tenant.Post($"recipes/{bakery["D3"]}/feasibility", new { pieces = new[] { new { product_item_id = bakery["P7"], count = "60" } } });
        Assert.False(feasible["is_feasible"]!.GetValue<bool>());
        Assert.Equal("0.7200", feasible["missing_items"].With("item_id", bakery["CHOC"])["lacking"].Text());
    }

    [Fact]
    public async Task Feature_6b_one_point_of_hydration_solves_water_and_total_again_and_locked_lines_stay()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        object Line(string code, string amount, bool flour = false, bool water = false, bool locked = false) => new { item_id = bakery[code], amount, is_flour = flour, is_water = water, is_locked = locked };
        var percents = new[] { Line("W180", "100", flour: true), Line("WATER", "68", water: true), Line("SALT", "1.7"), Line("YEAST", "1"), Line("MALT", "0.5") };
        var wetter = await bakery.Tenant.Post("recipes/resolve", new { lines = percents, hydration_percent = "69" });
        Assert.Equal(("172.2000", "69.0000", "69.0000"), (wetter["total"].Text(), wetter["hydration_percent"].Text(), wetter["lines"]![1]!["amount"].Text()));
        var weighed = await bakery.Tenant.Post("recipes/resolve", new { lines = new[] { Line("W180", "10", flour: true), Line("WATER", "6.8", water: true), Line("SALT", "0.17", locked: true) }, target_kg = "20" });
        Assert.Equal((20_000, "0.1700"), (weighed["lines"]!.AsArray().Sum(l => l!["grams"]!.GetValue<int>()), weighed["lines"]![2]!["amount"].Text()));
        using var impossible = await bakery.Tenant.Send(HttpMethod.Post, "recipes/resolve", new { lines = new[] { Line("W180", "10", flour: true, locked: true) }, target_kg = "20" });
        Assert.Equal("formula_invalid", JsonNode.Parse(await impossible.Content.ReadAsStringAsync())!["code"].Text());
    }

    [Fact]
    public async Task Quality_of_a_recipe_is_configured_with_named_stages()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var path = $"recipes/{bakery["D1"]}/quality-configuration";
        Assert.Equal("7.0000", (await bakery.Tenant.Get(path))["configuration"]!["overall_threshold"].Text());
        var changed = await bakery.Tenant.Put(path, new { overall_threshold = "8", critical_stage_blocks = true, auto_create_checks = false, manager_approval_required = true, stages = new[] { new { stage = "baking", template_id = Guid.CreateVersion7() } } });
        Assert.Equal(("8.0000", "baking"), (changed["configuration"]!["overall_threshold"].Text(), changed["configuration"]!["stages"]![0]!["stage"].Text()));
        Assert.Equal(HttpStatusCode.BadRequest, (await bakery.Tenant.Send(HttpMethod.Put, path, new { stages = new[] { new { stage = "dreaming", template_id = Guid.CreateVersion7() } } }, $"\"{changed["version"]}\"")).StatusCode);
    }
}
