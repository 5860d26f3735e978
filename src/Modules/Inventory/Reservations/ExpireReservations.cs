using Bakery.Contracts.Orders;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Reservations;

/// <summary>Asks for the end of one tenant's overdue reservations.</summary>
[Message("inventory.reservation_check.requested")]
public sealed record ReservationCheckRequested : IMessage;

/// <summary>Every ten minutes: what is held longer than agreed is free again.</summary>
internal static class ExpireReservations
{
    internal static async Task FanOut(JobTicked tick, TenantScope scope, InventoryDb db, IBus bus, CancellationToken ct)
    {
        using var all = scope.AllTenants();
        // Only tenants that have an overdue one are woken.
        foreach (var tenant in await db.Reservations.Where(r => r.Quantity > 0 && r.ExpiresAt <= tick.At).Select(r => r.TenantId).Distinct().ToListAsync(ct))
        {
            scope.Enter(tenant, Actor.System);
            bus.Publish(new ReservationCheckRequested());
        }
        await db.SaveChangesAsync(ct);
        scope.Enter(null, Actor.System);
    }

    internal static async Task Handle(ReservationCheckRequested request, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await book.Begin(ct);
        foreach (var reservation in await db.Reservations.Where(r => r.Quantity > 0 && r.ExpiresAt <= now).ToListAsync(ct)) await ReserveStock.LetGo(reservation, db, ct);
    }
}

/// <summary>A cancelled order needs nothing held back.</summary>
internal static class OnOrderCancelled
{
    internal static async Task Handle(OrderCancelled cancelled, InventoryDb db, StockBook book, CancellationToken ct)
    {
        await book.Begin(ct);
        await ReserveStock.LetGo(cancelled.Order.OrderId, db, ct);
    }
}
