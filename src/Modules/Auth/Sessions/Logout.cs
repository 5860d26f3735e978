using Bakery.Kernel.Http;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Auth.Sessions;

internal static class Logout
{
    internal static async Task<NoContent> Handle(HttpContext http, AuthDb db, TenantScope scope, Revocations revocations, TokenIssuer issuer, TimeProvider clock, CancellationToken ct)
    {
        if (Caller.From(http.User)?.SessionId is { } id && await db.Sessions.FirstOrDefaultAsync(s => s.Id == id && s.UserId == scope.Actor.Id, ct) is { } session)
        {
            session.End("logout", clock.GetUtcNow());
            revocations.Revoke(session.Id, issuer.AccessLife);
            await db.SaveChangesAsync(ct);
        }
        http.Response.Cookies.Delete(TokenIssuer.Cookie, new CookieOptions { Path = "/api/v1/auth" });
        return TypedResults.NoContent();
    }

    internal static async Task<NoContent> Everywhere(HttpContext http, AuthDb db, TenantScope scope, Revocations revocations, TimeProvider clock, CancellationToken ct)
    {
        await EndSession.All(db, scope.Actor.Id!.Value, null, revocations, clock, ct);
        await db.SaveChangesAsync(ct);
        http.Response.Cookies.Delete(TokenIssuer.Cookie, new CookieOptions { Path = "/api/v1/auth" });
        return TypedResults.NoContent();
    }
}

internal static class EndSession
{
    private static readonly TimeSpan LongestAccess = TimeSpan.FromHours(1);

    internal static async Task<NoContent> Handle(Guid id, AuthDb db, TenantScope scope, Revocations revocations, TimeProvider clock, CancellationToken ct)
    {
        var session = await db.Sessions.FirstOrDefaultAsync(s => s.Id == id && s.UserId == scope.Actor.Id, ct) ?? throw RuleViolation.NotFound("The session");
        session.End("ended_by_user", clock.GetUtcNow());
        revocations.Revoke(session.Id, LongestAccess);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    internal static async Task All(AuthDb db, Guid user, Guid? except, Revocations revocations, TimeProvider clock, CancellationToken ct)
    {
        foreach (var session in await db.Sessions.Where(s => s.UserId == user && s.EndedAt == null && s.Id != except).ToListAsync(ct))
        {
            session.End("ended_everywhere", clock.GetUtcNow());
            revocations.Revoke(session.Id, LongestAccess);
        }
    }
}

internal static class ListSessions
{
    public sealed record Row(Guid Id, string? Ip, string? UserAgent, DateTimeOffset StartedAt, DateTimeOffset LastUsedAt, bool IsCurrent);

    internal static async Task<Page<Row>> Handle(HttpContext http, AuthDb db, TenantScope scope, CancellationToken ct)
    {
        var current = Caller.From(http.User)?.SessionId;
        var rows = await db.Sessions.AsNoTracking().Where(s => s.UserId == scope.Actor.Id && s.EndedAt == null).OrderByDescending(s => s.LastUsedAt).Take(100)
            .Select(s => new Row(s.Id, s.Ip, s.UserAgent, s.StartedAt, s.LastUsedAt, s.Id == current)).ToListAsync(ct);
        return new Page<Row>(rows, rows.Count, null);
    }
}

internal static class StreamTicket
{
    public sealed record Response(string Ticket, int ExpiresIn);

    internal static async Task<Response> Handle(HttpContext http, IStreamTickets tickets) => new(await tickets.Issue(Caller.From(http.User)!.Tenants.Select(t => t.Id).ToHashSet()), (int)IStreamTickets.Life.TotalSeconds);
}
