using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Notification;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Members;

/// <summary>An open invitation; its token is only in the mail.</summary>
public sealed record InvitationView(Guid Id, string Email, Role Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

internal static class InviteMember
{
    public sealed record Request([property: Required, EmailAddress, MaxLength(200)] string Email, Role Role);

    internal static async Task<Created<InvitationView>> Handle(Request request, TenantDb db, TenantScope scope, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        Owners.RequireOwnerFor(scope, request.Role);
        var now = clock.GetUtcNow();
        var email = request.Email.Trim().ToLowerInvariant();
        if (await db.Invitations.AnyAsync(i => i.Email == email && i.AcceptedAt == null && i.ExpiresAt > now, ct)) throw RuleViolation.Duplicate("This person has an open invitation.");
        var organisation = await db.Organisations.AsNoTracking().FirstAsync(ct);
        var token = TokenHash.NewToken();
        var invitation = Invitation.Create(Ids.New(clock), scope.Require(), email, request.Role, TokenHash.Of(token), now);
        db.Add(invitation);
        bus.Publish(new MessageRequested("invitation", "email", email, organisation.Language,
            new Dictionary<string, object?> { ["bakery"] = organisation.Name, ["inviter"] = scope.Actor.Name, ["role"] = Wire.Name(request.Role), ["token"] = token },
            $"invitation:{invitation.Id}", new EntityRef("invitation", invitation.Id)));
        bus.Publish(new MemberChanged(null, email, "invited", Wire.Name(request.Role), null, organisation.Name, organisation.Language));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, new InvitationView(invitation.Id, email, request.Role, now, invitation.ExpiresAt));
    }
}

internal static class ListInvitations
{
    private static readonly Sorting<Invitation> Order = new Sorting<Invitation>(i => i.Id, "-created_at").By("created_at", i => i.CreatedAt);

    internal static Task<Page<InvitationView>> Handle([AsParameters] PageRequest page, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.Invitations.AsNoTracking().Where(i => i.AcceptedAt == null && i.ExpiresAt > now)
            .ToPage(page, Order, i => new InvitationView(i.Id, i.Email, i.Role, i.CreatedAt, i.ExpiresAt), ct);
    }
}

internal static class RevokeInvitation
{
    internal static async Task<NoContent> Handle(Guid id, TenantDb db, CancellationToken ct)
    {
        db.Remove(await db.Invitations.FirstOrDefaultAsync(i => i.Id == id, ct) ?? throw RuleViolation.NotFound("The invitation"));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
