using System.Globalization;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.ReferenceDay;

/// <summary>The reference bakery of the acceptance scenario, made over HTTP in a tenant of its own.</summary>
public sealed class Goizeko(TestTenant tenant)
{
    private readonly Dictionary<string, Guid> ids = [];

    public TestTenant Tenant => tenant;

    /// <summary>Id of a location (O, A, B), item (W180 … P8), supplier (S1 …), recipe (D1 …, poolish, levain) or lot (FA …).</summary>
    public Guid this[string code] => ids[code];

    public string CodeOf(Guid id) => ids.First(e => e.Value == id).Key;

    public static async Task<Goizeko> Open(IBakery server, bool withStock = true)
    {
        var bakery = new Goizeko(await TestTenant.Create(server, "Goizeko Labea"));
        await bakery.Locations();
        await bakery.Settings();
        await bakery.Items();
        await bakery.Suppliers();
        if (withStock) await bakery.Stock();
        await bakery.Recipes();
        await bakery.Tenant.Settled();
        return bakery;
    }

    public async Task<Guid> Make(string code, string path, object body) => ids[code] = (await tenant.Post(path, body))["id"]!.GetValue<Guid>();

    private async Task Locations()
    {
        object Hours(string opens, string closes) => Enumerable.Range(1, 7).ToDictionary(d => d.ToString(CultureInfo.InvariantCulture), _ => new { opens, closes });
        await Make("O", "locations", new { name = "Obrador Zorrotza", type = "central_production", opening_hours = Hours("01:00:00", "17:00:00"), address = (string?)null, city = "Bilbao", latitude = (string?)null, longitude = (string?)null });
        await Make("A", "locations", new { name = "Tienda Alde Zaharra", type = "retail_outlet", opening_hours = Hours("07:00:00", "21:00:00"), address = (string?)null, city = "Bilbao", latitude = (string?)null, longitude = (string?)null });
        await Make("B", "locations", new { name = "Tienda Deusto", type = "retail_outlet", opening_hours = Hours("07:00:00", "21:00:00"), address = (string?)null, city = "Bilbao", latitude = (string?)null, longitude = (string?)null });
    }

    private async Task Settings() =>
        await tenant.Put("settings/production", new { values = new { auto_accept_plan_changes_percent = "15", preferment_margin_percent = "5" } });

    private async Task Items()
    {
        (string Code, string Name, string Category, string Unit, string? Density)[] ingredients =
        [
            ("W180", "bread flour W180", "flour", "kg", null), ("W300", "strong flour W300", "flour", "kg", null), ("RYE", "wholemeal rye flour", "flour", "kg", null), ("MALT", "malted flour", "flour", "kg", null),
            ("WATER", "water", "other", "kg", null), ("SALT", "sea salt", "salt", "kg", null), ("YEAST", "fresh yeast", "yeast", "kg", null), ("SUGAR", "sugar", "sugar", "kg", null), ("MILK", "whole milk", "dairy", "l", "1.030"),
            ("BUTTER", "butter 82 %", "fats", "kg", null), ("EGG", "pasteurised liquid egg", "eggs", "kg", null), ("CHOC", "chocolate sticks", "other", "kg", null),
        ];
        foreach (var i in ingredients)
            await Make(i.Code, "inventory/items", new { name = i.Name, sku = i.Code, item_type = "ingredient", ingredient_category = i.Category, stock_unit = i.Unit, density_kg_per_l = i.Density, stock_tracked = i.Code != "WATER", counts_as_flour = i.Code != "MALT" });
        (string Code, string Name, string Price, string Tax, string Salvage, int DayOld)[] products =
        [
            ("P1", "Barra", "1.20", "4", "0", 0), ("P2", "Bollo de pan", "0.45", "4", "0", 0), ("P3", "Pan de pueblo", "2.10", "4", "0", 0), ("P4", "Hogaza", "4.80", "4", "0.60", 1),
            ("P5", "Hogaza pequeña", "2.90", "4", "0.35", 1), ("P6", "Croissant", "1.50", "10", "0", 0), ("P7", "Napolitana", "1.80", "10", "0", 0),
        ];
        foreach (var p in products)
            await Make(p.Code, "inventory/items", new { name = p.Name, sku = p.Code, item_type = "finished_product", product_category = "bread", stock_unit = "piece", price = p.Price, tax_percent = p.Tax, salvage = p.Salvage, day_old_days = p.DayOld });
        await Make("P8", "inventory/items", new { name = "Agua 50 cl", sku = "P8", item_type = "resale", product_category = "beverages", stock_unit = "piece", price = "1.20", tax_percent = "10" });
    }

