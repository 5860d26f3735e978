using System.ComponentModel.DataAnnotations;
using Bakery.Auth.Sessions;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Bakery.Auth.Keys;

/// <summary>A key for programs of one tenant; only its hash is stored.</summary>
internal sealed class ApiKey : ITenantOwned
{
    public const string Prefix = "bak_";

    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public string Name { get; init; } = "";
    public Role Role { get; init; }

    [Sensitive]
    public string KeyHash { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public void Use(DateTimeOffset now) => LastUsedAt = now;
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

/// <summary>A key without its secret.</summary>
public sealed record ApiKeyView(Guid Id, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

internal static class CreateApiKey
{
    /// <param name="Role">What programs with this key may do; never owner.</param>
    public sealed record Request([property: Required, Length(1, 80)] string Name, Role Role);
    public sealed record Response(ApiKeyView ApiKey, string Key);

    internal static async Task<Created<Response>> Handle(Request request, AuthDb db, TenantScope scope, TimeProvider clock, CancellationToken ct)
    {
        if (request.Role == Role.Owner) throw RuleViolation.Invalid("role", "A key cannot be an owner.");
        var secret = ApiKey.Prefix + TokenHash.NewToken();
        var key = new ApiKey { Id = Ids.New(clock), TenantId = scope.Require(), Name = request.Name, Role = request.Role, KeyHash = TokenHash.Of(secret), CreatedAt = clock.GetUtcNow() };
        db.Add(key);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, new Response(new ApiKeyView(key.Id, key.Name, key.Role, key.CreatedAt, null), secret));
    }
}

internal static class ListApiKeys
{
    private static readonly Sorting<ApiKey> Order = new Sorting<ApiKey>(k => k.Id, "-created_at").By("created_at", k => k.CreatedAt);

    internal static Task<Page<ApiKeyView>> Handle([AsParameters] PageRequest page, AuthDb db, CancellationToken ct) =>
        db.ApiKeys.AsNoTracking().Where(k => k.RevokedAt == null).ToPage(page, Order, k => new ApiKeyView(k.Id, k.Name, k.Role, k.CreatedAt, k.LastUsedAt), ct);
}

internal static class RevokeApiKey
{
    internal static async Task<NoContent> Handle(Guid id, AuthDb db, Revocations revocations, TimeProvider clock, CancellationToken ct)
    {
        var key = await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == id, ct) ?? throw RuleViolation.NotFound("The API key");
        key.Revoke(clock.GetUtcNow());
        revocations.Revoke(key.Id, TimeSpan.FromHours(1));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

/// <summary>Programs change their key for an access token, so that every service verifies tokens only, and locally.</summary>
internal static class ExchangeApiKey
{
    public sealed record Request([property: Required, MaxLength(100)] string ApiKey);
    public sealed record Response(string AccessToken, int ExpiresIn);

    internal static async Task<Response> Handle(Request request, AuthDb db, TenantScope scope, TokenIssuer issuer, TimeProvider clock, CancellationToken ct)
    {
        var hash = TokenHash.Of(request.ApiKey);
        using var all = scope.AllTenants(); // the key itself says which tenant
        var key = await db.ApiKeys.FirstOrDefaultAsync(k => k.KeyHash == hash && k.RevokedAt == null, ct) ?? throw new RuleViolation("api_key_invalid", "The API key is unknown or revoked.", 401);
        key.Use(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return new Response(await issuer.ApiKeyToken(key, new Membership(key.TenantId, key.Role), ct), (int)issuer.AccessLife.TotalSeconds);
    }
}

internal static class IssueServiceToken
{
    public sealed record Request([property: Required, MaxLength(60)] string Service, [property: Required, MaxLength(200)] string Secret);
    public sealed record Response(string AccessToken, int ExpiresIn);

    internal static async Task<Response> Handle(Request request, IConfiguration configuration, TokenIssuer issuer, CancellationToken ct)
    {
        var expected = configuration["BAKERY_SERVICE_SECRET"];
        if (string.IsNullOrEmpty(expected) || !System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(expected), System.Text.Encoding.UTF8.GetBytes(request.Secret)))
            throw new RuleViolation("credentials_wrong", "The service secret is wrong.", 401);
        return new Response(await issuer.ServiceToken(request.Service, ct), (int)TokenIssuer.ServiceLife.TotalSeconds);
    }
}
