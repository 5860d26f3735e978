using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Sales;

public sealed class ImportTests(BakeryServer server)
{
    private const string Header = "fecha;hora;ticket;producto;cantidad;precio;total\n";

    [Fact]
    public async Task A_file_is_validated_committed_repeated_without_effect_and_undone()
    {
        var bakery = await Bakeries.Small(server);
        var file = Header + "02/11/2026;08:10;1;Barra;3;1,20;3,60\n02/11/2026;08:10;1;Croissant;2;1,50;3,00\n03/11/2026;09:00;2;Barra;1;1,20;1,20\n";
        var import = await bakery.Validate(file);
        Assert.Equal(("validated", 3, 3, 0, 0), (import["state"].Text(), Int(import["rows"]), Int(import["good_rows"]), Int(import["duplicate_rows"]), Int(import["error_count"])));
        Assert.Contains(import["columns"]!.AsArray(), c => c!["role"].Text() == "quantity" && c["name"].Text() == "cantidad");

        var done = await bakery.Commit(import);
        Assert.Equal(("completed", 3, 0), (done["state"].Text(), Int(done["added"]), Int(done["skipped"])));
        Assert.Equal(3, await bakery.Count());

        var again = await bakery.Validate(file);
        Assert.Equal(3, Int(again["duplicate_rows"]));
        Assert.Equal((0, 3), (Int((await bakery.Commit(again))["added"]), await bakery.Count()));

        Assert.Equal("undone", (await bakery.Tenant.Post($"sales/imports/{import["import_id"].Text()}/undo"))["state"].Text());
        Assert.Equal(0, await bakery.Count());
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"sales/imports/{import["import_id"].Text()}/undo"));
    }

    [Fact]
    public async Task Equal_sales_in_one_file_are_two_sales_and_the_same_file_again_is_none()
    {
        var bakery = await Bakeries.Small(server);
        const string file = "date,time,item,qty,total\n2026-11-02,08:10,Barra,1,1.20\n2026-11-02,08:10,Barra,1,1.20\n";
        await bakery.Commit(await bakery.Validate(file));
        Assert.Equal(2, await bakery.Count());
        await bakery.Commit(await bakery.Validate(file));
        Assert.Equal(2, await bakery.Count());
        await bakery.Commit(await bakery.Validate(file), "create");
        Assert.Equal(4, await bakery.Count());
    }

    [Fact]
    public async Task A_corrected_file_updates_what_is_there_and_undo_brings_the_old_back()
    {
        var bakery = await Bakeries.Small(server);
        await bakery.Commit(await bakery.Validate("date,item,qty,total\n2026-11-02,Barra,50,60.00\n2026-11-03,Barra,40,48.00\n"));
        var corrected = await bakery.Commit(await bakery.Validate("date,item,qty,total\n2026-11-02,Barra,55,66.00\n2026-11-03,Barra,40,48.00\n"), "update");
        Assert.Equal((0, 1, 1), (Int(corrected["added"]), Int(corrected["updated"]), Int(corrected["skipped"])));
        Assert.Equal(["55.0000", "40.0000"], await bakery.Quantities());
        await bakery.Tenant.Post($"sales/imports/{corrected["import_id"].Text()}/undo");
        Assert.Equal(["50.0000", "40.0000"], await bakery.Quantities());
    }

    [Fact]
    public async Task Bad_cells_are_fixed_in_place_and_unknown_products_are_suggested_and_mapped()
    {
        var bakery = await Bakeries.Small(server);
        var import = await bakery.Validate("date,item,qty\n2026-11-02,Barra,three\n2026-11-02,Croisant,2\n2026-11-02,Bolsa,1\n2027-01-01,Barra,1\n");
        Assert.Equal(["bad_number", "future_date", "unknown_product", "unknown_product"], import["errors"]!.AsArray().Select(e => e!["code"].Text()).Order());
        var unknown = import["unknown_products"]!.AsArray();
        Assert.Equal(bakery["P6"], unknown.Single(u => u!["name"].Text() == "Croisant")!["suggestion"]!["item_id"]!.GetValue<Guid>());

        var path = $"sales/imports/{import["import_id"].Text()}";
        var mended = await bakery.Tenant.Patch(path, new
        {
            fixes = new[] { new { row = 2, column = 2, value = "3" }, new { row = 5, column = 0, value = "2026-11-03" } },
            products = new Dictionary<string, Guid?> { ["Croisant"] = bakery["P6"], ["Bolsa"] = null },
        });
        Assert.Equal((0, 3), (Int(mended["error_count"]), Int(mended["good_rows"])));
        Assert.Equal("completed", (await bakery.Commit(mended))["state"].Text());
        Assert.Equal(3, await bakery.Count());

        // The next file needs no question.
        Assert.Equal(0, Int((await bakery.Validate("date,item,qty\n2026-11-04,Croisant,2\n2026-11-04,Bolsa,9\n"))["error_count"]));
    }

    [Fact]
    public async Task Good_rows_of_a_partly_bad_file_are_kept_and_the_import_says_partial()
    {
        var bakery = await Bakeries.Small(server);
        var done = await bakery.Commit(await bakery.Validate("date,item,qty\n2026-11-02,Barra,3\n2026-11-02,Barra,x\n"));
        Assert.Equal(("partial", 1), (done["state"].Text(), Int(done["added"])));
    }

    [Fact]
    public async Task A_corrected_column_is_remembered_for_files_of_the_same_layout()
    {
        var bakery = await Bakeries.Small(server);
        const string header = "dia;articulo;a;b\n";
        var import = await bakery.Validate(header + "02/11/2026;Barra;7;1\n03/11/2026;Barra;8;1\n");
        var mended = await bakery.Tenant.Patch($"sales/imports/{import["import_id"].Text()}", new
        {
            mapping = new { header_row = 1, roles = new Dictionary<string, string> { ["0"] = "date", ["1"] = "product", ["2"] = "quantity" }, date_order = "day_first", decimal_comma = true, measure = "units" },
        });
        await bakery.Commit(mended);
        await bakery.Commit(await bakery.Validate(header + "04/11/2026;Barra;9;1\n05/11/2026;Barra;6;1\n"));
        Assert.Equal(["7.0000", "8.0000", "9.0000", "6.0000"], await bakery.Quantities());
    }

    [Theory]
    [InlineData("", "file_unreadable")]
    [InlineData("fecha;producto;cantidad\n", "file_unreadable")]
    [InlineData("producto;cantidad\nBarra;1\nBarra;2\n", "missing_column")]
    public async Task A_file_without_sales_is_refused_by_name(string text, string code)
    {
        var bakery = await Bakeries.Small(server);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), await bakery.Tenant.Fails(HttpMethod.Post, "sales/imports/validate", Bakeries.File(text)));
    }

    [Fact]
    public async Task Nobody_sees_another_bakerys_import()
    {
        var (mine, other) = (await Bakeries.Small(server), await Bakeries.Small(server));
        var import = await mine.Validate("date,item,qty\n2026-11-02,Barra,3\n");
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await other.Tenant.Fails(HttpMethod.Post, $"sales/imports/{import["import_id"].Text()}/commit", new { }));
    }

    private static int Int(JsonNode? node) => node!.GetValue<int>();
}

