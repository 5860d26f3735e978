using System.Text.Json;
using Bakery.Auth.Floor;
using Bakery.Auth.Keys;
using Bakery.Auth.Users;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Bakery.Auth.Sessions;

/// <summary>An access token and, for API clients, the refresh token that follows it.</summary>
/// <param name="ExpiresIn">Seconds.</param>
public sealed record Tokens(string AccessToken, int ExpiresIn, string? RefreshToken, UserView User, IReadOnlyList<Membership> Tenants);

/// <summary>Makes access tokens (ES256) and rotates refresh tokens.</summary>
internal sealed class TokenIssuer(AuthDb db, KeyRing keys, IQueryBus queries, TenantScope scope, TimeProvider clock, IConfiguration configuration)
{
    public const string Cookie = "bakery_refresh";
    public static readonly TimeSpan ServiceLife = TimeSpan.FromHours(1);
    public TimeSpan AccessLife { get; } = TimeSpan.FromMinutes(int.TryParse(configuration["BAKERY_ACCESS_TOKEN_MINUTES"], out var minutes) ? minutes : 15);

    /// <summary>Opens a session and saves.</summary>
    public async Task<Tokens> Start(User user, HttpContext http, bool useCookie, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var session = new Session { Id = Ids.New(clock), UserId = user.Id, Ip = scope.Ip, UserAgent = scope.UserAgent, StartedAt = now };
        session.Use(now);
        db.Add(session);
        return await Continue(user, session, http, useCookie, ct);
    }

    /// <summary>Gives a session its next pair of tokens and saves.</summary>
    public async Task<Tokens> Continue(User user, Session session, HttpContext http, bool useCookie, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var refresh = TokenHash.NewToken();
        db.Add(new RefreshToken { Id = Ids.New(clock), SessionId = session.Id, TokenHash = TokenHash.Of(refresh), ExpiresAt = now + RefreshToken.Life });
        session.Use(now);
        await db.SaveChangesAsync(ct);
        var tenants = await queries.Ask(new MembershipsOf(user.Id), ct);
        if (useCookie)
            http.Response.Cookies.Append(Cookie, refresh, new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/api/v1/auth", MaxAge = RefreshToken.Life });
        return new Tokens(await UserToken(user, session.Id, tenants, ct), (int)AccessLife.TotalSeconds, useCookie ? null : refresh, UserView.Of(user), tenants);
    }

    public Task<string> UserToken(User user, Guid session, IReadOnlyList<Membership> tenants, CancellationToken ct) => Sign(new Dictionary<string, object>
    {
        ["sub"] = user.Id.ToString(), ["email"] = user.Email, ["name"] = user.Name, ["role"] = Wire.Name(user.GlobalRole), ["type"] = "access", ["sid"] = session.ToString(),
        ["tenants"] = JsonSerializer.Serialize(tenants, Wire.Lenient), ["is_demo"] = user.IsDemo ? "true" : "false",
    }, AccessLife, ct);

    public Task<string> ServiceToken(string service, CancellationToken ct) => Sign(new Dictionary<string, object>
    {
        ["sub"] = Ids.From(Guid.Empty, service).ToString(), ["name"] = service, ["service"] = service, ["type"] = "service", ["is_service"] = "true", ["role"] = "admin",
    }, ServiceLife, ct);

    public Task<string> ApiKeyToken(ApiKey key, Membership membership, CancellationToken ct) => Sign(new Dictionary<string, object>
    {
        ["sub"] = key.Id.ToString(), ["name"] = $"API key {key.Name}", ["role"] = "user", ["type"] = "api_key", ["sid"] = key.Id.ToString(),
        ["tenants"] = JsonSerializer.Serialize(new[] { membership }, Wire.Lenient),
    }, AccessLife, ct);

    /// <summary>The floor's endpoints and nothing else.</summary>
    public Task<string> DeviceToken(FloorDevice device, CancellationToken ct) => Sign(new Dictionary<string, object>
    {
        ["sub"] = device.Id.ToString(), ["name"] = device.Name, ["role"] = "user", ["type"] = "floor", ["sid"] = device.Id.ToString(),
        ["tenants"] = JsonSerializer.Serialize(new[] { new Membership(device.TenantId, Role.Member) }, Wire.Lenient),
    }, AccessLife, ct);

    private async Task<string> Sign(Dictionary<string, object> claims, TimeSpan life, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "bakery-auth", Claims = claims, IssuedAt = now, NotBefore = now, Expires = now + life,
            SigningCredentials = new SigningCredentials(await keys.Current(ct), SecurityAlgorithms.EcdsaSha256),
        });
    }
}
