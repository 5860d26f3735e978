using System.Collections.Concurrent;

namespace Bakery.Distributed.Services;

/// <summary>
/// Spares a service that is down: five failures within a minute open it, and calls are refused without waiting; after ten seconds one call tries
/// again, and the first that succeeds closes it. Counts in real time, whatever clock the business has.
/// </summary>
public sealed class Breaker(TimeProvider time)
{
    private const int Failures = 5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private readonly Queue<DateTimeOffset> failed = new();
    private readonly Lock gate = new();
    private DateTimeOffset? nextTrial;

    /// <summary>False while calls are refused.</summary>
    public bool Allows()
    {
        lock (gate)
        {
            if (nextTrial is not { } at) return true;
            var now = time.GetUtcNow();
            if (now < at) return false;
            nextTrial = now + Rest; // this call is the trial; the next one comes when it has not succeeded
            return true;
        }
    }

    public void Succeeded()
    {
        lock (gate)
        {
            failed.Clear();
            nextTrial = null;
        }
    }

    public void Failed()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            failed.Enqueue(now);
            while (failed.Count > Failures || failed.Peek() < now - Window) failed.Dequeue();
            if (failed.Count == Failures) nextTrial = now + Rest;
        }
    }
}

/// <summary>One breaker per service.</summary>
public sealed class Breakers
{
    private readonly ConcurrentDictionary<string, Breaker> all = new();
    public Breaker Of(string service) => all.GetOrAdd(service, _ => new Breaker(TimeProvider.System));
}
