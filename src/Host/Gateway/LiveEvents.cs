using System.Text.Json;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;

namespace Bakery.Host.Gateway;

/// <summary><c>GET /api/events</c>: server-sent events of the user's tenants with replay by <c>Last-Event-ID</c> (platform.md 4.1).</summary>
internal static class LiveEvents
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(25);

    public static void Map(WebApplication app) => app.MapGet("/api/events", Stream).AllowAnonymous().ExcludeFromDescription();

    private static async Task Stream(HttpContext http, ILiveFeed feed, IStreamTickets tickets, IHostApplicationLifetime lifetime)
    {
        var tenants = http.Request.Query["ticket"].FirstOrDefault() is { Length: > 0 } ticket
            ? await tickets.Take(ticket)
            : Caller.From(http.User) is { IsFloor: false } caller ? caller.Tenants.Select(t => t.Id).ToHashSet() : null;
        if (tenants is null)
        {
            http.Response.StatusCode = 401;
            return;
        }
        var channels = http.Request.Query["channels"].FirstOrDefault()?.Split(',').ToHashSet();
        long? after = long.TryParse(http.Request.Headers["Last-Event-ID"].FirstOrDefault(), out var id) ? id : null;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var events = feed.Listen(tenants, after, stop.Token).GetAsyncEnumerator(stop.Token);
        var next = events.MoveNextAsync().AsTask(); // listens before the browser is told that it does
        try
        {
            await Write(http, "event: connection\ndata: {\"type\":\"connection\"}\n\n", stop.Token);
            while (true)
            {
                if (await Task.WhenAny(next, Task.Delay(Beat, stop.Token)) != next)
                {
                    await Write(http, "event: heartbeat\ndata: {}\n\n", stop.Token);
                    continue;
                }
                if (!await next) return;
                var item = events.Current;
                if (channels is null || channels.Contains(item.Channel))
                {
                    var data = JsonSerializer.Serialize(new { item.Type, item.TenantId, item.Entity, Version = item.Entity?.Version, item.At }, Wire.Lenient);
                    await Write(http, $"id: {item.Id}\nevent: {item.Name}\ndata: {data}\n\n", stop.Token);
                }
                next = events.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException)
        {
            // The browser left or the process stops.
        }
        finally
        {
            // An enumerator may only be disposed once its last step has ended.
            await stop.CancelAsync();
            await next.ContinueWith(_ => { }, TaskScheduler.Default);
            await events.DisposeAsync();
        }
    }

    private static async Task Write(HttpContext http, string text, CancellationToken ct)
    {
        await http.Response.WriteAsync(text, ct);
        await http.Response.Body.FlushAsync(ct);
    }
}
