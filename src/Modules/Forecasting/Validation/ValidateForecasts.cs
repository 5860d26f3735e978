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
