using Bakery.Kernel.Http;
using Bakery.Kernel.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Organisations;

internal static class ListTenants
{
    public sealed record Row(Guid Id, string Name, string Slug, Role Role, TenantStatus Status, string Tier, string Language);

    internal static async Task<Page<Row>> Handle(TenantDb db, TenantScope scope, CancellationToken ct)
    {
        using var all = scope.AllTenants(); // a user's own memberships lie in several tenants
        var user = scope.Actor.Id;
        var rows = await db.Members.Where(m => m.UserId == user)
            .Join(db.Organisations, m => m.TenantId, o => o.Id, (m, o) => new Row(o.Id, o.Name, o.Slug, m.Role, o.Status, o.Tier, o.Language)).ToListAsync(ct);
        return new Page<Row>([.. rows.OrderBy(r => r.Name, StringComparer.Ordinal)], rows.Count, null);
    }
}
