using Bakery.Planning.StandingOrders;
using static Bakery.Tests.Unit.Planning.ReferenceBakery;

namespace Bakery.Tests.Unit.Planning;

public class StandingOrderTests
{
    private const decimal Exceptional = 7m;
    private const decimal Weekday = 40m;
    private const decimal Sunday = 15m;

    /// <summary>Every combination of the five sources and the three holiday rules.</summary>
    public static IEnumerable<TheoryDataRow<bool, bool, bool, bool, bool, HolidayRule>> Combinations()
    {
        for (int bits = 0; bits < 32; bits++)
        {
            foreach (var rule in Enum.GetValues<HolidayRule>())
            {
                yield return new((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0, rule);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void The_strongest_source_decides(bool exception, bool customerClosed, bool locationClosed, bool holiday, bool weekday, HolidayRule rule)
    {
        var weekly = new Dictionary<DayOfWeek, decimal> { [DayOfWeek.Sunday] = Sunday };
        if (weekday)
        {
            weekly[DayOfWeek.Wednesday] = Weekday;
        }

        var pattern = new StandingPattern(
            weekly, Tuesday, null, rule, exception ? new Dictionary<DateOnly, decimal> { [Wednesday] = Exceptional } : []);
        DateRange[] range = [new DateRange(Tuesday, Wednesday)];

        var resolved = pattern.On(Wednesday, customerClosed ? range : [], locationClosed ? range : [], holiday);

        string expected = (exception, customerClosed, locationClosed, holiday, weekday, rule) switch
        {
            (true, _, _, _, _, _) => "7 Exception",
            (_, true, _, _, _, _) => "0 CustomerClosure",
            (_, _, true, _, _, _) => "0 LocationClosure",
            (_, _, _, true, _, HolidayRule.Skip) => "0 HolidayRule",
            (_, _, _, true, _, HolidayRule.SundayPattern) => "15 HolidayRule",
            (_, _, _, true, true, _) => "40 HolidayRule",
            (_, _, _, true, false, _) => "0 HolidayRule",
            (_, _, _, _, true, _) => "40 WeeklyPattern",
            _ => "0 Nothing",
        };
        Assert.Equal(expected, $"{resolved.Quantity} {resolved.By}");
    }

    [Fact]
    public void Nothing_is_delivered_outside_the_valid_dates()
    {
        var pattern = new StandingPattern(
            new Dictionary<DayOfWeek, decimal> { [DayOfWeek.Wednesday] = 5m, [DayOfWeek.Tuesday] = 5m },
            Wednesday,
            Wednesday,
            HolidayRule.Same,
            new Dictionary<DateOnly, decimal> { [Tuesday] = 9m });
        Assert.Equal(ResolvedBy.NotValid, pattern.On(Tuesday, [], [], false).By);
        Assert.Equal(ResolvedBy.NotValid, pattern.On(Wednesday.AddDays(7), [], [], false).By);
        Assert.Equal(5m, pattern.On(Wednesday, [], [], false).Quantity);
    }

    [Theory]
    [InlineData("2026-11-10 18:10", false, false, EditPhase.Editable)]
    [InlineData("2026-11-10 18:10", true, false, EditPhase.AddOnly)]
    [InlineData("2026-11-10 20:00", true, false, EditPhase.AddOnly)]
    [InlineData("2026-11-10 20:01", true, false, EditPhase.Locked)]
    [InlineData("2026-11-10 20:01", false, false, EditPhase.Locked)]
    [InlineData("2026-11-10 18:10", true, true, EditPhase.Locked)]
    public void An_order_closes_in_phases(string now, bool approved, bool started, EditPhase phase) =>
        Assert.Equal(phase, EditPhases.Of(
            DateTime.ParseExact(now, "yyyy-MM-dd HH:mm", null), new DateTime(2026, 11, 10, 20, 0, 0), approved, started));

    [Fact]
    public void A_phase_says_which_quantities_may_change()
    {
        Assert.True(EditPhase.Editable.Allows(60m, 0m));
        Assert.True(EditPhase.AddOnly.Allows(60m, 80m));
        Assert.False(EditPhase.AddOnly.Allows(60m, 59m));
        Assert.True(EditPhase.Locked.Allows(60m, 60m));
        Assert.False(EditPhase.Locked.Allows(60m, 61m));
    }
}
