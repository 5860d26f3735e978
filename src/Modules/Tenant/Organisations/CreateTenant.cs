using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Tenant.Members;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bakery.Tenant.Organisations;

internal static class CreateTenant
{
    public sealed record Request([property: Required, Length(2, 120)] string Name, string Language = "es", string TimeZone = "Europe/Madrid", BusinessModel BusinessModel = BusinessModel.Mixed,
        TaxTerritory TaxTerritory = TaxTerritory.Common, [property: MaxLength(120)] string? City = null);

    internal static async Task<Created<OrganisationView>> Handle(Request request, TenantDb db, TenantScope scope, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var id = Ids.New(clock);
        var now = clock.GetUtcNow();
        // From here on the request works for the tenant that it makes.
        scope.Enter(id, scope.Actor, Role.Owner, scope.CorrelationId, null, scope.Ip, scope.UserAgent);
        var organisation = Organisation.Create(id, request.Name, request.Language, request.TimeZone, request.BusinessModel, request.TaxTerritory, request.City, now);
        db.Add(organisation);
        db.Add(Member.Join(Ids.New(clock), id, scope.Actor.Id!.Value, Role.Owner, now));
        bus.Publish(new TenantCreated(id, organisation.Name, organisation.City, Wire.Name(organisation.BusinessModel), organisation.Tier));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/v1/tenants/{id}", OrganisationView.Of(organisation));
    }
}
