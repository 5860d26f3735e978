using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Cronos;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bakery.Kernel.Jobs;

/// <summary>A moment of a cron job, handled like any message: retried, dead-lettered, done once.</summary>
[Message("kernel.job.ticked")]
public sealed record JobTicked(string Job, DateTimeOffset At) : IMessage;

/// <summary>A cron line of a module (five fields, UTC) and the handler of its ticks.</summary>
internal sealed record CronJob(string Name, string Module, CronExpression Schedule, Type Database, Invocation Handler);

/// <summary>
/// Watches the cron lines of the hosted modules. The replica that holds the module's lease publishes the tick; its id is made of the job and the
/// moment, so a tick exists once. Ticks missed while nothing ran become one.
/// </summary>
internal sealed class CronLoop(ModuleRegistry modules, IServiceScopeFactory scopes, TimeProvider clock, ILogger<CronLoop> log) : BackgroundService
{
    private static readonly Guid Space = new("5f0f8bd0-2c3a-4c5c-9a55-6d1d5f0b7a10");
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);
    private readonly string holder = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.CreateVersion7():N}";

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        var next = modules.Jobs.ToDictionary(j => j.Name, _ => DateTimeOffset.MinValue);
        var before = DateTimeOffset.MinValue;
        var pause = clock is TestClock ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(1);
        while (!ct.IsCancellationRequested)
        {
            // A clock that was set back (a mini PC after a power cut) makes the planned moments worthless.
            if (clock.GetUtcNow() < before)
                foreach (var job in modules.Jobs) next[job.Name] = DateTimeOffset.MinValue;
            before = clock.GetUtcNow();
            foreach (var job in modules.Jobs)
            {
                var now = clock.GetUtcNow();
                if (now < next[job.Name]) continue;
                try
                {
                    next[job.Name] = await Tick(job, now, ct);
                }
                catch (Exception error) when (!ct.IsCancellationRequested)
                {
                    log.LogError(error, "The tick of {Job} could not be stored", job.Name);
                    next[job.Name] = now.AddSeconds(10);
                }
            }
            await Task.Delay(pause, ct);
        }
    }

    private async Task<DateTimeOffset> Tick(CronJob job, DateTimeOffset now, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        using var all = services.ServiceProvider.GetRequiredService<TenantScope>().AllTenants();
        var db = (ModuleDb)services.ServiceProvider.GetRequiredService(job.Database);
        if (!await Lease.TryTake(db, "cron", holder, now, LeaseLength, ct)) return now.AddSeconds(30);
        var row = await db.Set<JobRow>().AsNoTracking().FirstOrDefaultAsync(j => j.Name == job.Name, ct);
        var since = row?.LastTick ?? now.AddMinutes(-1);
        var due = job.Schedule.GetNextOccurrence(since.UtcDateTime);
        if (due is null) return DateTimeOffset.MaxValue;
        if (due > now.UtcDateTime) return new DateTimeOffset(due.Value, TimeSpan.Zero);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Database.ExecuteSqlAsync(ModuleDb.Sql($$"""
                INSERT INTO {{db.Schema}}.job AS j (name, last_tick) VALUES ({0}, {1}) ON CONFLICT (name) DO UPDATE SET last_tick = excluded.last_tick WHERE j.last_tick < excluded.last_tick
                """, job.Name, now), ct) == 1)
        {
            var bus = (Outgoing)services.ServiceProvider.GetRequiredService<IBus>();
            bus.Publish(new JobTicked(job.Name, now), null, null, Ids.From(Space, $"{job.Name}@{due:O}"));
            foreach (var (envelope, dueAt, _) in bus.Drain()) db.Retry(envelope with { Producer = job.Module }, job.Name, dueAt, envelope.Id, now);
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return job.Schedule.GetNextOccurrence(now.UtcDateTime) is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : DateTimeOffset.MaxValue;
    }
}
