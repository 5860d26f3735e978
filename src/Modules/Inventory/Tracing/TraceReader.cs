using Bakery.Contracts.Tenant;
using Bakery.Inventory.Items;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Queries;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Tracing;

/// <summary>A lot, batch or recipient of a trace as people read it.</summary>
/// <param name="Level">Steps from where the trace began.</param>
/// <param name="Name">Item, batch or recipient.</param>
/// <param name="Code">Lot code, batch number or document.</param>
/// <param name="OnHand">What is left of a lot, in its stock unit.</param>
public sealed record TraceNodeView(Guid Id, string Kind, int Level, string Name, string? Code, Guid? ItemId, string? Unit, decimal? OnHand, string? State, Guid? LocationId, DateOnly? ExpiresOn, DateTimeOffset? EventTime, Guid? SupplierId);

/// <summary>Goods that went from one node to the next; no quantity where a dough is known only by its day.</summary>
public sealed record TraceLinkView(Guid FromId, Guid ToId, string Kind, decimal? Quantity);

/// <summary>Who got what.</summary>
public sealed record RecipientView(Guid Id, string Kind, string Name, Guid? PartyId, Guid? LocationId, DateOnly Day, string? Document, IReadOnlyList<RecipientLine> Lines);

/// <param name="Quantity">Got, corrections taken off, in the stock unit.</param>
/// <param name="Returned">Of it brought back.</param>
public sealed record RecipientLine(Guid LotId, string LotCode, Guid ItemId, string Item, string Unit, decimal Quantity, decimal Returned);

/// <summary>Where a lot went, by the sum of its movements. <c>Difference</c> is what nothing explains, always 0; adjustments are listed because nobody can say where those goods are.</summary>
public sealed record MassBalance(Guid LotId, string LotCode, string Item, string Unit, decimal Received, decimal Used, decimal Delivered, decimal Donated, decimal Wasted, decimal Transferred, decimal Transformed,
    decimal SentBack, decimal Corrected, decimal Adjusted, decimal OnHand, decimal Difference);

/// <summary>The trace of lots in one direction, with what is written about every node.</summary>
public sealed record TraceView(string Direction, IReadOnlyList<TraceNodeView> Nodes, IReadOnlyList<TraceLinkView> Links, IReadOnlyList<RecipientView> Recipients, IReadOnlyList<MassBalance> MassBalance);

/// <summary>Walks the edges and reads what is known of each node: one look-up per level and one per kind of node.</summary>
internal sealed class TraceReader(InventoryDb db, IQueryBus queries)
{
    private Dictionary<Guid, string>? places;

    /// <summary>Names of the locations; asked before a booking takes its lock.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Places(CancellationToken ct) => places ??= (await queries.Ask(new Locations(), ct)).ToDictionary(l => l.Id, l => l.Name);

    public Task<TraceTree> Walk(IReadOnlyList<Guid> lots, bool forward, CancellationToken ct) => TraceWalk.Run(lots, forward, ids => Links(ids, forward, ct));

