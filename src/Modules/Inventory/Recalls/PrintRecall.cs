using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Inventory.Paper;
using Bakery.Inventory.Tracing;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bakery.Inventory.Recalls;

/// <summary>The report of a recall (lots, recipients, mass balance) as PDF or CSV, and the letter to one recipient.</summary>
internal static class PrintRecall
{
    internal static async Task<FileContentHttpResult> Handle(Guid id, [FromQuery(Name = "format")] string? format, InventoryDb db, TraceReader reader, IQueryBus queries, CancellationToken ct)
    {
        var wanted = Formats.Of(format, "pdf", "csv");
        var view = await ManageRecalls.Of(await ManageRecalls.Find(id, db, ct), db, reader, ct);
        var profile = await queries.Ask(new TenantProfile(), ct);
        var words = PaperWords.Of(profile.Language);
        var places = (await queries.Ask(new Locations(), ct)).ToDictionary(l => l.Id, l => l.Name);
        if (wanted == "csv")
            return TypedResults.File(CsvSheet.Write(Tables(view, words, places, PaperFormat.Data, state => state).SelectMany(t => (IEnumerable<IReadOnlyList<string>>)[[t.Title], [.. t.Columns.Select(c => c.Title)], .. t.Rows, []])), "text/csv; charset=utf-8", $"{view.Recall.Number}.csv");
        var paper = PaperFormat.Of(profile.Language);
        return TypedResults.File(TableSheet.Print($"{(view.Recall.IsDrill ? words.Drill : words.Recall)} {view.Recall.Number}",
            [$"{words.Reason}: {view.Recall.Reason}", $"{words.Date}: {Formats.Time(view.Recall.OpenedAt, profile.TimeZone, paper)}   {words.GivenBy}: {view.Recall.OpenedBy}   {words.Listed}: {view.Recall.ElapsedMs} ms", view.Instructions ?? ""],
            Tables(view, words, places, paper, state => words.States.GetValueOrDefault(state, state)), profile.Name), "application/pdf", $"{view.Recall.Number}.pdf");
    }

    internal static async Task<FileContentHttpResult> Letter(Guid id, [FromQuery(Name = "recipient_id")] Guid recipientId, InventoryDb db, TraceReader reader, IQueryBus queries, CancellationToken ct)
    {
        var view = await ManageRecalls.Of(await ManageRecalls.Find(id, db, ct), db, reader, ct);
        var recipient = view.Forward.Recipients.FirstOrDefault(r => r.Id == recipientId) ?? throw RuleViolation.NotFound("The recipient");
        var profile = await queries.Ask(new TenantProfile(), ct);
        var (words, paper) = (PaperWords.Of(profile.Language), PaperFormat.Of(profile.Language));
        return TypedResults.File(TableSheet.Print($"{(view.Recall.IsDrill ? words.Drill : words.Recall)} {view.Recall.Number}",
            [$"{words.To}: {recipient.Name}", $"{words.From}: {profile.Name}", $"{words.Date}: {Formats.Time(view.Recall.OpenedAt, profile.TimeZone, paper)}", words.LetterText, $"{words.Reason}: {view.Recall.Reason}", view.Instructions ?? ""],
            [Deliveries(words, [recipient], paper)], profile.Name), "application/pdf", $"{view.Recall.Number}-{recipient.Day:yyyyMMdd}.pdf");
    }

    private static List<SheetTable> Tables(RecallForm.View view, PaperWords words, IReadOnlyDictionary<Guid, string> places, PaperFormat paper, Func<string, string> state) =>
    [
        new(words.LotsHeld, [new(words.Item, 2.6), new(words.Lot, 2.4), new(words.Place, 2.4), new(words.State, 1.5), new(words.Quantity, 1.5, true)],
            [.. view.Held.Select(l => (string[])[l.Item, l.LotCode, l.LocationId is { } place ? places.GetValueOrDefault(place, "") : "", state(l.State), paper.Quantity(l.OnHand, l.Unit)])]),
        new(words.Lots, [new(words.Item, 3), new(words.Lot, 3), new(words.Expiry, 1.5), new(words.Quantity, 1.5, true)],
            [.. view.Forward.Nodes.Where(n => n.Kind is "lot" or "batch").Select(n => (string[])[n.Name, n.Code ?? "", paper.Day(n.ExpiresOn), n.OnHand is { } q ? paper.Quantity(q, n.Unit) : ""])]),
        Deliveries(words, view.Forward.Recipients, paper),
        new(words.MassBalance, [new(words.Lot, 2.4), new(words.Received, 1.3, true), new(words.Used, 1.3, true), new(words.Delivered, 1.3, true), new(words.Waste, 1.2, true), new(words.Moved, 1.3, true), new(words.Adjusted, 1.2, true), new(words.OnHand, 1.2, true), new(words.Difference, 1.2, true)],
            [.. view.Forward.MassBalance.Concat(view.Backward?.MassBalance ?? []).DistinctBy(b => b.LotId).Select(b => (string[])[b.LotCode, paper.Number(b.Received), paper.Number(b.Used), paper.Number(b.Delivered + b.Donated + b.SentBack), paper.Number(b.Wasted),
                paper.Number(b.Transferred + b.Transformed), paper.Number(b.Adjusted + b.Corrected), paper.Number(b.OnHand), paper.Number(b.Difference)])]),
    ];

    private static SheetTable Deliveries(PaperWords words, IEnumerable<RecipientView> recipients, PaperFormat paper) => new(words.Recipients,
        [new(words.To, 3), new(words.Date, 1.4), new(words.Item, 2.2), new(words.Lot, 2.2), new(words.Quantity, 1.3, true), new(words.Returned, 1.1, true)],
        [.. recipients.SelectMany(r => r.Lines.Select(l => (string[])[r.Name, paper.Day(r.Day), l.Item, l.LotCode, paper.Quantity(l.Quantity, l.Unit), paper.Number(l.Returned)]))]);
}
