using System.Collections.Concurrent;

namespace Bakery.Kernel.Http;

/// <summary>A short single-use ticket that opens the live stream, because a browser's EventSource cannot send a header.</summary>
public sealed class StreamTickets(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, (IReadOnlySet<Guid> Tenants, DateTimeOffset Until)> open = new();

    public string Issue(IReadOnlySet<Guid> tenants)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, value) in open) if (value.Until < now) open.TryRemove(key, out _);
        var ticket = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24));
        open[ticket] = (tenants, now + Life);
        return ticket;
    }

    /// <summary>The tenants of the ticket, or null when it is unknown, used or too old.</summary>
    public IReadOnlySet<Guid>? Take(string ticket) => open.TryRemove(ticket, out var value) && value.Until >= clock.GetUtcNow() ? value.Tenants : null;
}
