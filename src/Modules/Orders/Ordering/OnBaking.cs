using Bakery.Contracts.Production;

namespace Bakery.Orders.Ordering;

/// <summary>From here on orders of that day may only grow.</summary>
internal static class OnPlanApproved
{
    internal static async Task Handle(PlanApproved approved, OrderBook book, CancellationToken ct) => (await book.Day(approved.Date, ct)).Approved();
}

/// <summary>Products whose dough is begun are locked; a pre-ferment names none.</summary>
internal static class OnBatchStarted
{
    internal static async Task Handle(BatchStarted started, OrderBook book, CancellationToken ct) => (await book.Day(started.BakeDay, ct)).Started(started.ProductItemIds);
}
