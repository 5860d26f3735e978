using System.Globalization;
using System.Text.Json;
using Bakery.External.Holidays;

using Bakery.Tests.Support;

namespace Bakery.Tests.Api.External;

public sealed class HolidayTests
{
    public static TheoryData<string> Communities => [.. SpanishHolidays.Communities];

    [Theory]
    [MemberData(nameof(Communities))]
    public void Holidays_of_every_community_agree_with_the_gazette_from_2014_to_2027(string community)
    {
        Assert.SkipWhen(Repository.Shared is null, "skipped: ../shared is missing");
        var path = Path.Combine(Repository.Shared!, "data", "holidays_es", "vacanza_snapshots", $"ES_{community}.json");
        var printed = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!.Keys.Select(d => DateOnly.Parse(d, CultureInfo.InvariantCulture)).ToHashSet();
        for (var year = 2014; year <= 2027; year++)
        {
            // The source leaves out national holidays on Sundays, which change no shop's day.
            var ours = SpanishHolidays.Of(year, community).Select(h => h.Date).Where(d => d.DayOfWeek != DayOfWeek.Sunday).ToHashSet();
            Assert.Equal(printed.Where(d => d.Year == year && d.DayOfWeek != DayOfWeek.Sunday).Order(), ours.Order());
        }
    }

    [Fact]
    public void Seventeen_communities_and_two_cities_are_known() => Assert.Equal(19, SpanishHolidays.Communities.Count);

    [Theory]
    [InlineData(1961, 4, 2)]
    [InlineData(2000, 4, 23)]
    [InlineData(2026, 4, 5)]
    [InlineData(2038, 4, 25)]
    public void Easter_falls_on_its_Sunday(int year, int month, int day) => Assert.Equal(new DateOnly(year, month, day), SpanishHolidays.Easter(year));

    [Fact]
    public void Any_year_has_its_national_holidays_once_and_in_order()
    {
        for (var year = 1990; year <= 2090; year += 7)
        {
            foreach (var community in SpanishHolidays.Communities.Append(null))
            {
                var days = SpanishHolidays.Of(year, community);
                Assert.Equal(days.Select(d => d.Date).Distinct().Order(), days.Select(d => d.Date));
                Assert.Contains(days, d => d.NameKey == "good_friday");
                Assert.All(days, d => Assert.True(d.Date.Year == year || d.NameKey.EndsWith("_moved", StringComparison.Ordinal)));
            }
        }
    }
}
