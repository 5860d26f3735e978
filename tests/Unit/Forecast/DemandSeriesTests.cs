using Bakery.Forecast;

namespace Bakery.Tests.Unit.Forecast;

public sealed class DemandSeriesTests
{
    private static readonly DateOnly Monday = new(2026, 9, 7);

    [Fact]
    public void Closed_days_are_missing_and_not_zero()
    {
        var series = DemandSeries.From([new(Monday, 10), new(Monday.AddDays(1), 0, IsOpen: false), new(Monday.AddDays(2), 0)]);
        Assert.Null(series.DemandOn(Monday.AddDays(1)));
        Assert.Equal(0, series.DemandOn(Monday.AddDays(2)));
        Assert.Equal([10, 0], series.OpenValues());
    }

    [Fact]
    public void A_gap_of_more_than_two_weeks_restarts_the_history()
    {
        var series = DemandSeries.From([new(Monday, 10), new(Monday.AddDays(15), 5), new(Monday.AddDays(31), 7), new(Monday.AddDays(32), 8)]);
        Assert.Equal(Monday.AddDays(31), series.Start);
        Assert.Equal(2, series.Length);
    }

    [Fact]
    public void Announced_closures_do_not_restart_the_history()
    {
        var days = Enumerable.Range(0, 60).Select(i => new SeriesDay(Monday.AddDays(i), 5, IsOpen: i is < 20 or > 50));
        Assert.Equal(Monday, DemandSeries.From(days).Start);
    }

    [Fact]
    public void The_last_same_weekdays_skip_closed_days_and_stop_before_the_date()
    {
        var days = Enumerable.Range(0, 42).Select(i => new SeriesDay(Monday.AddDays(i), i, IsOpen: i != 28));
        var series = DemandSeries.From(days);
        Assert.Equal([35, 21, 14, 7], series.LastSameWeekdays(Monday.AddDays(42), 4));
        Assert.Equal([35, 21], series.LastSameWeekdays(Monday.AddDays(49), 2));
        Assert.Equal([21, 14], series.LastSameWeekdays(Monday.AddDays(28), 2));
    }

    [Fact]
    public void A_spike_is_flagged_as_outlier_and_kept()
    {
        var days = Enumerable.Range(0, 56).Select(i => new SeriesDay(Monday.AddDays(i), i == 21 ? 300 : 50 + i % 3)).ToList();
        var series = DemandSeries.From(days);
        Assert.Equal([Monday.AddDays(21)], series.Outliers());
        Assert.Equal(300, series.DemandOn(Monday.AddDays(21)));
    }

    [Fact]
    public void Silence_after_the_last_sale_is_a_sell_out_only_when_longer_than_usual()
    {
        var usual = new SellingDay(Monday, [.. Enumerable.Range(0, 40).Select(i => (480 + i * 15, 1.0))]);
        var early = new SellingDay(Monday.AddDays(7), [.. Enumerable.Range(0, 12).Select(i => (480 + i * 15, 1.0))]);
        Assert.Equal(645, SoldOut.LastSaleBeforeSilence(early, [usual], 1260));
        Assert.Null(SoldOut.LastSaleBeforeSilence(early, [usual], 700));
        Assert.Equal(0.3, SoldOut.ShareUntil([usual], DayOfWeek.Monday, 645)!.Value, 1e-9);
    }
}
