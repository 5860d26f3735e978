using Npgsql;

namespace Bakery.Tests.Api.Inventory;

/// <summary>
/// The slow and plain way to trace: every movement of some items is read, turned into "goods went from here to there", and looked through again and
/// again until nothing new is found. It knows nothing of the edge table.
/// </summary>
internal sealed class BruteForce
{
    private readonly Dictionary<(Guid From, Guid To), decimal> went = [];

    private sealed record Row(Guid Id, Guid ItemId, Guid? LotId, string Type, decimal Quantity, Guid LocationId, string? ReferenceType, Guid? ReferenceId, string? LotCode, string? OriginRef, DateOnly? Sold);

    public static async Task<BruteForce> Of(string owner, IReadOnlyList<Guid> items, IReadOnlyDictionary<Guid, DateOnly> saleDays)
    {
        var rows = new List<Row>();
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            SELECT m.id, m.item_id, m.lot_id, m.type, m.quantity, m.location_id, m.reference_type, m.reference_id, l.lot_code, l.origin_ref
            FROM inventory.movement m LEFT JOIN inventory.lot l ON l.id = m.lot_id WHERE m.item_id = ANY($1)
            """, connection);
        command.Parameters.AddWithValue(items.ToArray());
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(new(reader.GetGuid(0), reader.GetGuid(1), Null(reader, 2), reader.GetString(3), reader.GetDecimal(4), reader.GetGuid(5), reader.IsDBNull(6) ? null : reader.GetString(6), Null(reader, 7),
                reader.IsDBNull(8) ? null : reader.GetString(8), reader.IsDBNull(9) ? null : reader.GetString(9), Null(reader, 7) is { } sale && saleDays.TryGetValue(sale, out var day) ? day : null));
        return new BruteForce(rows);
    }

    private static Guid? Null(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    private BruteForce(List<Row> rows)
    {
        var byId = rows.ToDictionary(r => r.Id);
        foreach (var row in rows)
        {
            // A correction counts on the way of the movement that it takes back.
            var (way, quantity) = row.Type == "correction" ? (byId[row.ReferenceId!.Value], row.Quantity) : (row, row.Quantity);
            // What a reworked lot took, not what was left of it, is what went.
            if (row.Type == "transformation_in") quantity = -rows.Single(r => r.Type == "transformation_out" && r.ReferenceId == row.ReferenceId).Quantity;
            if (Ends(way) is { } ends) went[ends] = went.GetValueOrDefault(ends) + (way.Quantity < 0 ? -quantity : quantity);
        }
    }

    private static (Guid From, Guid To)? Ends(Row row) => row.Type switch
    {
        "production_use" => (row.LotId ?? row.ItemId, row.ReferenceId ?? row.Id),
        "production_output" => (row.ReferenceId!.Value, row.LotId!.Value),
        "sale" when row.ReferenceType == "sale" => (row.LotId!.Value, ShopDay(row.LocationId, row.Sold!.Value)),
        "sale" or "donation" => (row.LotId!.Value, row.ReferenceId!.Value),
        // What came back names the lot it left and who brought it.
        "return_in" => (Guid.ParseExact(row.OriginRef![..32], "N"), row.LotId!.Value),
        // A moved or reworked lot names the lot it was.
        "transfer_in" or "transformation_in" => (Guid.Parse(row.OriginRef!), row.LotId!.Value),
        _ => null,
    };

    public static Guid ShopDay(Guid location, DateOnly day) => Kernel.Values.Ids.From(location, $"sold:{day:yyyy-MM-dd}");

    /// <summary>Everything that can be reached, by looking through all ways until a look finds nothing new.</summary>
    public IReadOnlyCollection<Guid> Reached(Guid lot, bool forward)
    {
        var reached = new HashSet<Guid> { lot };
        int before;
        do
        {
            before = reached.Count;
            foreach (var ((from, to), quantity) in went)
                if (quantity > 0 && reached.Contains(forward ? from : to)) reached.Add(forward ? to : from);
        }
        while (reached.Count > before);
        return reached;
    }

    /// <summary>The ways between what was reached, with the quantity that went.</summary>
    public IEnumerable<(Guid From, Guid To, decimal Quantity)> Ways(IReadOnlyCollection<Guid> reached, bool forward) =>
        went.Where(w => w.Value > 0 && reached.Contains(forward ? w.Key.From : w.Key.To)).Select(w => (w.Key.From, w.Key.To, w.Value));
}
