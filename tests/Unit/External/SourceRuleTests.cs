using Bakery.External.Adapters;
using Bakery.External.Events;
using Bakery.External.Locations;
using Bakery.External.Weather;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Bakery.Tests.Unit.External;

public sealed class SourceRuleTests
{
    [Fact]
    public void Calls_are_kept_a_second_apart_and_a_long_queue_is_refused()
    {
        var clock = new FakeTimeProvider();
        var pace = new Pace(clock, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Assert.Equal([0d, 1, 2, null], Enumerable.Range(0, 4).Select(_ => pace.Reserve()?.TotalSeconds));
        clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(1.5, pace.Reserve()?.TotalSeconds);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.Zero, pace.Reserve());
    }

    [Fact]
    public void No_window_of_a_second_holds_two_calls() => Gen.Int[0, 3000].Array[1, 30].Sample(pauses =>
    {
        var clock = new FakeTimeProvider();
        var pace = new Pace(clock, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        var turns = new List<DateTimeOffset>();
        foreach (var pause in pauses)
        {
            clock.Advance(TimeSpan.FromMilliseconds(pause));
            turns.Add(clock.GetUtcNow() + pace.Reserve()!.Value);
        }
        Assert.All(turns.Zip(turns.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
    });

    [Fact]
    public void Gaps_of_the_window_are_found_and_cut_to_what_one_request_may_ask()
    {
        var today = new DateOnly(2026, 11, 10);
        var all = Days(Window.First(today), today).ToHashSet();
        Assert.Empty(Window.Gaps(today, all, 180));
        all.Remove(new(2026, 3, 1));
        all.Remove(new(2026, 3, 2));
        all.Remove(new(2026, 11, 8)); // the last day that can be known
        all.Remove(new(2026, 11, 9)); // observations come late
        Assert.Equal([(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2)), (new DateOnly(2026, 11, 8), new DateOnly(2026, 11, 8))], Window.Gaps(today, all, 180));
        Assert.Equal([(new DateOnly(2024, 11, 10), new DateOnly(2026, 11, 8))], Window.Gaps(today, new HashSet<DateOnly>(), int.MaxValue));
    }

    [Fact]
    public void Gaps_cover_every_missing_day_once_and_no_known_one() => Gen.Select(Gen.Int[0, 728].Array[0, 300], Gen.Int[1, 200]).Sample((offsets, longest) =>
    {
        var today = new DateOnly(2026, 11, 10);
        var known = offsets.Select(o => Window.First(today).AddDays(o)).ToHashSet();
        var gaps = Window.Gaps(today, known, longest).ToList();
        Assert.All(gaps, g => Assert.InRange(g.To.DayNumber - g.From.DayNumber + 1, 1, longest));
        Assert.Equal(Days(Window.First(today), today.AddDays(-2)).Where(d => !known.Contains(d)), gaps.SelectMany(g => Days(g.From, g.To)));
    });

    [Fact]
    public void The_effect_of_an_event_is_its_sales_against_the_same_weekdays_before()
    {
        var fair = new DateOnly(2026, 11, 7);
        var demand = Days(fair.AddDays(-56), fair.AddDays(-1)).ToDictionary(d => d, d => d.DayOfWeek == DayOfWeek.Saturday ? 200m : 100m);
        demand[fair] = 300;
        Assert.Equal(50, EventEffect.Of(demand, fair, fair, _ => true));
        // A Sunday joins: (300 + 120) / (200 + 100).
        demand[fair.AddDays(1)] = 120;
        Assert.Equal(40, EventEffect.Of(demand, fair, fair.AddDays(1), _ => true));
        // A Saturday with another event says nothing about ordinary ones.
        demand[fair.AddDays(-7)] = 1000;
        Assert.Equal(50, EventEffect.Of(demand, fair, fair, d => d != fair.AddDays(-7)));
    }

    [Fact]
    public void Nothing_is_learned_without_days_to_compare_with()
    {
        var fair = new DateOnly(2026, 11, 7);
        Assert.Null(EventEffect.Of(new Dictionary<DateOnly, decimal> { [fair] = 300, [fair.AddDays(-7)] = 100 }, fair, fair, _ => true));
        Assert.Null(EventEffect.Of(new Dictionary<DateOnly, decimal> { [fair.AddDays(-14)] = 300, [fair.AddDays(-7)] = 100 }, fair, fair, _ => true));
    }

    [Fact]
    public void Sales_scaled_by_any_factor_teach_the_same_effect() => Gen.Select(Gen.Decimal[1, 500], Gen.Decimal[0.1m, 20]).Sample((sold, factor) =>
    {
        var fair = new DateOnly(2026, 11, 7);
        var demand = Days(fair.AddDays(-56), fair.AddDays(-1)).ToDictionary(d => d, _ => 100m);
        demand[fair] = sold;
        var (plain, scaled) = (EventEffect.Of(demand, fair, fair, _ => true)!.Value, EventEffect.Of(demand.ToDictionary(d => d.Key, d => d.Value * factor), fair, fair, _ => true)!.Value);
        // A factor such as 1635/88 has no exact decimal, so a half may round the other way.
        Assert.InRange(scaled - plain, -0.0001m, 0.0001m);
    });

    [Fact]
    public void A_learned_effect_holds_from_the_day_after_and_is_forgotten_when_the_days_change()
    {
        var known = LocalEvent.Create(Guid.Empty, new EventFields("Feria", EventKind.Fair, new(2025, 12, 21), new(2025, 12, 22), null, 30, true));
        Assert.Equal((new DateOnly(2025, 12, 21), new DateOnly(2025, 12, 22)), known.LastOccurrence(new(2026, 12, 21)));
        Assert.Equal((new DateOnly(2026, 12, 21), new DateOnly(2026, 12, 22)), known.LastOccurrence(new(2026, 12, 22)));
        Assert.Null(known.LastOccurrence(new(2025, 12, 21)));
        known.Learn(12, new(2025, 12, 22));
        Assert.Equal([30m, 12m], [known.EffectOn(new(2025, 12, 22)), known.EffectOn(new(2026, 12, 21))]);
        known.Change(new EventFields("Feria de Santo Tomás", EventKind.Fair, new(2025, 12, 21), new(2025, 12, 22), null, 30, true));
        Assert.Equal(12m, known.EffectOn(new(2026, 12, 21)));
        known.Change(new EventFields("Feria", EventKind.Fair, new(2025, 12, 20), new(2025, 12, 22), null, 30, true));
        Assert.Equal(30m, known.EffectOn(new(2026, 12, 21)));
    }

    [Theory]
    [InlineData("PV", null, 60, "surroundings_unknown")]
    [InlineData("PV", 0, 60, "no_schools_nearby")]
    [InlineData("MD", 2, 80, "schools_nearby")]
    [InlineData("MD", 9, 90, "schools_nearby")]
    public void A_calendar_is_suggested_the_surer_the_more_schools_are_near(string community, int? schools, int confidence, string reason)
    {
        var answer = SuggestCalendar.Suggest(community, schools, new DateOnly(2026, 11, 10));
        Assert.Equal(($"{community}-2026", confidence, false), (answer.SuggestedCalendarId, answer.Confidence, answer.ShouldAutoAssign));
        Assert.Contains(reason, answer.Reasons);
        Assert.Single(answer.FallbackCalendars);
    }

    [Fact]
    public void From_January_to_August_the_academic_year_is_that_of_the_year_before()
    {
        Assert.Equal("PV-2025", SuggestCalendar.Suggest("PV", null, new DateOnly(2026, 8, 31)).SuggestedCalendarId);
        Assert.Equal((null, 0), (SuggestCalendar.Suggest("GA", null, new DateOnly(2026, 8, 31)).SuggestedCalendarId, SuggestCalendar.Suggest("GA", null, new DateOnly(2026, 8, 31)).Confidence));
    }

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) => Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);
}
