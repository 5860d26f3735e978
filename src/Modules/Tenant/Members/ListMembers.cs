using Bakery.Contracts.Auth;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Members;

/// <summary>A person of the organisation.</summary>
public sealed record MemberView(Guid UserId, string Name, string Email, Role Role, IReadOnlyList<Guid> LocationIds, DateTimeOffset JoinedAt, int Version) : IVersioned;

internal static class ListMembers
{
    private static readonly Sorting<Member> Order = new Sorting<Member>(m => m.Id, "joined_at").By("joined_at", m => m.JoinedAt);

    internal static async Task<Page<MemberView>> Handle([AsParameters] PageRequest page, TenantDb db, IQueryBus queries, CancellationToken ct)
    {
        var members = await db.Members.AsNoTracking().ToPage(page, Order, m => m, ct);
        return new Page<MemberView>(await Views(members.Items, queries, ct), members.Total, members.NextCursor);
    }

    /// <summary>Adds names from auth; a person auth does not know (an account just deleted) keeps an empty name.</summary>
    public static async Task<IReadOnlyList<MemberView>> Views(IReadOnlyList<Member> members, IQueryBus queries, CancellationToken ct)
    {
        var names = (await queries.Ask(new UsersByIds([.. members.Select(m => m.UserId)]), ct)).ToDictionary(u => u.Id);
        return [.. members.Select(m => new MemberView(m.UserId, names.GetValueOrDefault(m.UserId)?.Name ?? "", names.GetValueOrDefault(m.UserId)?.Email ?? "", m.Role, m.LocationIds, m.JoinedAt, m.Version))];
    }
}