    public async Task<TraceView> Read(IReadOnlyList<Guid> lots, bool forward, CancellationToken ct)
    {
        var tree = await Walk(lots, forward, ct);
        var found = await Lots(tree, ct);
        var items = await Items(tree, found.Values, ct);
        var recipients = await Recipients(tree, ct);
        var batches = await Batches(tree, ct);
        var names = await Places(ct);
        string NameOf(TraceRecipient r) => r.Name.Length > 0 ? r.Name : r.LocationId is { } place ? names.GetValueOrDefault(place, "") : "";
        var nodes = tree.Nodes.Select(n => n.Kind switch
        {
            NodeKind.Lot when found.TryGetValue(n.Id, out var lot) => new TraceNodeView(n.Id, "lot", n.Level, items[lot.ItemId].Name, lot.LotCode, lot.ItemId, items[lot.ItemId].StockUnit, lot.Quantity,
                Kernel.Values.Wire.Name(lot.State), lot.LocationId, lot.ExpiresOn, lot.EventTime, lot.SupplierId),
            NodeKind.Batch => Batch(n, batches.GetValueOrDefault(n.Id), items),
            NodeKind.Recipient when recipients.TryGetValue(n.Id, out var r) => new TraceNodeView(n.Id, "recipient", n.Level, NameOf(r), r.Document, null, null, null, Kernel.Values.Wire.Name(r.Kind), r.LocationId, r.Day, null, null),
            _ => new TraceNodeView(n.Id, "untraced", n.Level, items.GetValueOrDefault(n.Id)?.Name ?? "", null, n.Id, items.GetValueOrDefault(n.Id)?.StockUnit, null, null, null, null, null, null),
        }).ToList();
        return new TraceView(forward ? "forward" : "backward", nodes, [.. tree.Links.Select(l => new TraceLinkView(l.FromId, l.ToId, Kernel.Values.Wire.Name(l.Kind), l.Kind is EdgeKind.SameDay or EdgeKind.MadeFrom ? null : l.Quantity))],
            forward ? await Got(tree, found, items, recipients, NameOf, ct) : [], await Balance(lots, found, items, ct));
    }

    private async Task<IReadOnlyList<TraceLink>> Links(IReadOnlyList<Guid> ids, bool forward, CancellationToken ct)
    {
        var edges = forward ? db.Edges.AsNoTracking().Where(e => ids.Contains(e.FromId)) : db.Edges.AsNoTracking().Where(e => ids.Contains(e.ToId));
        return await edges.GroupBy(e => new { e.FromId, e.FromKind, e.ToId, e.ToKind, e.Kind })
            .Select(g => new TraceLink(g.Key.FromId, g.Key.FromKind, g.Key.ToId, g.Key.ToKind, g.Key.Kind, g.Sum(e => e.Quantity))).ToListAsync(ct);
    }

    private static List<Guid> Of(TraceTree tree, NodeKind kind) => [.. tree.Nodes.Where(n => n.Kind == kind).Select(n => n.Id)];

    private async Task<Dictionary<Guid, Lot>> Lots(TraceTree tree, CancellationToken ct)
    {
        var ids = Of(tree, NodeKind.Lot);
        return await db.Lots.AsNoTracking().Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
    }

    private async Task<Dictionary<Guid, TraceRecipient>> Recipients(TraceTree tree, CancellationToken ct)
    {
        var ids = Of(tree, NodeKind.Recipient);
        return ids.Count == 0 ? [] : await db.Recipients.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
    }

