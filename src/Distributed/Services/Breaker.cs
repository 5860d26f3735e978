using System.Collections.Concurrent;

namespace Bakery.Distributed.Services;

/// <summary>
/// Spares a service that is down: five failures within a minute open it, and calls are refused without waiting; after ten seconds one call at a
/// time tries again, and the first that succeeds closes it. Counts in real time, whatever clock the business has.
/// </summary>
public sealed class Breaker
{
    private const int Failures = 5;
    private const long Window = 60_000;
    private const long Rest = 10_000;
    private readonly Queue<long> failed = new();
    private readonly Lock gate = new();
    private long closedUntilTrial;

    public bool IsOpen
    {
        get
        {
            lock (gate) return closedUntilTrial != 0;
        }
    }

    /// <summary>False while calls are refused.</summary>
    public bool Allows()
    {
        lock (gate)
        {
            if (closedUntilTrial == 0) return true;
            var now = Environment.TickCount64;
            if (now < closedUntilTrial) return false;
            closedUntilTrial = now + Rest; // this call is the trial; the next one comes when it has not succeeded
            return true;
        }
    }

    public void Succeeded()
    {
        lock (gate)
        {
            failed.Clear();
            closedUntilTrial = 0;
        }
    }

    public void Failed()
    {
        lock (gate)
        {
            var now = Environment.TickCount64;
            failed.Enqueue(now);
            while (failed.Peek() < now - Window) failed.Dequeue();
            if (failed.Count >= Failures) closedUntilTrial = now + Rest;
            while (failed.Count > Failures) failed.Dequeue();
        }
    }
}

/// <summary>One breaker per service.</summary>
public sealed class Breakers
{
    private readonly ConcurrentDictionary<string, Breaker> all = new();
    public Breaker Of(string service) => all.GetOrAdd(service, _ => new Breaker());
}