/// <summary>A small bakery: shop A, Barra (P1) and Croissant (P6).</summary>
internal sealed class Bakeries(TestTenant tenant, Dictionary<string, Guid> ids)
{
    public TestTenant Tenant => tenant;
    public Guid this[string code] => ids[code];

    public static async Task<Bakeries> Small(BakeryServer server)
    {
        var tenant = await server.NewTenant();
        var hours = Enumerable.Range(1, 7).ToDictionary(d => d.ToString(CultureInfo.InvariantCulture), _ => new { opens = "07:00:00", closes = "21:00:00" });
        var ids = new Dictionary<string, Guid>
        {
            ["A"] = Id(await tenant.Post("locations", new { name = "Tienda", type = "retail_outlet", opening_hours = hours, address = (string?)null, city = "Bilbao", latitude = (string?)null, longitude = (string?)null })),
            ["P1"] = Id(await tenant.Post("inventory/items", new { name = "Barra", sku = "P1", item_type = "finished_product", product_category = "bread", stock_unit = "piece", price = "1.20", tax_percent = "4" })),
            ["P6"] = Id(await tenant.Post("inventory/items", new { name = "Croissant", sku = "P6", item_type = "finished_product", product_category = "bread", stock_unit = "piece", price = "1.50", tax_percent = "10" })),
        };
        return new Bakeries(tenant, ids);
    }

    public async Task<JsonNode> Validate(string text) => await tenant.Post("sales/imports/validate", File(text));
    public async Task<JsonNode> Commit(JsonNode import, string duplicates = "skip") => await tenant.Post($"sales/imports/{import["import_id"].Text()}/commit", new { duplicates });
    public async Task<int> Count() => (await tenant.Get("sales/records?limit=1"))["total"]!.GetValue<int>();
    public async Task<string[]> Quantities() => [.. (await tenant.Get("sales/records?sort=business_day"))["items"]!.AsArray().Select(r => r!["quantity"].Text())];

    public static MultipartFormDataContent File(string text, string name = "sales.csv") => new() { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name } };

    private static Guid Id(JsonNode made) => made["id"]!.GetValue<Guid>();
}
