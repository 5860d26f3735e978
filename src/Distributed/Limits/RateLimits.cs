using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Distributed.Limits;

/// <summary>
/// Limits of platform.md §3.2, in sliding windows: of a minute per user, per paired device, per address without a token, per address at the public
/// portal and per address signing in; of an hour per API key, by its plan. 0 is no limit.
/// </summary>
internal static class RateLimits
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Hour = TimeSpan.FromHours(1);
    private static readonly object Permits = new();

    /// <param name="onlySignIn">For a service behind the gateway, which has counted everything else.</param>
    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration, bool onlySignIn)
    {
        var (user, device) = (configuration.GetValue("RATE_LIMIT_USER", 1000), configuration.GetValue("RATE_LIMIT_DEVICE", 600));
        var (anonymous, portal) = (configuration.GetValue("RATE_LIMIT_ANONYMOUS", 1000), configuration.GetValue("RATE_LIMIT_PORTAL", 1000));
        var signIn = configuration.GetValue("RATE_LIMIT_SIGN_IN", 100);
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IRateWindows>((o, windows) =>
        {
            RateLimitPartition<string> Window(HttpContext http, string key, int permits, TimeSpan window)
            {
                http.Items[Permits] = permits;
                return permits <= 0 ? RateLimitPartition.GetNoLimiter("none") : RateLimitPartition.Get(key, k => windows.Open(k, permits, window));
            }
            if (!onlySignIn)
                o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                {
                    if (!http.Request.Path.StartsWithSegments("/api")) return RateLimitPartition.GetNoLimiter("static");
                    if (http.User.FindFirstValue("sub") is { } id)
                        return http.User.FindFirstValue("type") switch
                        {
                            "api_key" => Window(http, $"key:{id}", OfPlan(Caller.From(http.User)), Hour),
                            "floor" => Window(http, $"device:{id}", device, Minute),
                            _ => Window(http, $"user:{id}", user, Minute),
                        };
                    return http.Request.Path.StartsWithSegments("/api/v1/public/portal") ? Window(http, $"portal:{AddressOf(http)}", portal, Minute) : Window(http, $"ip:{AddressOf(http)}", anonymous, Minute);
                });
            o.AddPolicy(SignInLimit.Policy, http => Window(http, $"sign-in:{AddressOf(http)}", signIn, Minute));
            o.OnRejected = (context, ct) => new ValueTask(Refuse(context.HttpContext, context.Lease, ct));
        });
    }

    /// <summary>Calls of an API key per hour, platform.md §2.4.</summary>
    private static int OfPlan(Caller? key) => key?.Tenants.FirstOrDefault()?.Tier switch { "enterprise" => 100_000, "professional" => 10_000, _ => 1_000 };

    private static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    private static async Task Refuse(HttpContext http, RateLimitLease lease, CancellationToken ct)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Minute;
        var seconds = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = 429;
        http.Response.Headers.RetryAfter = seconds;
        http.Response.Headers["X-RateLimit-Limit"] = Convert.ToString(http.Items[Permits], CultureInfo.InvariantCulture);
        http.Response.Headers["X-RateLimit-Remaining"] = "0";
        http.Response.Headers["X-RateLimit-Reset"] = seconds;
        var problem = Problem.Details(429, "rate_limited", "Too many requests; try again later.");
        await http.Response.WriteAsJsonAsync(problem, problem.GetType(), Wire.Lenient, "application/problem+json", ct);
    }
}
