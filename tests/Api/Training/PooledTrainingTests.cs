using System.Net;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Bakery.Training.Jobs;
using Bakery.Training;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bakery.Tests.Api.Training;

public sealed class PooledTrainingTests(BakeryServer server)
{
    [Fact]
    public async Task Forecasts_come_from_the_pooled_model_with_reasons_that_add_up_to_the_difference_from_the_baseline()
    {
        var bakery = await Histories.Open(server, 400);
        var models = await bakery.Models();
        Assert.Equal(8, models.Count);
        Assert.Contains(models, m => m!["algorithm"].Text() == "pooled");
        var byItem = models.ToDictionary(m => m!["item_id"]!.GetValue<Guid>(), m => m!);

        var forecasts = await bakery.Forecasts();
        Assert.Equal(56, forecasts.Count);
        foreach (var forecast in forecasts)
        {
            var model = byItem[forecast!["item_id"]!.GetValue<Guid>()];
            Assert.Equal((model["algorithm"].Text(), model["id"].Text(), "none"), (forecast["algorithm"].Text(), forecast["model_id"].Text(), forecast["confidence_note"].Text()));
            var reasons = forecast["reasons"]!.AsArray();
            Assert.InRange(reasons.Count, 0, 4);
            Assert.Equal(forecast["p50"].Number() - forecast["baseline"].Number(), reasons.Sum(r => r!["pieces"].Number()));
            Assert.True(forecast["lower_80"].Number() <= forecast["p50"].Number() && forecast["p50"].Number() <= forecast["upper_80"].Number());
            Assert.NotNull(forecast["skill_vs_baseline"]);
        }
        var metrics = await bakery.Tenant.Get($"training/models/{models.First(m => m!["algorithm"].Text() == "pooled")!["id"].Text()}/metrics");
        Assert.Contains(metrics["candidates"]!.AsArray(), c => c!["algorithm"].Text() == "pooled");
        Assert.Contains(metrics["candidates"]!.AsArray(), c => c!["algorithm"].Text() == "ets");
        Assert.Equal(3, metrics["members"]!.AsArray().Count);

        // One product asked for alone is forecast as among all.
        var item = forecasts[0]!["item_id"]!.GetValue<Guid>();
        var alone = await bakery.Tenant.Post("forecasting/realtime", new { item_id = item, location_id = bakery["A"], from = "2026-11-10", days = 7 });
        Assert.Equal(forecasts.Where(f => f!["item_id"]!.GetValue<Guid>() == item).Select(f => f!["p50"].Text()), alone["items"]!.AsArray().Select(f => f!["p50"].Text()));
    }

    [Fact]
    public async Task A_damaged_artifact_is_refused_and_the_baseline_is_served_with_a_note()
    {
        var bakery = await Histories.Open(server, 200);
        var pooled = (await bakery.Models()).Where(m => m!["algorithm"].Text() == "pooled").Select(m => m!["item_id"]!.GetValue<Guid>()).ToHashSet();
        Assert.NotEmpty(pooled);
        await Owner($"UPDATE training.artifact SET content = set_byte(content, length(content) / 2, get_byte(content, length(content) / 2) # 1) WHERE tenant_id = '{bakery.Tenant.Id}'");
        var forecasts = await bakery.Forecasts();
        Assert.All(forecasts.Where(f => pooled.Contains(f!["item_id"]!.GetValue<Guid>())), f =>
        {
            Assert.Equal(("weekday_mean", true, "model_refused"), (f!["algorithm"].Text(), f["is_baseline"]!.GetValue<bool>(), f["confidence_note"].Text()));
            Assert.Equal(f["baseline"].Number(), f["p50"].Number());
        });
        // Without the fault the same model serves again.
        await Owner($"UPDATE training.artifact SET content = set_byte(content, length(content) / 2, get_byte(content, length(content) / 2) # 1) WHERE tenant_id = '{bakery.Tenant.Id}'");
        Assert.All((await bakery.Forecasts()).Where(f => pooled.Contains(f!["item_id"]!.GetValue<Guid>())), f => Assert.Equal(("pooled", "none"), (f!["algorithm"].Text(), f["confidence_note"].Text())));
    }

    [Fact]
    public async Task An_unsigned_or_changed_method_is_refused_and_the_baseline_is_served_with_a_note()
    {
        var bakery = await Histories.Open(server, 200);
        await Owner($"UPDATE training.model SET signature = ''::bytea WHERE tenant_id = '{bakery.Tenant.Id}' AND item_id = '{bakery["P1"]}'");
        await Owner($"UPDATE training.model SET parameters = replace(parameters, '\"algorithm\":', '\"algorithm\" :') WHERE tenant_id = '{bakery.Tenant.Id}' AND item_id = '{bakery["P6"]}'");
        var forecasts = await bakery.Forecasts();
        Assert.All(forecasts.Where(f => f!["item_id"]!.GetValue<Guid>() == bakery["P1"] || f["item_id"]!.GetValue<Guid>() == bakery["P6"]), f => Assert.Equal(("weekday_mean", "model_refused"), (f!["algorithm"].Text(), f["confidence_note"].Text())));
        Assert.Contains(forecasts, f => f!["confidence_note"].Text() == "none");
    }

    [Fact]
    public async Task Below_eight_weeks_the_cold_start_is_served_and_no_pooled_model_is_made()
    {
        var bakery = await Histories.Open(server, 49);
        Assert.All(await bakery.Models(), m => Assert.Equal(("weekday_mean", "cold_start"), (m!["algorithm"].Text(), m["choice"].Text())));
        Assert.All(await bakery.Forecasts(), f => Assert.Equal(("weekday_mean", "cold_start"), (f!["algorithm"].Text(), f["confidence_note"].Text())));
    }

