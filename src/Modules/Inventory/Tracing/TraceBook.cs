using Bakery.Inventory.Stock;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Tracing;

/// <summary>Writes the edges of the trace beside the movements, in the same transaction.</summary>
internal sealed class TraceBook(InventoryDb db)
{
    /// <summary>The edge of a movement that passes goods to or from a batch or a recipient. Transfers, transformations, returns and corrections write theirs by <see cref="Join"/>.</summary>
    public void Follow(Movement movement, Reference reference)
    {
        switch (movement.Type)
        {
            case MovementType.ProductionUse when movement.LotId is { } lot:
                Join(movement, lot, NodeKind.Lot, reference.Id ?? movement.Id, NodeKind.Batch, EdgeKind.Use, -movement.Quantity);
                break;
            case MovementType.ProductionUse:
                // The floor used what no lot held: the batch shows that a part of it is unknown.
                Join(movement, movement.ItemId, NodeKind.Untraced, reference.Id ?? movement.Id, NodeKind.Batch, EdgeKind.Use, -movement.Quantity);
                break;
            case MovementType.ProductionOutput when movement.LotId is { } lot && reference.Id is { } batch:
                Join(movement, batch, NodeKind.Batch, lot, NodeKind.Lot, EdgeKind.Output, movement.Quantity);
                break;
            case MovementType.Sale or MovementType.Donation or MovementType.ReturnOut or MovementType.TransferOut when movement.LotId is { } lot && reference.RecipientId is { } recipient:
                Join(movement, lot, NodeKind.Lot, recipient, NodeKind.Recipient, EdgeKind.Delivery, -movement.Quantity);
                break;
        }
    }

    /// <summary>Adds an edge beside its movement.</summary>
    public void Join(Movement movement, Guid from, NodeKind fromKind, Guid to, NodeKind toKind, EdgeKind kind, decimal quantity) => db.Add(new TraceEdge
    {
        Id = movement.Id, FromId = from, FromKind = fromKind, ToId = to, ToKind = toKind, Kind = kind, Quantity = quantity, EventTime = movement.EventTime,
    });

    /// <summary>The edge that a correction takes back, with the opposite sign.</summary>
    public async Task Undo(Movement correction, Guid movementId, decimal quantity, CancellationToken ct)
    {
        if (await db.Edges.FirstOrDefaultAsync(e => e.Id == movementId, ct) is { } edge) Join(correction, edge.FromId, edge.FromKind, edge.ToId, edge.ToKind, edge.Kind, -quantity);
    }

    /// <summary>The buyers of a shop's day.</summary>
    public Task<Guid> ShopDay(Guid locationId, DateOnly day, CancellationToken ct) =>
        Recipient(new TraceRecipient { Id = Ids.From(locationId, $"sold:{day:yyyy-MM-dd}"), Kind = RecipientKind.ShopSales, LocationId = locationId, Day = day }, ct);

    /// <summary>Notes a recipient once.</summary>
    public async Task<Guid> Recipient(TraceRecipient recipient, CancellationToken ct)
    {
        if (db.Recipients.Local.All(r => r.Id != recipient.Id) && !await db.Recipients.AnyAsync(r => r.Id == recipient.Id, ct)) db.Add(recipient);
        return recipient.Id;
    }

    /// <summary>The batch's row, made when its first message arrives.</summary>
    public async Task<TraceBatch> Batch(Guid id, CancellationToken ct)
    {
        if (await db.Batches.FirstOrDefaultAsync(b => b.Id == id, ct) is { } known) return known;
        var batch = new TraceBatch { Id = id };
        db.Add(batch);
        return batch;
    }

    /// <summary>Joins a batch to those that production says went into it.</summary>
    public async Task JoinSources(TraceBatch batch, IReadOnlyList<Guid> sources, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var source in sources.Distinct())
        {
            await Batch(source, ct);
            db.Add(new TraceEdge { Id = Ids.From(source, batch.Id.ToString()), FromId = source, FromKind = NodeKind.Batch, ToId = batch.Id, ToKind = NodeKind.Batch, Kind = EdgeKind.MadeFrom, EventTime = at });
        }
    }

    /// <summary>Joins a batch to the batches of its bake day that it went into or came from, as far as both are complete and production has not said it.</summary>
    public async Task JoinDay(TraceBatch batch, DateTimeOffset at, CancellationToken ct)
    {
        if (!batch.IsCompleted || batch.BakeDay is null) return;
        // What production said counts instead of the whole day.
        await db.Edges.Where(e => e.ToId == batch.Id && e.Kind == EdgeKind.MadeFrom).LoadAsync(ct);
        var said = db.Edges.Local.Where(e => e.Kind == EdgeKind.MadeFrom).Select(e => e.ToId).ToHashSet();
        var others = await db.Batches.Where(b => b.BakeDay == batch.BakeDay && b.IsCompleted && b.Id != batch.Id).ToListAsync(ct);
        var ids = others.Select(o => o.Id).ToList();
        said.UnionWith(await db.Edges.Where(e => ids.Contains(e.ToId) && e.Kind == EdgeKind.MadeFrom).Select(e => e.ToId).ToListAsync(ct));
        foreach (var (from, to) in others.Select(o => (batch, o)).Concat(others.Select(o => (o, batch))).Where(p => p.Item1.GoesInto(p.Item2) && !said.Contains(p.Item2.Id)))
        {
            var id = Ids.From(from.Id, to.Id.ToString());
            if (!await db.Edges.AnyAsync(e => e.Id == id, ct))
                db.Add(new TraceEdge { Id = id, FromId = from.Id, FromKind = NodeKind.Batch, ToId = to.Id, ToKind = NodeKind.Batch, Kind = EdgeKind.SameDay, EventTime = at });
        }
    }
}
