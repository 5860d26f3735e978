using System.Collections.Concurrent;
using System.Security.Cryptography;
using Bakery.Contracts.Production;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bakery.Production.Sensors;

/// <summary>
/// Keeps the sensors of every bakery: asks those that answer, listens to those that speak. One replica does it at a time. A bakery without sensors
/// costs a look every few seconds; no client is made and no connection opened before there is one.
/// </summary>
internal sealed class SensorLoop(IServiceScopeFactory scopes, SensorReader reader, Secrets secrets, IConfiguration configuration, TimeProvider clock, ILogger<SensorLoop> log) : BackgroundService
{
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(1);
    private const int Attempts = 5;
    private readonly string holder = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.CreateVersion7():N}";
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> taken = new();
    private readonly ConcurrentDictionary<Broker, BrokerConnection> brokers = new();
    private readonly ConcurrentDictionary<Guid, string> failing = new();

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        var pause = clock is TestClock ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(5);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Look(ct);
            }
            catch (Exception error) when (!ct.IsCancellationRequested)
            {
                log.LogWarning(error, "The sensors could not be read");
            }
            await Task.Delay(pause, ct);
        }
    }

    public override async Task StopAsync(CancellationToken ct)
    {
        await base.StopAsync(ct);
        foreach (var broker in brokers.Values) await broker.DisposeAsync();
    }

    private async Task Look(CancellationToken ct)
    {
        var sensors = await Sensors(ct);
        var speaking = sensors.Where(s => s.Adapter == SensorAdapter.Mqtt).ToLookup(s => s.Broker);
        foreach (var gone in brokers.Keys.Where(b => !speaking.Contains(b)).ToList())
        {
            if (brokers.TryRemove(gone, out var connection)) await connection.DisposeAsync();
        }
        var now = clock.GetUtcNow();
        var asked = sensors.Where(s => s.Adapter != SensorAdapter.Mqtt && IsDue(s, now)).Select(s => Ask(s, ct));
        var listened = speaking.Select(group => Listen(group.Key, [.. group], ct));
        // Slow ones do not hold the others up.
        await Task.WhenAll(asked.Concat(listened));
    }

    // Every tenant's: the loop serves the whole installation.
    private async Task<IReadOnlyList<SensorSettings>> Sensors(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        using var all = services.ServiceProvider.GetRequiredService<TenantScope>().AllTenants();
        var db = services.ServiceProvider.GetRequiredService<ProductionDb>();
        var rows = await db.Sensors.AsNoTracking().Where(s => s.IsActive).Join(db.Equipment, s => s.EquipmentId, e => e.Id, (s, e) => new { Sensor = s, e.Name }).ToListAsync(ct);
        if (rows.Count == 0 || !await Lease.TryTake(db, "sensors", holder, clock.GetUtcNow(), LeaseLength, ct)) return [];
        return [.. rows.Select(r => KeepSensors.Settings(r.Sensor, r.Name, Password(r.Sensor)))];
    }

    // One that was encrypted with another master key is none: the broker says what it thinks of that.
    private string? Password(Sensor sensor)
    {
        try
        {
            return sensor.Password is { } secret ? secrets.Reveal(secret, Sensor.Purpose(sensor.Id)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private bool IsDue(SensorSettings sensor, DateTimeOffset now) => !taken.TryGetValue(sensor.Id, out var last) || now - last >= TimeSpan.FromSeconds(sensor.EverySeconds) || now < last;

    private async Task Ask(SensorSettings sensor, CancellationToken ct)
    {
        taken[sensor.Id] = clock.GetUtcNow();
        try
        {
            await Keep(sensor, await reader.Read(sensor, ct), ct);
        }
        catch (SensorException failed)
        {
            await Fail(sensor, failed.Message, ct);
        }
    }

    private async Task Listen(Broker broker, IReadOnlyList<SensorSettings> sensors, CancellationToken ct)
    {
        var connection = brokers.GetOrAdd(broker, b => new BrokerConnection(b, configuration, Heard));
        if (await connection.Listen(sensors, ct) is not { } problem) return;
        foreach (var sensor in sensors) await Fail(sensor, problem, ct);
    }

    // A sensor that speaks every second is kept as often as its machine asks for.
    private async Task Heard(SensorSettings sensor, string text, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!IsDue(sensor, now)) return;
        taken[sensor.Id] = now;
        try
        {
            await Keep(sensor, sensor.Scaled(SensorReader.Parse(text, "")), ct);
        }
        catch (SensorException failed)
        {
            await Fail(sensor, failed.Message, ct);
        }
    }

    private async Task Keep(SensorSettings sensor, decimal value, CancellationToken ct)
    {
        failing.TryRemove(sensor.Id, out _);
        await Store(sensor, (db, bus, row) =>
        {
            var now = clock.GetUtcNow();
            row.Read(value, now);
            db.Add(new SensorReading { Id = Ids.New(clock), EquipmentId = sensor.EquipmentId, Value = value, At = now });
            if (sensor.PointId is { } point) bus.Publish(new ReadingRecorded(point, value, null, sensor.Name, now));
        }, ct);
    }

    // What goes on failing is written once.
    private async Task Fail(SensorSettings sensor, string error, CancellationToken ct)
    {
        if (!failing.TryAdd(sensor.Id, error)) return;
        log.LogInformation("Sensor {Sensor} of {Equipment}: {Problem}", sensor.Id, sensor.EquipmentId, error);
        await Store(sensor, (_, _, row) => row.Failed(error, clock.GetUtcNow()), ct);
    }

    private async Task Store(SensorSettings sensor, Action<ProductionDb, IBus, Sensor> change, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var services = scopes.CreateAsyncScope();
            services.ServiceProvider.GetRequiredService<TenantScope>().Enter(sensor.TenantId, Actor.System, Role.Member);
            var (db, bus) = (services.ServiceProvider.GetRequiredService<ProductionDb>(), services.ServiceProvider.GetRequiredService<IBus>());
            if (await db.Sensors.FirstOrDefaultAsync(s => s.Id == sensor.Id, ct) is not { } row) return;
            change(db, bus, row);
            try
            {
                await db.SaveChangesAsync(ct);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Somebody has just changed how it is connected; the reading is kept all the same.
            }
        }
    }
}
