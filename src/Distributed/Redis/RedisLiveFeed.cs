using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Values;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Bakery.Distributed.Redis;

/// <summary>
/// The live stream between processes (platform.md §4.1): streams <c>tenant:{id}:{channel}</c> kept ten minutes for replay, and a message to every
/// listening process. Positions are microseconds of Redis's clock, one order over all streams, so a listener may go on at another gateway.
/// </summary>
internal sealed class RedisLiveFeed(RedisLink redis, ModuleRegistry modules, ILogger<RedisLiveFeed> log) : ILiveFeed
{
    public static readonly RedisChannel Everybody = RedisChannel.Literal("live");

    private const string Add = """
        local time = redis.call('TIME')
        local at = time[1] * 1000000 + time[2]
        local last = tonumber(redis.call('GET', KEYS[2]) or '0')
        if at <= last then at = last + 1 end
        local id = string.format('%.0f', at)
        redis.call('SET', KEYS[2], id)
        redis.call('XADD', KEYS[1], 'MINID', '~', string.format('%.0f', at - 600000000), id .. '-0', 'event', ARGV[1])
        redis.call('EXPIRE', KEYS[1], 660)
        redis.call('PUBLISH', 'live', id .. ' ' .. ARGV[1])
        return id
        """;

    // Null tells a listener that something may have been missed.
    private readonly ConcurrentDictionary<Guid, Channel<LiveEvent?>> listeners = new();
    private long newest;
    private readonly string[] channels = [.. modules.Known.Where(m => m.Value.Live is not null).Select(m => ChannelOf(m.Key)).Distinct()];

    // Behind what Redis has at most, so that a listener hears something again rather than misses it.
    public long Position => Interlocked.Read(ref newest);

    public void Append(Envelope envelope)
    {
        if (envelope.TenantId is not { } tenant || modules.Known.GetValueOrDefault(envelope.Type)?.Live is not { } name || redis.Database is not { } database) return;
        _ = Store(database, new LiveEvent(0, tenant, ChannelOf(envelope.Type), name, envelope.Type, envelope.Subject, envelope.OccurredAt));
    }

    public async IAsyncEnumerable<LiveEvent> Listen(IReadOnlySet<Guid> tenants, long? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateBounded<LiveEvent?>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest });
        var (key, from) = (Guid.CreateVersion7(), after ?? Position);
        listeners[key] = channel;
        try
        {
            var seen = after ?? 0;
            if (after is not null) channel.Writer.TryWrite(null);
            await foreach (var heard in channel.Reader.ReadAllAsync(ct))
            {
                foreach (var item in heard is null ? await Replay(tenants, Math.Max(seen, from)) : [heard])
                {
                    if (item.Id <= seen || !tenants.Contains(item.TenantId)) continue;
                    seen = item.Id;
                    yield return item;
                }
            }
        }
        finally
        {
            listeners.TryRemove(key, out _);
        }
    }

    /// <summary>A message of any process: <c>position json</c>.</summary>
    public void Receive(RedisValue message)
    {
        var text = message.ToString();
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !long.TryParse(text.AsSpan(0, space), CultureInfo.InvariantCulture, out var id) || Read(text[(space + 1)..], id) is not { } item) return;
        Interlocked.Exchange(ref newest, id);
        foreach (var listener in listeners.Values) listener.Writer.TryWrite(item);
    }

    /// <summary>After a time without the subscription: every listener looks for what it has missed.</summary>
    public void CatchUp()
    {
        foreach (var listener in listeners.Values) listener.Writer.TryWrite(null);
    }

    private async Task Store(IDatabase database, LiveEvent item, bool isAgain = false)
    {
        try
        {
            await database.ScriptEvaluateAsync(Add, [StreamOf(item.TenantId, item.Channel), "live:position"], [JsonSerializer.Serialize(item, Wire.Lenient)]);
        }
        catch (RedisServerException) when (!isAgain)
        {
            // A Redis that was started again does not know the script any more; what it refuses it has not done.
            await Store(database, item, isAgain: true);
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            log.LogWarning("A live event is lost: {Reason}", error.Message);
        }
    }

    private async Task<List<LiveEvent>> Replay(IReadOnlySet<Guid> tenants, long after)
    {
        if (redis.Database is not { } database) return [];
        try
        {
            var streams = await Task.WhenAll(tenants.SelectMany(t => channels.Select(c => database.StreamRangeAsync(StreamOf(t, c), $"({after}-0", "+"))));
            return [.. streams.SelectMany(s => s).Select(e => Read(e["event"].ToString(), long.Parse(e.Id.ToString().Split('-')[0], CultureInfo.InvariantCulture))).OfType<LiveEvent>().OrderBy(e => e.Id)];
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            return [];
        }
    }

    private static LiveEvent? Read(string json, long id) => JsonSerializer.Deserialize<LiveEvent>(json, Wire.Lenient) is { } item ? item with { Id = id } : null;
    private static RedisKey StreamOf(Guid tenant, string channel) => $"tenant:{tenant}:{channel}";
    private static string ChannelOf(string type) => type.Split('.')[0];
}
