using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Schedule;

/// <summary>The batches of a day have changed: it is scheduled anew.</summary>
[Message("production.schedule.requested")]
public sealed record ScheduleRequested(DateOnly Day) : IMessage;

/// <summary>Schedules a bake day.</summary>
internal static class MakeSchedule
{
    /// <param name="Seed">Another seed may find another schedule that is as good; the same one finds the same.</param>
    public sealed record Request(DateOnly Date, int Seed = 1);

    internal static async Task<ReadSchedule.Response> Handle(Request request, ProductionDb db, ScheduleBook book, CancellationToken ct)
    {
        if (request.Seed is < 0 or > 1_000_000) throw RuleViolation.Invalid("seed", "Between 0 and 1,000,000.");
        await db.Atomically(async () =>
        {
            await book.Make(request.Date, request.Seed, ct);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return await ReadSchedule.Of(request.Date, db, book, ct);
    }
}

/// <summary>A bakery without machines has no schedule, and a day without batches neither.</summary>
internal static class OnScheduleRequested
{
    internal static async Task Handle(ScheduleRequested request, ProductionDb db, ScheduleBook book, CancellationToken ct)
    {
        if (await db.Equipment.AnyAsync(e => e.IsActive, ct) && await db.Batches.AnyAsync(b => b.BakeDay == request.Day && b.Status == Batches.BatchStatus.Pending, ct)) await book.Make(request.Day, 1, ct);
    }
}
