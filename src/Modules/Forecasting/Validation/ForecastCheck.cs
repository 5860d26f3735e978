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
    public Guid? ModelId { get; private set; }

    /// <summary>What customers wanted: sold, or on a sold-out day the estimate.</summary>
    public decimal Demand { get; private set; }

    /// <summary>What was recommended, and what the baseline would have recommended.</summary>
    public decimal? Quantity { get; private set; }
    public decimal? BaselineQuantity { get; private set; }

    /// <summary>Euros lost on a piece too many and on a piece too few; null without price and cost.</summary>
    public decimal? WastePerPiece { get; private set; }
    public decimal? MarginPerPiece { get; private set; }

    public static ValidatedDay Create(Guid tenant, DayForecast f) => new() { TenantId = tenant, ItemId = f.ItemId, LocationId = f.LocationId, Date = f.Date };

    public void Compare(DayForecast f, decimal actual, decimal demand, bool censored)
    {
        (ForecastId, ModelId, Actual, Demand, P50, Baseline, Quantiles, IsCensored) = (f.Id, f.ModelId, actual, demand, f.P50, f.Baseline, f.Quantiles, censored);
        (Quantity, BaselineQuantity) = (f.NewsvendorQuantity, f.BaselineQuantity);
        (WastePerPiece, MarginPerPiece) = (f.VariableCost - f.Salvage, f.NetPrice - f.VariableCost);
    }

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
            row.Compare(last, day?.Quantity ?? 0, day is { IsSoldOut: true } ? Math.Max(day.DemandEstimate, day.Quantity) : day?.Quantity ?? 0, day?.IsSoldOut ?? false);
            samples.Add(row.ToSample());
        }
        var report = Accuracy.Of(samples);
        var run = ValidationRun.Create(id, runId, from, to, report, samples.Count(s => s.IsCensored), withoutActuals, clock.GetUtcNow());
        db.Add(run);
        // Poor is judged on stored days, those of this run included.
        await db.SaveChangesAsync(ct);
        var days = await db.ValidatedDays.AsNoTracking().Where(v => v.Date > to.AddDays(-Drift.DaysLookedAt) && v.Date <= to).ToListAsync(ct);
        var poor = days.GroupBy(d => (d.ItemId, d.LocationId)).Select(g => (Series: new SeriesRef(g.Key.ItemId, g.Key.LocationId), Reason: Drift.Reason([.. g], to))).Where(s => s.Reason is not null).ToList();
        bus.Publish(new ValidationCompleted(run.Id, from, to, run.Wape, run.Skill, [.. poor.Select(p => p.Series)]));
        await Retrain([.. poor.Select(p => (p.Series, p.Reason!))], ct);
        await Recalibrate(days, ct);
        return run;
    }

    private async Task Retrain(IReadOnlyList<(SeriesRef Series, string Reason)> poor, CancellationToken ct)
    {
        if (poor.Count == 0) return;
        await db.LockAsync("retrain", ct);
        var since = clock.GetUtcNow() - Drift.Rest;
        var asked = (await db.RetrainingRequests.AsNoTracking().Where(r => r.At > since).Select(r => new { r.ItemId, r.LocationId }).ToListAsync(ct)).Select(r => (r.ItemId, r.LocationId)).ToHashSet();
        var due = poor.Where(p => !asked.Contains((p.Series.ItemId, p.Series.LocationId))).ToList();
        if (due.Count == 0) return;
        foreach (var (series, reason) in due) db.Add(RetrainingRequest.Create(Ids.New(clock), series, reason, clock.GetUtcNow()));
        bus.Publish(new RetrainingRequested([.. due.Select(d => d.Series)], "accuracy_poor"));
        var names = await AlertNames.Of(due.Select(d => d.Series.ItemId), queries, ct);
        foreach (var (series, reason) in due)
            bus.Publish(new AlertRaised("forecasting.accuracy_poor", "medium", "trend_warning", new EntityRef("item", series.ItemId), null, null, 100, 100,
                new ReasoningData("forecasting.accuracy_poor", new Dictionary<string, object?> { ["product_name"] = names.Item(series.ItemId), ["location_name"] = names.Location(series.LocationId), ["cause"] = reason }), $"accuracy:{series.ItemId}:{series.LocationId}"));
    }

    /// <summary>A band that holds too few or too many days is made wider or narrower; the model stays.</summary>
    private async Task Recalibrate(List<ValidatedDay> days, CancellationToken ct)
    {
        var known = (await db.BandCorrections.ToListAsync(ct)).ToDictionary(b => (b.ItemId, b.LocationId));
        var now = clock.GetUtcNow();
        foreach (var series in days.GroupBy(d => (d.ItemId, d.LocationId)))
        {
            var model = series.MaxBy(d => d.Date)!.ModelId;
            var row = known.GetValueOrDefault(series.Key);
            if (model is null) continue; // the cold start guesses, and says so
            var before = row is not null && row.ModelId == model ? row.Factor : 1;
            if (row is not null && row.ModelId == model && row.At > now - Drift.Rest) continue;
            if (Drift.BandFactor([.. series.Where(d => d.ModelId == model)]) is not { } factor) continue;
            if (row is null) db.Add(row = BandCorrection.Create(Ids.New(clock), series.Key.ItemId, series.Key.LocationId));
            row.Set(model, Math.Clamp(Rounding.FourDecimals(before * (decimal)factor), 0.4m, 2.5m), now);
        }
    }
}

/// <summary>A retraining of a series that was asked for because its forecasts were poor.</summary>
internal sealed class RetrainingRequest : ITenantOwned
{
    private RetrainingRequest() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid ItemId { get; private set; }
    public Guid LocationId { get; private set; }

    /// <summary>days_far_off, worse_than_baseline or getting_worse.</summary>
    public string Reason { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public static RetrainingRequest Create(Guid id, SeriesRef series, string reason, DateTimeOffset at) => new() { Id = id, ItemId = series.ItemId, LocationId = series.LocationId, Reason = reason, At = at };
}
