using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.ReferenceDay;

public sealed class SalesHistoryTests(BakeryServer server)
{
    [Fact]
    public async Task The_last_28_days_sum_to_the_stated_revenue_and_the_sold_out_day_is_estimated()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        await bakery.Sales();
        var export = await (await bakery.Tenant.Send(HttpMethod.Get, "sales/export?from=2026-10-13&to=2026-11-09")).Content.ReadAsStringAsync();
        Assert.Equal(25_200.00m, export.Split('\n').Skip(1).Where(l => l.Length > 0).Sum(l => decimal.Parse(l.Split(',')[6], System.Globalization.CultureInfo.InvariantCulture)));
        var series = await bakery.Tenant.Get($"sales/series?item_id={bakery["P6"]}&location_id={bakery["A"]}&from=2026-10-28&to=2026-10-28");
        Assert.Equal(("60.0000", "80.0000"), (series["days"]![0]!["quantity"].Text(), series["days"]![0]!["demand_estimate"].Text()));
    }
}
