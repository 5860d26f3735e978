using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Sales.Records;
using Bakery.Sales.Series;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Days;

internal static class CloseDay
{
    /// <param name="Quantity">Pieces left unsold; 0 says that all of it was sold.</param>
    public sealed record UnsoldRequest(Guid ItemId, [property: Range(0, 1_000_000)] decimal Quantity, [property: Range(0, 1_000_000)] decimal Kept, [property: Range(0, 1_000_000)] decimal Wasted,
        [property: MaxLength(60)] string? Reason = null, [property: MaxLength(60)] string? Destination = null);

    /// <param name="Force">An admin closes before closing time or without sales.</param>
    public sealed record Request(Guid LocationId, DateOnly BusinessDay, [property: MaxLength(2000)] IReadOnlyList<UnsoldRequest> Unsold, [property: MaxLength(500)] string? Note = null, bool Force = false);

    internal static async Task<DayCloseView> Handle(Request request, SalesDb db, IQueryBus queries, IBus bus, TenantScope scope, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.LockAsync($"close:{request.LocationId}", ct);
        var profile = await queries.Ask(new TenantProfile(), ct);
        var location = (await queries.Ask(new Locations(), ct)).FirstOrDefault(l => l.Id == request.LocationId) ?? throw RuleViolation.NotFound("The location");
        var sold = await db.Records.AsNoTracking().Where(r => r.LocationId == request.LocationId && r.BusinessDay == request.BusinessDay && r.Source != SaleSource.Order)
            .GroupBy(r => r.ItemId).Select(g => new { g.Key, Sold = g.Sum(r => r.Quantity) }).ToDictionaryAsync(g => g.Key, g => g.Sold, ct);
        Guard(request, location, profile, sold.Count, scope, clock);

        var close = await db.DayCloses.FirstOrDefaultAsync(d => d.LocationId == request.LocationId && d.BusinessDay == request.BusinessDay, ct);
        if (close is { IsClosed: true }) throw RuleViolation.Duplicate("This day is closed already.");
        if (close is null) db.Add(close = DayClose.Create(Ids.New(clock), request.LocationId, request.BusinessDay));
        close.Close([.. request.Unsold.DistinctBy(u => u.ItemId).Select(u => UnsoldLine.Create(u.ItemId, u.Quantity, u.Kept, u.Wasted, u.Reason, u.Destination))], request.Note, scope.Actor.Id, clock.GetUtcNow());
        var lines = sold.Keys.Union(close.Unsold.Select(u => u.ItemId)).Order().Select(item =>
        {
            var unsold = close.Unsold.FirstOrDefault(u => u.ItemId == item);
            return new DayCloseLine(item, sold.GetValueOrDefault(item), unsold?.Kept ?? 0, unsold?.Wasted ?? 0, unsold?.Reason, unsold?.Destination);
        });
        bus.Publish(new AlertCleared("sales.day_not_closed", new EntityRef("location", request.LocationId), WatchDays.Key("day_not_closed", request.LocationId, request.BusinessDay)));
        bus.Publish(new DayClosed(request.LocationId, request.BusinessDay, [.. lines]));
        foreach (var gone in close.Unsold.Where(u => u.Quantity == 0)) await Detect(gone.ItemId, request, location, profile, db, bus, clock, ct);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return DayCloseView.Of(close);
    }

