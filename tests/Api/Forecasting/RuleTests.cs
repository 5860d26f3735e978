using System.Globalization;
using Bakery.Contracts.External;
using Bakery.Contracts.Tenant;
using Bakery.Forecast;
using Bakery.Forecasting.Batches;
using Bakery.Forecasting.Rules;
using Bakery.Forecasting.Serving;

namespace Bakery.Tests.Api.Forecasting;

/// <summary>The numbers of ai.md 4.4.</summary>
public sealed class RuleTests
{
    private static readonly DateOnly Wednesday = new(2026, 11, 11);

    private static readonly TenantProfileAnswer Profile = new(Guid.CreateVersion7(), "Bakery", "Europe/Madrid", "es", "es", "professional", "active", false, new Dictionary<string, IReadOnlyDictionary<string, string>>
    {
        ["forecasting"] = new Dictionary<string, string> { ["assumed_rain"] = "0.85", ["assumed_snow"] = "0.75", ["assumed_heat"] = "0.90", ["assumed_holiday"] = "1.5", ["assumed_event"] = "1.3" },
    });

    [Theory]
    [InlineData("rain", "0.85"), InlineData("snow", "0.75"), InlineData("heat", "0.90"), InlineData("holiday", "1.5"), InlineData("event", "1.3")]
    public void Until_learned_rain_is_0_85_snow_0_75_heat_0_90_holiday_1_5_and_event_1_3(string kind, string multiplier)
    {
        var rule = Assert.Single(AppliedRules.For(Day(kind), [], Profile, knowsHolidays: false));
        Assert.Equal((kind, decimal.Parse(multiplier, CultureInfo.InvariantCulture), true), (rule.Kind, rule.Multiplier, rule.IsAssumed));
    }

    [Fact]
    public void Of_several_assumed_ones_the_strongest_applies_and_all_learned_ones_do()
    {
        var both = Day("rain") with { Holiday = "epiphany" };
        Assert.Equal("holiday", Assert.Single(AppliedRules.For(both, [], Profile, false)).Kind);
        Assert.Equal(["holiday:public", "rain"], AppliedRules.For(both, [Learned("rain", 0.8), Learned("holiday:public", 1.2)], Profile, false).Select(r => r.Kind).Order());
    }

    [Fact]
    public void A_method_that_knows_holidays_gets_no_rule_about_them_and_a_rule_switched_off_has_no_effect()
    {
        var both = Day("rain") with { Holiday = "epiphany" };
        Assert.Equal("rain", Assert.Single(AppliedRules.For(both, [], Profile, knowsHolidays: true)).Kind);
        var off = Learned("rain", 0.8);
        off.Set(false, null);
        Assert.Empty(AppliedRules.For(Day("rain"), [off], Profile, true));
    }

    [Fact]
    public void Heat_is_above_35_degrees_and_cold_below_0()
    {
        Assert.Empty(DayKinds.Of(Day("plain") with { TemperatureMax = 35, TemperatureMin = 0 }));
        Assert.Equal(["heat"], DayKinds.Of(Day("plain") with { TemperatureMax = 35.1m }));
        Assert.Equal(["cold"], DayKinds.Of(Day("plain") with { TemperatureMin = -0.1m }));
        Assert.Equal(["event:fair", "event"], DayKinds.Of(Day("plain") with { Events = [new CalendarEvent("Fair", "fair", null)] }));
        Assert.Equal(["weekday:3", "month:11"], DayKinds.Ordinary(Wednesday));
    }

    [Fact]
    public void A_rule_of_10_days_counts_half_is_limited_to_0_5_and_2_and_its_confidence_follows_the_formula()
    {
        var days = Enumerable.Range(0, 300).Select(i => (Date: Wednesday.AddDays(i), IsRain: i >= 100 && i % 20 == 3)).ToList();
        LearnedRule? Of(double factor, int most)
        {
            var rain = days.Where(d => d.IsRain).Take(most).Select(d => d.Date).ToHashSet();
            return DemandRuleLearning.Learn(DemandSeries.From(days.Select(d => new SeriesDay(d.Date, (rain.Contains(d.Date) ? factor : 1) * (100 + d.Date.DayNumber % 3)))), rain);
        }
        Assert.Null(Of(0.6, 9));
        var rule = Of(0.6, 10)!;
        // n / (n + 10) = 1/2 of the effect: about 1 − 0.4 / 2.
        Assert.Equal((0.8, 10), (Math.Round(rule.Multiplier, 1), rule.Samples));
        Assert.True(rule.PValue < 0.05);
        Assert.Equal((int)Math.Round(50 * 10 / 40.0 + 50 * (1 - rule.PValue), MidpointRounding.AwayFromZero), rule.Confidence);
        Assert.Equal(2, Of(9, 10)!.Multiplier);
        Assert.InRange(Of(0.0, 10)!.Multiplier, 0.5, 0.51);
    }

    [Fact]
    public void Reasons_are_at_most_three_and_one_for_the_rest_and_add_up_to_the_last_decimal()
    {
        var reasons = ReasonPieces.Of([new ForecastReason("season", 3.33333), new ForecastReason("trend", -1.11111), new ForecastReason("month", 0.7), new ForecastReason("other", 0.2)], 3.12222, [new RuleApplied("rain", 0.85m, true)], 23.12222, 20m * 0m - 0.3461m);
        Assert.Equal(-0.3461m, reasons.Sum(r => r.Pieces));
        Assert.Equal(["rain", "season", "trend", "other"], reasons.Select(r => r.Code));
        Assert.Empty(ReasonPieces.Of([], 0, [], 20, 0));
        Assert.Equal("model", Assert.Single(ReasonPieces.Of([], 2.5, [], 22.5, 2.5m)).Code);
    }

    private static CalendarDay Day(string kind)
    {
        var day = new CalendarDay(Wednesday, kind == "holiday" ? "epiphany" : null, false, kind == "event" ? [new CalendarEvent("Fair", "fair", null)] : [], 15, 8, 0, 10, "forecast");
        return kind switch { "rain" => day with { PrecipitationMm = 12 }, "snow" => day with { PrecipitationMm = 12, TemperatureMax = 0, TemperatureMin = 0 }, "heat" => day with { TemperatureMax = 37 }, _ => day };
    }

    private static DemandRule Learned(string kind, double multiplier)
    {
        var rule = DemandRule.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), kind);
        rule.Learn(new LearnedRule(multiplier, 20, 0.01, 74), new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero));
        return rule;
    }
}
