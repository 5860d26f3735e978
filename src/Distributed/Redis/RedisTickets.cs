using System.Text.Json;
using Bakery.Distributed.Memory;
using Bakery.Kernel.Http;
using StackExchange.Redis;

namespace Bakery.Distributed.Redis;

/// <summary>Tickets given by auth and taken by any gateway. Without Redis they are good in the process that gave them; elsewhere the browser polls.</summary>
internal sealed class RedisTickets(RedisLink redis, TimeProvider clock) : IStreamTickets
{
    private readonly MemoryTickets memory = new(clock);

    public async Task<string> Issue(IReadOnlySet<Guid> tenants)
    {
        try
        {
            if (redis.Database is { } database)
            {
                var ticket = MemoryTickets.NewTicket();
                await database.StringSetAsync($"ticket:{ticket}", JsonSerializer.Serialize(tenants), IStreamTickets.Life);
                return ticket;
            }
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            // Gone this moment: as if it had not been there.
        }
        return await memory.Issue(tenants);
    }

    public async Task<IReadOnlySet<Guid>?> Take(string ticket)
    {
        try
        {
            if (redis.Database is { } database && await database.StringGetDeleteAsync($"ticket:{ticket}") is { HasValue: true } value) return JsonSerializer.Deserialize<HashSet<Guid>>(value.ToString());
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            // Gone this moment: as if it had not been there.
        }
        return await memory.Take(ticket);
    }
}
