using System.Collections.Concurrent;

namespace Bakery.Inventory.Stock;

/// <summary>
/// Time zones of tenants, kept for a minute. A request with a key holds a connection from its beginning; if hundreds of them asked for a second one to
/// learn their zone, they would wait for each other.
/// </summary>
internal sealed class TenantZones(TimeProvider clock)
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, (string Zone, long At)> known = new();

    public async Task<string> Of(Guid tenant, Func<Task<string>> ask)
    {
        if (known.TryGetValue(tenant, out var found) && clock.GetElapsedTime(found.At) < Keep) return found.Zone;
        var zone = await ask();
        known[tenant] = (zone, clock.GetTimestamp());
        return zone;
    }
}
