using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;

namespace Bakery.Kernel.Http;

/// <summary>Opens the sliding window of one caller. Memory in one process; Redis shares it between replicas.</summary>
public interface IRateWindows
{
    RateLimiter Open(string key, int permits, TimeSpan window);
}

/// <summary>The stricter limit of sign-in, registration and reset.</summary>
public static class SignInLimit
{
    public const string Policy = "sign-in";
    public static RouteHandlerBuilder LimitedAsSignIn(this RouteHandlerBuilder route) => route.RequireRateLimiting(Policy);
}