    private async Task<Dictionary<Guid, TraceBatch>> Batches(TraceTree tree, CancellationToken ct)
    {
        var ids = Of(tree, NodeKind.Batch);
        return ids.Count == 0 ? [] : await db.Batches.AsNoTracking().Where(b => ids.Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
    }

    private async Task<Dictionary<Guid, Item>> Items(TraceTree tree, IEnumerable<Lot> lots, CancellationToken ct) => await ReadStock.Names(db, lots.Select(l => l.ItemId).Concat(Of(tree, NodeKind.Untraced)), ct);

    private static TraceNodeView Batch(TraceNode node, TraceBatch? batch, Dictionary<Guid, Item> items) => new(node.Id, "batch", node.Level,
        batch?.ProductItemId is { } product && items.TryGetValue(product, out var item) ? item.Name : "", batch?.Number, batch?.ProductItemId, null, null, null, null, batch?.BakeDay, null, null);

    private async Task<IReadOnlyList<RecipientView>> Got(TraceTree tree, Dictionary<Guid, Lot> lots, Dictionary<Guid, Item> items, Dictionary<Guid, TraceRecipient> recipients, Func<TraceRecipient, string> name, CancellationToken ct)
    {
        if (recipients.Count == 0) return [];
        var ids = lots.Keys.ToList();
        // A returned lot says from which lot and recipient it came.
        var back = (await db.Lots.AsNoTracking().Where(l => l.Origin == LotOrigin.Return && db.Edges.Any(e => e.ToId == l.Id && e.Kind == EdgeKind.Return && ids.Contains(e.FromId)))
            .Select(l => new { l.OriginRef, Quantity = db.Edges.Where(e => e.ToId == l.Id && e.Kind == EdgeKind.Return).Sum(e => e.Quantity) }).ToListAsync(ct)).ToLookup(l => l.OriginRef, l => l.Quantity);
        return [.. tree.Links.Where(l => l.ToKind == NodeKind.Recipient && recipients.ContainsKey(l.ToId)).GroupBy(l => l.ToId).Select(g => (Recipient: recipients[g.Key], Links: g))
            .OrderBy(r => r.Recipient.Kind).ThenBy(r => name(r.Recipient)).ThenBy(r => r.Recipient.Day).ThenBy(r => r.Recipient.Id)
            .Select(r => new RecipientView(r.Recipient.Id, Kernel.Values.Wire.Name(r.Recipient.Kind), name(r.Recipient), r.Recipient.PartyId, r.Recipient.LocationId, r.Recipient.Day, r.Recipient.Document,
                [.. r.Links.Select(l => (Link: l, Lot: lots[l.FromId])).Select(l => new RecipientLine(l.Lot.Id, l.Lot.LotCode, l.Lot.ItemId, items[l.Lot.ItemId].Name, items[l.Lot.ItemId].StockUnit, l.Link.Quantity,
                    back[$"{l.Lot.Id:N}:{r.Recipient.Id:N}"].Sum()))]))];
    }

    /// <summary>Sums the movements of lots by what they were.</summary>
    private async Task<IReadOnlyList<MassBalance>> Balance(IReadOnlyList<Guid> lots, Dictionary<Guid, Lot> found, Dictionary<Guid, Item> items, CancellationToken ct)
    {
        var sums = (await db.Movements.AsNoTracking().Where(m => lots.Contains(m.LotId!.Value)).GroupBy(m => new { m.LotId, m.Type }).Select(g => new { g.Key.LotId, g.Key.Type, Sum = g.Sum(m => m.Quantity) }).ToListAsync(ct)).ToLookup(s => s.LotId);
        return [.. lots.Where(found.ContainsKey).Distinct().Select(id =>
        {
            var (lot, item) = (found[id], items[found[id].ItemId]);
            decimal Sum(params MovementType[] types) => sums[id].Where(s => types.Contains(s.Type)).Sum(s => s.Sum);
            return new MassBalance(id, lot.LotCode, item.Name, item.StockUnit, Sum(MovementType.Purchase, MovementType.Opening, MovementType.ProductionOutput, MovementType.TransferIn, MovementType.TransformationIn, MovementType.ReturnIn),
                -Sum(MovementType.ProductionUse), -Sum(MovementType.Sale), -Sum(MovementType.Donation), -Sum(MovementType.Waste), -Sum(MovementType.TransferOut), -Sum(MovementType.TransformationOut),
                -Sum(MovementType.ReturnOut), Sum(MovementType.Correction), Sum(MovementType.Adjustment), lot.Quantity, sums[id].Sum(s => s.Sum) - lot.Quantity);
        })];
    }
}

/// <summary>Traces one lot to where it went, or to what it came from.</summary>
internal static class TraceLots
{
    internal static Task<TraceView> Forward([Microsoft.AspNetCore.Mvc.FromQuery(Name = "lot_id")] Guid lotId, InventoryDb db, TraceReader reader, CancellationToken ct) => Read(lotId, true, db, reader, ct);

    internal static Task<TraceView> Backward([Microsoft.AspNetCore.Mvc.FromQuery(Name = "lot_id")] Guid lotId, InventoryDb db, TraceReader reader, CancellationToken ct) => Read(lotId, false, db, reader, ct);

    private static async Task<TraceView> Read(Guid lotId, bool forward, InventoryDb db, TraceReader reader, CancellationToken ct)
    {
        await db.FindLot(lotId, ct);
        return await reader.Read([lotId], forward, ct);
    }
}
