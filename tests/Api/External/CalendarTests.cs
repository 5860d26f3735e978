using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Sales;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.External;

public sealed class CalendarTests(BakeryServer server)
{
    [Fact]
    public async Task A_location_in_Bilbao_knows_its_community_holidays_events_and_school()
    {
        var bakery = await Bakeries.Small(server);
        await bakery.Tenant.Settled();
        var context = (await bakery.Tenant.Get($"external/location-context?location_id={bakery["A"]}"))["context"]!;
        Assert.Equal(("48020", "PV"), (context["city_id"].Text(), context["community"].Text()));

        await bakery.Tenant.Post("external/location-context", new { location_id = bakery["A"], local_holidays = new[] { "2026-08-21" }, uses_school_calendar = true });
        await bakery.Tenant.Post("external/events", new { name = "Aste Nagusia", kind = "fiesta", from = "2026-08-15", to = "2026-08-23", expected_effect_percent = "40" });
        var days = await Days(bakery, "2026-07-24", "2026-08-22");
        Assert.Equal("saint_james", days["2026-07-25"]["holiday"].Text());
        Assert.Equal("local_holiday", days["2026-08-21"]["holiday"].Text());
        Assert.Null(days["2026-08-20"]["holiday"]);
        Assert.Equal("Aste Nagusia", days["2026-08-20"]["events"]![0]!["name"].Text());
        Assert.Empty(days["2026-08-14"]["events"]!.AsArray());
        Assert.True(days["2026-08-20"]["is_school_holiday"]!.GetValue<bool>());
        Assert.Equal("none", days["2026-08-20"]["weather_source"].Text());
        Assert.False((await Days(bakery, "2026-11-11", "2026-11-11"))["2026-11-11"]["is_school_holiday"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_yearly_event_comes_back_and_a_changed_one_moves()
    {
        var bakery = await Bakeries.Small(server);
        var made = await bakery.Tenant.Post("external/events", new { name = "Feria", kind = "fair", from = "2025-12-21", to = "2025-12-21", repeats_yearly = true });
        Assert.Single((await Days(bakery, "2026-12-21", "2026-12-21"))["2026-12-21"]["events"]!.AsArray());
        await bakery.Tenant.Put($"external/events/{made["id"].Text()}", new { name = "Feria", kind = "fair", from = "2025-12-22", to = "2025-12-22", repeats_yearly = true });
        Assert.Empty((await Days(bakery, "2026-12-21", "2026-12-21"))["2026-12-21"]["events"]!.AsArray());
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Post, "external/events", new { name = "x", kind = "fair", from = "2026-12-22", to = "2026-12-21" }));
        Assert.Equal(HttpStatusCode.NoContent, (await bakery.Tenant.Send(HttpMethod.Delete, $"external/events/{made["id"].Text()}", null, "*")).StatusCode);
    }

    [Fact]
    public async Task An_announced_event_lifts_the_forecast_by_what_is_expected_of_it()
    {
        var bakery = await Bakeries.Small(server);
        var text = "date,item,qty\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"{new DateOnly(2026, 11, 10).AddDays(-i):yyyy-MM-dd},Barra,100\n"));
        await bakery.Commit(await bakery.Validate(text));
        await bakery.Tenant.Settled();
        await bakery.Tenant.Post("external/events", new { name = "Feria", kind = "fair", from = "2026-11-12", to = "2026-11-12", expected_effect_percent = "30" });
        await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 2 });
        var forecasts = (await bakery.Tenant.Get("forecasting/forecasts"))["items"]!.AsArray();
        Assert.Equal(["100.0000", "130.0000"], forecasts.Select(f => f!["p50"].Text()));
        Assert.Equal(("event", "1.3000"), (forecasts[1]!["rules_applied"]![0]!["kind"].Text(), forecasts[1]!["rules_applied"]![0]!["multiplier"].Text()));
        Assert.Equal("100.0000", forecasts[1]!["baseline"].Text());
    }

    [Fact]
    public async Task Holidays_and_cities_can_be_asked_for_by_community()
    {
        var bakery = await Bakeries.Small(server);
        var madrid = (await bakery.Tenant.Get("external/holidays?from=2026-05-01&to=2026-05-31&community=MD"))["items"]!.AsArray();
        Assert.Equal(["labour_day", "madrid_day"], madrid.Select(h => h!["name_key"].Text()));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Get, "external/holidays?from=2026-05-01&to=2026-05-31&community=XX"));
        Assert.Contains((await bakery.Tenant.Get("/api/v1/external/cities"))["items"]!.AsArray(), c => c!["name"].Text() == "Bilbao");
        Assert.Equal(5, (await bakery.Tenant.Get("/api/v1/external/status"))["items"]!.AsArray().Count);
    }

    private static async Task<Dictionary<string, JsonNode>> Days(Bakeries bakery, string from, string to) =>
        (await bakery.Tenant.Get($"external/calendar?location_id={bakery["A"]}&from={from}&to={to}"))["days"]!.AsArray().ToDictionary(d => d!["date"].Text(), d => d!);
}
