using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Inventory.Items;
using Bakery.Inventory.Paper;
using Bakery.Inventory.Stock;
using Bakery.Inventory.Tracing;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Donations;

/// <summary>Gives food away by FEFO. Past its use-by date it is refused; past its best-before date it needs somebody who has checked it.</summary>
internal static class DonateStock
{
    private static readonly Sorting<Donation> Order = new Sorting<Donation>(d => d.Id, "-event_time").By("event_time", d => d.EventTime);

    public sealed record Request([property: Required, Length(1, 200)] string RecipientName, Guid LocationId, [property: Required, Length(1, 100)] IReadOnlyList<TakeStock.Line> Lines,
        [property: MaxLength(20)] string? RecipientTaxId = null, bool SafetyChecked = false, DateTimeOffset? EventTime = null);
    public sealed record LineView(Guid ItemId, string Name, Guid LotId, string LotCode, DateOnly? ExpiresOn, decimal Quantity, string Unit, decimal Kg);
    public sealed record View(Guid Id, string Number, string RecipientName, string? RecipientTaxId, Guid LocationId, bool SafetyChecked, string GivenBy, DateTimeOffset EventTime, decimal Kg, IReadOnlyList<LineView> Lines);
    public sealed record Row(Guid Id, string Number, string RecipientName, Guid LocationId, DateTimeOffset EventTime, string GivenBy);

    internal static async Task<Created<View>> Handle(Request request, InventoryDb db, StockBook book, TraceBook trace, TimeProvider clock, CancellationToken ct)
    {
        var at = book.At(request.EventTime);
        await using var own = await book.Begin(ct);
        var day = await book.DayOf(at, ct);
        var donation = new Donation
        {
            Id = Ids.New(clock), Number = await NextNumber(day.Year, db, ct), RecipientName = request.RecipientName.Trim(), RecipientTaxId = request.RecipientTaxId, LocationId = request.LocationId,
            SafetyChecked = request.SafetyChecked, GivenBy = db.Scope.Actor.Name, EventTime = at, CreatedAt = clock.GetUtcNow(),
        };
        var recipient = await trace.Recipient(new TraceRecipient { Id = donation.Id, Kind = RecipientKind.Donation, Name = donation.RecipientName, LocationId = request.LocationId, Day = day, Document = donation.Number }, ct);
        var reference = new Reference("donation", donation.Id, recipient);
        db.Add(donation);
        foreach (var line in await TakeStock.Lines(request.Lines, db, ct))
            foreach (var part in await Give(line, request, reference, day, at, db, book, ct))
                db.Add(new DonationLine
                {
                    Id = Ids.New(clock), DonationId = donation.Id, ItemId = part.Item.Id, LotId = part.Lot.Id, LotCode = part.Lot.LotCode, ExpiresOn = part.Lot.ExpiresOn, Quantity = part.Quantity,
                    Kg = part.Item.Kilograms(part.Quantity) ?? throw new RuleViolation("conversion_unknown", $"{part.Item.Name} has no weight; the register needs kg."),
                    Cost = Rounding.FourDecimals(part.Quantity * part.Lot.UnitCost),
                });
        await book.Save(own, ct);
        return TypedResults.Created($"donations/{donation.Id}", await Of(donation, db, ct));
    }

    internal static Task<Page<Row>> List(InventoryDb db, [AsParameters] PageRequest page, CancellationToken ct) =>
        db.Donations.AsNoTracking().ToPage(page, Order, d => new Row(d.Id, d.Number, d.RecipientName, d.LocationId, d.EventTime, d.GivenBy), ct);

    internal static async Task<View> One(Guid id, InventoryDb db, CancellationToken ct) => await Of(await Find(id, db, ct), db, ct);

    /// <summary>The paper that goes with the food, one line per lot, with room for both signatures.</summary>
    internal static async Task<FileContentHttpResult> Paper(Guid id, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var (words, format) = (PaperWords.Of(profile.Language), PaperFormat.Of(profile.Language));
        var donation = await Of(await Find(id, db, ct), db, ct);
        var notes = new List<string> { $"{words.To}: {donation.RecipientName} {donation.RecipientTaxId}".TrimEnd(), $"{words.From}: {profile.Name}", $"{words.Date}: {Formats.Time(donation.EventTime, profile.TimeZone, format)}" };
        if (donation.SafetyChecked) notes.Add(words.SafetyChecked);
        notes.Add($"{words.GivenBy}: {donation.GivenBy}     {words.ReceivedBy}: ______________________");
        return TypedResults.File(TableSheet.Print($"{words.Donation} {donation.Number}", notes, [new SheetTable("",
            [new(words.Item, 3), new(words.Lot, 2), new(words.Expiry, 1.4), new(words.Quantity, 1.4, true), new("kg", 1, true)],
            [.. donation.Lines.Select(l => (string[])[l.Name, l.LotCode, format.Day(l.ExpiresOn), format.Quantity(l.Quantity, l.Unit), format.Number(l.Kg)]), [words.Total, "", "", "", format.Number(donation.Kg)]], true)],
            profile.Name), "application/pdf", $"{donation.Number}.pdf");
    }

