using System.Net;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Api.Training;

namespace Bakery.Tests.Api.Forecasting;

public sealed class BatchTests(BakeryServer server)
{
    [Fact]
    public async Task More_than_200_series_are_forecast_in_the_background()
    {
        var bakery = await Histories.Open(server, 8, products: 201);
        var answer = await bakery.Tenant.Send(HttpMethod.Post, "forecasting/batches", new { from = "2026-11-10", days = 1 });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var batch = await TestTenant.Read(answer);
        Assert.Equal("pending", batch["state"].Text());
        await bakery.Tenant.Settled();
        var made = await bakery.Tenant.Get($"forecasting/batches/{batch["id"].Text()}");
        Assert.Equal(("completed", 201), (made["state"].Text(), made["forecasts"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_closed_day_has_no_demand_whatever_the_model_says()
    {
        var bakery = await Histories.Open(server, 90, products: 2);
        var hours = Enumerable.Range(1, 7).ToDictionary(d => $"{d}", _ => new { opens = "07:00:00", closes = "21:00:00" });
        await bakery.Tenant.Put($"locations/{bakery["A"]}", new { name = "Tienda", type = "retail_outlet", opening_hours = hours, address = (string?)null, city = "Bilbao", latitude = (string?)null, longitude = (string?)null, closed_dates = new[] { "2026-11-13" } });
        var forecasts = await bakery.Forecasts();
        Assert.All(forecasts.Where(f => f!["date"].Text() == "2026-11-13"), f => Assert.Equal((0m, 0m, 0m, 0), (f!["p50"].Number(), f["upper_80"].Number(), f["newsvendor_quantity"].Number(), f["reasons"]!.AsArray().Count)));
        Assert.All(forecasts.Where(f => f!["date"].Text() != "2026-11-13"), f => Assert.True(f!["p50"].Number() > 0));
    }
}
