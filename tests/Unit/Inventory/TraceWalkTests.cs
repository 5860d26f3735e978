using Bakery.Inventory.Tracing;

namespace Bakery.Tests.Unit.Inventory;

public sealed class TraceWalkTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 8).Select(n => new Guid(n, 0, 0, new byte[8]))];

    private static TraceLink Link(int from, int to, decimal quantity, EdgeKind kind = EdgeKind.Use, NodeKind toKind = NodeKind.Lot) => new(Ids[from], NodeKind.Lot, Ids[to], toKind, kind, quantity);

    private static async Task<IEnumerable<int>> Reached(int root, bool forward, params TraceLink[] links)
    {
        var asked = new HashSet<Guid>();
        var tree = await TraceWalk.Run([Ids[root]], forward, ids =>
        {
            Assert.All(ids, id => Assert.True(asked.Add(id), "A node was looked up twice."));
            return Task.FromResult<IReadOnlyList<TraceLink>>([.. links.Where(l => ids.Contains(forward ? l.FromId : l.ToId))]);
        });
        return tree.Nodes.Select(n => Array.IndexOf(Ids, n.Id)).Order();
    }

    [Fact]
    public async Task Circles_of_rework_end() => Assert.Equal([0, 1, 2], await Reached(0, true, Link(0, 1, 5), Link(1, 2, 4), Link(2, 0, 1)));

    [Fact]
    public async Task What_a_correction_took_back_is_not_followed() => Assert.Equal([0, 2], await Reached(0, true, Link(0, 1, 0), Link(0, 2, 1), Link(1, 3, 4)));

    [Fact]
    public async Task A_dough_of_the_day_is_followed_without_a_quantity() => Assert.Equal([0, 1, 2], await Reached(0, true, Link(0, 1, 0, EdgeKind.SameDay), Link(1, 2, 3)));

    [Fact]
    public async Task The_way_back_goes_to_every_source() => Assert.Equal([0, 1, 2, 3], await Reached(3, false, Link(0, 2, 1), Link(1, 2, 1), Link(2, 3, 1), Link(2, 4, 1)));
}
