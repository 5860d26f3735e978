using System.ComponentModel.DataAnnotations;
using Bakery.Auth.Users;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Auth.Sessions;

internal static class Login
{
    private const int TriesPerAccount = 5;
    private const int TriesPerAddress = 20;
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    public sealed record Request([property: Required, MaxLength(200)] string Email, [property: Required, MaxLength(200)] string Password, bool UseCookie = true);

    internal static async Task<Tokens> Handle(Request request, HttpContext http, AuthDb db, TokenIssuer issuer, TenantScope scope, IServiceScopeFactory scopes, TimeProvider clock, CancellationToken ct)
    {
        var email = User.Normalise(request.Email);
        var ip = scope.Ip ?? "";
        var now = clock.GetUtcNow();
        var since = now - Window;
        if (await db.Failures.CountAsync(f => f.Email == email && f.At > since, ct) >= TriesPerAccount || await db.Failures.CountAsync(f => f.Ip == ip && f.At > since, ct) >= TriesPerAddress)
        {
            throw new RuleViolation("account_locked", "Too many wrong passwords; try again in 15 minutes or reset the password.", 429) { RetryAfter = Window };
        }
        var user = await db.Users.FirstOrDefaultAsync(u => u.Email == email, ct);
        if (!Passwords.Verify(request.Password, user?.PasswordHash))
        {
            // Counted although the request fails and takes back what it wrote, as one with an idempotency key does.
            await using var own = scopes.CreateAsyncScope();
            var failures = own.ServiceProvider.GetRequiredService<AuthDb>();
            failures.Add(new SignInFailure { Id = Ids.New(clock), Email = email, Ip = ip, At = now });
            await failures.SaveChangesAsync(ct);
            throw new RuleViolation("credentials_wrong", "E-mail or password is wrong.", 401);
        }
        await db.Failures.Where(f => f.Email == email).ExecuteDeleteAsync(ct);
        scope.Enter(null, new Actor(ActorKind.User, user!.Id, user.Name), null, scope.CorrelationId, null, scope.Ip, scope.UserAgent);
        return await issuer.Start(user, http, request.UseCookie, ct);
    }
}