    /// <summary>The register: every lot given away in a time, as CSV.</summary>
    internal static async Task<FileContentHttpResult> Register([FromQuery(Name = "from")] DateOnly from, [FromQuery(Name = "to")] DateOnly to, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var words = PaperWords.Of(profile.Language);
        var (start, end) = Formats.Between(from, to, profile.TimeZone);
        var donations = await db.Donations.AsNoTracking().Where(d => d.EventTime >= start && d.EventTime < end).OrderBy(d => d.EventTime).ThenBy(d => d.Id).ToListAsync(ct);
        var ids = donations.Select(d => d.Id).ToList();
        var lines = (await db.DonationLines.AsNoTracking().Where(l => ids.Contains(l.DonationId)).ToListAsync(ct)).ToLookup(l => l.DonationId);
        var items = await ReadStock.Names(db, lines.SelectMany(l => l).Select(l => l.ItemId), ct);
        return TypedResults.File(CsvSheet.Write([["", words.Date, words.To, words.Item, words.Lot, words.Expiry, "kg"],
            .. donations.SelectMany(d => lines[d.Id].Select(l => (string[])[d.Number, Formats.Time(d.EventTime, profile.TimeZone, PaperFormat.Data), d.RecipientName, items[l.ItemId].Name, l.LotCode, CsvSheet.Day(l.ExpiresOn), CsvSheet.Number(l.Kg)]))]),
            "text/csv; charset=utf-8", $"donations-{from:yyyy-MM-dd}-{to:yyyy-MM-dd}.csv");
    }

    private static async Task<IReadOnlyList<Taken>> Give(TakeLine line, Request request, Reference reference, DateOnly day, DateTimeOffset at, InventoryDb db, StockBook book, CancellationToken ct)
    {
        if (line.LotId is not { } lotId || await db.FindLot(lotId, ct) is not { } lot || lot.ExpiresOn is null || lot.ExpiresOn >= day) return await book.Take([line], request.LocationId, MovementType.Donation, reference, at, ct);
        // A named lot past its date: FEFO never takes it, so it is booked by itself.
        if (lot.ExpiryKind == ExpiryKind.UseBy) throw new RuleViolation("donation_past_use_by", $"Lot {lot.LotCode} had to be used by {lot.ExpiresOn:yyyy-MM-dd}; it may not be given to people.");
        if (!request.SafetyChecked) throw new RuleViolation("safety_check_needed", $"Lot {lot.LotCode} is past its best-before date; somebody must have checked it.");
        if (lot.ItemId != line.ItemId || lot.LocationId != request.LocationId) throw RuleViolation.NotFound("The lot");
        if (lot.State is not (LotState.Available or LotState.Expired)) throw new RuleViolation("lot_not_available", $"Lot {lot.LotCode} is {Wire.Name(lot.State)}.");
        var item = await db.FindItem(lot.ItemId, ct);
        await book.Adjust(item, lot, -line.Quantity, MovementType.Donation, reference, line.ReasonCode, at, ct);
        lot.Dispose();
        return [new Taken(item, lot, line.Quantity, false)];
    }

    private static async Task<string> NextNumber(int year, InventoryDb db, CancellationToken ct)
    {
        var prefix = $"DON-{year}-";
        return $"{prefix}{await db.Donations.CountAsync(d => d.Number.StartsWith(prefix), ct) + 1:0000}";
    }

    private static async Task<Donation> Find(Guid id, InventoryDb db, CancellationToken ct) => await db.Donations.FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw RuleViolation.NotFound("The donation");

    private static async Task<View> Of(Donation d, InventoryDb db, CancellationToken ct)
    {
        var lines = await db.DonationLines.AsNoTracking().Where(l => l.DonationId == d.Id).OrderBy(l => l.Id).ToListAsync(ct);
        var items = await ReadStock.Names(db, lines.Select(l => l.ItemId), ct);
        return new View(d.Id, d.Number, d.RecipientName, d.RecipientTaxId, d.LocationId, d.SafetyChecked, d.GivenBy, d.EventTime, lines.Sum(l => l.Kg),
            [.. lines.Select(l => new LineView(l.ItemId, items[l.ItemId].Name, l.LotId, l.LotCode, l.ExpiresOn, l.Quantity, items[l.ItemId].StockUnit, l.Kg))]);
    }
}
