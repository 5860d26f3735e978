using Bakery.Kernel.Values;
using CsCheck;

namespace Bakery.Tests.Unit.Values;

public sealed class BusinessTimeTests
{
    private static readonly string[] Zones = ["Europe/Madrid", "Atlantic/Canary", "America/New_York", "Asia/Kathmandu"];
    private static readonly Gen<DateOnly> Days = Gen.Int[0, 3000].Select(n => new DateOnly(2024, 1, 1).AddDays(n));
    private static readonly Gen<TimeOnly> Times = Gen.Int[0, 1439].Select(n => new TimeOnly(n / 60, n % 60));

    [Fact]
    public void An_existing_local_time_comes_back_from_its_instant() => Gen.Select(Days, Times, Gen.Int[0, Zones.Length - 1]).Sample((day, time, zone) =>
    {
        if (!BusinessTime.Zone(Zones[zone]).IsInvalidTime(day.ToDateTime(time))) Assert.Equal(day.ToDateTime(time), BusinessTime.Local(BusinessTime.Instant(day, time, Zones[zone]), Zones[zone]));
    });

    [Fact]
    public void Later_on_the_same_day_is_never_earlier_in_time() => Gen.Select(Days, Times, Times, Gen.Int[0, Zones.Length - 1]).Sample((day, a, b, zone) =>
    {
        var (first, second) = a <= b ? (a, b) : (b, a);
        Assert.True(BusinessTime.Instant(day, first, Zones[zone]) <= BusinessTime.Instant(day, second, Zones[zone]) || BusinessTime.Zone(Zones[zone]).IsAmbiguousTime(day.ToDateTime(first)));
    });

    [Fact]
    public void The_business_day_begins_at_its_start_hour() => Gen.Select(Days, Gen.Int[0, Zones.Length - 1]).Sample((day, zone) =>
    {
        var start = BusinessTime.Instant(day, new TimeOnly(4, 0), Zones[zone]);
        Assert.Equal(day, BusinessTime.BusinessDay(start, Zones[zone]));
        Assert.Equal(day.AddDays(-1), BusinessTime.BusinessDay(start.AddMinutes(-1), Zones[zone]));
    });

    [Theory]
    [InlineData("2026-03-29", "02:30", "2026-03-29T01:00:00Z")] // does not exist: the next that does
    [InlineData("2026-10-25", "02:30", "2026-10-25T00:30:00Z")] // exists twice: the first
    [InlineData("2026-11-10", "05:30", "2026-11-10T04:30:00Z")]
    public void The_nights_of_the_clock_change_are_decided(string day, string time, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture),
            BusinessTime.Instant(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture), "Europe/Madrid"));

    [Fact]
    public void An_unknown_zone_is_refused() => Assert.Equal("validation_failed", Assert.Throws<RuleViolation>(() => BusinessTime.Zone("Europe/Atlantis")).Code);
}
