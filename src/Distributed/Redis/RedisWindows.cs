using System.Diagnostics;
using System.Threading.RateLimiting;
using Bakery.Distributed.Memory;
using Bakery.Kernel.Http;
using StackExchange.Redis;

namespace Bakery.Distributed.Redis;

/// <summary>Windows shared by all replicas; while Redis is away each replica counts for itself.</summary>
internal sealed class RedisWindows(RedisLink redis) : IRateWindows
{
    private readonly MemoryWindows memory = new();

    public RateLimiter Open(string key, int permits, TimeSpan window) => new Window(redis, key, permits, (int)window.TotalSeconds, memory.Open(key, permits, window));

    /// <summary>The count of this stretch of the clock and of the last one, weighted by how much of it still lies within the window.</summary>
    private sealed class Window(RedisLink redis, string key, int permits, int seconds, RateLimiter memory) : RateLimiter
    {
        private const string Take = """
            local time = redis.call('TIME')
            local length = tonumber(ARGV[2])
            local stretch = math.floor(time[1] / length)
            local gone = (time[1] % length + time[2] / 1000000) / length
            local before = tonumber(redis.call('GET', KEYS[1] .. ':' .. (stretch - 1)) or '0')
            local now = tonumber(redis.call('GET', KEYS[1] .. ':' .. stretch) or '0')
            if before * (1 - gone) + now + 1 > tonumber(ARGV[1]) then return math.max(1, math.ceil((1 - gone) * length)) end
            redis.call('INCR', KEYS[1] .. ':' .. stretch)
            redis.call('EXPIRE', KEYS[1] .. ':' .. stretch, 2 * length)
            return 0
            """;
        private long used = Stopwatch.GetTimestamp();

        public override TimeSpan? IdleDuration => Stopwatch.GetElapsedTime(Volatile.Read(ref used));
        public override RateLimiterStatistics? GetStatistics() => null;

        // The middleware asks without waiting first; only memory can answer so.
        protected override RateLimitLease AttemptAcquireCore(int permitCount) => redis.Database is null ? memory.AttemptAcquire(permitCount) : new Answer(0, false);

        protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken ct)
        {
            Volatile.Write(ref used, Stopwatch.GetTimestamp());
            try
            {
                if (redis.Database is { } database)
                {
                    var wait = (int)await database.ScriptEvaluateAsync(Take, [$"rate:{key}"], [permits, seconds]);
                    return new Answer(wait, wait == 0);
                }
            }
            catch (Exception error) when (error is RedisException or TimeoutException)
            {
                // Gone this moment: memory counts.
            }
            return memory.AttemptAcquire(permitCount);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) memory.Dispose();
        }
    }

    private sealed class Answer(int seconds, bool isAcquired) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;
        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = TimeSpan.FromSeconds(seconds);
            return metadataName == MetadataName.RetryAfter.Name && seconds > 0;
        }
    }
}
