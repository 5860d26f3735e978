using System.Collections.Concurrent;
using System.Data;
using System.Text.Json;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Bakery.Kernel.Messaging;

/// <summary>Carries an envelope to every subscriber, or to the one named by <c>destination</c>, and returns when that is certain.</summary>
public interface ITransport
{
    Task Publish(Envelope envelope, string destination, CancellationToken ct);

    /// <summary>Returns once what this process was given so far is handled. The answer grows with every message, so equal answers mean that none came between.</summary>
    Task<long> Settle(CancellationToken ct) => Task.FromResult(0L);
}

/// <summary>
/// The in-process bus of the embedded profile. The outbox row stays unsent until every subscriber has committed (or stored its failure), so a
/// kill at any point brings the message again and the inbox drops what was done already.
/// </summary>
internal sealed class InProcessTransport(ModuleRegistry modules, Receiver receiver, ILogger<InProcessTransport> log) : ITransport
{
    public async Task Publish(Envelope envelope, string destination, CancellationToken ct)
    {
        var subscribers = modules.SubscriptionsOf(envelope.Type).Where(s => destination == "" || s.Name == destination).ToList();
        if (subscribers.Count == 0)
        {
            Telemetry.BakeryTelemetry.Unknown.Add(1, new KeyValuePair<string, object?>("type", envelope.Type));
            log.LogDebug("No subscriber for {Type}", envelope.Type);
        }
        foreach (var subscription in subscribers) await receiver.Handle(subscription, envelope, ct);
    }
}

/// <summary>Wakes the dispatchers after a commit; polling is the fallback.</summary>
public sealed class OutboxSignal
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> doors = new();

    public void Wake(string module)
    {
        var door = Door(module);
        if (door.CurrentCount == 0) door.Release();
    }

    internal Task Wait(string module, TimeSpan atMost, CancellationToken ct) => Door(module).WaitAsync(atMost, ct);

    private SemaphoreSlim Door(string module) => doors.GetOrAdd(module, _ => new SemaphoreSlim(0));
}

/// <summary>
/// One per hosted module: claims due outbox rows with FOR UPDATE SKIP LOCKED, hands them to the transport and marks them sent. The row lock
/// is held while the message is delivered, so replicas share the work and a killed process frees its rows at once.
/// </summary>
internal sealed class Dispatcher(ModuleInfo module, IServiceScopeFactory scopes, ITransport transport, OutboxSignal signal, ILiveFeed live, TimeProvider clock,
    DispatchLimit limit, IHostEnvironment environment, ILogger<Dispatcher> log) : BackgroundService
{
    private const int Workers = 4;
    private readonly TimeSpan poll = clock is TestClock ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(5);
    private readonly string claim = $"""
        SELECT id, envelope, destination FROM {module.Schema}.outbox
        WHERE sent_at IS NULL AND due_at <= @now ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
        """;
    private readonly string sent = $"UPDATE {module.Schema}.outbox SET sent_at = @now WHERE id = @id";

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                // The first claim is alone; only when it found work are the other workers woken.
                if (await Next(ct)) await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Drain(ct)));
                else await signal.Wait(module.Name, poll, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogError(error, "The dispatcher of {Module} stumbled in {Environment}", module.Name, environment.EnvironmentName);
                await Task.Delay(TimeSpan.FromSeconds(1), ct);
            }
        }
    }

    private async Task Drain(CancellationToken ct)
    {
        while (await Next(ct)) { }
    }

    private async Task<bool> Next(CancellationToken ct)
    {
        using var slot = await limit.Enter(ct);
        await using var services = scopes.CreateAsyncScope();
        using var all = services.ServiceProvider.GetRequiredService<TenantScope>().AllTenants();
        var db = (ModuleDb)services.ServiceProvider.GetRequiredService(module.Database!);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        Guid id;
        string text, destination;
        await using (var command = new NpgsqlCommand(claim, connection) { Parameters = { new("now", clock.GetUtcNow()) } })
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            if (!await reader.ReadAsync(ct)) return false;
            (id, text, destination) = (reader.GetGuid(0), reader.GetString(1), reader.GetString(2));
        }
        var envelope = JsonSerializer.Deserialize<Envelope>(text, Wire.Lenient)!;
        await transport.Publish(envelope, destination, ct);
        if (destination == "") live.Append(envelope);
        await using (var command = new NpgsqlCommand(sent, connection) { Parameters = { new("now", clock.GetUtcNow()), new("id", id) } })
            await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}

/// <summary>How many messages are being handled at once in this process: each holds two connections.</summary>
internal sealed class DispatchLimit
{
    private readonly SemaphoreSlim slots = new(Math.Max(4, Environment.ProcessorCount * 4));

    public async Task<IDisposable> Enter(CancellationToken ct)
    {
        await slots.WaitAsync(ct);
        return new Slot(slots);
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
