using System.Collections.Concurrent;
using System.Security.Cryptography;
using Bakery.Kernel.Http;

namespace Bakery.Distributed.Memory;

/// <summary>Tickets of one process.</summary>
internal sealed class MemoryTickets(TimeProvider clock) : IStreamTickets
{
    private readonly ConcurrentDictionary<string, (IReadOnlySet<Guid> Tenants, DateTimeOffset Until)> open = new();

    public Task<string> Issue(IReadOnlySet<Guid> tenants)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, value) in open) if (value.Until < now) open.TryRemove(key, out _);
        var ticket = NewTicket();
        open[ticket] = (tenants, now + IStreamTickets.Life);
        return Task.FromResult(ticket);
    }

    public Task<IReadOnlySet<Guid>?> Take(string ticket) => Task.FromResult(open.TryRemove(ticket, out var value) && value.Until >= clock.GetUtcNow() ? value.Tenants : null);

    public static string NewTicket() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
