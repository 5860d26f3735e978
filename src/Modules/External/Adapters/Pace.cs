namespace Bakery.External.Adapters;

/// <summary>
/// Keeps the calls of this process to a source apart. A call takes the next free moment; when that lies too far away it is refused, so that a
/// queue of people never waits for a minute.
/// </summary>
/// <param name="gap">Time between two calls; zero for an own instance.</param>
/// <param name="longestWait">A call that would wait longer is refused.</param>
internal sealed class Pace(TimeProvider clock, TimeSpan gap, TimeSpan longestWait)
{
    private readonly Lock gate = new();
    private readonly long start = clock.GetTimestamp();
    private TimeSpan free = TimeSpan.Zero;

    /// <summary>Time until this call's turn, which is now taken; null when it is too far away.</summary>
    public TimeSpan? Reserve()
    {
        lock (gate)
        {
            var now = clock.GetElapsedTime(start);
            var turn = free > now ? free : now;
            if (turn - now > longestWait) return null;
            free = turn + gap;
            return turn - now;
        }
    }

    /// <summary>Returns when it is this call's turn.</summary>
    /// <exception cref="AdapterFailed">Too many calls wait already.</exception>
    public async Task Turn(string adapter, CancellationToken ct)
    {
        if (Reserve() is not { } wait) throw new AdapterFailed(adapter, "too_many_calls");
        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, ct);
    }
}

/// <summary>The pace that each public source asks for; an own instance, named by its setting, is not held back.</summary>
internal sealed class Paces(TimeProvider clock, Microsoft.Extensions.Configuration.IConfiguration configuration)
{
    /// <summary>At most 50 calls a minute.</summary>
    public Pace Aemet { get; } = Of(clock, configuration["AEMET_URL"], 1.2, 120);

    /// <summary>One call a second.</summary>
    public Pace Nominatim { get; } = Of(clock, configuration["NOMINATIM_URL"], 1, 8);

    /// <summary>One call in two seconds.</summary>
    public Pace Overpass { get; } = Of(clock, configuration["OVERPASS_URLS"], 2, 20);

    private static Pace Of(TimeProvider clock, string? own, double gap, double longest) =>
        new(clock, string.IsNullOrEmpty(own) ? TimeSpan.FromSeconds(gap) : TimeSpan.Zero, TimeSpan.FromSeconds(longest));
}
