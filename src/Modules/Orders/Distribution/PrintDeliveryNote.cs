using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders.Distribution;

/// <summary>The paper that is handed over with the goods, in the language of who gets them: lots, and allergens in writing (RD 126/2015, Reg. (EC) 178/2002).</summary>
internal static class PrintDeliveryNote
{
    internal static async Task<FileContentHttpResult> Handle(Guid id, OrdersDb db, IQueryBus queries, CancellationToken ct)
    {
        var stop = await db.Stops.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw RuleViolation.NotFound("The delivery note");
        if (stop.NoteNumber is not { } number) throw new RuleViolation("not_packed_yet", "The shipment is not packed yet.", 409);
        var shipment = await db.FindShipment(stop.ShipmentId, ct);
        var ids = stop.Lines.Where(l => l.Quantity > 0).Select(l => l.ItemId).Distinct().ToList();
        var items = (await queries.Ask(new Items(ids), ct)).ToDictionary(i => i.Id);
        var allergens = await queries.Ask(new ProductAllergens(ids), ct);
        // Nobody is handed food of which an allergen is only guessed.
        if (allergens.FirstOrDefault(a => a.Unknown.Count > 0) is { } guess)
            throw new RuleViolation("allergen_unknown", $"{items.GetValueOrDefault(guess.ItemId)?.Name}: nobody has said whether it holds {string.Join(", ", guess.Unknown)}.", 422, new Dictionary<string, object?> { ["item_id"] = guess.ItemId });
        var (words, format) = (NoteWords.Of(stop.Language), PaperFormat.Of(stop.Language));
        var tables = new List<SheetTable> { new("", NotePaper.Columns(words, words.Checked), NotePaper.Rows(stop, items, format)) };
        if (NotePaper.Short(stop, items, words, format) is { } lacking) tables.Add(lacking);
        tables.Add(new SheetTable(words.Allergens, [new(words.Product, 3), new(words.Contains, 4), new(words.Traces, 3)], [.. allergens.OrderBy(a => items.GetValueOrDefault(a.ItemId)?.Sku, StringComparer.Ordinal).Select(a => (IReadOnlyList<string>)
            [items.GetValueOrDefault(a.ItemId)?.Name ?? "", a.Contains.Count == 0 ? words.None : NotePaper.Names(a.Contains, a.Species, stop.Language), a.Traces.Count == 0 ? words.None : NotePaper.Names(a.Traces, [], stop.Language)])]));
        var notes = await Notes(stop, shipment, words, format, db, queries, ct);
        return TypedResults.File(TableSheet.Print($"{words.DeliveryNote} {number}", notes, tables, $"{notes[0]}   {number}"), "application/pdf", $"{number}.pdf");
    }

    private static async Task<List<string>> Notes(ShipmentStop stop, Shipment shipment, NoteWords words, PaperFormat format, OrdersDb db, IQueryBus queries, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var place = (await queries.Ask(new Locations(), ct)).FirstOrDefault(l => l.Id == shipment.FromLocationId)?.Name;
        var customer = stop.CustomerId is { } id ? await db.Customers.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) : null;
        var order = stop.OrderId is { } orderId ? (await db.FindOrder(orderId, ct)).Number : null;
        return
        [
            $"{words.From}: {profile.Name}, {place}", $"{words.To}: {string.Join(", ", new[] { stop.Name, customer?.TaxId, customer?.Address }.Where(t => !string.IsNullOrWhiteSpace(t)))}",
            $"{words.Date}: {format.Day(shipment.Day)}   {words.Shipment}: {shipment.Number}{(order is null ? "" : $"   {words.Order}: {order}")}",
            $"{words.ReceivedBy}: {stop.ReceivedBy ?? "______________________"}",
        ];
    }
}
