using System.Net;
using Bakery.Tests.Api.Procurement;
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

    [Fact]
    public async Task A_price_list_from_a_file_is_shown_mended_imported_once_and_taken_back()
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var bakery = await Goizeko.Open(server, withStock: false);
        var tenant = bakery.Tenant;
        MultipartFormDataContent List(string text) => new() { { new ByteArrayContent(System.Text.Encoding.GetEncoding(1252).GetBytes(text)), "file", "tarifa.csv" } };
        const string text = "Código;Artículo;Formato;Precio €/kg;Desde 5 cajas\r\nMA-1;Butter 82 %;Caja 10 kg;7,92;7,60\r\nLE-1;Leche entera piña;Pack 6x1 L;0,95;\r\nHU-1;pasteurised liquid egg;Cartón 5 kg;3,1o;\r\nQU-1;Queso;Caja 4 kg;9,00;\r\n";
        var upload = $"suppliers/price-lists/import?supplier_id={bakery["S2"]}";
        async Task<List<(string Item, string Price, string? Until)>> Prices() => [.. (await tenant.Get($"suppliers/{bakery["S2"]}/price-lists"))["items"]!.AsArray()
            .Select(p => (bakery.CodeOf(p!["item_id"]!.GetValue<Guid>()), p["unit_price"].Text(), p["effective_to"]?.GetValue<string>())).Order()];
        var before = await Prices();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "missing_column"), await tenant.Fails(HttpMethod.Post, upload, List("Artículo;Formato\nMantequilla;Caja 10 kg\n")));
        var seen = await tenant.Post(upload, List(text));
        var path = $"suppliers/price-lists/imports/{seen["id"]}";
        Assert.Equal([("changed", "10.0000"), ("unknown_product", null), ("unknown_product", null)], seen["offers"]!.AsArray().Select(o => (o!["change"].Text(), o["percent"]?.GetValue<string>())));
        Assert.Equal([(4, "Precio €/kg", "bad_number", "3,1o")], seen["errors"]!.AsArray().Select(e => (e!["row"]!.GetValue<int>(), e["column"].Text(), e["code"].Text(), e["value"].Text())));
        Assert.Equal(before, await Prices());

        // Mended in place: a number, a name that means an item, a name that is left out.
        seen = await tenant.Patch(path, new { fixes = new[] { new { row = 4, column = 3, value = "3,10" } }, products = new Dictionary<string, Guid?> { ["Leche entera piña"] = bakery["MILK"], ["Queso"] = null } });
        Assert.Equal(["changed", "changed", "unchanged", "left_out"], seen["offers"]!.AsArray().Select(o => o!["change"].Text()));
        var done = await tenant.Post($"{path}/commit");
        Assert.Equal((0, 2), (done["added"]!.GetValue<int>(), done["changed"]!.GetValue<int>()));
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await tenant.Fails(HttpMethod.Post, $"{path}/commit"));
        Assert.Equal([("BUTTER", "7.2000", "2026-11-09"), ("BUTTER", "7.9200", null), ("EGG", "3.1000", null), ("MILK", "0.9200", "2026-11-09"), ("MILK", "0.9500", null)], await Prices());
        await tenant.Settled();
        Assert.Equal("medium", (await bakery.Alerts("suppliers.price_changed")).Single()["severity"].Text());

        // The same list again: its names are known, nothing is new.
        var again = await tenant.Post(upload, List(text.Replace("3,1o", "3,10", StringComparison.Ordinal)));
        Assert.Equal(["unchanged", "unchanged", "unchanged", "left_out"], again["offers"]!.AsArray().Select(o => o!["change"].Text()));
        done = await tenant.Post($"suppliers/price-lists/imports/{again["id"]}/commit");
        Assert.Equal((0, 0, 3), (done["added"]!.GetValue<int>(), done["changed"]!.GetValue<int>(), done["unchanged"]!.GetValue<int>()));

        Assert.Equal("undone", (await tenant.Post($"{path}/undo"))["state"].Text());
        Assert.Equal(before, await Prices());
        // A list whose price was changed by hand since is not taken back.
        var other = await tenant.Post(upload, List("Artículo;Formato;Precio\nButter 82 %;Caja 10 kg;8,10\n"));
        await tenant.Post($"suppliers/price-lists/imports/{other["id"]}/commit");
        await tenant.Post($"suppliers/{bakery["S2"]}/price-lists", new { item_id = bakery["BUTTER"], pack_unit = "box", pack_quantity = "10", unit_price = "8.20", effective_from = "2026-12-01" });
        Assert.Equal((HttpStatusCode.Conflict, "price_changed_since"), await tenant.Fails(HttpMethod.Post, $"suppliers/price-lists/imports/{other["id"]}/undo"));
    }
}
