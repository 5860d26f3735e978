using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Forecast;
using Bakery.Forecasting.Batches;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Validation;

/// <summary>A comparison of forecasts with what was sold.</summary>
internal sealed class ValidationRun : ITenantOwned
{
    private ValidationRun() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid? RunId { get; private set; }
    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }
    public int Evaluated { get; private set; }
    public int Censored { get; private set; }
    public int WithoutActuals { get; private set; }
    public decimal? Wape { get; private set; }
    public decimal? Mae { get; private set; }
    public decimal? Rmse { get; private set; }
    public decimal? R2 { get; private set; }
    public decimal? Bias { get; private set; }
    public decimal? Coverage80 { get; private set; }
    public decimal? Skill { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    public static ValidationRun Create(Guid id, Guid? run, DateOnly from, DateOnly to, AccuracyReport? report, int censored, int withoutActuals, DateTimeOffset now) => new()
    {
        Id = id, RunId = run, From = from, To = to, Evaluated = report?.Evaluated ?? 0, Censored = censored, WithoutActuals = withoutActuals, Wape = Score.Four(report?.Wape), Mae = Score.Four(report?.Mae), Rmse = Score.Four(report?.Rmse),
        R2 = Score.Four(report?.R2), Bias = Score.Four(report?.Bias), Coverage80 = Score.Four(report?.Coverage80), Skill = Score.Four(report?.Skill), CreatedAt = now,
    };
}

/// <summary>One series' forecast of a day beside what was sold.</summary>
[NotAudited("Machine-made in bulk by a validation run, which is audited.")]
internal sealed class ValidatedDay : ITenantOwned
{
    private ValidatedDay() { }

    public Guid TenantId { get; private set; }
    public Guid ItemId { get; private set; }
    public Guid LocationId { get; private set; }
    public DateOnly Date { get; private set; }
    public Guid ForecastId { get; private set; }
    public decimal Actual { get; private set; }
    public decimal P50 { get; private set; }
    public decimal Baseline { get; private set; }
    public decimal[] Quantiles { get; private set; } = [];
    public bool IsCensored { get; private set; }

    public static ValidatedDay Create(Guid tenant, DayForecast f) => new() { TenantId = tenant, ItemId = f.ItemId, LocationId = f.LocationId, Date = f.Date };

    public void Compare(DayForecast f, decimal actual, bool censored) => (ForecastId, Actual, P50, Baseline, Quantiles, IsCensored) = (f.Id, actual, f.P50, f.Baseline, f.Quantiles, censored);

    public AccuracySample ToSample() => new((double)Actual, Prediction.FromQuantiles(Date, (double)P50, [.. Quantiles.Select(q => (double)q)]), (double)Baseline, IsCensored);
}

internal static class Score
{
    public static decimal? Four(double? value) => value is { } v && double.IsFinite(v) ? Rounding.FourDecimals((decimal)Math.Clamp(v, -1e9, 1e9)) : null;
}

/// <summary>Compares the last forecast issued before a business day began with what the shop sold that day.</summary>
internal sealed class ForecastCheck(ForecastingDb db, IQueryBus queries, IBus bus, TimeProvider clock)
{
    private const int LongestPeriod = 92;
    private const int WatchedDays = 14;
    private const double PoorAgainstBaseline = 1.15;

