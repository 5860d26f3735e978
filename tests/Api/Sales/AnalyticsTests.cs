using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Sales;

public sealed class AnalyticsTests(BakeryServer server)
{
    // Two weeks of one Monday each: four tickets, a refund, a daily row; 04:00 begins the day.
    private const string File = """
        fecha;hora;ticket;producto;cantidad;total
        02/11/2026;08:10;1;Barra;2;2,40
        02/11/2026;08:10;1;Croissant;1;1,50
        02/11/2026;09:30;2;Barra;1;1,20
        09/11/2026;08:05;1;Barra;3;3,60
        09/11/2026;08:05;1;Croissant;2;3,00
        09/11/2026;18:40;2;Croissant;1;1,50
        09/11/2026;19:00;3;Barra;-1;-1,20

        """;

    [Theory]
    [InlineData("day", "2026-11-02", "2026-11-09")]
    [InlineData("week", "2026-W45", "2026-W46")]
    [InlineData("month", "2026-11", null)]
    [InlineData("year", "2026", null)]
    [InlineData("channel", "in_store", null)]
    public async Task Sales_are_summed_by_period_or_channel_and_refunds_are_taken_off(string by, string first, string? second)
    {
        var bakery = await Filled();
        var answer = await Get(bakery, $"summary?by={by}");
        Assert.Equal(new[] { first, second }.OfType<string>(), answer["items"]!.AsArray().Select(i => i!["key"].Text()));
        var totals = answer["totals"]!;
        Assert.Equal(("9.0000", "12.00", "1.0000", "1.20", 7), (totals["quantity"].Text(), totals["revenue"].Text(), totals["refunded_quantity"].Text(), totals["refunded_revenue"].Text(), totals["records"]!.GetValue<int>()));
        Assert.Equal(2, answer["days_with_sales"]!.GetValue<int>());
        // Whatever the grouping, nothing is lost.
        Assert.Equal(12.00m, answer["items"]!.AsArray().Sum(i => i!["totals"]!["revenue"].Number()));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Get, "sales/analytics/summary?from=2026-11-01&to=2026-11-09&by=moon"));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Get, "sales/analytics/summary?from=2026-11-09&to=2026-11-01"));
    }

    [Fact]
    public async Task Products_have_names_shares_and_classes()
    {
        var items = (await Get(await Filled(), "products"))["items"]!.AsArray();
        Assert.Equal([("Barra", "6.00", "1.2000", "50.0000", "A"), ("Croissant", "6.00", "1.5000", "50.0000", "A")],
            items.Select(i => (i!["name"].Text(), i["revenue"].Text(), i["average_price"].Text(), i["share_percent"].Text(), i["class"].Text())).Order());
    }

    [Fact]
    public async Task Hours_are_local_and_rows_of_daily_files_are_in_none()
    {
        var bakery = await Filled();
        await bakery.Commit(await bakery.Validate("date,item,qty\n2026-11-03,Barra,40\n2026-11-04,Barra,30\n"));
        var answer = await Get(bakery, "hours");
        Assert.Equal("70.0000", answer["without_time"].Text());
        Assert.Equal([(8, "8.0000"), (9, "1.0000"), (18, "1.0000"), (19, "-1.0000")], answer["hours"]!.AsArray().Select(h => (h!["hour"]!.GetValue<int>(), h["quantity"].Text())));
        var early = answer["cells"]!.AsArray().Single(c => c!["hour"]!.GetValue<int>() == 8)!;
        Assert.Equal((1, "4.0000"), (early["weekday"]!.GetValue<int>(), early["average_quantity"].Text()));
    }

    [Fact]
    public async Task Baskets_show_what_is_bought_together()
    {
        var answer = await Get(await Filled(), "baskets");
        Assert.Equal((5, "2.4000", "1.8000", "1.4000", "100.0000"), (answer["baskets"]!.GetValue<int>(), answer["average_value"].Text().PadRight(6, '0'), answer["average_pieces"].Text(), answer["average_items"].Text(), answer["coverage_percent"].Text()));
        var pair = Assert.Single(answer["pairs"]!.AsArray())!;
        Assert.Equal((2, "40.0000"), (pair["baskets"]!.GetValue<int>(), pair["support_percent"].Text()));
        Assert.Equal(["Barra", "Croissant"], new[] { pair["name_a"].Text(), pair["name_b"].Text() }.Order());
        // Both were in three baskets: 2 · 5 / (3 · 3).
        Assert.Equal(("66.6667", "1.1111"), (pair["confidence_percent"].Text(), pair["lift"].Text()));
    }

    [Fact]
    public async Task A_period_is_compared_with_the_same_weekdays_before()
    {
        var bakery = await Filled();
        var answer = await Get(bakery, "compare", "2026-11-09", "2026-11-09");
        Assert.Equal(("2026-11-02", "5.10", "6.90"), (answer["before"]!["from"].Text(), answer["before"]!["revenue"].Text(), answer["now"]!["revenue"].Text()));
        Assert.Equal("35.2941", answer["revenue_change_percent"].Text());
        Assert.Equal("200.0000", answer["items"]!.AsArray().Single(i => i!["name"].Text() == "Croissant")!["change_percent"].Text());
        Assert.Equal("2026-10-26", (await bakery.Tenant.Get("sales/analytics/compare?from=2026-11-09&to=2026-11-16"))["before"]!["from"].Text());
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Get, "sales/analytics/compare?from=2026-11-09&to=2026-11-09&before_from=2026-11-01"));
    }

    [Fact]
    public async Task Margins_are_net_of_tax_and_unknown_costs_are_said_to_be_unknown()
    {
        var answer = await Get(await Filled(), "profitability");
        Assert.Equal(("0.0000", "0.00"), (answer["covered_percent"].Text(), answer["margin"].Text()));
        var croissant = answer["items"]!.AsArray().Single(i => i!["name"].Text() == "Croissant")!;
        Assert.Equal(("5.45", "none"), (croissant["net_revenue"].Text(), croissant["cost_source"].Text()));
        Assert.Null(croissant["margin"]);
    }

    [Fact]
    public async Task A_discounted_day_is_a_promotion_in_the_series()
    {
        var bakery = await Bakeries.Small(server);
        foreach (var (day, discount) in new[] { ("07", "0"), ("08", "0.50"), ("09", "3.00") })
            await bakery.Tenant.Post("sales/records", new { item_id = bakery["P1"], location_id = bakery["A"], sold_at = $"2026-11-{day}T10:00:00Z", quantity = "10", unit_price = "1.20", discount });
        var series = await bakery.Tenant.Get($"sales/series?item_id={bakery["P1"]}&location_id={bakery["A"]}&from=2026-11-01&to=2026-11-09");
        Assert.Equal([false, false, true], series["days"]!.AsArray().Select(d => d!["is_promotion"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task An_event_that_is_over_teaches_its_effect()
    {
        var bakery = await Bakeries.Small(server);
        var made = await bakery.Tenant.Post("external/events", new { name = "Feria", kind = "fair", from = "2026-11-07", to = "2026-11-07", expected_effect_percent = "30", repeats_yearly = true });
        await bakery.Commit(await bakery.Validate("date,item,qty\n" + string.Concat(Enumerable.Range(0, 50).Select(i => new DateOnly(2026, 9, 20).AddDays(i)).Select(d => $"{d:yyyy-MM-dd},Barra,{(d == new DateOnly(2026, 11, 7) ? 150 : 100)}\n"))));
        await bakery.Tenant.Settled();
        var learned = await bakery.Tenant.Get($"external/events/{made["id"].Text()}");
        Assert.Equal(("30.0000", "50.0000", "2026-11-07"), (learned["expected_effect_percent"].Text(), learned["learned_effect_percent"].Text(), learned["learned_on"].Text()));
        var next = (await bakery.Tenant.Get($"external/calendar?location_id={bakery["A"]}&from=2027-11-07&to=2027-11-07"))["days"]![0]!;
        Assert.Equal("50.0000", next["events"]![0]!["expected_effect_percent"].Text());
    }

    private async Task<Bakeries> Filled()
    {
        var bakery = await Bakeries.Small(server);
        await bakery.Commit(await bakery.Validate(File));
        return bakery;
    }

    private static Task<JsonNode> Get(Bakeries bakery, string what, string from = "2026-11-01", string to = "2026-11-09") =>
        bakery.Tenant.Get($"sales/analytics/{what}{(what.Contains('?') ? '&' : '?')}from={from}&to={to}");
}
