using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Records;

internal static class ListRecords
{
    private static readonly Sorting<SaleRecord> Order = new Sorting<SaleRecord>(r => r.Id, "-business_day").By("business_day", r => r.BusinessDay).By("sold_at", r => r.SoldAt);

    internal static Task<Page<SaleView>> Handle([AsParameters] PageRequest page, [FromQuery] Guid? item_id, [FromQuery] Guid? location_id, [FromQuery] DateOnly? from, [FromQuery] DateOnly? to,
        [FromQuery] string? source, SalesDb db, CancellationToken ct)
    {
        var wanted = Wire.ParseOptional<SaleSource>(source, "source");
        return db.Records.AsNoTracking()
            .Where(r => (item_id == null || r.ItemId == item_id) && (location_id == null || r.LocationId == location_id) && (from == null || r.BusinessDay >= from)
                && (to == null || r.BusinessDay <= to) && (wanted == null || r.Source == wanted))
            .ToPage(page, Order, r => new SaleView(r.Id, r.ItemId, r.LocationId, r.SoldAt, r.BusinessDay, r.Quantity, r.UnitPrice, r.Revenue, r.Discount, r.Channel, r.Source, r.ExternalId, r.ImportId, r.Version), ct);
    }
}

internal static class GetRecord
{
    internal static async Task<SaleView> Handle(Guid id, SalesDb db, CancellationToken ct) => SaleView.Of(await Find(id, db, ct));

    internal static async Task<SaleRecord> Find(Guid id, SalesDb db, CancellationToken ct) =>
        await db.Records.FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw RuleViolation.NotFound("The sale");
}

internal static class RecordSale
{
    public sealed record Request(
        Guid ItemId, Guid LocationId, DateTimeOffset SoldAt,
        [property: Range(-1_000_000, 1_000_000)] decimal Quantity,
        [property: Range(0, 1_000_000)] decimal? UnitPrice = null,
        [property: Range(0, 1_000_000)] decimal? Discount = null,
        SaleChannel Channel = SaleChannel.Manual,
        [property: MaxLength(120)] string? ExternalId = null);

    internal static async Task<Created<SaleView>> Handle(Request request, SalesDb db, IQueryBus queries, IBus bus, TenantScope scope, TimeProvider clock, CancellationToken ct)
    {
        if (request.Quantity == 0) throw RuleViolation.Invalid("quantity", "A sale of nothing is no sale.");
        if (request.SoldAt > clock.GetUtcNow()) throw RuleViolation.Invalid("sold_at", "A sale cannot lie in the future.");
        var profile = await queries.Ask(new TenantProfile(), ct);
        if ((await queries.Ask(new Locations(), ct)).All(l => l.Id != request.LocationId)) throw RuleViolation.NotFound("The location");
        var day = BusinessTime.BusinessDay(request.SoldAt, profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour"));
        var revenue = request.Quantity * (request.UnitPrice ?? 0) - (request.Discount ?? 0);
        var sale = SaleRecord.Create(Ids.New(clock), new SaleFacts(request.ItemId, request.LocationId, request.SoldAt, day, request.Quantity, request.UnitPrice, revenue, request.Discount ?? 0, request.Channel),
            SaleSource.Manual, request.ExternalId, scope.Actor.Id);
        if (await db.Records.AnyAsync(r => r.Dedup == sale.Dedup, ct)) throw RuleViolation.Duplicate("This sale was recorded before.");
        db.Add(sale);
        bus.Publish(new SaleRecorded(sale.Id, sale.ItemId, sale.LocationId, sale.SoldAt, day, sale.Quantity, Wire.Name(sale.Source)));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, SaleView.Of(sale));
    }
}

internal static class ChangeRecord
{
    public sealed record Request([property: Range(-1_000_000, 1_000_000)] decimal Quantity, [property: Range(0, 1_000_000)] decimal? UnitPrice, [property: Range(-100_000_000, 100_000_000)] decimal Revenue, SaleChannel Channel);

    internal static async Task<SaleView> Handle(Guid id, Request request, IfMatch ifMatch, SalesDb db, CancellationToken ct)
    {
        var sale = await GetRecord.Find(id, db, ct);
        ifMatch.Require(sale, () => SaleView.Of(sale));
        sale.Change(request.Quantity, request.UnitPrice, request.Revenue, request.Channel);
        await db.SaveChangesAsync(ct);
        return SaleView.Of(sale);
    }
}

internal static class DeleteRecord
{
    internal static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, SalesDb db, CancellationToken ct)
    {
        var sale = await GetRecord.Find(id, db, ct);
        ifMatch.Require(sale, () => SaleView.Of(sale));
        if (sale.Source is not (SaleSource.Manual or SaleSource.Import)) throw new RuleViolation("sale_not_editable", "Only manual and imported sales can be deleted.", 409);
        db.Remove(sale);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class OnPosSaleCompleted
{
    internal static async Task Handle(Contracts.Pos.PosSaleCompleted message, SalesDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var day = BusinessTime.BusinessDay(message.SoldAt, profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour"));
        var keys = message.Lines.ToDictionary(l => l.LineNumber, l => SaleRecord.KeyOf(SaleSource.Pos, $"{message.ExternalId}#{l.LineNumber}"));
        var known = await db.Records.Where(r => keys.Values.Contains(r.Dedup)).Select(r => r.Dedup).ToListAsync(ct);
        foreach (var line in message.Lines.Where(l => !known.Contains(keys[l.LineNumber])))
        {
            var sale = SaleRecord.Create(Ids.New(clock), new SaleFacts(line.ItemId, message.LocationId, message.SoldAt, day, line.Quantity, line.UnitPrice, line.Quantity * line.UnitPrice - line.Discount, line.Discount, SaleChannel.InStore),
                SaleSource.Pos, $"{message.ExternalId}#{line.LineNumber}", null);
            db.Add(sale);
            bus.Publish(new SaleRecorded(sale.Id, sale.ItemId, sale.LocationId, sale.SoldAt, day, sale.Quantity, Wire.Name(sale.Source)));
        }
    }
}

internal static class OnOrderDelivered
{
    internal static async Task Handle(Contracts.Orders.OrderDelivered message, SalesDb db, TimeProvider clock, CancellationToken ct)
    {
        foreach (var (line, index) in message.Order.Lines.Select((l, i) => (l, i)))
        {
            var external = $"{message.Order.OrderId:N}#{index}";
            var key = SaleRecord.KeyOf(SaleSource.Order, external);
            if (line.Quantity == 0 || await db.Records.AnyAsync(r => r.Dedup == key, ct)) continue;
            db.Add(SaleRecord.Create(Ids.New(clock), new SaleFacts(line.ItemId, message.Order.LocationId, message.At, message.Order.DueOn, line.Quantity, line.UnitPrice, line.Quantity * line.UnitPrice, 0, SaleChannel.Wholesale),
                SaleSource.Order, external, null));
        }
    }
}
