using System.Net;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Sales;

public sealed class OnboardingTests(BakeryServer server)
{
    private const string File = "date,item,qty\n2026-11-02,Barra gallega,30\n2026-11-02,Agua 50 cl,40\n2026-11-02,Tarta de queso,2.5\n2026-11-03,Croisant,12\n2026-11-03,Xyzzy,1\n2026-11-03,Barra gallega,20\n";

    [Fact]
    public async Task A_first_file_is_analysed_without_creating_anything_and_imported_as_approved()
    {
        var bakery = await Bakeries.Small(server);
        var items = (await bakery.Tenant.Get("inventory/items"))["items"]!.AsArray().Count;
        var answer = await bakery.Tenant.Post("onboarding/analyze", Bakeries.File(File));
        Assert.Equal(
        [
            ("Barra gallega", "finished_product", "bread", "piece", 90), ("Agua 50 cl", "resale", "beverages", "piece", 90), ("Croisant", "finished_product", "other_products", "piece", 30),
            ("Tarta de queso", "finished_product", "cakes", "kg", 90), ("Xyzzy", "finished_product", "other_products", "piece", 30),
        ], answer["products"]!.AsArray().Select(p => (p!["name"].Text(), p["class"]!["item_type"].Text(), p["class"]!["category"].Text(), p["class"]!["unit"].Text(), p["class"]!["confidence"]!.GetValue<int>())));
        Assert.Equal(bakery["P6"], answer["products"]!.AsArray().Single(p => p!["name"].Text() == "Croisant")!["item"]!["item_id"]!.GetValue<Guid>());
        Assert.Equal(("mixed", 75), (answer["business_model"]!["model"].Text(), answer["business_model"]!["confidence"]!.GetValue<int>()));
        Assert.Equal((0, items), (await bakery.Count(), (await bakery.Tenant.Get("inventory/items"))["items"]!.AsArray().Count));

        var products = new Dictionary<string, Guid?> { ["Barra gallega"] = bakery["P1"], ["Croisant"] = bakery["P6"], ["Agua 50 cl"] = null, ["Tarta de queso"] = null, ["Xyzzy"] = null };
        var done = await bakery.Tenant.Post("onboarding/import-sales", new { import_id = answer["import_id"].Text(), products });
        Assert.Equal(("completed", 3), (done["state"].Text(), done["added"]!.GetValue<int>()));
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, "onboarding/import-sales", new { import_id = answer["import_id"].Text(), products }));
    }

    [Fact]
    public async Task When_nothing_can_be_imported_the_mapping_is_not_kept_either()
    {
        var bakery = await Bakeries.Small(server);
        var answer = await bakery.Tenant.Post("onboarding/analyze", Bakeries.File("date,item,qty\n2026-11-02,Xyzzy,3\n"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "nothing_to_import"), await bakery.Tenant.Fails(HttpMethod.Post, "onboarding/import-sales", new { import_id = answer["import_id"].Text(), products = new Dictionary<string, Guid?> { ["Xyzzy"] = null } }));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await (await Bakeries.Small(server)).Tenant.Fails(HttpMethod.Post, "onboarding/import-sales", new { import_id = answer["import_id"].Text() }));
    }
}