    private async Task Suppliers()
    {
        await Supplier("S1", "Harinas del Norte", 2, "12:00:00", "150.00", 91, 2, 5);
        await Supplier("S2", "Lácteos Arratia", 1, "16:00:00", "80.00", 88, 1, 3, 5);
        await Supplier("S3", "Distribuciones Ogia", 2, "12:00:00", "100.00", 84, 1, 4);
        await Price("S1", "W180", "sack", "25", "0.62", (10, "0.58"), (20, "0.55"));
        await Price("S1", "W300", "sack", "25", "0.78");
        await Price("S1", "RYE", "sack", "25", "0.85");
        await Price("S1", "MALT", "bag", "5", "1.80");
        await Price("S2", "BUTTER", "box", "10", "7.20", (5, "6.95"));
        await Price("S2", "MILK", "pack", "6", "0.92");
        await Price("S2", "EGG", "carton", "5", "3.10");
        await Price("S3", "SALT", "sack", "25", "0.30");
        await Price("S3", "SUGAR", "sack", "25", "0.95");
        await Price("S3", "YEAST", "box", "5", "2.40");
        await Price("S3", "CHOC", "box", "7.5", "8.50");
        await Price("S3", "P8", "pack", "24", "0.28");
    }

    private async Task Supplier(string code, string name, int lead, string cutoff, string minimum, int trust, params int[] days)
    {
        await Make(code, "suppliers", new { code, name, email = $"orders-{code.ToLowerInvariant()}@supplier.example", lead_time_days = lead, cutoff_time = cutoff, minimum_order_amount = minimum, delivery_weekdays = days, deliveries_before = 12, language = "es" });
        await tenant.Post($"suppliers/{this[code]}/approve");
        await tenant.Send(HttpMethod.Put, $"suppliers/{this[code]}/trust-score", new { score = trust.ToString(CultureInfo.InvariantCulture), reason = "Measured over the last ninety days." });
    }

    private async Task Price(string supplier, string item, string packUnit, string pack, string price, params (int From, string Price)[] tiers) =>
        await tenant.Post($"suppliers/{this[supplier]}/price-lists", new { item_id = this[item], pack_unit = packUnit, pack_quantity = pack, unit_price = price, effective_from = "2026-10-01", tiers = tiers.Select(t => new { from_packs = t.From, unit_price = t.Price }) });

    private async Task Stock()
    {
        await Lot("FA", "W180", "30", "0.62", "2027-01-31");
        await Lot("FB", "W180", "300", "0.62", "2027-03-31");
        await Lot("W3", "W300", "60", "0.78", "2027-02-28");
        await Lot("RY", "RYE", "30", "0.85", "2027-01-15");
        await Lot("MT", "MALT", "3", "1.80", "2027-05-31");
        await Lot("SA", "SALT", "18", "0.30", null);
        await Lot("SU", "SUGAR", "12", "0.95", null);
        await Lot("YE", "YEAST", "3", "2.40", "2026-11-20");
        await Lot("BA", "BUTTER", "4", "7.20", "2026-11-12");
        await Lot("BB", "BUTTER", "5", "7.20", "2026-12-20");
        await Lot("MA", "MILK", "4", "0.92", "2026-11-09");
        await Lot("MB", "MILK", "3", "0.92", "2026-11-13");
        await Lot("EG", "EGG", "3", "3.10", "2026-11-25");
        await Lot("CH", "CHOC", "5", "8.50", "2027-04-30");
        await Lot("AG", "P8", "97", "0.28", null);
    }

