using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Members;

internal static class AnswerMemberships
{
    internal static async Task<IReadOnlyList<Membership>> Handle(MembershipsOf query, TenantDb db, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants();
        var rows = await db.Members.AsNoTracking().Where(m => m.UserId == query.UserId).OrderBy(m => m.JoinedAt).Take(20)
            .Join(db.Organisations, m => m.TenantId, o => o.Id, (m, o) => new { m.TenantId, m.Role, o.Tier, o.Status }).ToListAsync(ct);
        return [.. rows.Select(r => new Membership(r.TenantId, r.Role, "direct", r.Tier, Wire.Name(r.Status), r.Status is Organisations.TenantStatus.Suspended or Organisations.TenantStatus.Cancelled))];
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
