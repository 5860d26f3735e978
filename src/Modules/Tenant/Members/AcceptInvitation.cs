using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Tenant.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Members;

internal static class ShowInvitation
{
    public sealed record Response(string Bakery, string Email, Role Role, DateTimeOffset ExpiresAt);

    internal static async Task<Response> Handle(string token, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants(); // the token itself is the permission
        var invitation = await AcceptInvitation.Open(db, token, clock, ct);
        var name = await db.Organisations.Where(o => o.Id == invitation.TenantId).Select(o => o.Name).FirstAsync(ct);
        return new Response(name, invitation.Email, invitation.Role, invitation.ExpiresAt);
    }
}

internal static class AcceptInvitation
{
    internal static async Task<OrganisationView> Handle(string token, TenantDb db, TenantScope scope, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        Guid tenant;
        using (scope.AllTenants()) tenant = (await Open(db, token, clock, ct)).TenantId;
        scope.Enter(tenant, scope.Actor, null, scope.CorrelationId, null, scope.Ip, scope.UserAgent);
        var invitation = await Open(db, token, clock, ct);
        var user = scope.Actor.Id!.Value;
        if (await db.Members.AnyAsync(m => m.UserId == user, ct)) throw RuleViolation.Duplicate("You are a member already.");
        var now = clock.GetUtcNow();
        invitation.Accept(now);
        db.Add(Member.Join(Ids.New(clock), tenant, user, invitation.Role, now));
        var organisation = await db.Organisations.FirstAsync(ct);
        bus.Publish(new MemberChanged(user, null, "joined", Wire.Name(invitation.Role), null, organisation.Name, organisation.Language));
        await db.SaveChangesAsync(ct);
        return OrganisationView.Of(organisation);
    }

    internal static async Task<Invitation> Open(TenantDb db, string token, TimeProvider clock, CancellationToken ct)
    {
        var hash = TokenHash.Of(token);
        var invitation = await db.Invitations.FirstOrDefaultAsync(i => i.TokenHash == hash, ct) ?? throw RuleViolation.NotFound("The invitation");
        return invitation.IsOpen(clock.GetUtcNow()) ? invitation : throw new RuleViolation("invitation_expired", "The invitation was used or is too old; ask for a new one.", 409);
    }
}
