using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Kernel.Modules;

/// <summary>The kernel's own jobs in every module's schema.</summary>
internal static class HouseKeeping
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Runs outside the tick's transaction: long work must not hold the inbox row's locks.</summary>
    public static async Task InOwnScope(IServiceProvider services, Type database, Func<ModuleDb, TimeProvider, Task> work)
    {
        await using var own = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        await work((ModuleDb)own.ServiceProvider.GetRequiredService(database), own.ServiceProvider.GetRequiredService<TimeProvider>());
    }

    /// <summary>Drops what has served its time: sent messages, handled ids, answers kept for repeated requests. Seals what the minutes have missed.</summary>
    public static async Task Clean(ModuleDb db, TimeProvider clock, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants();
        var until = clock.GetUtcNow() - Kept;
        await db.Set<OutboxRow>().Where(r => r.SentAt < until).ExecuteDeleteAsync(ct);
        // A retry may come 11 minutes after the first try; 30 days leave room for a redriven dead letter.
        await db.Set<InboxRow>().Where(r => r.HandledAt < clock.GetUtcNow().AddDays(-30)).ExecuteDeleteAsync(ct);
        await db.Set<IdempotencyRow>().Where(r => r.CreatedAt < until).ExecuteDeleteAsync(ct);
        await AuditChain.Seal(db, everything: true, clock, ct);
    }
}
