using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Organisations;

internal static class UpdateTenant
{
    public sealed record Request([property: Required, Length(2, 120)] string Name, [property: MaxLength(120)] string? LegalName, [property: MaxLength(20)] string? TaxId, TaxTerritory TaxTerritory,
        [property: EmailAddress, MaxLength(200)] string? Email, [property: MaxLength(40)] string? Phone, [property: MaxLength(120)] string? City, BusinessModel BusinessModel,
        [property: Required, MaxLength(60)] string TimeZone, [property: Required] string Language);

    internal static async Task<OrganisationView> Handle(Request request, IfMatch ifMatch, TenantDb db, CancellationToken ct)
    {
        var organisation = await db.Organisations.FirstOrDefaultAsync(ct) ?? throw RuleViolation.NotFound("The organisation");
        ifMatch.Require(organisation, () => OrganisationView.Of(organisation));
        organisation.Change(request.Name, request.LegalName, request.TaxId, request.TaxTerritory, request.Email, request.Phone, request.City, request.BusinessModel, request.TimeZone, request.Language);
        await db.SaveChangesAsync(ct);
        return OrganisationView.Of(organisation);
    }
}
