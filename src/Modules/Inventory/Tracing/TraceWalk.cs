namespace Bakery.Inventory.Tracing;

/// <summary>A lot, batch or recipient that a walk has reached, and in how many steps.</summary>
internal sealed record TraceNode(Guid Id, NodeKind Kind, int Level);

/// <summary>All edges of one kind between two nodes, summed: corrections are in it.</summary>
internal sealed record TraceLink(Guid FromId, NodeKind FromKind, Guid ToId, NodeKind ToKind, EdgeKind Kind, decimal Quantity)
{
    /// <summary>False when corrections have taken everything back: then nothing went this way.</summary>
    public bool Holds => Quantity > 0 || Kind is EdgeKind.SameDay or EdgeKind.MadeFrom;
}

/// <summary>What a walk has found.</summary>
internal sealed record TraceTree(IReadOnlyList<TraceNode> Nodes, IReadOnlyList<TraceLink> Links);

/// <summary>
/// A breadth-first walk over the edges, a level at a time: one look-up per level, by the index of that side. Rework may make circles, so a
/// node is entered once; the order of entry does not matter, so late entries need nothing.
/// </summary>
internal static class TraceWalk
{
    public static async Task<TraceTree> Run(IReadOnlyList<Guid> lots, bool forward, Func<IReadOnlyList<Guid>, Task<IReadOnlyList<TraceLink>>> edges)
    {
        var nodes = lots.Distinct().ToDictionary(id => id, id => new TraceNode(id, NodeKind.Lot, 0));
        var links = new List<TraceLink>();
        var level = nodes.Keys.ToList();
        for (var depth = 1; level.Count > 0; depth++)
        {
            var next = new List<Guid>();
            foreach (var link in (await edges(level)).Where(l => l.Holds))
            {
                links.Add(link);
                var (id, kind) = forward ? (link.ToId, link.ToKind) : (link.FromId, link.FromKind);
                if (!nodes.TryAdd(id, new TraceNode(id, kind, depth))) continue;
                // What came from outside every lot has nothing before it, and all such use of an item is one node.
                if (kind != NodeKind.Untraced) next.Add(id);
            }
            level = next;
        }
        return new([.. nodes.Values.OrderBy(n => n.Level)], links);
    }
}
