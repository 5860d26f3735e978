using System.Text.Json.Serialization;
using Bakery.Contracts.Tenant;
using Bakery.Forecast;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Validation;

/// <summary>A validation as people see it. Ratios are fractions.</summary>
public sealed record ValidationView(Guid Id, Guid? RunId, DateOnly From, DateOnly To, int Evaluated, int Censored, int WithoutActuals, decimal? Wape, decimal? Mae, decimal? Rmse, decimal? R2, decimal? Bias, [property: JsonPropertyName("coverage_80")] decimal? Coverage80, decimal? Skill,
    DateTimeOffset CreatedAt)
{
    internal static ValidationView Of(ValidationRun r) => new(r.Id, r.RunId, r.From, r.To, r.Evaluated, r.Censored, r.WithoutActuals, r.Wape, r.Mae, r.Rmse, r.R2, r.Bias, r.Coverage80, r.Skill, r.CreatedAt);
}

internal static class ValidateDateRange
{
    public sealed record Request(DateOnly From, DateOnly To);

    internal static async Task<ValidationView> Handle(Request request, ForecastingDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var run = await new ForecastCheck(db, queries, bus, clock).Validate(Ids.New(clock), request.From, request.To, null, ct);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return ValidationView.Of(run);
    }
}

internal static class ValidateYesterday
{
    internal static async Task<ValidationView> Handle(ForecastingDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var yesterday = BusinessTime.BusinessDay(clock.GetUtcNow(), profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour")).AddDays(-1);
        return await ValidateDateRange.Handle(new ValidateDateRange.Request(yesterday, yesterday), db, queries, bus, clock, ct);
    }
}

internal static class ListValidationRuns
{
    private static readonly Sorting<ValidationRun> Order = new Sorting<ValidationRun>(r => r.Id, "-created_at").By("created_at", r => r.CreatedAt);

    internal static async Task<Page<ValidationView>> Handle([AsParameters] PageRequest page, ForecastingDb db, CancellationToken ct)
    {
        var rows = await db.ValidationRuns.AsNoTracking().ToPage(page, Order, r => r, ct);
        return new Page<ValidationView>([.. rows.Items.Select(ValidationView.Of)], rows.Total, rows.NextCursor);
    }
}

internal static class ShowAccuracy
{
    private const int StandardDays = 56;

    /// <summary>Scores with the baseline's beside them; null where nothing can be scored. Ratios are fractions.</summary>
    public sealed record Figures(int Evaluated, int Censored, decimal? Wape, decimal? BaselineWape, decimal? SkillVsBaseline, decimal? Mae, decimal? Bias, [property: JsonPropertyName("coverage_80")] decimal? Coverage80);
    public sealed record Response(DateOnly From, DateOnly To, Figures Figures);
    public sealed record ProductFigures(Guid ItemId, Guid LocationId, Figures Figures);
    public sealed record ProductsResponse(DateOnly From, DateOnly To, IReadOnlyList<ProductFigures> Items);

    internal static async Task<Response> Handle([FromQuery] DateOnly? from, [FromQuery] DateOnly? to, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var (first, last, days) = await Days(from, to, db, queries, clock, ct);
        return new Response(first, last, Of(days));
    }

    internal static async Task<ProductsResponse> Products([FromQuery] DateOnly? from, [FromQuery] DateOnly? to, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var (first, last, days) = await Days(from, to, db, queries, clock, ct);
        return new ProductsResponse(first, last, [.. days.GroupBy(d => (d.ItemId, d.LocationId)).Select(g => new ProductFigures(g.Key.ItemId, g.Key.LocationId, Of([.. g])))]);
    }

    private static async Task<(DateOnly, DateOnly, List<ValidatedDay>)> Days(DateOnly? from, DateOnly? to, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var last = to ?? BusinessTime.Today(clock.GetUtcNow(), profile.TimeZone);
        var first = from ?? last.AddDays(-StandardDays);
        if (last < first || last.DayNumber - first.DayNumber > 400) throw RuleViolation.Invalid("to", "From the first to the last day, at most 400 days.");
        return (first, last, await db.ValidatedDays.AsNoTracking().Where(v => v.Date >= first && v.Date <= last).ToListAsync(ct));
    }

    private static Figures Of(List<ValidatedDay> days)
    {
        var report = Accuracy.Of([.. days.Select(d => d.ToSample())]);
        return new Figures(report?.Evaluated ?? 0, days.Count(d => d.IsCensored), Score.Four(report?.Wape), Score.Four(report?.BaselineWape), Score.Four(report?.Skill), Score.Four(report?.Mae), Score.Four(report?.Bias), Score.Four(report?.Coverage80));
    }
}
