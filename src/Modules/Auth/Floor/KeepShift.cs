using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Auth;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Auth.Floor;

/// <summary>A person begins a shift at a paired device with the PIN, and ends it. The PIN is checked here and nowhere else.</summary>
internal static class KeepShift
{
    public sealed record Request(Guid WorkerId, [property: Required, Length(1, 6)] string Pin);
    public sealed record EndRequest(Guid WorkerId);
    public sealed record Response(Guid WorkerId, DateTimeOffset ShiftUntil);

    internal static async Task<Response> Begin(Request request, HttpContext http, AuthDb db, TenantScope scope, IServiceScopeFactory scopes, TimeProvider clock, CancellationToken ct)
    {
        var device = await OpenFloor.Known(http, db, scope, clock, ct);
        var now = clock.GetUtcNow();
        // In a transaction of its own: a wrong PIN counts although the request fails.
        await using var own = scopes.CreateAsyncScope();
        own.ServiceProvider.GetRequiredService<TenantScope>().Enter(device.TenantId, scope.Actor, null, scope.CorrelationId, null, scope.Ip, scope.UserAgent);
        var right = await Check(request, device.Id, own.ServiceProvider.GetRequiredService<AuthDb>(), now, clock, ct);
        return right switch
        {
            null => throw new RuleViolation("pin_locked", "Too many wrong PINs; try again in 15 minutes.", 429) { RetryAfter = FloorWorker.Locked },
            false => throw new RuleViolation("pin_wrong", "The PIN is wrong."),
            true => new Response(request.WorkerId, now + FloorShift.Life),
        };
    }

    // Null while the person is locked out.
    private static Task<bool?> Check(Request request, Guid device, AuthDb db, DateTimeOffset now, TimeProvider clock, CancellationToken ct) => db.Atomically<bool?>(async () =>
    {
        await db.LockAsync($"pin-{request.WorkerId}", ct); // guesses at once are counted one by one
        var worker = await db.FloorWorkers.FirstOrDefaultAsync(w => w.Id == request.WorkerId && w.IsActive, ct) ?? throw RuleViolation.NotFound("The person");
        if (worker.IsLocked(now)) return null;
        var right = worker.Check(request.Pin, now);
        if (right) db.Add(FloorShift.Begin(Ids.New(clock), db.Scope.Require(), device, worker.Id, now));
        await db.SaveChangesAsync(ct);
        return right;
    }, ct);

    internal static async Task<NoContent> End(EndRequest request, HttpContext http, AuthDb db, TenantScope scope, TimeProvider clock, CancellationToken ct)
    {
        var device = await OpenFloor.Known(http, db, scope, clock, ct);
        var now = clock.GetUtcNow();
        foreach (var shift in await db.FloorShifts.Where(s => s.DeviceId == device.Id && s.WorkerId == request.WorkerId && s.EndsAt > now).ToListAsync(ct)) shift.End(now);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

/// <summary>Tells the modules that take floor records who worked, and when the PIN was given.</summary>
internal static class AnswerFloorPeople
{
    internal static async Task<IReadOnlyList<FloorPerson>> Handle(FloorPeople query, AuthDb db, CancellationToken ct)
    {
        var shifts = (await db.FloorShifts.AsNoTracking().Where(s => s.DeviceId == query.DeviceId && query.WorkerIds.Contains(s.WorkerId) && s.EndsAt >= query.Since).ToListAsync(ct)).ToLookup(s => s.WorkerId, s => new FloorPresence(s.StartedAt, s.EndsAt));
        return [.. (await db.FloorWorkers.AsNoTracking().Where(w => query.WorkerIds.Contains(w.Id)).ToListAsync(ct)).Select(w => new FloorPerson(w.Id, w.Name, w.Initials, [.. shifts[w.Id]]))];
    }
}
