using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Members;

internal static class ChangeMember
{
    public sealed record Request(Role Role, IReadOnlyList<Guid>? LocationIds = null);

    internal static async Task<MemberView> Handle(Guid user_id, Request request, IfMatch ifMatch, TenantDb db, TenantScope scope, IBus bus, IQueryBus queries, CancellationToken ct)
    {
        var member = await db.Atomically(() => Change(user_id, request, ifMatch, db, scope, bus, ct), ct);
        return (await ListMembers.Views([member], queries, ct))[0];
    }

    private static async Task<Member> Change(Guid user_id, Request request, IfMatch ifMatch, TenantDb db, TenantScope scope, IBus bus, CancellationToken ct)
    {
        await db.LockAsync("owners", ct);
        var member = await db.Members.FirstOrDefaultAsync(m => m.UserId == user_id, ct) ?? throw RuleViolation.NotFound("The member");
        ifMatch.Require(member, () => new { member.UserId, member.Role, member.Version });
        Owners.RequireOwnerFor(scope, member.Role, request.Role);
        if (member.Role == Role.Owner && request.Role != Role.Owner) await Owners.KeepOne(db, user_id, ct);
        var known = await db.Locations.Where(l => (request.LocationIds ?? new List<Guid>()).Contains(l.Id)).CountAsync(ct);
        if (known != (request.LocationIds?.Distinct().Count() ?? 0)) throw RuleViolation.Invalid("location_ids", "A location is unknown.");
        member.Change(request.Role, request.LocationIds ?? []);
        bus.Publish(new MemberChanged(user_id, null, "changed", Wire.Name(request.Role), null, "", "es"));
        await db.SaveChangesAsync(ct);
        return member;
    }
}

/// <summary>An organisation always has an owner, and only owners make or unmake owners.</summary>
internal static class Owners
{
    public static void RequireOwnerFor(TenantScope scope, params Role[] roles)
    {
        if (roles.Contains(Role.Owner) && scope.Role != Role.Owner) throw new RuleViolation("forbidden", "Only an owner may give or take the role of owner.", 403);
    }

    public static async Task KeepOne(TenantDb db, Guid leaving, CancellationToken ct)
    {
        if (!await db.Members.AnyAsync(m => m.Role == Role.Owner && m.UserId != leaving, ct))
            throw new RuleViolation("last_owner", "The last owner cannot leave or lose the role.", 409);
    }
}
