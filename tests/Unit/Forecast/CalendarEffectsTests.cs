using Bakery.Forecast;

namespace Bakery.Tests.Unit.Forecast;

public sealed class CalendarEffectsTests
{
    private static readonly DateOnly Start = new(2026, 1, 5);

    [Fact]
    public void A_holiday_that_doubles_sales_is_learned_taken_out_and_put_back()
    {
        var holidays = Enumerable.Range(1, 6).ToDictionary(i => Start.AddDays(30 * i), _ => "official:Fiesta");
        var series = DemandSeries.From(Enumerable.Range(0, 170).Select(i => new SeriesDay(Start.AddDays(i), holidays.ContainsKey(Start.AddDays(i)) ? 200 : 100)));

        var effects = CalendarEffects.Learn(series, holidays);

        Assert.InRange(effects.Factors["official:Fiesta"], 1.6, 2.0);
        Assert.Equal(100, effects.Remove(series).DemandOn(Start.AddDays(60)));
        Assert.InRange(effects.Apply(Prediction.FromNormal(Start.AddDays(180), 100, 10)).P50, 160, 200);
        Assert.Equal(100, effects.Apply(Prediction.FromNormal(Start.AddDays(181), 100, 10)).P50, 1e-9);
    }

    [Fact]
    public void A_day_without_history_has_no_effect()
    {
        var series = DemandSeries.From(Enumerable.Range(0, 60).Select(i => new SeriesDay(Start.AddDays(i), 100)));
        var effects = CalendarEffects.Learn(series, new Dictionary<DateOnly, string> { [Start.AddDays(90)] = "official:New" });
        Assert.Equal(1, effects.FactorOn(Start.AddDays(90)), 1e-9);
    }
}
