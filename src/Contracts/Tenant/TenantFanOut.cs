using Bakery.Kernel.Messaging;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;

namespace Bakery.Contracts.Tenant;

/// <summary>Gives the work of a job to every tenant as a message of its own, so that replicas share it and one tenant's failure is not another's.</summary>
public static class TenantFanOut
{
    /// <summary>Publishes and saves.</summary>
    /// <param name="message">What a tenant is told.</param>
    /// <param name="only">Tenants that have anything to do; null = all active ones.</param>
    public static async Task FanOut(this ModuleDb db, IQueryBus queries, IBus bus, Func<ActiveTenant, IMessage> message, IReadOnlySet<Guid>? only, CancellationToken ct)
    {
        // The list of tenants is the platform's, and so is the save that holds messages of several of them.
        using var all = db.Scope.AllTenants();
        foreach (var tenant in await queries.Ask(new ActiveTenants(), ct))
        {
            if (only?.Contains(tenant.Id) == false) continue;
            db.Scope.Enter(tenant.Id, Actor.System);
            bus.Publish(message(tenant));
        }
        db.Scope.Enter(null, Actor.System);
        await db.SaveChangesAsync(ct);
    }
}
