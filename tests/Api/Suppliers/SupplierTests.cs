using System.Net;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Suppliers;

public sealed class SupplierTests(BakeryServer server)
{
    [Fact]
    public async Task A_new_price_ends_the_open_one_and_an_overlap_is_refused()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var path = $"suppliers/{bakery["S2"]}/price-lists";
        object Price(string price, string from, string? to) => new { item_id = bakery["BUTTER"], pack_unit = "box", pack_quantity = "10", unit_price = price, effective_from = from, effective_to = to };
        await bakery.Tenant.Post(path, Price("8.00", "2026-12-01", null));
        var rows = (await bakery.Tenant.Get(path))["items"]!.AsArray().Where(r => r!["item_id"]!.GetValue<Guid>() == bakery["BUTTER"]).ToList();
        Assert.Equal(["2026-12-01", "2026-10-01"], rows.Select(r => r!["effective_from"].Text()));
        Assert.Equal("2026-11-30", rows[1]!["effective_to"].Text());
        Assert.Equal((HttpStatusCode.Conflict, "price_overlap"), await bakery.Tenant.Fails(HttpMethod.Post, path, Price("7.50", "2026-11-01", "2026-11-20")));
    }

    [Fact]
    public async Task A_supplier_goes_through_its_states()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var path = $"suppliers/{bakery["S3"]}";
        Assert.Equal("approved", (await bakery.Tenant.Get(path))["status"].Text());
        await bakery.Tenant.Post($"{path}/transitions", new { to = "preferred" });
        await bakery.Tenant.Post($"{path}/block", new { reason = "Delivered mouldy goods." });
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"{path}/approve"));
        await bakery.Tenant.Post($"{path}/transitions", new { to = "inactive" });
        Assert.Equal("inactive", (await bakery.Tenant.Get(path))["status"].Text());
    }

    [Fact]
    public async Task Suppliers_of_an_item_are_compared_by_price()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Tenant.Post($"suppliers/{bakery["S3"]}/price-lists", new { item_id = bakery["BUTTER"], pack_unit = "box", pack_quantity = "5", unit_price = "6.80" });
        var compared = (await bakery.Tenant.Get($"suppliers/compare?item_id={bakery["BUTTER"]}"))["suppliers"]!.AsArray();
        Assert.Equal(["S3", "S2"], compared.Select(s => s!["supplier_code"].Text()));
    }
}
