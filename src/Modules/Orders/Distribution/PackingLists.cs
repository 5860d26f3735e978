using Bakery.Contracts.Inventory;
using Bakery.Contracts.Production;
using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Orders.Ordering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders.Distribution;

/// <summary>What goes into the crates of a day, shipment by shipment, and how it sums to what is baked; as JSON or PDF.</summary>
internal static class PackingLists
{
    /// <param name="Pieces">Baked, else planned.</param>
    /// <param name="Pickup">For orders that are fetched at the site.</param>
    /// <param name="Left">Pieces that go nowhere yet; below zero when more is packed than there is.</param>
    public sealed record Total(Guid ItemId, int Pieces, decimal Shops, decimal Customers, decimal Pickup, decimal Left);
    public sealed record Response(DateOnly Date, IReadOnlyList<ShipmentForm.View> Shipments, IReadOnlyList<Total> Totals);

    internal static async Task<IResult> Handle([FromQuery(Name = "date")] DateOnly date, [FromQuery(Name = "format")] string? format, [FromQuery(Name = "size")] string? size, [FromQuery(Name = "shipment_id")] Guid? shipmentId, OrdersDb db,
        IQueryBus queries, CancellationToken ct)
    {
        if (format is not (null or "json" or "pdf")) throw RuleViolation.Invalid("format", "json or pdf.");
        if (size is not (null or "a4" or "a5")) throw RuleViolation.Invalid("size", "a4 or a5.");
        var shipments = await db.Shipments.AsNoTracking().AsSplitQuery().Where(s => s.Day == date && s.Status != ShipmentStatus.Cancelled && s.Status != ShipmentStatus.Failed && (shipmentId == null || s.Id == shipmentId)).OrderBy(s => s.Number).ToListAsync(ct);
        if (format == "pdf") return TypedResults.File(await Print(date, shipments, size ?? "a4", queries, ct), "application/pdf", $"packing-lists-{date:yyyy-MM-dd}.pdf");
        var pieces = await queries.Ask(new PieceAllocation(date), ct);
        var orders = await PlanShipments.OrdersOn(date, db).AsNoTracking().ToListAsync(ct);
        return TypedResults.Ok(new Response(date, [.. shipments.Select(ShipmentForm.Of)], [.. pieces.Items.Select(i => Sum(i, pieces, shipments, orders))]));
    }

    private static Total Sum(AllocatedItem item, PieceAllocationAnswer pieces, List<Shipment> shipments, List<Order> orders)
    {
        decimal Sent(bool toShops) => shipments.SelectMany(s => s.Stops).Where(s => s.FailReason is null && toShops == s.LocationId is not null).SelectMany(s => s.Lines).Where(l => l.ItemId == item.ItemId).Sum(l => l.Quantity);
        var pickup = orders.Where(o => o.Fulfilment == Fulfilment.Pickup).SelectMany(o => o.Lines.Where(l => l.ItemId == item.ItemId).Select(l => PlanShipments.PartOf(o, l, pieces, orders))).Sum();
        var (shops, customers) = (Sent(true), Sent(false));
        return new Total(item.ItemId, item.Pieces, shops, customers, pickup, item.Pieces - shops - customers - pickup);
    }

    private static async Task<byte[]> Print(DateOnly date, List<Shipment> shipments, string size, IQueryBus queries, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var (words, format) = (NoteWords.Of(profile.Language), PaperFormat.Of(profile.Language));
        var items = (await queries.Ask(new Items([.. shipments.SelectMany(s => s.Stops).SelectMany(s => s.Lines).Select(l => l.ItemId).Distinct()]), ct)).ToDictionary(i => i.Id);
        var tables = new List<SheetTable>();
        foreach (var shipment in shipments)
        {
            var isFirst = true;
            foreach (var stop in shipment.Stops.OrderBy(s => s.Position))
            {
                tables.Add(new SheetTable($"{shipment.Number}   {stop.Name}   {stop.NoteNumber}".TrimEnd(), NotePaper.Columns(words, words.Packed), NotePaper.Rows(stop, items, format), StartsPage: isFirst));
                if (NotePaper.Short(stop, items, words, format) is { } lacking) tables.Add(lacking);
                isFirst = false;
            }
        }
        return TableSheet.Print($"{words.PackingList} {format.Day(date)}", [profile.Name], tables, profile.Name, size);
    }
}
