using System.Threading.RateLimiting;
using Bakery.Distributed;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Tests.Conformance;

/// <summary>What replicas share by Redis, and what is left of it while Redis is away.</summary>
public sealed class RedisConformance(Cluster cluster)
{
    private static Action<WebApplicationBuilder> With(RedisServer redis) => builder =>
    {
        builder.Configuration["BAKERY_REDIS"] = redis.Address;
        builder.AddDistributed();
    };

    private async Task<(ProbeHost One, ProbeHost Two)> Two(RedisServer redis)
    {
        var one = await ProbeHost.OnNewDatabase(cluster, With(redis));
        var two = await one.Replica(With(redis));
        foreach (var host in new[] { one, two }) await Until(() => State(host) == "redis");
        return (one, two);
    }

    private static string State(ProbeHost host) => host.Services.GetServices<HealthNote>().Single(n => n.Name == "cache").State();

    [Fact]
    public async Task Replicas_count_the_same_minute()
    {
        await using var redis = await RedisServer.Start();
        var (one, two) = await Two(redis);
        await using var first = one;
        await using var second = two;
        var windows = new[] { one, two, one, two, one }.Select(h => h.Services.GetRequiredService<IRateWindows>().Open("user:a", 4, TimeSpan.FromMinutes(1))).ToList();
        var leases = new List<RateLimitLease>();
        foreach (var window in windows) leases.Add(await window.AcquireAsync());
        Assert.Equal([true, true, true, true, false], leases.Select(l => l.IsAcquired));
        Assert.True(leases[^1].TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait >= TimeSpan.FromSeconds(1));
        Assert.True((await two.Services.GetRequiredService<IRateWindows>().Open("user:b", 4, TimeSpan.FromMinutes(1)).AcquireAsync()).IsAcquired);
    }

    [Fact]
    public async Task A_ticket_of_one_process_opens_the_stream_of_another_once()
    {
        await using var redis = await RedisServer.Start();
        var (one, two) = await Two(redis);
        await using var first = one;
        await using var second = two;
        var ticket = await one.Services.GetRequiredService<IStreamTickets>().Issue(new HashSet<Guid> { ProbeHost.Tenant });
        Assert.Equal([ProbeHost.Tenant], await two.Services.GetRequiredService<IStreamTickets>().Take(ticket) ?? throw new InvalidOperationException("The ticket was unknown."));
        Assert.Null(await one.Services.GetRequiredService<IStreamTickets>().Take(ticket));
    }

    [Fact]
    public async Task A_session_ended_in_one_process_has_ended_in_all_and_in_those_that_start_later()
    {
        await using var redis = await RedisServer.Start();
        var (one, two) = await Two(redis);
        await using var first = one;
        await using var second = two;
        var session = Guid.CreateVersion7();
        one.Services.GetRequiredService<Revocations>().Revoke(session, TimeSpan.FromMinutes(15));
        await Until(() => two.Services.GetRequiredService<Revocations>().IsRevoked(session));
        await using var late = await one.Replica(With(redis));
        await Until(() => late.Services.GetRequiredService<Revocations>().IsRevoked(session));
    }

    [Fact]
    public async Task A_browser_goes_on_at_another_gateway_where_it_was()
    {
        await using var redis = await RedisServer.Start();
        var (one, two) = await Two(redis);
        await using var first = one;
        await using var second = two;
        foreach (var note in new[] { "a", "b", "c" }) await one.Publish(new Pinged(note));
        await one.Settled();
        var seen = await Take(one, 0, 3);
        Assert.Equal(3, seen.Select(e => e.Id).Distinct().Count());
        Assert.Equal([seen[1].Id, seen[2].Id], (await Take(two, seen[0].Id, 2)).Select(e => e.Id));
    }

    [Fact]
    public async Task A_browser_that_listens_while_redis_restarts_misses_nothing_that_is_said_after_it()
    {
        await using var redis = await RedisServer.Start();
        var (one, two) = await Two(redis);
        await using var first = one;
        await using var second = two;
        await one.Publish(new Pinged("before"));
        await one.Settled();
        var heard = Take(two, null, 3);
        await redis.Stop();
        foreach (var host in new[] { one, two }) await Until(() => State(host) == "redis_unreachable");
        await redis.Begin();
        await Until(() => State(one) == "redis"); // the other may still be on its way back
        foreach (var note in new[] { "a", "b", "c" }) await one.Publish(new Pinged(note));
        await one.Settled();
        Assert.Equal(3, (await heard).Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_one_process_has_cached_another_finds()
    {
        await using var redis = await RedisServer.Start();
        var (one, two) = await Two(redis);
        await using var first = one;
        await using var second = two;
        var onlyLook = new HybridCacheEntryOptions { Flags = HybridCacheEntryFlags.DisableUnderlyingData };
        await one.Services.GetRequiredService<HybridCache>().SetAsync("probe", "made by one");
        var found = "";
        // Redis is written to in the background.
        for (var look = 0; look < 200 && found != "made by one"; look++)
        {
            found = await two.Services.GetRequiredService<HybridCache>().GetOrCreateAsync("probe", _ => ValueTask.FromResult(""), onlyLook);
            await Task.Delay(20);
        }
        Assert.Equal("made by one", found);
    }

    [Fact]
    public async Task While_redis_is_away_each_process_does_without_and_says_so()
    {
        await using var redis = await RedisServer.Start();
        await using var host = await ProbeHost.OnNewDatabase(cluster, With(redis));
        await Until(() => State(host) == "redis");
        await redis.Stop();
        await Until(() => State(host) == "redis_unreachable");
        await host.Publish(new Pinged("without"));
        await host.Settled();
        Assert.Equal(1, await host.Effects("first", "without"));
        var window = host.Services.GetRequiredService<IRateWindows>().Open("user:c", 1, TimeSpan.FromMinutes(1));
        Assert.Equal((true, false), ((await window.AcquireAsync()).IsAcquired, (await window.AcquireAsync()).IsAcquired));
        var tickets = host.Services.GetRequiredService<IStreamTickets>();
        Assert.NotNull(await tickets.Take(await tickets.Issue(new HashSet<Guid> { ProbeHost.Tenant })));
        Assert.Equal("made", await host.Services.GetRequiredService<HybridCache>().GetOrCreateAsync("probe", _ => ValueTask.FromResult("made")));
        await redis.Begin();
        await Until(() => State(host) == "redis");
    }

    private static async Task<List<LiveEvent>> Take(ProbeHost host, long? after, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var seen = new List<LiveEvent>();
        await foreach (var item in host.Services.GetRequiredService<ILiveFeed>().Listen(new HashSet<Guid> { ProbeHost.Tenant }, after, limit.Token))
        {
            seen.Add(item);
            if (seen.Count == count) break;
        }
        return seen;
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition()) await Task.Delay(50, limit.Token);
    }
}
