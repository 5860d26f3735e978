using Bakery.Forecast;
using CsCheck;

namespace Bakery.Tests.Unit.Forecast;

public sealed class ForecasterTests
{
    private static readonly DateOnly Monday = new(2024, 1, 1);

    [Theory]
    [InlineData(30)]
    [InlineData(120)]
    [InlineData(400)]
    public void A_constant_series_is_forecast_as_that_constant(int length)
    {
        var series = Series(length, _ => 42);
        foreach (var day in Forecaster.Predict(Forecaster.Train(series), series, Next(series, 14)))
        {
            Assert.Equal(42, day.Served.P50, 0.05);
            Assert.Equal(42, day.Baseline.P50, 1e-9);
        }
    }

    [Fact]
    public void Twice_the_sales_give_twice_the_forecast() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[60, 200], Gen.Double[0.5, 10]).Sample(
            (seed, length, factor) =>
            {
                var plain = Series(length, Noisy(seed));
                var scaled = Series(length, i => factor * Noisy(seed)(i));
                var (model, other) = (Forecaster.Train(plain), Forecaster.Train(scaled));
                Assert.Equal(model.Algorithm, other.Algorithm);
                var (a, b) = (Forecaster.Predict(model, plain, Next(plain, 7)), Forecaster.Predict(other, scaled, Next(scaled, 7)));
                for (var i = 0; i < a.Count; i++)
                {
                    // A cold start's spread is that of counts and does not scale; its mean does.
                    Assert.Equal(factor * a[i].Served.P50, b[i].Served.P50, 0.01 * factor * a[i].Served.P50 + 0.01);
                }
            },
            iter: 15);

    [Fact]
    public void Quantiles_rise_and_are_never_negative_whatever_the_history() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 260], Gen.Int[0, 3]).Sample(
            (seed, length, kind) =>
            {
                var series = DemandSeries.From(Enumerable.Range(0, length).Select(i => Wild(seed, kind, i)));
                var days = Next(series, 14);
                foreach (var day in Forecaster.Predict(Forecaster.Train(series), series, days))
                {
                    Assert.All(day.Served.Quantiles, q => Assert.True(double.IsFinite(q) && q >= 0));
                    Assert.Equal(day.Served.Quantiles.Order(), day.Served.Quantiles);
                    Assert.InRange(day.Confidence, 0, 100);
                }
            },
            iter: 60);

    [Fact]
    public void The_same_history_always_gives_the_same_model()
    {
        var series = Series(300, Noisy(7));
        var (first, second) = (Forecaster.Train(series), Forecaster.Train(series));
        Assert.Equal(first.Algorithm, second.Algorithm);
        Assert.Equal(
            Forecaster.Predict(first, series, Next(series, 7)).Select(d => d.Served.P50),
            Forecaster.Predict(second, series, Next(series, 7)).Select(d => d.Served.P50));
    }

    [Fact]
    public void Pure_noise_around_a_weekly_pattern_keeps_forecasts_near_the_pattern()
    {
        var series = Series(420, Noisy(3));
        foreach (var day in Forecaster.Predict(Forecaster.Train(series), series, Next(series, 7)))
        {
            var expected = Pattern(day.Served.Date.DayNumber - series.Start.DayNumber);
            Assert.InRange(day.Served.P50, 0.85 * expected, 1.15 * expected);
        }
    }

    [Fact]
    public void A_smoother_method_beats_the_baseline_on_pure_noise_and_is_served()
    {
        var model = Forecaster.Train(Series(420, Noisy(11)));
        Assert.False(model.IsBaseline);
        Assert.True(model.Candidates.Single(c => c.Algorithm == model.Algorithm).RelativeLoss <= 0.98);
    }

    [Fact]
    public void A_perfect_baseline_is_never_replaced() => Assert.True(Forecaster.Train(Series(200, Pattern)).IsBaseline);

    [Fact]
    public void The_calibrated_band_holds_four_of_five_later_days()
    {
        int inside = 0, days = 0;
        for (var seed = 0; seed < 12; seed++)
        {
            var all = Series(364, Noisy(100 + seed));
            for (var origin = 280; origin + 14 <= 364; origin += 28)
            {
                var known = all.Until(all.Start.AddDays(origin - 1));
                foreach (var day in Forecaster.Predict(Forecaster.Train(known), known, Next(known, 14)))
                {
                    var actual = all.SoldOn(day.Served.Date)!.Value;
                    inside += actual >= day.Served.Lower80 && actual <= day.Served.Upper80 ? 1 : 0;
                    days++;
                }
            }
        }

        Assert.InRange((double)inside / days, 0.72, 0.88);
    }

    [Fact]
    public void A_short_history_is_served_the_cold_start()
    {
        var series = Series(42, Noisy(1));
        var model = Forecaster.Train(series);
        var day = Forecaster.Predict(model, series, Next(series, 1))[0];
        Assert.Equal(("weekday_mean", true, ConfidenceNote.ColdStart), (model.Algorithm, model.IsBaseline, day.Note));
        Assert.Equal(ColdStart.Forecast(series, day.Served.Date).Prediction.Quantiles, day.Served.Quantiles);
    }

    [Fact]
    public void A_closed_day_has_no_demand()
    {
        var series = Series(100, Noisy(1));
        var closed = Forecaster.Predict(Forecaster.Train(series), series, [new FutureDay(series.End.AddDays(1), false)])[0];
        Assert.Equal(0, closed.Served.Upper80);
    }

    [Fact]
    public void Rare_sales_are_forecast_as_rare_sales()
    {
        var random = new Random(5);
        var series = Series(300, _ => random.NextDouble() < 0.1 ? 3 : 0);
        var day = Forecaster.Predict(Forecaster.Train(series), series, Next(series, 1))[0];
        Assert.Equal(0, day.Served.P50, 0.5);
        Assert.InRange(day.Served.Mean, 0, 1.5);
    }

    [Fact]
    public void Sold_out_days_lift_the_forecast_and_are_not_counted_as_errors()
    {
        var days = Enumerable.Range(0, 140).Select(i => new SeriesDay(Monday.AddDays(i), i % 7 == 5 ? 40 : 60, IsSoldOut: i % 7 == 5, DemandEstimate: i % 7 == 5 ? 80 : null));
        var series = DemandSeries.From(days);
        var model = Forecaster.Train(series);
        var saturday = Forecaster.Predict(model, series, Next(series, 7)).Single(d => d.Served.Date.DayOfWeek == DayOfWeek.Saturday);
        Assert.Equal(80, saturday.Served.P50, 2.0);
        Assert.Equal(2, model.Metrics!.Censored);
    }

    [Fact]
    public void A_day_in_the_past_cannot_be_forecast()
    {
        var series = Series(100, Noisy(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Forecaster.Predict(Forecaster.Train(series), series, [new FutureDay(series.End)]));
    }

    internal static DemandSeries Series(int length, Func<int, double> value) =>
        DemandSeries.From(Enumerable.Range(0, length).Select(i => new SeriesDay(Monday.AddDays(i), value(i))));

    internal static IReadOnlyList<FutureDay> Next(DemandSeries series, int days) =>
        [.. Enumerable.Range(1, days).Select(i => new FutureDay(series.End.AddDays(i)))];

    internal static double Pattern(int day) => 100 * new[] { 0.9, 0.85, 0.9, 1.0, 1.1, 1.4, 0.85 }[day % 7];

    internal static Func<int, double> Noisy(int seed) => i =>
    {
        var random = new Random(seed * 10_007 + i);
        return Pattern(i) * (1 + 0.1 * Normal.Quantile(random.NextDouble() * 0.999 + 0.0005));
    };

    private static SeriesDay Wild(int seed, int kind, int i)
    {
        var random = new Random(unchecked(seed * 31 + i));
        var value = kind switch
        {
            0 => random.Next(0, 2) * random.Next(0, 1000),
            1 => Math.Pow(10, random.NextDouble() * 8 - 3),
            2 => random.NextDouble() < 0.95 ? 0 : random.Next(1, 5),
            _ => random.Next(-20, 60),
        };
        return new SeriesDay(Monday.AddDays(i), value, random.NextDouble() > 0.15, random.NextDouble() < 0.1, random.NextDouble() < 0.5 ? value * 1.5 : null);
    }
}
