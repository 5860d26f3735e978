using System.Net;
using Bakery.Distributed.Services;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Yarp.ReverseProxy.Forwarder;

namespace Bakery.Host.Gateway;

/// <summary>
/// The proxy step of the gateway: looks the service up, refuses what a token may not reach anyway, and pipes both ways. The services verify the
/// token again; what the gateway says in headers is for their logs.
/// </summary>
internal sealed class Forwarding(IHttpForwarder forwarder, ServiceAddresses addresses, Breakers breakers, Revocations revocations, IConfiguration configuration) : IDisposable
{
    private static readonly ForwarderRequestConfig Short = new() { ActivityTimeout = TimeSpan.FromSeconds(30) };
    private static readonly ForwarderRequestConfig Long = new() { ActivityTimeout = TimeSpan.FromSeconds(120) };
    private static readonly ForwarderRequestConfig Endless = new() { ActivityTimeout = TimeSpan.FromDays(1) };
    private readonly HttpMessageInvoker client = new(new RetriedReads
    {
        InnerHandler = new SocketsHttpHandler
        {
            UseProxy = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false, EnableMultipleHttp2Connections = true, ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        },
    });

    public async Task Forward(HttpContext http)
    {
        if (RouteTable.ServiceOf(http.Request.Path) is { } service)
        {
            if (Refuse(http, service) is { } refusal) await refusal.ExecuteAsync(http);
            else await Send(http, service);
        }
        else if (IsPage(http.Request.Path) && configuration["BAKERY_SERVICE_URL_DASHBOARD"] is { Length: > 0 }) await Send(http, "dashboard");
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    // What the ingress sends to the dashboard; a gateway without one in front does it itself.
    private static bool IsPage(PathString path) => !path.StartsWithSegments("/api") && !path.StartsWithSegments("/internal") && !path.StartsWithSegments("/openapi");

    private IResult? Refuse(HttpContext http, string service)
    {
        if (Caller.From(http.User) is not { } caller) return null; // the service knows which of its endpoints are for anybody
        if (caller.IsService) return Problem.Result(403, "forbidden", "Services do not come this way.");
        if (revocations.IsRevoked(caller.SessionId)) return Problem.Result(401, "unauthenticated", "This session has ended.");
        if (RouteTable.TenantOf(http.Request.Path) is not { } tenant) return null;
        var membership = caller.Tenants.FirstOrDefault(t => t.Id == tenant);
        if (membership is null && !caller.IsPlatformAdmin) return Problem.Result(404, "not_found", "Unknown tenant.");
        return membership is { ReadOnly: true } && !HttpMethods.IsGet(http.Request.Method) && service is not ("auth" or "tenant") ? Problem.Result(403, "tenant_read_only", "This organisation is read-only.") : null;
    }

    private async Task Send(HttpContext http, string service)
    {
        var breaker = breakers.Of(service);
        if (!breaker.Allows())
        {
            await Unavailable(service).ExecuteAsync(http);
            return;
        }
        var error = await forwarder.SendAsync(http, addresses.Of(service).ToString(), client, Patience(http.Request), GatewayHeaders.Instance, http.RequestAborted);
        if (error is ForwarderError.Request or ForwarderError.RequestTimedOut)
        {
            breaker.Failed();
            if (!http.Response.HasStarted) await Unavailable(service).ExecuteAsync(http);
        }
        else breaker.Succeeded();
    }

    private static ForwarderRequestConfig Patience(HttpRequest request) =>
        request.HttpContext.WebSockets.IsWebSocketRequest || request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal) ? Endless
        : request.HasFormContentType || request.Path.Value is { } path && (path.Contains("/imports", StringComparison.Ordinal) || path.Contains("/export", StringComparison.Ordinal) || path.Contains("/reports", StringComparison.Ordinal)) ? Long
        : Short;

    private static IResult Unavailable(string service) => Problem.Result(503, "dependency_unavailable", $"{service} cannot be reached; try again soon.");

    public void Dispose() => client.Dispose();

    /// <summary>A read whose connection failed is tried twice more; nothing of it has reached the service twice.</summary>
    private sealed class RetriedReads : DelegatingHandler
    {
        private const int Retries = 2;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await base.SendAsync(request, ct);
                }
                catch (HttpRequestException) when (request.Method == HttpMethod.Get && attempt < Retries)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50 * (attempt + 1)), ct);
                }
            }
        }
    }
}

/// <summary>What the gateway tells a service about the caller; what a client sent under these names was stripped before.</summary>
internal sealed class GatewayHeaders : HttpTransformer
{
    public static readonly GatewayHeaders Instance = new();

    public override async ValueTask TransformRequestAsync(HttpContext http, HttpRequestMessage request, string destinationPrefix, CancellationToken ct)
    {
        await base.TransformRequestAsync(http, request, destinationPrefix, ct);
        void Set(string name, string? value)
        {
            request.Headers.Remove(name);
            if (value is { Length: > 0 }) request.Headers.TryAddWithoutValidation(name, value);
        }
        Set("x-forwarded-for", http.Connection.RemoteIpAddress?.ToString());
        Set("x-forwarded-proto", http.Request.Scheme);
        Set("x-forwarded-host", http.Request.Host.Value);
        Set("x-forwarded-by", "bakery-gateway");
        Set("x-request-id", RequestIds.Of(http).ToString());
        if (Caller.From(http.User) is not { } caller) return;
        Set("x-user-id", caller.Id.ToString());
        Set("x-user-role", caller.GlobalRole);
        Set("x-user-type", "user");
        Set("x-is-demo", caller.IsDemo ? "true" : "false");
        if (RouteTable.TenantOf(http.Request.Path) is not { } tenant) return;
        Set("x-tenant-id", tenant.ToString());
        if (caller.Tenants.FirstOrDefault(t => t.Id == tenant) is not { } membership) return;
        Set("x-tenant-role", membership.Role.ToString().ToLowerInvariant());
        Set("x-tenant-access-type", membership.Access);
        Set("x-subscription-tier", membership.Tier);
        Set("x-subscription-status", membership.Status);
    }
}
