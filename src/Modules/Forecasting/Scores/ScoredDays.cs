using Bakery.Contracts.Tenant;
using Bakery.Forecasting.Validation;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Scores;

/// <summary>Validated days of a period; without dates the last eight weeks.</summary>
internal sealed record ScoredDays(DateOnly From, DateOnly To, List<ValidatedDay> Days)
{
    private const int StandardDays = 56;
    private const int LongestPeriod = 400;

    public static async Task<ScoredDays> Read(DateOnly? from, DateOnly? to, Guid? item, Guid? location, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var last = to ?? BusinessTime.Today(clock.GetUtcNow(), profile.TimeZone);
        var first = from ?? last.AddDays(-StandardDays);
        if (last < first || last.DayNumber - first.DayNumber > LongestPeriod) throw RuleViolation.Invalid("to", $"From the first to the last day, at most {LongestPeriod} days.");
        return new ScoredDays(first, last, await db.ValidatedDays.AsNoTracking()
            .Where(v => v.Date >= first && v.Date <= last && (item == null || v.ItemId == item) && (location == null || v.LocationId == location)).ToListAsync(ct));
    }
}
