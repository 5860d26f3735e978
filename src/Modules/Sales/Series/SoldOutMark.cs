using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Sales.Days;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Series;

/// <summary>Who says that a product was gone.</summary>
public enum SoldOutSource { Detected, Staff }

/// <summary>A product was gone before closing. A cleared mark stays, so that detection does not set it again.</summary>
internal sealed class SoldOutMark : ITenantOwned
{
    private SoldOutMark() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid ItemId { get; private set; }
    public Guid LocationId { get; private set; }
    public DateOnly BusinessDay { get; private set; }
    public DateTimeOffset At { get; private set; }
    public SoldOutSource Source { get; private set; }
    public bool IsCleared { get; private set; }

    public static SoldOutMark Create(Guid id, Guid item, Guid location, DateOnly day, DateTimeOffset at, SoldOutSource source) =>
        new() { Id = id, ItemId = item, LocationId = location, BusinessDay = day, At = at, Source = source };

    public void Set(DateTimeOffset at) => (At, Source, IsCleared) = (at, SoldOutSource.Staff, false);
    public void Clear() => (Source, IsCleared) = (SoldOutSource.Staff, true);
}

internal static class SetSoldOut
{
    /// <param name="At">When it was gone; null clears the mark.</param>
    public sealed record Request([property: Required] Guid ItemId, [property: Required] Guid LocationId, DateOnly BusinessDay, DateTimeOffset? At = null);

    /// <param name="EstimatedLost">Pieces that were probably not sold.</param>
    public sealed record Response(Guid ItemId, Guid LocationId, DateOnly BusinessDay, bool IsSoldOut, DateTimeOffset? At, decimal Quantity, decimal DemandEstimate, decimal EstimatedLost);

    internal static async Task<Response> Handle(Request request, SalesDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var location = (await queries.Ask(new Locations(), ct)).FirstOrDefault(l => l.Id == request.LocationId) ?? throw RuleViolation.NotFound("The location");
        if (request.At is { } moment && BusinessTime.BusinessDay(moment, profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour")) != request.BusinessDay)
            throw RuleViolation.Invalid("at", "This instant does not lie in the business day.");
        var mark = await db.SoldOutMarks.FirstOrDefaultAsync(m => m.ItemId == request.ItemId && m.LocationId == request.LocationId && m.BusinessDay == request.BusinessDay, ct);
        if (mark is null) db.Add(mark = SoldOutMark.Create(Ids.New(clock), request.ItemId, request.LocationId, request.BusinessDay, request.At ?? clock.GetUtcNow(), SoldOutSource.Staff));
        if (request.At is { } at) mark.Set(at);
        else mark.Clear();
        await db.SaveChangesAsync(ct);

        var days = await SellingDays.Of(db, request.ItemId, request.LocationId, request.BusinessDay.AddDays(-SeriesReader.ProfileDays), request.BusinessDay.AddDays(SeriesReader.ProfileDays), profile.TimeZone, ct);
        var quantity = days.FirstOrDefault(d => d.Date == request.BusinessDay)?.Sales.Sum(s => s.Quantity) ?? 0;
        var estimate = mark.IsCleared ? quantity : SeriesReader.Estimate(quantity, days, mark, profile.TimeZone);
        if (!mark.IsCleared)
        {
            SoldOutNews.Publish(bus, request.ItemId, location, mark.At, Rounding.FourDecimals((decimal)(estimate - quantity)), request.BusinessDay);
            await db.SaveChangesAsync(ct);
        }
        return new Response(request.ItemId, request.LocationId, request.BusinessDay, !mark.IsCleared, mark.IsCleared ? null : mark.At, (decimal)quantity, Rounding.FourDecimals((decimal)estimate), Rounding.FourDecimals((decimal)(estimate - quantity)));
    }
}
