using System.Text.Json;
using Bakery.Forecast;
using Bakery.Forecast.Pooled;

namespace Bakery.Tests.Unit.Forecast;

public sealed class PooledForecasterTests
{
    private static readonly DateOnly Monday = new(2024, 1, 1);
    private static readonly PooledOptions Quick = new() { Trees = 30, MaximumRows = 6_000, PastOrigins = 8 };

    [Fact]
    public void Nothing_after_the_cut_off_is_read()
    {
        var cutoff = Monday.AddDays(299);
        var tenant = Tenant(6, 330);
        var changed = tenant.Select(s => s with { History = Changed(s.History, cutoff) }).ToList();
        List<DateOnly> cutoffs = [cutoff.AddDays(-14), cutoff];
        var first = PooledBacktest.Run(tenant, Holidays, cutoffs, 14, Quick).ToList();
        var second = PooledBacktest.Run(changed, Holidays, cutoffs, 14, Quick).ToList();
        Assert.Equal(Numbers(first), Numbers(second));
        Assert.Equal(2 * 6 * 14 * 19, Numbers(first).Count);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var tenant = Tenant(5, 250);
        var (one, two) = (Train(tenant, Quick with { Threads = 1 }), Train(tenant, Quick with { Threads = 2 }));
        Assert.NotNull(one.Trees);
        Assert.Equal(JsonSerializer.Serialize(one), JsonSerializer.Serialize(two));
    }

    [Fact]
    public void A_stored_model_forecasts_the_same()
    {
        var tenant = Tenant(5, 250);
        var model = Train(tenant, Quick);
        var stored = JsonSerializer.Deserialize<PooledModel>(JsonSerializer.Serialize(model))!;
        Assert.Equal(Medians(model, tenant), Medians(stored, tenant));
    }

    [Fact]
    public void Shared_weekdays_levels_and_holidays_are_found()
    {
        var tenant = Tenant(8, 420);
        var model = Train(tenant, Quick);
        var days = PooledForecaster.Predict(model, tenant, Holidays, Next(tenant, 14));
        for (var i = 0; i < tenant.Count; i++)
        {
            foreach (var day in days[i])
            {
                var expected = Expected(i, day.Served.Date.DayNumber - Monday.DayNumber);
                Assert.InRange(day.Served.P50, 0.8 * expected, 1.2 * expected);
                Assert.True(day.Served.Lower80 < day.Served.P50 && day.Served.P50 < day.Served.Upper80);
            }
        }
    }

    [Fact]
    public void The_band_holds_four_of_five_days()
    {
        var tenant = Tenant(8, 420);
        var cutoffs = Enumerable.Range(0, 8).Select(i => Monday.AddDays(340 + 7 * i)).ToList();
        int inside = 0, all = 0;
        foreach (var step in PooledBacktest.Run(tenant, Holidays, cutoffs, 14, Quick))
        {
            for (var i = 0; i < tenant.Count; i++)
            {
                foreach (var (h, served, _) in step.Days[i])
                {
                    if (tenant[i].History.SoldOn(step.Cutoff.AddDays(h)) is { } sold)
                    {
                        inside += sold >= served.Lower80 && sold <= served.Upper80 ? 1 : 0;
                        all++;
                    }
                }
            }
        }

        Assert.InRange((double)inside / all, 0.74, 0.86);
    }

    [Fact]
    public void Reasons_add_up_to_the_difference_from_the_baseline()
    {
        var tenant = Tenant(6, 400);
        var named = 0;
        foreach (var day in PooledForecaster.Predict(Train(tenant, Quick), tenant, Holidays, Next(tenant, 14)).SelectMany(d => d))
        {
            Assert.InRange(day.Reasons.Count, 0, 4);
            if (day.Reasons.Count > 0)
            {
                Assert.Equal(day.Served.P50 - day.Baseline.P50, day.Reasons.Sum(r => r.Pieces), 1e-6);
                named += day.Reasons.Any(r => r.Code == "holiday") ? 1 : 0;
            }
        }

        Assert.True(named > 0, "a holiday lies in the next fortnight and is given as a reason");
    }

    [Fact]
    public void A_new_product_and_an_empty_one_are_served_the_cold_start()
    {
        var tenant = Tenant(4, 300);
        var model = Train(tenant, Quick);
        List<PooledSeries> later = [.. tenant, new("new", tenant[0].History.Last(10)), new("empty", DemandSeries.Empty)];
        var days = PooledForecaster.Predict(model, later, Holidays, Next(tenant, 3));
        Assert.All(days[4].Concat(days[5]), d => Assert.Equal(ConfidenceNote.ColdStart, d.Note));
        Assert.All(days[0], d => Assert.Equal(ConfidenceNote.None, d.Note));
    }

    [Fact]
    public void A_calendar_with_other_flags_is_refused()
    {
        var tenant = Tenant(2, 100);
        var flagged = new KnownCalendar([], [new Dictionary<DateOnly, double>()]);
        Assert.Throws<ArgumentException>(() => PooledForecaster.Predict(Train(tenant, Quick), tenant, flagged, Next(tenant, 1)));
    }

    private static PooledModel Train(IReadOnlyList<PooledSeries> tenant, PooledOptions options) => PooledForecaster.Train(tenant, Holidays, options);

    private static IReadOnlyList<double> Medians(PooledModel model, IReadOnlyList<PooledSeries> tenant) =>
        [.. PooledForecaster.Predict(model, tenant, Holidays, Next(tenant, 7)).SelectMany(d => d).Select(d => d.Served.P50)];

    private static List<double> Numbers(IEnumerable<PooledBacktestStep> steps) =>
        [.. steps.SelectMany(s => s.Days).SelectMany(d => d).SelectMany(d => d.Served.Quantiles)];

    private static IReadOnlyList<FutureDay> Next(IReadOnlyList<PooledSeries> tenant, int days) =>
        [.. Enumerable.Range(1, days).Select(h => new FutureDay(tenant[0].History.End.AddDays(h)))];

    private static DemandSeries Changed(DemandSeries series, DateOnly after) => DemandSeries.From(
        Enumerable.Range(0, series.Length).Select(i => series.Start.AddDays(i)).Select(d => new SeriesDay(d, d <= after ? series.SoldOn(d)!.Value : 999)));

    /// <summary>A feast every fourth Thursday sells by half more.</summary>
    private static KnownCalendar Holidays { get; } = new(
        Enumerable.Range(0, 30).Select(i => (Monday.AddDays(28 * i + 3), new CalendarDay("feast", true))), []);

    private static double Expected(int series, int day) =>
        ForecasterTests.Pattern(day) * (0.2 + 0.4 * series) * (day % 28 == 3 ? 1.5 : 1);

    private static List<PooledSeries> Tenant(int series, int days) => [.. Enumerable.Range(0, series).Select(s =>
    {
        var random = new Random(50 + s);
        return new PooledSeries($"s{s}", DemandSeries.From(Enumerable.Range(0, days).Select(i =>
            new SeriesDay(Monday.AddDays(i), Math.Max(0, Math.Round(Expected(s, i) * (1 + 0.1 * Normal.Quantile(0.001 + 0.998 * random.NextDouble()))))))));
    })];
}
