using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Members;

internal static class AnswerMemberships
{
    // More would make the token too large for a header.
    private const int Carried = 20;

    internal static async Task<IReadOnlyList<Membership>> Handle(MembershipsOf query, TenantDb db, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants();
        var rows = await db.Members.AsNoTracking().Where(m => m.UserId == query.UserId).OrderBy(m => m.JoinedAt).Take(Carried)
            .Join(db.Organisations, m => m.TenantId, o => o.Id, (m, o) => new { m.TenantId, m.Role, o.Tier, o.Status }).ToListAsync(ct);
        var parents = rows.Where(r => r.Role >= Role.Admin && r.Tier == Organisations.Organisation.EnterpriseTier).Select(r => r.TenantId).ToList();
        var children = parents.Count == 0 ? [] : await db.Organisations.AsNoTracking().Where(o => o.ParentId != null && parents.Contains(o.ParentId.Value)).OrderBy(o => o.Name).ToListAsync(ct);
        // Admins of a parent look at its children; who works there is a member there.
        var read = children.Where(c => !rows.Any(r => r.TenantId == c.Id)).Take(Carried - rows.Count)
            .Select(c => new Membership(c.Id, Role.Viewer, "parent", c.Tier, Wire.Name(c.Status), ReadOnly: true));
        return [.. rows.Select(r => new Membership(r.TenantId, r.Role, "direct", r.Tier, Wire.Name(r.Status), r.Status is Organisations.TenantStatus.Suspended or Organisations.TenantStatus.Cancelled)), .. read];
    }
}

internal static class AnswerAdmins
{
    internal static async Task<IReadOnlyList<MemberAnswer>> Handle(Admins query, TenantDb db, CancellationToken ct)
    {
        var rows = await db.Members.AsNoTracking().Where(m => m.Role == Role.Admin || m.Role == Role.Owner).Select(m => new { m.UserId, m.Role }).ToListAsync(ct);
        return [.. rows.Select(r => new MemberAnswer(r.UserId, Wire.Name(r.Role)))];
    }
}
