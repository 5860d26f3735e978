using Bakery.Tests.Support;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Sales;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Pos;

public sealed class TillFileTests(BakeryServer server)
{
    [Theory]
    [InlineData("square_items_detail.csv")]
    [InlineData("square_items_tax_inclusive_variant.csv")]
    [InlineData("toast_ItemSelectionDetails.csv")]
    [InlineData("loyverse_receipts.csv")]
    [InlineData("loyverse_receipts_by_item.csv")]
    [InlineData("sumup_sales_report_de.csv")]
    [InlineData("zettle_raw_data_da.csv")]
    [InlineData("lightspeed_k_series_lines_UNVERIFIED.csv")]
    [InlineData("tpv_es_lineas_cp1252.csv")]
    [InlineData("tpv_es_resumen_articulo_latin9.csv")]
    [InlineData("tpv_es_excel_unicode_utf16.txt")]
    [InlineData("agora_export.xml")]
    public async Task A_till_export_becomes_sales_with_its_units_and_total_and_once_only(string file)
    {
        Assert.SkipWhen(Repository.Shared is null, "skipped: ../shared is missing");
        var facts = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Shared!, "pos", "csv", "expected.json")))!["files"]![file]!;
        var bytes = await File.ReadAllBytesAsync(Path.Combine(Repository.Shared!, "pos", "csv", file));
        var (bakery, till) = await WithTill(server);
        MultipartFormDataContent Upload() => new() { { new ByteArrayContent(bytes), "file", file } };

        var first = await bakery.Tenant.Post($"pos/configurations/{till}/imports", Upload());
        Assert.Equal((0, decimal.Parse(facts["total_with_vat"]!.GetValue<string>(), CultureInfo.InvariantCulture)), (first["error_count"]!.GetValue<int>(), first["total"].Number()));
        var again = await bakery.Tenant.Post($"pos/configurations/{till}/imports", Upload());
        Assert.Equal((0, first["added"]!.GetValue<int>()), (again["added"]!.GetValue<int>(), again["repeated"]!.GetValue<int>()));

        // Every product waits in the queue; mapped to one item each sale of it goes on.
        var products = (await bakery.Tenant.Get("pos/products?limit=200"))["items"]!.AsArray();
        foreach (var product in products)
            await bakery.Tenant.Put($"pos/products/{product!["id"].Text()}", new { item_id = bakery["P1"] });
        await bakery.Tenant.Settled();
        var records = await AllRecords(bakery);
        if (facts["units"] is JsonObject units)
            Assert.Equal(units.Sum(u => decimal.Parse(u.Value!.GetValue<string>(), CultureInfo.InvariantCulture)), records.Sum(r => r["quantity"].Number()));
        Assert.Equal(decimal.Parse(facts["total_with_vat"]!.GetValue<string>(), CultureInfo.InvariantCulture), records.Sum(r => r["revenue"].Number()));
        if (facts["by_business_day"] is JsonObject days)
            Assert.Equal(days.Select(d => (d.Key, decimal.Parse(d.Value!.GetValue<string>(), CultureInfo.InvariantCulture))),
                records.GroupBy(r => r["business_day"].Text()).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(r => r["revenue"].Number()))));
    }

    [Fact]
    public async Task Known_products_sell_at_once_and_an_unknown_one_holds_its_ticket_until_it_is_mapped()
    {
        var (bakery, till) = await WithTill(server);
        const string text = "fecha;hora;ticket;articulo;cantidad;total\n02/11/2026;08:10;1;Barra;2;2,40\n02/11/2026;08:20;2;Barra;1;1,20\n02/11/2026;08:20;2;Croisan;1;1,50\n02/11/2026;08:30;3;Bolsa;1;0,10\n";
        var import = await bakery.Tenant.Post($"pos/configurations/{till}/imports", Bakeries.File(text));
        Assert.Equal((3, 2), (import["added"]!.GetValue<int>(), import["waiting"]!.GetValue<int>()));
        await bakery.Tenant.Settled();
        Assert.Equal(1, await bakery.Count());

        var queue = (await bakery.Tenant.Get("pos/products?state=unknown"))["items"]!.AsArray();
        Assert.Equal(["Bolsa", "Croisan"], queue.Select(p => p!["name"].Text()));
        var croissant = queue.Single(p => p!["name"].Text() == "Croisan")!;
        Assert.Equal(bakery["P6"], croissant["suggestion"]!.GetValue<Guid>());
        await bakery.Tenant.Put($"pos/products/{croissant["id"].Text()}", new { item_id = bakery["P6"] });
        await bakery.Tenant.Put($"pos/products/{queue.Single(p => p!["name"].Text() == "Bolsa")!["id"].Text()}", new { item_id = (Guid?)null });
        await bakery.Tenant.Settled();
        Assert.Equal(3, await bakery.Count());
        Assert.Equal(0, (await bakery.Tenant.Get("pos/transactions?state=waiting"))["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_export_without_articles_and_a_till_that_is_off_are_refused()
    {
        var (bakery, till) = await WithTill(server);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "missing_column"), await bakery.Tenant.Fails(HttpMethod.Post, $"pos/configurations/{till}/imports", Bakeries.File("fecha;ticket;total\n02/11/2026;1;2,40\n03/11/2026;2;1,20\n")));
        await bakery.Tenant.Put($"pos/configurations/{till}", new { name = "Till", location_id = bakery["A"], is_active = false });
        Assert.Equal((HttpStatusCode.Conflict, "till_inactive"), await bakery.Tenant.Fails(HttpMethod.Post, $"pos/configurations/{till}/imports", Bakeries.File("fecha;ticket;articulo;total\n02/11/2026;1;Barra;2,40\n03/11/2026;2;Barra;1,20\n")));
        Assert.Equal((HttpStatusCode.Conflict, "duplicate"), await bakery.Tenant.Fails(HttpMethod.Post, "pos/configurations", new { name = "Till", location_id = bakery["A"] }));
    }

    private static async Task<(Bakeries Bakery, string Till)> WithTill(BakeryServer server)
    {
        var bakery = await Bakeries.Small(server);
        return (bakery, (await bakery.Tenant.Post("pos/configurations", new { name = "Till", location_id = bakery["A"] }))["id"].Text());
    }

    private static async Task<List<JsonNode>> AllRecords(Bakeries bakery) => [.. (await bakery.Tenant.Get("sales/records?limit=200"))["items"]!.AsArray().Select(r => r!)];
}
