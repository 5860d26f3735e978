using System.Globalization;
using System.Net;
using System.Text;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Sales;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Training;

public sealed class TrainingTests(BakeryServer server)
{
    [Fact]
    public async Task An_import_trains_a_model_that_then_serves_the_forecasts()
    {
        var bakery = await WithHistory(server);
        var jobs = (await bakery.Tenant.Get("training/jobs"))["items"]!.AsArray();
        Assert.Equal(("onboarding", "completed", 100, 2), (jobs[0]!["reason"].Text(), jobs[0]!["state"].Text(), jobs[0]!["progress"]!.GetValue<int>(), jobs[0]!["succeeded"]!.GetValue<int>()));
        var models = (await bakery.Tenant.Get("training/models?state=active"))["items"]!.AsArray();
        Assert.Equal(2, models.Count);
        var metrics = await bakery.Tenant.Get($"training/models/{models[0]!["id"].Text()}/metrics");
        Assert.Contains(metrics["candidates"]!.AsArray(), c => c!["algorithm"].Text() == "ets");

        await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 7 });
        var forecasts = (await bakery.Tenant.Get($"forecasting/forecasts?item_id={bakery["P1"]}"))["items"]!.AsArray();
        Assert.Equal(7, forecasts.Count);
        var model = models.Single(m => m!["item_id"]!.GetValue<Guid>() == bakery["P1"])!;
        Assert.All(forecasts, f => Assert.Equal((model["algorithm"].Text(), "none"), (f!["algorithm"].Text(), f["confidence_note"].Text())));
        var saturday = forecasts.Single(f => f!["date"].Text() == "2026-11-14")!;
        Assert.InRange(saturday["p50"].Number(), 130, 190);
    }

    [Fact]
    public async Task Training_again_adds_a_version_and_another_one_can_be_activated()
    {
        var bakery = await WithHistory(server);
        var job = await bakery.Tenant.Post($"training/products/{bakery["P1"]}");
        await bakery.Tenant.Settled();
        Assert.Equal("completed", (await bakery.Tenant.Get($"training/jobs/{job["job_id"].Text()}"))["state"].Text());
        var models = (await bakery.Tenant.Get($"training/models?item_id={bakery["P1"]}"))["items"]!.AsArray();
        Assert.Equal([1, 2], models.Select(m => m!["number"]!.GetValue<int>()).Order());
        var retired = models.Single(m => m!["state"].Text() == "retired")!;
        Assert.Equal("active", (await bakery.Tenant.Post($"training/models/{retired["id"].Text()}/activate"))["state"].Text());
        Assert.Single((await bakery.Tenant.Get($"training/models?item_id={bakery["P1"]}&state=active"))["items"]!.AsArray());
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"training/models/{retired["id"].Text()}/activate"));
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"training/jobs/{job["job_id"].Text()}/cancel"));
    }

    private static async Task<Bakeries> WithHistory(BakeryServer server)
    {
        var bakery = await Bakeries.Small(server);
        var random = new Random(11);
        var text = new StringBuilder("date,item,qty\n");
        for (var day = new DateOnly(2026, 3, 1); day < new DateOnly(2026, 11, 10); day = day.AddDays(1))
        {
            var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.6 : 1;
            text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},Barra,{(int)(100 * weekend) + random.Next(-10, 11)}\n{day:yyyy-MM-dd},Croissant,{(int)(40 * weekend) + random.Next(-6, 7)}\n");
        }
        await bakery.Commit(await bakery.Validate(text.ToString()));
        await bakery.Tenant.Settled();
        return bakery;
    }
}
