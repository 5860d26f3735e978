using Bakery.Forecast;
using Bakery.Forecast.Pooled;

namespace Bakery.Tests.Unit.Forecast;

public sealed class NastySeriesTests
{
    private const int Tenants = 100;
    private const int SeriesPerTenant = 100;
    private static readonly DateOnly Start = new(2023, 3, 1);

    [Fact]
    public void Ten_thousand_nasty_series_give_finite_forecasts_and_a_note_for_every_fallback()
    {
        var options = new PooledOptions { Trees = 6, Leaves = 8, MaximumRows = 2_500, PastOrigins = 1 };
        var seen = 0;
        for (var seed = 0; seed < Tenants; seed++)
        {
            var random = new Random(seed);
            var tenant = Enumerable.Range(0, SeriesPerTenant).Select(i => new PooledSeries($"{i}", Nasty(random, i % 10))).ToList();
            var model = PooledForecaster.Train(tenant, KnownCalendar.Empty, options);
            var today = tenant.Max(s => s.History.End);
            var forecasts = PooledForecaster.Predict(model, tenant, KnownCalendar.Empty, [.. Enumerable.Range(1, 14).Select(h => new FutureDay(today.AddDays(h)))]);
            foreach (var day in forecasts.SelectMany(f => f))
            {
                Assert.All(day.Served.Quantiles, q => Assert.True(double.IsFinite(q) && q >= 0));
                Assert.True(double.IsFinite(day.Served.Mean) && day.Served.Mean >= 0 && double.IsFinite(day.Baseline.P50) && day.Baseline.P50 >= 0);
                Assert.Equal(day.Served.Quantiles.Order(), day.Served.Quantiles);
                Assert.InRange(day.Confidence, 0, 100);
                Assert.True(day.Reasons.All(r => double.IsFinite(r.Pieces)));
                Assert.True(day.Note != ConfidenceNote.ColdStart || day.Fallback is "no_history" or "short_history" or "nothing_sold");
            }

            for (var i = 0; i < forecasts.Count; i++)
            {
                // Without four weeks of sales only the cold start can speak, and says so.
                var recent = Enumerable.Range(0, 28).Count(b => tenant[i].History.DemandOn(today.AddDays(-b)) is > 0);
                Assert.True(recent > 0 || forecasts[i].All(d => d.Note == ConfidenceNote.ColdStart));
                Assert.All(forecasts[i], d => Assert.True(d.Fallback is not null || model.Trees is not null));
                Assert.All(forecasts[i].Where(d => d.Note != ConfidenceNote.ColdStart && IsCounted(i % 10) && d.Served.P50 < 4), d =>
                    Assert.All(d.Served.Quantiles.Where(q => d.Served.Quantiles[^1] < 5), q => Assert.Equal(Math.Round(q), q)));
            }

            seen += forecasts.Count;
        }

        Assert.Equal(10_000, seen);
    }

    [Fact]
    public void Every_twentieth_of_them_goes_through_the_single_series_methods()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var history = Nasty(new Random(seed), seed % 10);
            var model = Forecaster.Train(history, new TrainingOptions(4));
            foreach (var day in Forecaster.Predict(model, history, [.. Enumerable.Range(1, 14).Select(h => new FutureDay(history.End.AddDays(h)))]))
            {
                Assert.All(day.Served.Quantiles, q => Assert.True(double.IsFinite(q) && q >= 0));
                Assert.Equal(day.Served.Quantiles.Order(), day.Served.Quantiles);
                Assert.True(double.IsFinite(day.Served.Mean) && day.Served.Mean >= 0 && double.IsFinite(day.Baseline.P50));
                Assert.True(!model.IsBaseline || day.Fallback is not null);
            }
        }
    }

    private static bool IsCounted(int kind) => kind is 0 or 1 or 3 or 8 or 9;

    private static DemandSeries Nasty(Random random, int kind)
    {
        var length = random.Next(1, 220);
        var days = Enumerable.Range(0, length).Select(i => new SeriesDay(Start.AddDays(i), kind switch
        {
            0 => 7,
            1 => 0,
            2 => -random.Next(0, 30),
            3 => i == length / 2 ? 5_000 : 2,
            4 => 1e9 * random.NextDouble(),
            5 => random.Next(4) == 0 ? double.NaN : random.Next(0, 9),
            6 => random.NextDouble() * 1e-9,
            7 => Math.Pow(10, random.NextDouble() * 10 - 4),
            _ => random.Next(0, 40),
        }, random.NextDouble() > 0.1, random.NextDouble() < 0.1, random.NextDouble() < 0.3 ? random.Next(0, 90) : null)).ToList();
        if (kind == 8)
        {
            // Months missing, every third day twice, in no order.
            days.RemoveAll(d => d.Date.Month is 4 or 5);
            days.AddRange(days.Where(d => d.Date.Day % 3 == 0).ToList());
            days = [.. days.OrderBy(_ => random.Next())];
        }

        return DemandSeries.From(days, random.Next(2) == 0 ? 14 : int.MaxValue - 2);
    }
}
