using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.DemoSession;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Tenant.Members;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Organisations;

/// <summary>The demo-session service makes organisations that never send and that are erased when their time is over.</summary>
internal static class CreateDemoTenant
{
    public sealed record Request([property: Required, Length(2, 120)] string Name, [property: Required] string Language, Guid OwnerUserId, string Tier = "professional");

    internal static async Task<Created<OrganisationView>> Handle(Request request, TenantDb db, TenantScope scope, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var (id, now) = (Ids.New(clock), clock.GetUtcNow());
        scope.Enter(id, scope.Actor, Role.Owner, scope.CorrelationId);
        var organisation = Organisation.Create(id, request.Name, request.Language, "Europe/Madrid", BusinessModel.Mixed, TaxTerritory.Bizkaia, "Bilbao", now, isDemo: true, request.Tier);
        db.Add(organisation);
        db.Add(Member.Join(Ids.New(clock), id, request.OwnerUserId, Role.Owner, now));
        bus.Publish(new TenantCreated(id, organisation.Name, organisation.City, Wire.Name(organisation.BusinessModel), organisation.Tier));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, OrganisationView.Of(organisation));
    }
}

/// <summary>Erases the organisation of an expired demo; only a demo is ever erased this way.</summary>
internal static class OnDemoSessionExpired
{
    internal static async Task Handle(DemoSessionExpired expired, TenantDb db, IBus bus, CancellationToken ct)
    {
        db.Scope.Enter(expired.TenantId, db.Scope.Actor, null, db.Scope.CorrelationId, db.Scope.CausationId);
        var organisation = await db.Organisations.FirstOrDefaultAsync(ct);
        if (organisation is { IsDemo: true }) bus.Publish(new TenantDeleted(expired.TenantId));
        await db.SaveChangesAsync(ct);
    }
}
