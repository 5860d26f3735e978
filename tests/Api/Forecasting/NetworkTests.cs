using Bakery.Forecast;
using Bakery.Forecasting.Network;
using Bakery.Forecasting.Scores;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using CsCheck;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Tests.Api.Forecasting;

public sealed class NetworkTests(BakeryServer server)
{
    [Fact]
    public async Task The_network_adds_up_medians_shares_and_requirements_of_its_shops()
    {
        var bakery = await ReferenceForecastTests.WithSales(server);
        await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 2 });
        var own = (await bakery.Tenant.Get("forecasting/forecasts?limit=200"))["items"]!.AsArray();
        var network = await bakery.Tenant.Get($"forecasting/network/forecast?from=2026-11-11&days=2&item_id={bakery["P1"]}");
        var wednesday = network["items"]!.AsArray()[0]!;
        Assert.Equal((204m, 2), (wednesday["p50"].Number(), network["series"]!.GetValue<int>()));
        // Two independent shops: σ is the root of the sum of squares.
        var halves = own.Where(f => f!["item_id"]!.GetValue<Guid>() == bakery["P1"] && f["date"].Text() == "2026-11-11").Select(f => (double)(f!["upper_80"].Number() - f["lower_80"].Number()) / 2).ToList();
        Assert.Null(network["correlation"]);
        Assert.Equal(204 + Math.Sqrt(halves.Sum(h => h * h)), (double)wednesday["upper_80"].Number(), 0.01);

        var shares = (await bakery.Tenant.Get($"forecasting/network/contributions?from=2026-11-11&days=1&item_id={bakery["P1"]}&total=300"))["items"]!.AsArray();
        Assert.Equal(300m, shares.Sum(s => s!["reconciled"].Number()));
        Assert.Equal((bakery["A"], decimal.Round(122m / 204, 4)), (shares[0]!["location_id"]!.GetValue<Guid>(), shares[0]!["share"].Number()));
        var need = (await bakery.Tenant.Get("forecasting/network/production-requirements?from=2026-11-11&days=1"))["items"]!.AsArray();
        Assert.Equal((127m + 86, 2), (need.With("item_id", bakery["P1"])["quantity"].Number(), need.With("item_id", bakery["P1"])["locations"]!.GetValue<int>()));
        Assert.Equal(37m, need.With("item_id", bakery["P8"])["quantity"].Number());
    }

    [Fact]
    public async Task An_added_up_answer_is_made_anew_after_an_hour()
    {
        var clock = new Clock(new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero));
        await using var memory = new ServiceCollection().AddHybridCache().Services.BuildServiceProvider();
        var answers = new NetworkAnswers(memory.GetRequiredService<HybridCache>(), clock);
        var made = 0;
        async Task<string> Ask(decimal? total = null) => await answers.For((Guid.Empty, "forecast", (new DateOnly(2026, 11, 11), 7), null, total), () => Task.FromResult($"answer {++made}"), default);
        Assert.Equal(["answer 1", "answer 1", "answer 2"], new[] { await Ask(), await Ask(), await Ask(300) });
        clock.Now += TimeSpan.FromMinutes(59);
        Assert.Equal("answer 1", await Ask());
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("answer 3", await Ask());
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;
        public override DateTimeOffset GetUtcNow() => Now;
    }

    [Fact]
    public void Shops_that_err_together_have_a_wider_sum_and_those_that_make_up_for_each_other_a_narrower_one()
    {
        Gen.Double[-30, 30].Array[CombinedBand.DaysNeeded, 40].Sample(errors =>
        {
            if (errors.All(e => Math.Abs(e) < 1e-3)) return;
            var together = CombinedBand.Learn([.. errors.Select(e => (IReadOnlyList<double>)[e, e])]);
            var apart = CombinedBand.Learn([.. errors.Select(e => (IReadOnlyList<double>)[e, -e])]);
            Assert.Equal((2, 1.0), (together.Inflation, Math.Round(together.Correlation!.Value, 9)));
            Assert.Equal((0.1, -1.0), (apart.Inflation, Math.Round(apart.Correlation!.Value, 9)));
            var part = Prediction.FromNormal(new DateOnly(2026, 11, 11), 100, 10);
            var (wide, plain) = (together.Of(part.Date, [part, part]), CombinedBand.Independent.Of(part.Date, [part, part]));
            Assert.Equal(200, wide.P50, 1e-9);
            Assert.True(wide.Upper80 - wide.Lower80 > plain.Upper80 - plain.Lower80);
        });
        Assert.Same(CombinedBand.Independent, CombinedBand.Learn([[1, 2]]));
    }

    [Fact]
    public void Waste_and_lost_sales_are_never_both_and_the_demand_itself_costs_nothing() =>
        Gen.Select(Gen.Decimal[0, 500], Gen.Decimal[0, 500], Gen.Decimal[0, 5], Gen.Decimal[0, 5]).Sample((quantity, demand, waste, margin) =>
        {
            var money = QuantityMoney.Of(quantity, demand, waste, margin);
            Assert.Equal(0, money.WastePieces * money.LostPieces);
            Assert.Equal(quantity - demand, money.WastePieces - money.LostPieces);
            Assert.Equal(money.WasteEuros + money.LostEuros, money.TotalEuros);
            Assert.Equal(0, QuantityMoney.Of(demand, demand, waste, margin).TotalEuros);
        });
}
