using System.ComponentModel.DataAnnotations;
using Bakery.Auth.Sessions;
using Bakery.Contracts.Auth;
using Bakery.Contracts.DemoSession;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Security;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Auth.Users;

/// <summary>The visitor of a demo: an account without a known password that ends with the session.</summary>
internal static class CreateDemoUser
{
    public sealed record Request(Guid SessionId, [property: Required] string Language);
    public sealed record Response(Guid UserId, Tokens Tokens);

    internal static async Task<Response> Handle(Request request, HttpContext http, AuthDb db, TokenIssuer issuer, TimeProvider clock, CancellationToken ct)
    {
        var email = Email(request.SessionId);
        var user = await db.Users.FirstOrDefaultAsync(u => u.Email == email, ct);
        if (user is null) db.Add(user = User.Create(Ids.New(clock), "Demo", email, request.Language, Passwords.Hash(TokenHash.NewToken()), "demo", clock.GetUtcNow(), isDemo: true));
        return new Response(user.Id, await issuer.Start(user, http, useCookie: false, ct));
    }

    internal static string Email(Guid session) => $"demo-{session:N}@demo.example";
}

internal static class OnDemoSessionExpired
{
    internal static async Task Handle(DemoSessionExpired expired, AuthDb db, IBus bus, CancellationToken ct)
    {
        var email = CreateDemoUser.Email(expired.SessionId);
        if (await db.Users.FirstOrDefaultAsync(u => u.Email == email && u.IsDemo, ct) is not { } user) return;
        foreach (var session in await db.Sessions.Where(s => s.UserId == user.Id).ToListAsync(ct))
        {
            await db.RefreshTokens.Where(t => t.SessionId == session.Id).ExecuteDeleteAsync(ct);
            db.Remove(session);
        }
        db.Remove(user);
        bus.Publish(new UserDeleted(user.Id));
    }
}