    /// <summary>Validates the days of a period. The caller saves.</summary>
    public async Task<ValidationRun> Validate(Guid id, DateOnly from, DateOnly to, Guid? runId, CancellationToken ct)
    {
        if (await db.ValidationRuns.FirstOrDefaultAsync(r => r.Id == id, ct) is { } done) return done;
        if (to < from || to.DayNumber - from.DayNumber >= LongestPeriod) throw RuleViolation.Invalid("to", $"From the first to the last day, at most {LongestPeriod} days.");
        var profile = await queries.Ask(new TenantProfile(), ct);
        var startHour = (int)profile.Number("sales", "business_day_start_hour");
        if (to >= BusinessTime.BusinessDay(clock.GetUtcNow(), profile.TimeZone, startHour)) throw RuleViolation.Invalid("to", "This day is not over.");
        var closed = (await queries.Ask(new ClosedDays(from, to), ct)).Select(d => (d.LocationId, d.BusinessDay)).ToHashSet();
        var actual = (await queries.Ask(new SalesSeries([], [], from, to), ct)).SelectMany(s => s.Days.Select(d => (Key: (s.ItemId, s.LocationId, d.Date), Day: d))).ToDictionary(d => d.Key, d => d.Day);
        var forecasts = await db.Forecasts.AsNoTracking().Where(f => f.Date >= from && f.Date <= to).ToListAsync(ct);
        var stored = (await db.ValidatedDays.Where(v => v.Date >= from && v.Date <= to).ToListAsync(ct)).ToDictionary(v => (v.ItemId, v.LocationId, v.Date));
        var (samples, withoutActuals) = (new List<AccuracySample>(), 0);
        foreach (var group in forecasts.GroupBy(f => (f.ItemId, f.LocationId, f.Date)))
        {
            var begins = BusinessTime.Instant(group.Key.Date, new TimeOnly(startHour, 0), profile.TimeZone);
            if (group.Where(f => f.CreatedAt < begins).MaxBy(f => f.CreatedAt) is not { } last) continue;
            if (!closed.Contains((last.LocationId, last.Date)))
            {
                withoutActuals++;
                continue;
            }
            var day = actual.GetValueOrDefault(group.Key);
            if (!stored.TryGetValue(group.Key, out var row)) db.Add(row = ValidatedDay.Create(db.Scope.Require(), last));
            row.Compare(last, day?.Quantity ?? 0, day?.IsSoldOut ?? false);
            samples.Add(row.ToSample());
        }
        var report = Accuracy.Of(samples);
        var run = ValidationRun.Create(id, runId, from, to, report, samples.Count(s => s.IsCensored), withoutActuals, clock.GetUtcNow());
        db.Add(run);
        var poor = await Poor(to, ct);
        bus.Publish(new ValidationCompleted(run.Id, from, to, run.Wape, run.Skill, poor));
        await Retrain(poor, ct);
        return run;
    }

    /// <summary>Series that did clearly worse than the baseline over two weeks.</summary>
    private async Task<IReadOnlyList<SeriesRef>> Poor(DateOnly to, CancellationToken ct)
    {
        var since = to.AddDays(1 - WatchedDays);
        var days = await db.ValidatedDays.AsNoTracking().Where(v => v.Date >= since && v.Date <= to && !v.IsCensored).ToListAsync(ct);
        return [.. days.GroupBy(d => (d.ItemId, d.LocationId)).Where(g => g.Count() >= 7 && Accuracy.Of([.. g.Select(d => d.ToSample())]) is { Wape: { } wape, BaselineWape: { } baseline } && wape > PoorAgainstBaseline * baseline)
            .Select(g => new SeriesRef(g.Key.ItemId, g.Key.LocationId))];
    }

    private async Task Retrain(IReadOnlyList<SeriesRef> poor, CancellationToken ct)
    {
        if (poor.Count == 0) return;
        // At most once a week, whatever the number of validations.
        var week = clock.GetUtcNow().AddDays(-7);
        await db.LockAsync("retrain", ct);
        if (await db.RetrainingRequests.AnyAsync(r => r.At > week, ct)) return;
        db.Add(RetrainingRequest.Create(Ids.New(clock), clock.GetUtcNow(), poor.Count));
        bus.Publish(new RetrainingRequested(poor, "accuracy_poor"));
        foreach (var series in poor)
            bus.Publish(new AlertRaised("forecasting.accuracy_poor", "medium", "trend_warning", new EntityRef("item", series.ItemId), null, null, 100, 100,
                new ReasoningData("forecasting.accuracy_poor", new Dictionary<string, object?> { ["item_id"] = series.ItemId.ToString(), ["location_id"] = series.LocationId.ToString() }), $"accuracy:{series.ItemId}:{series.LocationId}"));
    }
}

/// <summary>A retraining that was asked for because forecasts were poor.</summary>
internal sealed class RetrainingRequest : ITenantOwned
{
    private RetrainingRequest() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public DateTimeOffset At { get; private set; }
    public int Series { get; private set; }

    public static RetrainingRequest Create(Guid id, DateTimeOffset at, int series) => new() { Id = id, At = at, Series = series };
}
