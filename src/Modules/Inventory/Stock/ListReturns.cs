using Bakery.Inventory.Tracing;
using Bakery.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>Goods that came back from customers and shops, and what has become of them.</summary>
internal static class ListReturns
{
    private static readonly Sorting<Movement> Order = new Sorting<Movement>(m => m.Id, "-event_time").By("event_time", m => m.EventTime);

    /// <param name="From">Who brought them, where the trace has a name: a customer, a charity.</param>
    /// <param name="FromLocationId">The shop they came from, or whose buyer brought them.</param>
    /// <param name="State">Of the lot they are now; <c>Left</c> is what it still holds.</param>
    public sealed record View(Guid Id, Guid LotId, string LotCode, Guid ItemId, decimal Quantity, Guid LocationId, string? From, Guid? FromLocationId, string? Document, string? Reason, LotState State, decimal Left,
        DateTimeOffset EventTime, string ActorName);

    internal static async Task<Page<View>> Handle(InventoryDb db, [AsParameters] PageRequest page, [FromQuery(Name = "item_id")] Guid? itemId, [FromQuery(Name = "location_id")] Guid? locationId, CancellationToken ct)
    {
        var rows = db.Movements.AsNoTracking().Where(m => m.ReferenceType == "return" && (m.Type == MovementType.ReturnIn || m.Type == MovementType.TransferIn));
        if (itemId is { } item) rows = rows.Where(m => m.ItemId == item);
        if (locationId is { } location) rows = rows.Where(m => m.LocationId == location);
        var found = await rows.ToPage(page, Order, m => m, ct);
        var (lotIds, bringers) = (found.Items.Select(m => m.LotId!.Value).ToList(), found.Items.Select(m => m.ReferenceId!.Value).Distinct().ToList());
        var lots = await db.Lots.AsNoTracking().Where(l => lotIds.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        var recipients = await db.Recipients.AsNoTracking().Where(r => bringers.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        // A shop that sends its own goods back got them by no delivery to anybody.
        var shops = (await db.Movements.AsNoTracking().Where(m => m.ReferenceType == "return" && m.Type == MovementType.TransferOut && bringers.Contains(m.ReferenceId!.Value)).Select(m => new { m.ReferenceId, m.LocationId }).Distinct().ToListAsync(ct))
            .ToLookup(m => m.ReferenceId!.Value, m => (Guid?)m.LocationId);
        return new Page<View>([.. found.Items.Select(m => Of(m, lots[m.LotId!.Value], recipients.GetValueOrDefault(m.ReferenceId!.Value), shops[m.ReferenceId!.Value].FirstOrDefault()))], found.Total, found.NextCursor);
    }

    private static View Of(Movement m, Lot lot, TraceRecipient? recipient, Guid? shop) => new(m.Id, lot.Id, lot.LotCode, m.ItemId, m.Quantity, m.LocationId, recipient is { Name.Length: > 0 } named ? named.Name : null,
        recipient is null ? shop : recipient.Kind == RecipientKind.ShopSales ? recipient.LocationId : null, recipient?.Document, m.ReasonCode, lot.State, lot.Quantity, m.EventTime, m.ActorName);
}
