using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Inventory.Paper;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Waste;

/// <summary>
/// Waste of a time: kg per destination in the legal order with donations, value at cost and retail, and the shares. A sum is rounded once.
/// Of a location: waste pieces / (opening + received); of the tenant: waste pieces / pieces baked; cost: waste cost / cost of the pieces baked.
/// </summary>
internal static class ReportWaste
{
    /// <param name="Pieces">Pieces of items that are counted.</param>
    public sealed record DestinationRow(WasteDestination Destination, decimal Kg, decimal Pieces, int Entries, decimal Cost, decimal Retail);
    public sealed record ReasonRow(WasteReason Reason, decimal Kg, decimal Pieces, decimal Cost);
    public sealed record LocationRow(Guid LocationId, string Name, decimal Pieces, decimal OpeningAndReceived, decimal? WastePercent);
    public sealed record Response(DateOnly From, DateOnly To, decimal Kg, decimal Pieces, decimal Cost, decimal Retail, decimal PiecesBaked, decimal CostBaked, decimal? WastePercent, decimal? CostPercent,
        IReadOnlyList<DestinationRow> Destinations, IReadOnlyList<ReasonRow> Reasons, IReadOnlyList<LocationRow> Locations);

    internal static async Task<IResult> Handle([FromQuery(Name = "from")] DateOnly from, [FromQuery(Name = "to")] DateOnly to, [FromQuery(Name = "format")] string? format, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var wanted = Formats.Of(format, "json", "csv");
        var profile = await queries.Ask(new TenantProfile(), ct);
        var report = await Read(from, to, profile.TimeZone, db, queries, ct);
        if (wanted == "json") return TypedResults.Ok(report);
        var words = PaperWords.Of(profile.Language);
        return TypedResults.File(CsvSheet.Write([[$"{words.Waste} {CsvSheet.Day(from)} – {CsvSheet.Day(to)}"], [words.Destination, "kg", words.Pieces, words.Entries, words.Cost + " EUR", words.Retail + " EUR"],
            .. report.Destinations.Select(d => (string[])[words.Destinations[(int)d.Destination], CsvSheet.Number(d.Kg), CsvSheet.Number(d.Pieces), $"{d.Entries}", CsvSheet.Number(d.Cost, "0.00"), CsvSheet.Number(d.Retail, "0.00")])]),
            "text/csv; charset=utf-8", $"waste-{from:yyyy-MM-dd}-{to:yyyy-MM-dd}.csv");
    }

    internal static async Task<Response> Read(DateOnly from, DateOnly to, string zone, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var (start, end) = Formats.Between(from, to, zone);
        var counted = await db.Items.AsNoTracking().Where(i => i.StockUnit == "piece" || i.StockUnit == "unit").Select(i => i.Id).ToListAsync(ct);
        var pieces = counted.ToHashSet();
        var entries = await db.Waste.AsNoTracking().Where(w => w.EventTime >= start && w.EventTime < end).ToListAsync(ct);
        var donated = await db.DonationLines.AsNoTracking().Where(l => db.Donations.Any(d => d.Id == l.DonationId && d.EventTime >= start && d.EventTime < end)).ToListAsync(ct);
        decimal Pieces(IEnumerable<WasteEntry> of) => of.Where(w => pieces.Contains(w.ItemId)).Sum(w => w.Quantity);
        var destinations = Enum.GetValues<WasteDestination>().Select(d =>
        {
            var rows = entries.Where(e => e.Destination == d).ToList();
            var gifts = d == WasteDestination.Donation ? donated : [];
            return new DestinationRow(d, rows.Sum(r => r.Kg ?? 0m) + gifts.Sum(g => g.Kg), Pieces(rows) + gifts.Where(g => pieces.Contains(g.ItemId)).Sum(g => g.Quantity), rows.Count + gifts.Count,
                Rounding.Cents(rows.Sum(r => r.Cost) + gifts.Sum(g => g.Cost)), Rounding.Cents(rows.Sum(r => r.Retail)));
        }).ToList();
        var baked = await db.Movements.Where(m => m.Type == MovementType.ProductionOutput && m.EventTime >= start && m.EventTime < end).GroupBy(_ => 1)
            .Select(g => new { Pieces = g.Sum(m => m.Quantity), Cost = g.Sum(m => m.Quantity * m.UnitCost) }).FirstOrDefaultAsync(ct);
        var (wasted, cost) = (Pieces(entries), entries.Sum(e => e.Cost));
        return new Response(from, to, entries.Sum(e => e.Kg ?? 0m), wasted, Rounding.Cents(cost), Rounding.Cents(entries.Sum(e => e.Retail)), baked?.Pieces ?? 0m, Rounding.Cents(baked?.Cost ?? 0m),
            Percent(wasted, baked?.Pieces), Percent(cost, baked?.Cost), destinations,
            [.. entries.GroupBy(e => e.Reason).OrderBy(g => g.Key).Select(g => new ReasonRow(g.Key, g.Sum(e => e.Kg ?? 0m), Pieces(g), Rounding.Cents(g.Sum(e => e.Cost))))],
            await Locations(entries, pieces, start, end, db, queries, ct));
    }

    private static async Task<IReadOnlyList<LocationRow>> Locations(List<WasteEntry> entries, HashSet<Guid> pieces, DateTimeOffset start, DateTimeOffset end, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var names = (await queries.Ask(new Bakery.Contracts.Tenant.Locations(), ct)).ToDictionary(l => l.Id, l => l.Name);
        var counted = pieces.ToList();
        var flows = await db.Movements.Where(m => m.EventTime < end && counted.Contains(m.ItemId)).GroupBy(m => m.LocationId)
            .Select(g => new { g.Key, Opening = g.Sum(m => m.EventTime < start ? m.Quantity : 0m), Received = g.Sum(m => m.EventTime >= start && m.Quantity > 0 ? m.Quantity : 0m) }).ToListAsync(ct);
        return [.. flows.OrderBy(f => names.GetValueOrDefault(f.Key, "")).Select(f =>
        {
            var wasted = entries.Where(e => e.LocationId == f.Key && pieces.Contains(e.ItemId)).Sum(e => e.Quantity);
            return new LocationRow(f.Key, names.GetValueOrDefault(f.Key, ""), wasted, f.Opening + f.Received, Percent(wasted, f.Opening + f.Received));
        })];
    }

    private static decimal? Percent(decimal part, decimal? whole) => whole is > 0 ? Rounding.Cents(part / whole.Value * 100m) : null;
}
