using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Auth.Sessions;

internal static class Refresh
{
    /// <summary>How long a token may be sent again when its answer never arrived.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <param name="RefreshToken">Left out by browsers, whose cookie carries it.</param>
    public sealed record Request(string? RefreshToken = null);

    internal static async Task<Tokens> Handle(Request request, HttpContext http, AuthDb db, TokenIssuer issuer, TenantScope scope, IBus bus, IQueryBus queries, Revocations revocations, TimeProvider clock, CancellationToken ct)
    {
        var cookie = request.RefreshToken is null;
        var token = request.RefreshToken ?? http.Request.Cookies[TokenIssuer.Cookie] ?? throw Invalid();
        var hash = TokenHash.Of(token);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The row lock makes two uses of one token meet: the second sees it used.
        var row = await db.RefreshTokens.FromSql($"SELECT * FROM auth.refresh_token WHERE token_hash = {hash} FOR UPDATE").FirstOrDefaultAsync(ct) ?? throw Invalid();
        var session = await db.Sessions.FirstAsync(s => s.Id == row.SessionId, ct);
        var now = clock.GetUtcNow();
        if (session.EndedAt is not null || row.ExpiresAt <= now) throw Invalid();
        var user = await db.Users.FirstAsync(u => u.Id == session.UserId, ct);
        scope.Enter(null, new Actor(ActorKind.User, user.Id, user.Name), null, scope.CorrelationId, null, scope.Ip, scope.UserAgent);
        if (row.UsedAt is { } used && !await AnswerWasLost(row, used, db, now, ct))
        {
            session.End("refresh_reuse", now);
            revocations.Revoke(session.Id, issuer.AccessLife);
            await Warn(user.Id, session.Id, scope, bus, queries, db, ct);
            await transaction.CommitAsync(ct);
            throw new RuleViolation("refresh_reused", "This token was used before. The session has ended; sign in again.", 401);
        }
        if (row.UsedAt is null) row.Use(now);
        var tokens = await issuer.Continue(user, session, http, cookie, ct);
        await transaction.CommitAsync(ct);
        return tokens;
    }

    // A page that is left, or a network that goes, loses the answer: the token that nobody received makes room for another. Once a token that came
    // later was used, the answer had arrived.
    private static async Task<bool> AnswerWasLost(RefreshToken row, DateTimeOffset used, AuthDb db, DateTimeOffset now, CancellationToken ct) =>
        now - used <= Grace && !await db.RefreshTokens.AnyAsync(t => t.SessionId == row.SessionId && t.Id != row.Id && t.UsedAt >= used, ct)
        && await db.RefreshTokens.Where(t => t.SessionId == row.SessionId && t.UsedAt == null).ExecuteDeleteAsync(ct) > 0;

    // An alert belongs to a tenant: every organisation of the user is told.
    private static async Task Warn(Guid user, Guid session, TenantScope scope, IBus bus, IQueryBus queries, AuthDb db, CancellationToken ct)
    {
        var (actor, correlation, ip, agent) = (scope.Actor, scope.CorrelationId, scope.Ip, scope.UserAgent);
        foreach (var tenant in await queries.Ask(new MembershipsOf(user), ct))
        {
            scope.Enter(tenant.Id, actor, null, correlation, null, ip, agent);
            bus.Publish(new AlertRaised("auth.refresh_reuse", "high", "action_needed", new EntityRef("session", session), null, null, 100, 100,
                new ReasoningData("auth.refresh_reuse", new Dictionary<string, object?> { ["user_name"] = actor.Name })));
        }
        using var all = scope.AllTenants();
        await db.SaveChangesAsync(ct);
    }

    private static RuleViolation Invalid() => new("refresh_invalid", "Sign in again.", 401);
}