    [Fact]
    public async Task A_job_tells_its_series_stage_and_progress_from_0_to_100()
    {
        var bakery = await Histories.Open(server, 100, products: 4);
        var job = (await bakery.Tenant.Get("training/jobs"))["items"]![0]!;
        Assert.Equal(("onboarding", "completed", "over", 100, 4, 4, 0), (job["reason"].Text(), job["state"].Text(), job["stage"].Text(), job["progress"]!.GetValue<int>(), job["series"]!.GetValue<int>(), job["succeeded"]!.GetValue<int>(), job["failed"]!.GetValue<int>()));
        var series = (await bakery.Tenant.Get($"training/jobs/{job["job_id"].Text()}/series"))["items"]!.AsArray();
        Assert.Equal(4, series.Count);
        Assert.All(series, s => Assert.Equal(("trained", true), (s!["state"].Text(), s["worker"].Text().Length > 0)));
        Assert.Single((await bakery.Tenant.Get($"training/products/{bakery["P1"]}/models"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_daily_till_file_trains_nothing_anew_and_months_of_history_do()
    {
        var bakery = await Histories.Open(server, 100, products: 3);
        await bakery.Commit(await bakery.Validate(Histories.Text(3, Histories.Today.AddDays(-1), Histories.Today.AddDays(-1), (_, _) => 1.3)));
        await bakery.Tenant.Settled();
        Assert.Equal(1, (await bakery.Tenant.Get("training/jobs"))["total"]!.GetValue<int>());
        await bakery.Commit(await bakery.Validate(Histories.Text(3, Histories.Today.AddDays(-200), Histories.Today.AddDays(-120))));
        await bakery.Tenant.Settled();
        Assert.Equal(2, (await bakery.Tenant.Get("training/jobs"))["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task Progress_comes_live_on_the_event_stream_from_started_to_completed()
    {
        var bakery = await Histories.Open(server, 80, products: 2);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var stream = await bakery.Tenant.Http.GetAsync("/api/events?channels=training", HttpCompletionOption.ResponseHeadersRead, limit.Token);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync(limit.Token));
        Assert.Equal("event: connection", await reader.ReadLineAsync(limit.Token));
        var job = await bakery.Tenant.Post("training/jobs", new { reason = "manual" });
        Assert.Equal("/api/events?channels=training", job["live_path"].Text());
        var seen = new List<string>();
        while (!seen.Contains("training.completed") && await reader.ReadLineAsync(limit.Token) is { } line)
            if (line.StartsWith("data: {\"type\":\"training.", StringComparison.Ordinal)) seen.Add(line.Split('"')[3]);
        // Messages of one save are carried side by side: their order is not promised, only that the end comes last.
        Assert.Equal(["training.completed", "training.data_analyzed", "training.product_completed", "training.started"], seen.Distinct().Order());
        Assert.Equal("training.completed", seen[^1]);
    }

    [Fact]
    public async Task Forecasts_made_before_there_was_a_model_are_no_guess_and_are_made_again_when_it_is_there()
    {
        var bakery = await Histories.Open(server, 100, products: 3);
        await Owner($"UPDATE training.model SET state = 'retired' WHERE tenant_id = '{bakery.Tenant.Id}'");
        Assert.All(await bakery.Forecasts("2026-11-11"), f => Assert.Equal(("weekday_mean", "none", true), (f!["algorithm"].Text(), f["confidence_note"].Text(), f["model_id"] is null)));
        await bakery.Tenant.Post("training/jobs", new { reason = "onboarding" });
        await bakery.Tenant.Settled();
        var now = (await bakery.Tenant.Get("forecasting/forecasts?limit=200"))["items"]!.AsArray();
        Assert.Equal(21, now.Count);
        Assert.Contains(now, f => f!["algorithm"].Text() == "pooled");
        Assert.All(now, f => Assert.NotNull(f!["model_id"]));
    }

    [Theory]
    [InlineData(31, "failed"), InlineData(29, "running")]
    public async Task A_job_without_progress_for_30_minutes_is_given_up_and_can_be_tried_again(int minutes, string state)
    {
        var bakery = await Histories.Open(server, 80, products: 2);
        var id = (await bakery.Tenant.Get("training/jobs"))["items"]![0]!["job_id"].Text();
        await Owner($"UPDATE training.training_job SET state = 'running', stage = 'series', progress_at = '2026-11-10 04:30:00+00' WHERE id = '{id}'");
        await using (var services = server.Services.CreateAsyncScope())
        {
            var provider = services.ServiceProvider;
            await EndOverdueJobs.Handle(new JobTicked("training.overdue-jobs", BakeryServer.Start), provider.GetRequiredService<TrainingDb>(), provider.GetRequiredService<TenantScope>(), provider.GetRequiredService<IBus>(), new Later(minutes), default);
        }
        var job = await bakery.Tenant.Get($"training/jobs/{id}");
        Assert.Equal(state, job["state"].Text());
        await Owner($"UPDATE training.training_job SET state = 'failed' WHERE id = '{id}'");
        // What was trained is kept: the retry goes on with the pooled model at once.
        await bakery.Tenant.Post($"training/jobs/{id}/retry");
        await bakery.Tenant.Settled();
        Assert.Equal(("completed", 2), ((await bakery.Tenant.Get($"training/jobs/{id}"))["state"].Text(), (await bakery.Models()).Count));
    }

    private sealed class Later(int minutes) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => BakeryServer.Start.AddMinutes(minutes);
    }

    private async Task Owner(string sql)
    {
        await using var connection = new NpgsqlConnection(server.OwnerConnection);
        await connection.OpenAsync();
        Assert.True(await new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync() > 0);
    }
}
