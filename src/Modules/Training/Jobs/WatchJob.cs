using System.Net.WebSockets;
using System.Text.Json;
using Bakery.Contracts.Inventory;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Bakery.Training.Jobs;

/// <summary>A job's progress over a WebSocket (platform.md 4.2): one message at once, one for every change, and the end.</summary>
internal static class WatchJob
{
    /// <param name="Type">progress, then once completed, failed or cancelled.</param>
    public sealed record Message(string Type, Guid JobId, DateTimeOffset Timestamp, Standing Data);

    /// <param name="Progress">0 to 100.</param>
    /// <param name="CurrentStep">waiting, series, pool or over.</param>
    /// <param name="ProductName">Of the series that was finished last.</param>
    public sealed record Standing(int Progress, JobStage CurrentStep, int ProductsCompleted, int ProductsTotal, string? ProductName, int? EtaSeconds, string? Error);

    internal static async Task<IResult> Handle(Guid id, HttpContext http, TrainingDb db, TenantScope scope, ILiveFeed feed, IQueryBus queries, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        if (!http.WebSockets.IsWebSocketRequest) throw new RuleViolation("websocket_expected", "This address speaks WebSocket.", 400);
        await GetJob.Find(id, db, http.RequestAborted);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var left = Leave(socket, stop);
        async Task<bool> Tell()
        {
            var message = await Look(id, db, queries, clock, stop.Token);
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, Wire.Lenient), WebSocketMessageType.Text, true, stop.Token);
            return message.Type == "progress";
        }
        try
        {
            var position = feed.Position;
            if (await Tell())
                await foreach (var change in feed.Listen(new HashSet<Guid> { scope.Require() }, position, stop.Token))
                    if (change.Name == "training_progress" && !await Tell()) break;
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop.Token);
            await left;
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // The watcher left or the process stops.
        }
        return Results.Empty;
    }

    private static async Task<Message> Look(Guid id, TrainingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var job = await db.Jobs.AsNoTracking().FirstAsync(j => j.Id == id, ct);
        var name = job.CurrentItemId is { } item ? (await queries.Ask(new Items([item]), ct)).FirstOrDefault()?.Name : null;
        var type = job.State switch { JobState.Failed => "failed", JobState.Cancelled => "cancelled", _ => job.IsOver ? "completed" : "progress" };
        return new Message(type, id, clock.GetUtcNow(), new Standing(job.Progress, job.Stage, job.Succeeded + job.Failed, job.Series, name, job.EtaSeconds(clock.GetUtcNow()), job.Error));
    }

    // Watchers say nothing but goodbye.
    private static async Task Leave(WebSocket socket, CancellationTokenSource stop)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer, stop.Token)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // Gone without one.
        }
        await stop.CancelAsync();
    }
}
