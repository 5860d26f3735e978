using System.Net;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Forecasting;

public sealed class ScenarioTests(BakeryServer server)
{
    [Fact]
    public async Task A_scenario_stands_beside_the_forecast_in_pieces_revenue_ingredients_and_capacity()
    {
        var bakery = await ReferenceForecastTests.WithSales(server);
        var made = await bakery.Tenant.Post("forecasting/scenarios", new { name = "A good Wednesday", type = "custom", from = "2026-11-11", to = "2026-11-12", item_ids = new[] { bakery["P1"], bakery["P6"] }, adjustments = new { demand_percent = "10" } });
        Assert.Null(made["result"]);
        var result = (await bakery.Tenant.Post($"forecasting/scenarios/{made["id"].Text()}/run"))["result"]!;
        Assert.Equal("10.0000", result["effect_percent"].Text());
        var days = result["days"]!.AsArray();
        Assert.Equal(2, days.Count);
        // Barra 122 + 82 and croissant 77 + 50 on the Wednesday of the printed forecast.
        Assert.Equal((331m, 364.1m), (days[0]!["pieces"]!["baseline"].Number(), days[0]!["pieces"]!["scenario"].Number()));
        Assert.Equal(204m * 1.20m + 127m * 1.50m, days[0]!["revenue"]!["baseline"].Number());
        Assert.Equal(result["pieces"]!["difference"].Number(), days.Sum(d => d!["pieces"]!["difference"].Number()));
        var butter = result["ingredients"]!.AsArray().With("item_id", bakery["BUTTER"])["quantity"]!;
        Assert.Equal(1.10, (double)(butter["scenario"].Number() / butter["baseline"].Number()), 0.001);
        Assert.Equal(2, result["doughs"]!.AsArray().Count);
        Assert.All(result["doughs"]!.AsArray(), d => Assert.True(d!["kg"]!["difference"].Number() > 0 && d["mixes"]!["baseline"].Number() >= 1));
        Assert.NotNull((await bakery.Tenant.Get($"forecasting/scenarios/{made["id"].Text()}"))["result"]);
        Assert.Equal(1, (await bakery.Tenant.Get("forecasting/scenarios"))["total"]!.GetValue<int>());
        // Nothing of it is a forecast.
        Assert.Equal(0, (await bakery.Tenant.Get("forecasting/forecasts?limit=1"))["total"]!.GetValue<int>());

        await bakery.Tenant.Put($"forecasting/scenarios/{made["id"].Text()}", new { name = "A better Wednesday", type = "custom", from = "2026-11-11", to = "2026-11-11", adjustments = new { demand_percent = "20" } });
        Assert.Null((await bakery.Tenant.Get($"forecasting/scenarios/{made["id"].Text()}"))["result"]);
        Assert.True((await bakery.Tenant.Send(HttpMethod.Delete, $"forecasting/scenarios/{made["id"].Text()}")).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bakery.Tenant.Fails(HttpMethod.Get, $"forecasting/scenarios/{made["id"].Text()}")).Status);
    }

    [Fact]
    public async Task A_price_10_percent_lower_sells_more_by_the_elasticity_of_minus_1_2()
    {
        var bakery = await ReferenceForecastTests.WithSales(server);
        var result = await Preview(bakery, "price_change", new { price_percent = "-10" });
        Assert.Equal(100 * (Math.Pow(0.9, -1.2) - 1), (double)result["effect_percent"].Number(), 0.001);
        Assert.Equal(0.9 * Math.Pow(0.9, -1.2), (double)(result["revenue"]!["scenario"].Number() / result["revenue"]!["baseline"].Number()), 0.0001);
    }

    [Fact]
    public async Task Rain_takes_the_assumed_0_85_an_event_what_was_guessed_and_an_optimist_more_than_a_pessimist()
    {
        var bakery = await ReferenceForecastTests.WithSales(server);
        Assert.Equal(-15, (double)(await Preview(bakery, "weather", new { rain = true }))["effect_percent"].Number(), 0.001);
        Assert.Equal(25, (double)(await Preview(bakery, "event", new { @event = "fair", event_percent = "25" }))["effect_percent"].Number(), 0.001);
        Assert.Equal(30, (double)(await Preview(bakery, "event", new { @event = "fair" }))["effect_percent"].Number(), 0.001);
        Assert.Equal(0, (await Preview(bakery, "baseline", new { }))["effect_percent"].Number());
        Assert.True((await Preview(bakery, "optimistic", new { }))["effect_percent"].Number() > 3);
        Assert.True((await Preview(bakery, "pessimistic", new { }))["effect_percent"].Number() < -3);
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Post, "forecasting/scenarios/preview", new { name = "x", type = "event", from = "2026-11-11", to = "2026-11-11", adjustments = new { @event = "carnival of crumbs" } }));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Post, "forecasting/scenarios/preview", new { name = "x", type = "custom", from = "2026-11-11", to = "2026-12-11" }));
    }

    [Fact]
    public async Task A_scenario_that_will_happen_becomes_a_local_event_with_its_effect_and_the_forecast_follows()
    {
        var bakery = await ReferenceForecastTests.WithSales(server);
        var made = await bakery.Tenant.Post("forecasting/scenarios", new { name = "Fair on the square", type = "event", from = "2026-11-11", to = "2026-11-11", location_ids = new[] { bakery["A"] }, adjustments = new { @event = "fair", event_percent = "20" } });
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"forecasting/scenarios/{made["id"].Text()}/to-event"));
        await bakery.Tenant.Post($"forecasting/scenarios/{made["id"].Text()}/run");
        var planned = await bakery.Tenant.Post($"forecasting/scenarios/{made["id"].Text()}/to-event");
        await bakery.Tenant.Settled();
        var known = (await bakery.Tenant.Get("external/events"))["items"]!.AsArray().Single(e => e!["id"].Text() == planned["event_id"].Text())!;
        Assert.Equal(("Fair on the square", "fair", 20m), (known["name"].Text(), known["kind"].Text(), known["expected_effect_percent"].Number()));
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"forecasting/scenarios/{made["id"].Text()}/to-event"));

        await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 1 });
        var forecasts = (await bakery.Tenant.Get("forecasting/forecasts?limit=200"))["items"]!.AsArray();
        var barra = forecasts.Single(f => f!["item_id"]!.GetValue<Guid>() == bakery["P1"] && f["location_id"]!.GetValue<Guid>() == bakery["A"])!;
        Assert.Equal(122m * 1.2m, barra["p50"].Number());
        var reason = Assert.Single(barra["reasons"]!.AsArray())!;
        Assert.Equal(("event", 24.4m), (reason["code"].Text(), reason["pieces"].Number()));
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Preview(Goizeko bakery, string type, object adjustments) =>
        await bakery.Tenant.Post("forecasting/scenarios/preview", new { name = "What if", type, from = "2026-11-11", to = "2026-11-11", adjustments });
}
