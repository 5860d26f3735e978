using System.ComponentModel.DataAnnotations;
using Bakery.Auth.Sessions;
using Bakery.Contracts.Auth;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Auth.Users;

internal static class Register
{
    /// <param name="UseCookie">Browsers keep the refresh token in an httpOnly cookie; API clients get it in the body.</param>
    public sealed record Request([property: Required, Length(1, 120)] string Name, [property: Required, EmailAddress, MaxLength(200)] string Email, [property: Required, MaxLength(200)] string Password,
        [property: Required] string Language, [property: Required, MaxLength(40)] string AcceptedTerms, bool UseCookie = true);

    internal static async Task<Tokens> Handle(Request request, HttpContext http, AuthDb db, IBus bus, TokenIssuer issuer, TenantScope scope, TimeProvider clock, CancellationToken ct)
    {
        Passwords.Check(request.Password, request.Email);
        var email = User.Normalise(request.Email);
        if (await db.Users.AnyAsync(u => u.Email == email, ct)) throw RuleViolation.Duplicate("An account with this e-mail exists; sign in or reset the password.");
        var user = User.Create(Ids.New(clock), request.Name, email, request.Language, Passwords.Hash(request.Password), request.AcceptedTerms, clock.GetUtcNow());
        db.Add(user);
        scope.Enter(null, new Actor(ActorKind.User, user.Id, user.Name), null, scope.CorrelationId, null, scope.Ip, scope.UserAgent);
        bus.Publish(new UserRegistered(user.Id, user.Name, user.Email, user.Language));
        return await issuer.Start(user, http, request.UseCookie, ct);
    }
}
