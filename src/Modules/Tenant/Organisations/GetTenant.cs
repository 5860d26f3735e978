using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Organisations;

internal static class GetTenant
{
    internal static async Task<OrganisationView> Handle(TenantDb db, CancellationToken ct) =>
        OrganisationView.Of(await db.Organisations.AsNoTracking().FirstOrDefaultAsync(ct) ?? throw RuleViolation.NotFound("The organisation"));
}