    private static void Guard(Request request, LocationAnswer location, TenantProfileAnswer profile, int productsSold, TenantScope scope, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var today = BusinessTime.BusinessDay(now, profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour"));
        if (request.BusinessDay > today) throw RuleViolation.Invalid("business_day", "This day has not begun.");
        if (request.Force)
        {
            if (scope.Role is not (Role.Admin or Role.Owner)) throw new RuleViolation("forbidden", "Only an admin may force a day close.", 403);
            return;
        }
        if (location.On(request.BusinessDay) is { } hours && ClosingInstant(request.BusinessDay, hours, profile.TimeZone) > now)
            throw new RuleViolation("day_not_over", $"The shop closes at {hours.Closes:HH:mm}.", 409);
        if (productsSold == 0) throw new RuleViolation("day_without_sales", "No sale of this day has arrived yet.", 409);
    }

    /// <summary>All supply was sold, and the till fell silent long before closing: the product was gone.</summary>
    private static async Task Detect(Guid item, Request request, LocationAnswer location, TenantProfileAnswer profile, SalesDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var mark = await db.SoldOutMarks.FirstOrDefaultAsync(m => m.ItemId == item && m.LocationId == request.LocationId && m.BusinessDay == request.BusinessDay, ct);
        if (mark is not null || location.On(request.BusinessDay) is not { } hours) return;
        var days = await SellingDays.Of(db, item, request.LocationId, request.BusinessDay.AddDays(-56), request.BusinessDay, profile.TimeZone, ct);
        if (days.FirstOrDefault(d => d.Date == request.BusinessDay) is not { } day) return;
        var history = days.Where(d => d.Date < request.BusinessDay).ToList();
        var closing = (int)(ClosingInstant(request.BusinessDay, hours, profile.TimeZone) - BusinessTime.Instant(request.BusinessDay, TimeOnly.MinValue, profile.TimeZone)).TotalMinutes;
        if (Forecast.SoldOut.LastSaleBeforeSilence(day, history, closing) is not { } minute) return;
        var at = BusinessTime.Instant(request.BusinessDay, TimeOnly.MinValue, profile.TimeZone).AddMinutes(minute);
        var lost = (decimal)Forecast.SoldOut.Estimate(day.Sales.Sum(s => s.Quantity), Forecast.SoldOut.ShareUntil(history, request.BusinessDay.DayOfWeek, minute)).Lost;
        db.Add(SoldOutMark.Create(Ids.New(clock), item, request.LocationId, request.BusinessDay, at, SoldOutSource.Detected));
        SoldOutNews.Publish(bus, item, location, at, Rounding.FourDecimals(lost), request.BusinessDay);
    }

    internal static DateTimeOffset ClosingInstant(DateOnly day, OpeningHours hours, string zone) => BusinessTime.Instant(hours.Closes <= hours.Opens ? day.AddDays(1) : day, hours.Closes, zone);
}

/// <summary>Tells the other modules and the owner that a product was gone before closing.</summary>
internal static class SoldOutNews
{
    public static void Publish(IBus bus, Guid item, LocationAnswer location, DateTimeOffset at, decimal lost, DateOnly day)
    {
        bus.Publish(new ProductSoldOut(item, location.Id, at, lost));
        bus.Publish(new AlertRaised("sales.sold_out", "low", "information", new EntityRef("item", item), null, null, 20, 100,
            new ReasoningData("sales.sold_out", new Dictionary<string, object?> { ["item_id"] = item.ToString(), ["location_name"] = location.Name, ["lost"] = lost.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) }),
            $"sold_out:{item}:{location.Id}:{day:yyyy-MM-dd}"));
    }
}

internal static class ListDayCloses
{
    private static readonly Sorting<DayClose> Order = new Sorting<DayClose>(d => d.Id, "-business_day").By("business_day", d => d.BusinessDay);

    internal static async Task<Page<DayCloseView>> Handle([AsParameters] PageRequest page, [FromQuery] Guid? location_id, [FromQuery] DateOnly? from, [FromQuery] DateOnly? to, SalesDb db, CancellationToken ct)
    {
        var rows = await db.DayCloses.AsNoTracking().Where(d => (location_id == null || d.LocationId == location_id) && (from == null || d.BusinessDay >= from) && (to == null || d.BusinessDay <= to)).ToPage(page, Order, d => d, ct);
        return new Page<DayCloseView>([.. rows.Items.Select(DayCloseView.Of)], rows.Total, rows.NextCursor);
    }
}

internal static class ReopenDay
{
    internal static async Task<DayCloseView> Handle(Guid id, SalesDb db, TimeProvider clock, CancellationToken ct)
    {
        var close = await db.DayCloses.FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw RuleViolation.NotFound("The day close");
        close.Reopen(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return DayCloseView.Of(close);
    }
}

internal static class AnswerClosedDays
{
    internal static async Task<IReadOnlyList<ClosedDayAnswer>> Handle(ClosedDays query, SalesDb db, CancellationToken ct) =>
        await db.DayCloses.AsNoTracking().Where(d => d.ReopenedAt == null && d.BusinessDay >= query.From && d.BusinessDay <= query.To)
            .OrderBy(d => d.BusinessDay).Select(d => new ClosedDayAnswer(d.LocationId, d.BusinessDay, d.ClosedAt)).ToListAsync(ct);
}
