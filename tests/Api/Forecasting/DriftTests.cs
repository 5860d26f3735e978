using System.Globalization;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Sales;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Api.Training;
using Npgsql;

namespace Bakery.Tests.Api.Forecasting;

[Collection(ClockCollection.Name)]
public sealed class DriftTests(ClockServer server)
{
    private static readonly DateOnly First = new(2026, 11, 11);

    [Fact]
    public async Task Drift_in_one_series_leads_to_one_retraining_request_and_no_second_within_7_days()
    {
        // The first product sells twice as much from the first day on; the others as ever.
        static double Doubled(int product, DateOnly day) => product == 0 && day >= First ? 2 : 1;
        var bakery = await Histories.Open(server, 120, products: 3);
        await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 30 });
        try
        {
            await Live(bakery, new DateOnly(2026, 11, 10), new DateOnly(2026, 11, 25), Doubled);
            await Validate(bakery, First, new DateOnly(2026, 11, 25));
            Assert.Equal((1, bakery["P1"]), await Requests(bakery));
            Assert.Equal(1, await Jobs(bakery, "accuracy"));
            await Validate(bakery, First, new DateOnly(2026, 11, 25));
            await Live(bakery, new DateOnly(2026, 11, 26), new DateOnly(2026, 11, 30), Doubled);
            await Validate(bakery, new DateOnly(2026, 11, 26), new DateOnly(2026, 11, 30));
            Assert.Equal((1, bakery["P1"]), await Requests(bakery));
            Assert.Equal(1, await Jobs(bakery, "accuracy"));

            // The old forecasts are still compared a week later: it is asked for once more.
            await Live(bakery, new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 4), Doubled);
            await Validate(bakery, new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 4));
            Assert.Equal((2, bakery["P1"]), await Requests(bakery));

            await LooksBack(bakery);
        }
        finally
        {
            server.SetClock(BakeryServer.Start);
        }
    }

    [Fact]
    public async Task Days_that_were_not_validated_are_found_and_at_most_5_are_made_good_at_once()
    {
        var bakery = await Histories.Open(server, 100, products: 2);
        await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 10 });
        try
        {
            await Live(bakery, new DateOnly(2026, 11, 10), new DateOnly(2026, 11, 18), (_, _) => 1, close: day => day.Day != 14, products: 2);
            var gaps = (await bakery.Tenant.Get("forecasting/validation/gaps"))["items"]!.AsArray();
            string Of(string day) => gaps.Single(g => g!["date"].Text() == day)!["state"].Text();
            Assert.Equal(("without_forecast", "not_validated", "not_closed"), (Of("2026-11-10"), Of("2026-11-11"), Of("2026-11-14")));
            Assert.DoesNotContain(gaps, g => string.CompareOrdinal(g!["date"].Text(), "2026-08-20") < 0);
            Assert.Equal(90, gaps.Count);
            Assert.Equal(5, (await bakery.Tenant.Post("forecasting/validation/backfill"))["runs"]!.AsArray().Count);
            Assert.Equal(2, (await bakery.Tenant.Post("forecasting/validation/backfill"))["runs"]!.AsArray().Count);
            Assert.Empty((await bakery.Tenant.Post("forecasting/validation/backfill"))["runs"]!.AsArray());
        }
        finally
        {
            server.SetClock(BakeryServer.Start);
        }
    }

    /// <summary>What the pages show after the drift.</summary>
    private static async Task LooksBack(Bakeries bakery)
    {
        const string period = "from=2026-11-11&to=2026-11-25";
        var products = (await bakery.Tenant.Get($"forecasting/accuracy/products?{period}"))["items"]!.AsArray();
        var drifted = products.With("item_id", bakery["P1"])["figures"]!;
        Assert.True(drifted["bias"].Number() < -0.3m && drifted["wape"].Number() > 0.3m && drifted["mase"].Number() > 1, drifted.ToJsonString());
        var misses = (await bakery.Tenant.Get($"forecasting/accuracy/misses?{period}&limit=5"))["items"]!.AsArray();
        Assert.Equal(5, misses.Count);
        Assert.All(misses, m =>
        {
            Assert.Equal(bakery["P1"], m!["item_id"]!.GetValue<Guid>());
            Assert.Contains("level_shift", m["causes"]!.AsArray().Select(c => c.Text()));
            Assert.Equal(m["p50"].Number() - m["sold"].Number(), m["error"].Number());
            Assert.Equal(m["p50"].Number() - m["baseline"].Number(), m["expected"]!.AsArray().Sum(r => r!["pieces"].Number()));
        });
        var points = (await bakery.Tenant.Get($"forecasting/accuracy/calibration?{period}"))["points"]!.AsArray();
        Assert.Equal(19, points.Count);
        Assert.Equal(points.Select(p => p!["share"].Number()).Order(), points.Select(p => p!["share"].Number()));
        // Twice the sales lie above every quantile of the drifted product.
        var drift = (await bakery.Tenant.Get($"forecasting/accuracy/calibration?{period}&item_id={bakery["P1"]}"))["points"]!.AsArray();
        Assert.True(drift[18]!["share"].Number() < 0.3m);
        var backtest = (await bakery.Tenant.Get("forecasting/backtest"))["items"]!.AsArray();
        Assert.Equal(3, backtest.Count);
        Assert.All(backtest, b => Assert.True(b!["days"]!.GetValue<int>() > 0));
    }

    private async Task Live(Bakeries bakery, DateOnly from, DateOnly to, Func<int, DateOnly, double> factor, Func<DateOnly, bool>? close = null, int products = 3)
    {
        server.SetClock(to.AddDays(1).ToDateTime(new TimeOnly(5, 0), DateTimeKind.Utc));
        await bakery.Tenant.SignIn();
        await bakery.Commit(await bakery.Validate(Histories.Text(products, from, to, factor)));
        for (var day = from; day <= to; day = day.AddDays(1))
            if (close?.Invoke(day) != false) await bakery.Tenant.Post("sales/day-closes", new { location_id = bakery["A"], business_day = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), unsold = Array.Empty<object>() });
        await bakery.Tenant.Settled();
    }

    private static async Task Validate(Bakeries bakery, DateOnly from, DateOnly to)
    {
        await bakery.Tenant.Post("forecasting/validation/validate-date-range", new { from = from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), to = to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) });
        await bakery.Tenant.Settled();
    }

    private async Task<(int Count, Guid? Item)> Requests(Bakeries bakery)
    {
        await using var connection = new NpgsqlConnection(server.OwnerConnection);
        await connection.OpenAsync();
        await using var reader = await new NpgsqlCommand($"SELECT count(*)::int, min(item_id::text) FROM forecasting.retraining_request WHERE tenant_id = '{bakery.Tenant.Id}'", connection).ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt32(0), reader.IsDBNull(1) ? null : Guid.Parse(reader.GetString(1)));
    }

    private static async Task<int> Jobs(Bakeries bakery, string reason) => (await bakery.Tenant.Get("training/jobs?limit=100"))["items"]!.AsArray().Count(j => j!["reason"].Text() == reason);
}
