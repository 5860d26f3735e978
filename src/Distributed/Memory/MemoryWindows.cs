using System.Threading.RateLimiting;
using Bakery.Kernel.Http;

namespace Bakery.Distributed.Memory;

/// <summary>Windows of one process.</summary>
internal sealed class MemoryWindows : IRateWindows
{
    public RateLimiter Open(string key, int permits, TimeSpan window) =>
        new SlidingWindowRateLimiter(new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = window, SegmentsPerWindow = 6, QueueLimit = 0 });
}
