using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Http;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Auth.Floor;

/// <summary>Lists, adds and changes the people of the floor and their PINs.</summary>
internal static class KeepWorkers
{
    private static readonly Sorting<FloorWorker> Order = new Sorting<FloorWorker>(w => w.Id, "name").By("name", w => w.Name);

    /// <param name="Pin">4 to 6 digits; left out when it stays.</param>
    public sealed record Request([property: Required, Length(1, 80)] string Name, [property: Required, Length(1, 4)] string Initials, [property: MaxLength(20)] string? Pin = null, bool IsActive = true);
    public sealed record View(Guid Id, string Name, string Initials, bool IsActive, DateTimeOffset? LockedUntil, int Version) : IVersioned;

    internal static Task<Page<View>> Handle([AsParameters] PageRequest page, AuthDb db, CancellationToken ct) => db.FloorWorkers.AsNoTracking().ToPage(page, Order, w => Of(w), ct);

    internal static async Task<View> One(Guid id, AuthDb db, CancellationToken ct) => Of(await Find(id, db, ct));

    internal static async Task<Created<View>> Add(Request request, AuthDb db, TimeProvider clock, CancellationToken ct)
    {
        var worker = new FloorWorker(Ids.New(clock), request.Name, request.Initials, request.Pin ?? "", clock.GetUtcNow());
        await Unlike(worker, db, ct);
        db.Add(worker);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"floor-workers/{worker.Id}", Of(worker));
    }

    internal static async Task<View> Change(Guid id, Request request, IfMatch match, AuthDb db, CancellationToken ct)
    {
        var worker = await Find(id, db, ct);
        match.Require(worker, () => Of(worker));
        worker.Change(request.Name, request.Initials, request.IsActive);
        if (request.Pin is { } pin) worker.SetPin(pin);
        await Unlike(worker, db, ct);
        await db.SaveChangesAsync(ct);
        return Of(worker);
    }

    private static async Task Unlike(FloorWorker worker, AuthDb db, CancellationToken ct)
    {
        if (await db.FloorWorkers.AnyAsync(w => w.Id != worker.Id && w.Initials == worker.Initials, ct)) throw RuleViolation.Duplicate("These initials");
    }

    private static async Task<FloorWorker> Find(Guid id, AuthDb db, CancellationToken ct) => await db.FloorWorkers.FirstOrDefaultAsync(w => w.Id == id, ct) ?? throw RuleViolation.NotFound("The person");

    private static View Of(FloorWorker w) => new(w.Id, w.Name, w.Initials, w.IsActive, w.LockedUntil, w.Version);
}