    private async Task Lot(string code, string item, string quantity, string cost, string? expires) =>
        await Make(code, "inventory/lots", new { item_id = this[item], lot_code = code, location_id = this["O"], quantity, unit_cost = cost, expires_on = expires });

    private async Task Recipes()
    {
        await Recipe("poolish", "Poolish", "pre_ferment", new { lines = Lines(("W180", "100"), ("WATER", "100"), ("YEAST", "0.2")), rest_hours = "12" });
        await Recipe("levain", "Levain", "pre_ferment", new { lines = Lines(("W180", "80"), ("RYE", "20"), ("WATER", "100")), rest_hours = "10" });
        // Labour at 14.00 EUR/h and energy at 0.18 EUR/kWh give the scenario's sums: 0.24 min and 0.8 kWh are 0.20 EUR.
        await Recipe("D1", "Barra dough", "dough", new
        {
            lines = Lines(("W180", "100"), ("WATER", "68"), ("SALT", "1.7"), ("YEAST", "1.0"), ("MALT", "0.5")), preferment = new { recipe_id = this["poolish"], flour_share_percent = "25" }, process_loss_percent = "2",
            mixer_min_kg = "5", mixer_max_kg = "40", shapes = new[] { Shape("P1", "310", "250", 10, "0.24", "0.8"), Shape("P2", "100", "80", 20, "0", "0.5"), Shape("P3", "600", "500", 6, "0.18", "1.6") },
        });
        await Recipe("D2", "Hogaza dough", "dough", new
        {
            lines = Lines(("W180", "80"), ("RYE", "20"), ("WATER", "75"), ("SALT", "1.9")), preferment = new { recipe_id = this["levain"], flour_share_percent = "30" }, process_loss_percent = "2",
            mixer_min_kg = "5", mixer_max_kg = "40", shapes = new[] { Shape("P4", "1000", "850", 4, "0.15", "4.25"), Shape("P5", "500", "425", 8, "0.09", "2.55") },
        });
        await Recipe("D3", "Croissant dough", "dough", new
        {
            lines = Lines(("W180", "20"), ("W300", "80"), ("WATER", "20"), ("MILK", "30"), ("SUGAR", "11"), ("SALT", "2.0"), ("BUTTER", "56"), ("YEAST", "4.0"), ("EGG", "5")),
            preferment = new { recipe_id = this["poolish"], flour_share_percent = "20" }, process_loss_percent = "3", mixer_min_kg = "3", mixer_max_kg = "40",
            shapes = new[]
            {
                Shape("P6", "65", "55", 12, "0.12", "1.4"),
                Shape("P7", "70", "72", 12, "0.06", "1.7", "nearest", new[] { new { item_id = this["CHOC"], quantity = "12", unit = "g" } }),
            },
        });
    }

    private async Task Recipe(string code, string name, string kind, object content)
    {
        await Make(code, "recipes", new { name, kind, content, effective_from = "2026-10-01" });
        await tenant.Post($"recipes/{this[code]}/activate", new { });
    }

    private object[] Lines(params (string Item, string Percent)[] lines) => [.. lines.Select(l => new { item_id = this[l.Item], quantity = l.Percent, unit = "%" })];

    private object Shape(string product, string raw, string baked, int multiple, string minutes, string kwh, string rounding = "up", object? extras = null) => new
    {
        product_item_id = this[product], raw_weight_g = raw, baked_weight_g = baked, pieces_multiple = multiple, multiple_rounding = rounding, labour_minutes = minutes, energy_kwh = kwh, extras,
    };
}

internal static class Json
{
    public static decimal Number(this JsonNode? node) => decimal.Parse(node!.GetValue<string>(), CultureInfo.InvariantCulture);

    public static string Text(this JsonNode? node) => node!.GetValue<string>();

    public static JsonNode With(this JsonNode? list, string key, Guid id) => list!.AsArray().Single(n => n![key]!.GetValue<Guid>() == id)!;
}
