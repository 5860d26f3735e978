using Bakery.Contracts.External;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Tenant;
using Bakery.Forecast;
using Bakery.Forecast.Pooled;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;

namespace Bakery.Training.Jobs;

/// <summary>The histories and the calendar of a bakery.</summary>
internal sealed record TrainingData(DateOnly Today, IReadOnlyList<PooledSeries> Series, KnownCalendar Calendar)
{
    public const int HistoryDays = 1100;

    /// <summary>Days beyond today that a forecast may need.</summary>
    private const int AheadDays = 60;

    public static string Key(Guid item, Guid location) => $"{item:N}@{location:N}";

    public static async Task<DateOnly> TodayOf(IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        return BusinessTime.BusinessDay(clock.GetUtcNow(), profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour"));
    }

    /// <summary>Everything sold in three years, up to yesterday: today is not over.</summary>
    public static async Task<TrainingData> Read(IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var today = await TodayOf(queries, clock, ct);
        var answers = await queries.Ask(new SalesSeries([], [], today.AddDays(-HistoryDays), today.AddDays(-1)), ct);
        var shops = new List<IReadOnlyCollection<ShopDay>>();
        foreach (var location in answers.Select(a => a.LocationId).Distinct())
            if (await CalendarOf(location, today, queries, ct) is { Count: > 0 } days) shops.Add(days);
        return new TrainingData(today, [.. answers.Select(a => new PooledSeries(Key(a.ItemId, a.LocationId), Of(a)))], ShopCalendar.Of(shops));
    }

    public static DemandSeries Of(SeriesAnswer answer) => DemandSeries.From(answer.Days.Select(d =>
        new Forecast.SeriesDay(d.Date, (double)d.Quantity, d.IsOpen, d.IsSoldOut, d.IsSoldOut ? (double)d.DemandEstimate : null)));

    /// <summary>Holidays make a model better; without them there is still one.</summary>
    private static async Task<IReadOnlyCollection<ShopDay>> CalendarOf(Guid location, DateOnly today, IQueryBus queries, CancellationToken ct)
    {
        try
        {
            return [.. (await queries.Ask(new CalendarDays(location, today.AddDays(-HistoryDays), today.AddDays(AheadDays)), ct)).Select(d => new ShopDay(d.Date, d.Holiday, d.IsSchoolHoliday))];
        }
        catch (RuleViolation e) when (e.Code == "dependency_unavailable")
        {
            return [];
        }
    }
}
