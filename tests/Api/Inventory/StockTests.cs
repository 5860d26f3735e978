using System.Net;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Inventory;

public sealed class StockTests(BakeryServer server)
{
    [Fact]
    public async Task Consumption_takes_the_lot_that_expires_first()
    {
        var bakery = await Goizeko.Open(server);
        var taken = await bakery.Tenant.Post("inventory/stock/consume", new { location_id = bakery["O"], lines = new[] { new { item_id = bakery["W180"], quantity = "29.538", unit = "kg" } } });
        Assert.Equal(bakery["FA"], taken["parts"]![0]!["lot_id"]!.GetValue<Guid>());
        Assert.Equal("0.4620", (await bakery.Tenant.Get($"inventory/lots/{bakery["FA"]}"))["quantity"].Text());
        var next = await bakery.Tenant.Post("inventory/stock/consume", new { location_id = bakery["O"], lines = new[] { new { item_id = bakery["W180"], quantity = "77.463" } } });
        Assert.Equal(["0.4620", "77.0010"], next["parts"]!.AsArray().Select(p => p!["quantity"].Text()));
        Assert.Equal("depleted", (await bakery.Tenant.Get($"inventory/lots/{bakery["FA"]}"))["state"].Text());
    }

    [Fact]
    public async Task An_expired_lot_is_refused_and_litres_are_converted()
    {
        var bakery = await Goizeko.Open(server);
        object Body(object line) => new { location_id = bakery["O"], lines = new[] { line } };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "lot_expired"),
            await bakery.Tenant.Fails(HttpMethod.Post, "inventory/stock/consume", Body(new { item_id = bakery["MILK"], quantity = "1.734", unit = "kg", lot_id = bakery["MA"] })));
        var taken = await bakery.Tenant.Post("inventory/stock/consume", Body(new { item_id = bakery["MILK"], quantity = "1.734", unit = "kg" }));
        Assert.Equal((bakery["MB"], "1.6835"), (taken["parts"]![0]!["lot_id"]!.GetValue<Guid>(), taken["parts"]![0]!["quantity"].Text()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "conversion_unknown"), await bakery.Tenant.Fails(HttpMethod.Post, "inventory/stock/consume", Body(new { item_id = bakery["SUGAR"], quantity = "1", unit = "l" })));
    }

    [Fact]
    public async Task A_new_item_is_classified_by_its_name()
    {
        var tenant = await server.NewTenant();
        var flour = await tenant.Post("inventory/classify-product", new { name = "Harina de fuerza" });
        Assert.Equal(("ingredient", "flour", "kg", 90), (flour["item_type"].Text(), flour["ingredient_category"].Text(), flour["unit"].Text(), flour["confidence"]!.GetValue<int>()));
        var several = (await tenant.Post("inventory/classify-products-batch", new { names = new[] { "Ogi zuria", "HARINA DE FUERZA" } })).AsArray();
        Assert.Equal(("finished_product", "bread"), (several[0]!["item_type"].Text(), several[0]!["product_category"].Text()));
        Assert.Equal(flour["suggestion_id"].Text(), several[1]!["suggestion_id"].Text());
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await tenant.Fails(HttpMethod.Post, "inventory/classify-products-batch", new { names = new[] { "" } }));
    }

    [Fact]
    public async Task Too_much_is_refused_and_books_nothing()
    {
        var bakery = await Goizeko.Open(server);
        var body = new { location_id = bakery["O"], lines = new[] { new { item_id = bakery["EGG"], quantity = "1" }, new { item_id = bakery["CHOC"], quantity = "6" } } };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "insufficient_stock"), await bakery.Tenant.Fails(HttpMethod.Post, "inventory/stock/consume", body));
        Assert.Equal("3.0000", (await bakery.Tenant.Get($"inventory/lots/{bakery["EG"]}"))["quantity"].Text());
        Assert.Empty((await bakery.Tenant.Get($"inventory/movements?item_id={bakery["EGG"]}&type=production_use"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_repeated_request_takes_stock_once()
    {
        var bakery = await Goizeko.Open(server);
        var body = new { location_id = bakery["O"], lines = new[] { new { item_id = bakery["SALT"], quantity = "2" } } };
        await bakery.Tenant.Post("inventory/stock/consume", body, "once");
        await bakery.Tenant.Post("inventory/stock/consume", body, "once");
        Assert.Equal("16.0000", (await bakery.Tenant.Get($"inventory/lots/{bakery["SA"]}"))["quantity"].Text());
    }

    [Fact]
    public async Task A_transfer_keeps_code_expiry_and_cost()
    {
        var bakery = await Goizeko.Open(server);
        await bakery.Tenant.Post("inventory/stock/transfer", new { location_id = bakery["O"], to_location_id = bakery["A"], lines = new[] { new { item_id = bakery["BUTTER"], quantity = "5" } } });
        var lots = (await bakery.Tenant.Get($"inventory/lots?item_id={bakery["BUTTER"]}&location_id={bakery["A"]}"))["items"]!.AsArray();
        Assert.Equal([("BA", "4.0000", "2026-11-12", "7.2000"), ("BB", "1.0000", "2026-12-20", "7.2000")],
            lots.OrderBy(l => l!["lot_code"].Text()).Select(l => (l!["lot_code"].Text(), l["quantity"].Text(), l["expires_on"].Text(), l["unit_cost"].Text())));
        var movements = (await bakery.Tenant.Get($"inventory/movements?item_id={bakery["BUTTER"]}"))["items"]!.AsArray();
        Assert.Equal(9m, movements.Sum(m => m!["quantity"].Number()));
    }

    [Fact]
    public async Task Waste_may_take_an_expired_lot_and_is_valued()
    {
        var bakery = await Goizeko.Open(server);
        var waste = await bakery.Tenant.Post("inventory/waste", new { item_id = bakery["MILK"], location_id = bakery["O"], quantity = "4", lot_id = bakery["MA"], reason = "expired", destination = "landfill" });
        Assert.Equal("3.6800", waste["cost"].Text());
        Assert.Equal("0.0000", (await bakery.Tenant.Get($"inventory/lots/{bakery["MA"]}"))["quantity"].Text());
    }

    [Fact]
    public async Task Levels_and_expiring_lots_are_listed()
    {
        var bakery = await Goizeko.Open(server);
        var levels = (await bakery.Tenant.Get("inventory/stock/levels"))["items"];
        Assert.Equal("330.0000", levels.With("item_id", bakery["W180"])["available"].Text());
        Assert.Equal("3.0000", levels.With("item_id", bakery["MILK"])["available"].Text());
        var expiring = (await bakery.Tenant.Get("inventory/stock/expiring?days=3"))["items"]!.AsArray();
        Assert.Equal(["MA", "BA", "MB"], expiring.Select(l => l!["lot_code"].Text()));
    }

    [Fact]
    public async Task An_item_that_moved_is_archived_not_deleted()
    {
        var bakery = await Goizeko.Open(server);
        Assert.Equal((HttpStatusCode.Conflict, "in_use"), await bakery.Tenant.Fails(HttpMethod.Delete, $"inventory/items/{bakery["EGG"]}", null, "*"));
        var item = await bakery.Tenant.Get($"inventory/items/{bakery["EGG"]}");
        await bakery.Tenant.Send(HttpMethod.Post, $"inventory/items/{bakery["EGG"]}/archive", null, $"\"{item["version"]}\"");
        Assert.False((await bakery.Tenant.Get($"inventory/items/{bakery["EGG"]}"))["is_active"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Fields_that_make_no_sense_are_refused()
    {
        var tenant = await server.NewTenant();
        var body = new { name = "Flour", item_type = "ingredient", stock_unit = "kg" };
        await tenant.Post("inventory/items", body);
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await tenant.Fails(HttpMethod.Post, "inventory/items", new { name = "", item_type = "ingredient", stock_unit = "kg" }));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await tenant.Fails(HttpMethod.Post, "inventory/items", new { name = new string('x', 300), item_type = "ingredient", stock_unit = "kg" }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "unit_unknown"), await tenant.Fails(HttpMethod.Post, "inventory/items", new { name = "Flour", item_type = "ingredient", stock_unit = "stone" }));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await tenant.Fails(HttpMethod.Post, "inventory/items", new { name = "Flour", item_type = "ingredient", stock_unit = "kg", density_kg_per_l = "-1" }));
    }
}
