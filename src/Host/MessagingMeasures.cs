using System.Diagnostics.Metrics;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Host;

/// <summary>Looks every half minute how long messages wait in each hosted module's outbox and how many lie in its dead letters, for the alert rules.</summary>
internal sealed class MessagingMeasures : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private readonly ModuleRegistry modules;
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider clock;
    private volatile IReadOnlyList<(string Module, double Lag, int Dead)> seen = [];

    public MessagingMeasures(ModuleRegistry modules, IServiceScopeFactory scopes, TimeProvider clock)
    {
        (this.modules, this.scopes, this.clock) = (modules, scopes, clock);
        BakeryTelemetry.Meter.CreateObservableGauge("bakery.messaging.outbox_lag", () => seen.Select(s => new Measurement<double>(s.Lag, Of(s.Module))), "s", "How long the oldest due message has not been sent.");
        BakeryTelemetry.Meter.CreateObservableGauge("bakery.messaging.dead_letters_waiting", () => seen.Select(s => new Measurement<int>(s.Dead, Of(s.Module))), description: "Messages that wait for a person.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            var now = new List<(string, double, int)>();
            foreach (var module in modules.Hosted.Where(m => m.Database is not null))
                if (await Look(module, stoppingToken) is (var lag, var dead)) now.Add((module.Name, lag, dead));
            seen = now;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Null while the database is away, which is told by its own alert.</summary>
    private async Task<(double Lag, int Dead)?> Look(ModuleInfo module, CancellationToken ct)
    {
        try
        {
            await using var services = scopes.CreateAsyncScope();
            var db = (ModuleDb)services.ServiceProvider.GetRequiredService(module.Database!);
            using var all = db.Scope.AllTenants(); // counts, of every tenant
            var now = clock.GetUtcNow();
            var oldest = await db.Set<OutboxRow>().Where(r => r.SentAt == null && r.DueAt <= now).MinAsync(r => (DateTimeOffset?)r.DueAt, ct);
            return (oldest is { } due ? (now - due).TotalSeconds : 0, await db.Set<DeadLetterRow>().CountAsync(ct));
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            // The framework wraps a lost connection; an exception that left here would end the process.
            return null;
        }
    }

    private static KeyValuePair<string, object?> Of(string module) => new("module", module);
}
