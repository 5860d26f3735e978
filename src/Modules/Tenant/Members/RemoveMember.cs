using Bakery.Contracts.Auth;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Members;

internal static class RemoveMember
{
    internal static Task<NoContent> Handle(Guid user_id, IfMatch ifMatch, TenantDb db, TenantScope scope, IBus bus, CancellationToken ct) => db.Atomically(() => Remove(user_id, ifMatch, db, scope, bus, ct), ct);

    private static async Task<NoContent> Remove(Guid user_id, IfMatch ifMatch, TenantDb db, TenantScope scope, IBus bus, CancellationToken ct)
    {
        await db.LockAsync("owners", ct);
        var member = await db.Members.FirstOrDefaultAsync(m => m.UserId == user_id, ct) ?? throw RuleViolation.NotFound("The member");
        ifMatch.Require(member, () => new { member.UserId, member.Role, member.Version });
        Owners.RequireOwnerFor(scope, member.Role);
        if (member.Role == Role.Owner) await Owners.KeepOne(db, user_id, ct);
        db.Remove(member);
        bus.Publish(new MemberChanged(user_id, null, "removed", Wire.Name(member.Role), null, "", "es"));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class OnUserDeleted
{
    internal static async Task Handle(UserDeleted message, TenantDb db, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants();
        db.RemoveRange(await db.Members.Where(m => m.UserId == message.UserId).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
    }
}
