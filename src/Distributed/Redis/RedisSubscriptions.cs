using System.Globalization;
using Bakery.Kernel.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Bakery.Distributed.Redis;

/// <summary>
/// What this process hears by Redis: live events, and sessions that another process ended. A session's end is looked up in memory at every call;
/// those ended while this process was away are read when the connection is there again.
/// </summary>
internal sealed class RedisSubscriptions(RedisLink redis, RedisLiveFeed live, Revocations revocations, TimeProvider clock, ILogger<RedisSubscriptions> log) : BackgroundService
{
    private const string Ended = "sessions:ended";
    private static readonly RedisChannel EndedNow = RedisChannel.Literal(Ended);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        var connection = await redis.Open();
        revocations.Revoked += (session, end) => _ = Quietly(() => Tell(connection, session, end));
        var subscriber = connection.GetSubscriber();
        connection.ConnectionRestored += (_, _) => _ = Quietly(async () =>
        {
            await Catch(connection);
            // The library subscribes again by itself, some moments later.
            while (subscriber.SubscribedEndpoint(RedisLiveFeed.Everybody) is null && connection.IsConnected) await Task.Delay(Moment, ct);
            live.CatchUp();
        });
        // A subscription made while Redis is away begins when it comes.
        while (!await Quietly(async () =>
        {
            // By a queue, which keeps the order: a listener takes an event that comes after a later one for one it knows.
            (await subscriber.SubscribeAsync(RedisLiveFeed.Everybody)).OnMessage(message => live.Receive(message.Message));
            await subscriber.SubscribeAsync(EndedNow, (_, message) => Learn(message.ToString()));
            await Catch(connection);
            live.CatchUp();
        })) await Task.Delay(Pause, ct);
    }

    private async Task Tell(IConnectionMultiplexer connection, Guid session, DateTimeOffset end)
    {
        var (database, seconds) = (connection.GetDatabase(), end.ToUnixTimeSeconds());
        await database.SortedSetRemoveRangeByScoreAsync(Ended, double.NegativeInfinity, clock.GetUtcNow().ToUnixTimeSeconds());
        await database.SortedSetAddAsync(Ended, session.ToString(), seconds);
        await connection.GetSubscriber().PublishAsync(EndedNow, $"{session} {seconds}");
    }

    private async Task Catch(IConnectionMultiplexer connection)
    {
        foreach (var entry in await connection.GetDatabase().SortedSetRangeByScoreWithScoresAsync(Ended, clock.GetUtcNow().ToUnixTimeSeconds()))
            Learn($"{entry.Element} {entry.Score.ToString("F0", CultureInfo.InvariantCulture)}");
    }

    private void Learn(string message)
    {
        var parts = message.Split(' ');
        if (parts.Length == 2 && Guid.TryParse(parts[0], out var session) && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var seconds)) revocations.Learn(session, DateTimeOffset.FromUnixTimeSeconds(seconds));
    }

    private async Task<bool> Quietly(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            log.LogWarning("Redis is away: {Reason}", error.Message);
            return false;
        }
    }
}
