using System.Security.Claims;
using System.Text.Json.Serialization;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Bakery.Kernel.Http;

/// <summary>JSON, problem details, tokens and the pipeline of platform.md §3, the same in one process and behind the gateway.</summary>
public static class HttpSetup
{
    public const long BodyLimit = 10 * 1024 * 1024;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);
    public const long UploadLimit = 50 * 1024 * 1024;

    internal static void AddBakeryHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<JsonOptions>(o => Wire.Configure(o.SerializerOptions, JsonUnmappedMemberHandling.Disallow));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.Configure<FormOptions>(o => o.MultipartBodyLengthLimit = UploadLimit);
        services.AddProblemDetails(o => o.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            if (problem.Extensions.ContainsKey("code")) return;
            var (code, detail) = Problem.OfStatus(problem.Status ?? 500);
            problem.Extensions["code"] = code;
            problem.Extensions["trace_id"] = System.Diagnostics.Activity.Current?.TraceId.ToString();
            problem.Detail ??= detail;
        });
        services.AddExceptionHandler<ProblemHandler>();
        services.AddSingleton<SigningKeyCache>();
        services.AddSingleton<VerifiedTokens>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<SigningKeyCache, VerifiedTokens, TimeProvider>((o, keys, verified, clock) =>
        {
            o.MapInboundClaims = false;
            o.TimeProvider = clock;
            o.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = "bakery-auth", ValidateAudience = false, RoleClaimType = "role", NameClaimType = "name",
                ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256], ClockSkew = TimeSpan.FromSeconds(5),
                IssuerSigningKeyResolver = (_, _, kid, _) => keys.Find(kid),
                LifetimeValidator = (from, to, _, p) => (from is null || from <= clock.GetUtcNow().UtcDateTime.Add(p.ClockSkew)) && to is not null && to > clock.GetUtcNow().UtcDateTime.Subtract(p.ClockSkew),
            };
            o.Events = new JwtBearerEvents
            {
                OnMessageReceived = async context =>
                {
                    if (verified.Find(context.Request) is { } user)
                    {
                        context.Principal = user;
                        context.Success();
                        return;
                    }
                    // A request without a token needs no keys, and so no auth service.
                    if (context.Request.Headers.Authorization.Count > 0) await keys.Refresh(context.HttpContext.RequestAborted);
                },
                OnTokenValidated = context =>
                {
                    verified.Keep(context.Request, context.Principal!, context.SecurityToken.ValidTo);
                    return Task.CompletedTask;
                },
            };
        });
    }

    /// <summary>The pipeline in the order of platform.md §3. A gateway passes on what it has not read: endpoints and bodies are the services'.</summary>
    public static void UseBakeryPipeline(this WebApplication app, bool passesOn = false)
    {
        app.Use(RequestIds.Assign);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(SecurityHeaders.Apply);
        app.Use(LimitBody);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Heartbeat, KeepAliveTimeout = Heartbeat });
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        if (passesOn) return;
        // Instead of the framework's policies: permissions are metadata of the route lines, and a line without one is open to nobody.
        app.Use(AccessCheck.Enter);
        app.Use(RequestHash.Prepare);
    }

    private static Task LimitBody(HttpContext http, RequestDelegate next)
    {
        var limit = http.Request.HasFormContentType ? UploadLimit : BodyLimit;
        if (http.Request.ContentLength > limit) throw new BadHttpRequestException("Too large.", 413);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = limit;
        return next(http);
    }
}

/// <summary>Asks auth for its public signing keys.</summary>
public sealed record SigningKeys : IQuery<IReadOnlyList<PublicKey>>;

/// <summary>A public key of auth as a JSON web key.</summary>
public sealed record PublicKey(string Kid, string Jwk);

/// <summary>Keys of auth, refetched when they are older than five minutes.</summary>
internal sealed class SigningKeyCache(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private volatile IReadOnlyList<SecurityKey> keys = [];
    private DateTimeOffset until;

    public IEnumerable<SecurityKey> Find(string? kid) => keys.Where(k => kid is null || k.KeyId == kid);

    public async Task Refresh(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (keys.Count > 0 && now < until && until - now <= Fresh) return;
        await using var services = scopes.CreateAsyncScope();
        try
        {
            var found = await services.ServiceProvider.GetRequiredService<IQueryBus>().Ask(new SigningKeys(), ct);
            keys = [.. found.Select(k => (SecurityKey)new JsonWebKey(k.Jwk))];
        }
        catch (RuleViolation error) when (error.Status == 503 && keys.Count > 0)
        {
            // Auth is away: the keys that were good five minutes ago are asked for again in five.
        }
        until = now + Fresh;
    }
}

/// <summary>
/// Tokens whose signature was checked within the last minute: a signature costs more than the query behind most lists. Revoked sessions are refused after
/// this, and a withdrawn key is forgotten with the minute.
/// </summary>
internal sealed class VerifiedTokens(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private readonly MemoryCache tokens = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public ClaimsPrincipal? Find(HttpRequest request) =>
        tokens.TryGetValue(request.Headers.Authorization.ToString(), out Entry? entry) && clock.GetUtcNow() < entry!.Until ? entry.User : null;

    public void Keep(HttpRequest request, ClaimsPrincipal user, DateTime validTo)
    {
        var (now, end) = (clock.GetUtcNow(), new DateTimeOffset(DateTime.SpecifyKind(validTo, DateTimeKind.Utc)));
        tokens.Set(request.Headers.Authorization.ToString(), new Entry(user, end < now + Kept ? end : now + Kept), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
    }

    public void Dispose() => tokens.Dispose();

    private sealed record Entry(ClaimsPrincipal User, DateTimeOffset Until);
}

/// <summary>A request id on every request and answer; a client's own is taken when it is a UUID.</summary>
public static class RequestIds
{
    private static readonly object Slot = new();
    private static readonly string[] Stripped =
    [
        "x-user-id", "x-user-email", "x-user-role", "x-user-type", "x-service-name", "x-tenant-id", "x-tenant-role", "x-subscription-tier", "x-subscription-status", "x-is-demo",
        "x-demo-session-id", "x-demo-account-type", "x-tenant-access-type", "x-can-view-children", "x-parent-tenant-id", "x-forwarded-by",
    ];

    internal static Task Assign(HttpContext http, RequestDelegate next)
    {
        foreach (var header in Stripped) http.Request.Headers.Remove(header);
        var id = Guid.TryParse(http.Request.Headers["x-request-id"].FirstOrDefault(), out var given) ? given : Guid.CreateVersion7();
        http.Items[Slot] = id;
        return next(http);
    }

    public static Guid Of(HttpContext http) => http.Items[Slot] is Guid id ? id : Guid.CreateVersion7();
}

/// <summary>Security headers of every answer; the dashboard's policy allows its own scripts only.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";

    // At the start of the answer, because an error handler clears what was set before it.
    public static Task Apply(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            Write(http);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static void Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        if (http.Request.Path.StartsWithSegments("/api")) headers.CacheControl = "no-store";
        headers["x-request-id"] = RequestIds.Of(http).ToString();
    }
}
