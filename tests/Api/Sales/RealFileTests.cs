using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Support;

namespace Bakery.Tests.Api.Sales;

public sealed class RealFileTests(BakeryServer server)
{
    [Theory]
    [InlineData("breadbasket/BreadBasket_DMS.csv", "row_count", null, 21_293)]
    [InlineData("french/daily_sales_french_bakery.csv", "units_from_money", "money_not_units", 57_045)]
    public async Task A_real_file_is_understood_imported_once_and_undone(string file, string measure, string? warning, int sales)
    {
        Assert.SkipWhen(Repository.Shared is null, "skipped: ../shared is missing");
        var bakery = await Bakeries.Small(server);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(Repository.Shared!, "data", file));
        MultipartFormDataContent Upload() => new() { { new ByteArrayContent(bytes), "file", Path.GetFileName(file) } };

        var import = await bakery.Tenant.Post("sales/imports/validate", Upload());
        Assert.Equal((measure, sales), (import["measure"].Text(), import["rows"]!.GetValue<int>()));
        if (warning is not null) Assert.Contains(import["warnings"]!.AsArray(), w => w.Text() == warning);

        // Every article of the file is mapped to one of the bakery's.
        var products = import["unknown_products"]!.AsArray().ToDictionary(p => p!["name"].Text(), _ => (Guid?)bakery["P1"]);
        var mapped = await bakery.Tenant.Patch($"sales/imports/{import["import_id"].Text()}", new { products });
        Assert.Equal(sales, mapped["good_rows"]!.GetValue<int>());
        Assert.Equal(sales, (await bakery.Commit(mapped))["added"]!.GetValue<int>());

        var again = await bakery.Commit(await bakery.Tenant.Post("sales/imports/validate", Upload()));
        Assert.Equal((0, sales), (again["added"]!.GetValue<int>(), again["skipped"]!.GetValue<int>()));
        await bakery.Tenant.Post($"sales/imports/{import["import_id"].Text()}/undo");
        Assert.Equal(0, await bakery.Count());
    }
}
