using System.Collections.Concurrent;

namespace Bakery.Kernel.Http;

/// <summary>A short single-use ticket that opens the live stream, because a browser's EventSource cannot send a header.</summary>
public interface IStreamTickets
{
    Task<string> Issue(IReadOnlySet<Guid> tenants);

    /// <summary>The tenants of the ticket, or null when it is unknown, used or too old.</summary>
    Task<IReadOnlySet<Guid>?> Take(string ticket);
}

/// <summary>Tickets of one process.</summary>
public sealed class StreamTickets(TimeProvider clock) : IStreamTickets
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, (IReadOnlySet<Guid> Tenants, DateTimeOffset Until)> open = new();

    public Task<string> Issue(IReadOnlySet<Guid> tenants)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, value) in open) if (value.Until < now) open.TryRemove(key, out _);
        var ticket = NewTicket();
        open[ticket] = (tenants, now + Life);
        return Task.FromResult(ticket);
    }

    public Task<IReadOnlySet<Guid>?> Take(string ticket) => Task.FromResult(open.TryRemove(ticket, out var value) && value.Until >= clock.GetUtcNow() ? value.Tenants : null);

    public static string NewTicket() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24));
}
