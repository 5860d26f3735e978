using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Kernel.Http;

/// <summary>Limits of platform.md §3.2: sliding windows of a minute per user, per address without a token, and per address for sign-in; 0 is no limit.</summary>
internal static class RateLimits
{
    public const string SignIn = "sign-in";

    public static void AddBakeryRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var user = Setting(configuration, "USER", 1000);
        var anonymous = Setting(configuration, "ANONYMOUS", 1000);
        var signIn = Setting(configuration, "SIGN_IN", 100);
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IRateWindows>((o, windows) =>
        {
            RateLimitPartition<string> Window(string key, int permits) => permits <= 0 ? RateLimitPartition.GetNoLimiter("none") : RateLimitPartition.Get(key, k => windows.Open(k, permits));
            o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            {
                if (!http.Request.Path.StartsWithSegments("/api")) return RateLimitPartition.GetNoLimiter("static");
                return http.User.FindFirstValue("sub") is { } id ? Window($"user:{id}", user) : Window($"ip:{http.Connection.RemoteIpAddress}", anonymous);
            });
            o.AddPolicy(SignIn, http => Window($"sign-in:{http.Connection.RemoteIpAddress}", signIn));
            o.OnRejected = async (context, ct) =>
            {
                var http = context.HttpContext;
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(60);
                http.Response.StatusCode = 429;
                http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                http.Response.Headers["X-RateLimit-Remaining"] = "0";
                var problem = Problem.Details(429, "rate_limited", "Too many requests; try again later.");
                await http.Response.WriteAsJsonAsync(problem, problem.GetType(), Wire.Lenient, "application/problem+json", ct);
            };
        });
    }

    private static int Setting(IConfiguration configuration, string name, int standard) =>
        int.TryParse(configuration[$"RATE_LIMIT_{name}"], CultureInfo.InvariantCulture, out var value) ? value : standard;
}

/// <summary>Opens the sliding window of a minute of one user or address. Memory in one process; Redis shares it between replicas.</summary>
public interface IRateWindows
{
    RateLimiter Open(string key, int permits);
}

/// <summary>The stricter limit of sign-in, registration and reset.</summary>
public static class SignInLimit
{
    public static RouteHandlerBuilder LimitedAsSignIn(this RouteHandlerBuilder route) => route.RequireRateLimiting(RateLimits.SignIn);
}
