using Bakery.Contracts.Inventory;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Orchestrator.Runs;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orchestrator.Schedules;

/// <summary>A shop whose day is closed and booked.</summary>
[NotAudited("copy of inventory's event, to see when the last shop has closed")]
internal sealed class BookedDay : ITenantOwned
{
    public Guid TenantId { get; init; }
    public DateOnly BusinessDay { get; init; }
    public Guid LocationId { get; init; }
}

/// <summary>When the last open shop of a day is booked, the evening refresh starts.</summary>
internal static class OnDayBooked
{
    internal static async Task Handle(DayBooked booked, OrchestratorDb db, IBus bus, IQueryBus queries, CancellationToken ct)
    {
        await db.LockAsync($"booked:{booked.BusinessDay:O}", ct);
        var day = booked.BusinessDay;
        var closed = (await db.BookedDays.Where(b => b.BusinessDay == day).Select(b => b.LocationId).ToListAsync(ct)).ToHashSet();
        if (closed.Add(booked.LocationId))
        {
            db.Add(new BookedDay { TenantId = db.Scope.Require(), BusinessDay = day, LocationId = booked.LocationId });
            await db.SaveChangesAsync(ct);
        }
        var locations = await queries.Ask(new Contracts.Tenant.Locations(), ct);
        if (locations.Where(l => l.Type == "retail_outlet" && l.On(day) is not null).All(l => closed.Contains(l.Id)))
            bus.Publish(new RunDue(RunType.Refresh, day, false));
    }
}
