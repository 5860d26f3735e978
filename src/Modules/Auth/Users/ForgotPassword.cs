using System.ComponentModel.DataAnnotations;
using Bakery.Auth.Sessions;
using Bakery.Contracts.Notification;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Auth.Users;

internal static class ForgotPassword
{
    public sealed record Request([property: Required, EmailAddress, MaxLength(200)] string Email);

    /// <summary>Answers the same whether the address is known or not.</summary>
    internal static async Task<Accepted> Handle(Request request, AuthDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var email = User.Normalise(request.Email);
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Email == email, ct) is { } user)
        {
            var token = TokenHash.NewToken();
            var reset = new PasswordReset { Id = Ids.New(clock), UserId = user.Id, TokenHash = TokenHash.Of(token), ExpiresAt = clock.GetUtcNow() + PasswordReset.Life };
            db.Add(reset);
            bus.Publish(new MessageRequested("password_reset", "email", user.Email, user.Language, new Dictionary<string, object?> { ["name"] = user.Name, ["token"] = token }, $"password-reset:{reset.Id}"));
            await db.SaveChangesAsync(ct);
        }
        return TypedResults.Accepted((string?)null);
    }
}

internal static class ResetPassword
{
    public sealed record Request([property: Required, MaxLength(200)] string Token, [property: Required, MaxLength(200)] string Password);

    internal static async Task<NoContent> Handle(Request request, AuthDb db, Revocations revocations, TimeProvider clock, CancellationToken ct)
    {
        var hash = TokenHash.Of(request.Token);
        var reset = await db.PasswordResets.FirstOrDefaultAsync(r => r.TokenHash == hash, ct) ?? throw new RuleViolation("reset_token_invalid", "The link is not valid; ask for a new one.");
        var user = await db.Users.FirstAsync(u => u.Id == reset.UserId, ct);
        Passwords.Check(request.Password, user.Email);
        reset.Use(clock.GetUtcNow());
        user.SetPassword(Passwords.Hash(request.Password));
        await EndSession.All(db, user.Id, null, revocations, clock, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class ChangePassword
{
    public sealed record Request([property: Required, MaxLength(200)] string Current, [property: Required, MaxLength(200)] string Password);

    internal static async Task<NoContent> Handle(Request request, HttpContext http, AuthDb db, TenantScope scope, Revocations revocations, TimeProvider clock, CancellationToken ct)
    {
        var user = await db.Users.FirstAsync(u => u.Id == scope.Actor.Id, ct);
        if (!Passwords.Verify(request.Current, user.PasswordHash)) throw new RuleViolation("credentials_wrong", "The current password is wrong.", 401);
        Passwords.Check(request.Password, user.Email);
        user.SetPassword(Passwords.Hash(request.Password));
        await EndSession.All(db, user.Id, Caller.From(http.User)?.SessionId, revocations, clock, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
