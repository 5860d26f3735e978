using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Distributed;

/// <summary>Waits until the work that a test started has run to its end.</summary>
public static class Settlement
{
    /// <summary>Returns what the transport has done so far; several processes have settled when none of their answers changes any more.</summary>
    public static async Task<long> Wait(ModuleRegistry modules, IServiceScopeFactory scopes, CancellationToken ct)
    {
        // Two quiet looks in a row without a message between: a handler may be between its commit and the mark of its own message.
        for (long? before = null; ;)
        {
            long activity;
            await using (var services = scopes.CreateAsyncScope()) activity = await services.ServiceProvider.GetRequiredService<ITransport>().Settle(ct);
            var quiet = await Quiet(modules, scopes, ct);
            if (quiet && activity == before) return activity;
            before = quiet ? activity : null;
            await Task.Delay(20, ct);
        }
    }

    private static async Task<bool> Quiet(ModuleRegistry modules, IServiceScopeFactory scopes, CancellationToken ct)
    {
        foreach (var module in modules.Hosted.Where(m => m.Database is not null))
        {
            await using var services = scopes.CreateAsyncScope();
            using var all = services.ServiceProvider.GetRequiredService<TenantScope>().AllTenants();
            var now = services.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
            var db = (ModuleDb)services.ServiceProvider.GetRequiredService(module.Database!);
            if (await db.Set<OutboxRow>().AnyAsync(r => r.SentAt == null && r.DueAt <= now, ct)) return false;
        }
        return true;
    }
}
