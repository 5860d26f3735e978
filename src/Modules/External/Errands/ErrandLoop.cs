using Bakery.External.Adapters;
using Bakery.Kernel.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bakery.External.Errands;

/// <summary>Runs the errands one after another: takes one in a short transaction, asks outside with none, writes the answer in another.</summary>
internal sealed class ErrandLoop(IServiceScopeFactory scopes, Sources sources, TimeProvider clock, ILogger<ErrandLoop> log) : BackgroundService
{
    private readonly TimeSpan poll = clock is TestClock ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        if (!sources.AreOn) return;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (!await Next(ct)) await Task.Delay(poll, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogError(error, "An errand to an outside source stumbled");
                await Task.Delay(TimeSpan.FromSeconds(5), ct);
            }
        }
    }

    /// <summary>False when nothing is due.</summary>
    private async Task<bool> Next(CancellationToken ct)
    {
        if (await Take(ct) is not { } errand) return false;
        try
        {
            await Run(errand, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // A source's failure is shown by the status page; anything else is a fault of ours.
            if (error is not AdapterFailed) log.LogError(error, "The errand {Errand} failed", errand.Key);
            await Failed(errand, ct);
        }
        return true;
    }

    private async Task Run(Errand errand, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        services.ServiceProvider.GetRequiredService<TenantScope>().Enter(errand.ForTenant, Actor.System);
        var write = await services.ServiceProvider.GetRequiredService<ErrandRunner>().Fetch(errand, ct);
        var db = services.ServiceProvider.GetRequiredService<ExternalDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await write();
        await db.SaveChangesAsync(ct);
        await db.Errands.Where(e => e.Key == errand.Key).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<Errand?> Take(CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<ExternalDb>();
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var found = await db.Errands.FromSql($"SELECT * FROM external.errand WHERE due_at <= {now} ORDER BY due_at, key LIMIT 1 FOR UPDATE SKIP LOCKED").ToListAsync(ct);
        if (found.Count == 0) return null;
        found[0].Take(now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return found[0];
    }

    private async Task Failed(Errand errand, CancellationToken ct)
    {
        await using var services = scopes.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<ExternalDb>();
        db.Attach(errand);
        if (!errand.TryAgain(clock.GetUtcNow())) db.Remove(errand);
        await db.SaveChangesAsync(ct);
    }
}
