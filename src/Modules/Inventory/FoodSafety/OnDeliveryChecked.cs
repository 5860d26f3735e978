using Bakery.Contracts.Procurement;
using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Inventory.Paper;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.FoodSafety;

/// <summary>
/// Temperatures at the door go into the self-control file. Goods refused for theirs are a deviation that refusing them has closed; goods accepted
/// outside their limits leave one open that asks for a corrective action.
/// </summary>
internal static class OnDeliveryChecked
{
    internal static async Task Handle(DeliveryChecked delivery, InventoryDb db, StockBook book, HaccpBook haccp, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var words = PaperWords.Of((await queries.Ask(new TenantProfile(), ct)).Language);
        await book.Today(ct);
        await db.LockAsync("haccp", ct);
        foreach (var reading in delivery.Readings)
        {
            var point = await PointOf(delivery.LocationId, reading, words, db, clock, ct);
            var text = $"{delivery.DeliveryNumber} · {delivery.SupplierName} · {reading.ProductName} · {reading.LotCode}";
            var record = new HaccpReading
            {
                Id = Ids.New(clock), PointId = point.Id, Value = Rounding.FourDecimals(reading.Value), Text = text.Length > 300 ? text[..300] : text, Ok = point.Holds(reading.Value), EventTime = RecordReadings.Millis(delivery.ReceivedAt),
                CreatedAt = RecordReadings.Millis(clock.GetUtcNow()), ActorName = db.Scope.Actor.Name,
            };
            await haccp.Seal([record], ct);
            // The next seal follows this one.
            await db.SaveChangesAsync(ct);
            if (record.Ok || reading.Accepted) await haccp.Judge(point, record, ct);
            else await Refused(point, record, reading.Reason, db, haccp, clock, ct);
            // What one reading has opened, the next one must see.
            await db.SaveChangesAsync(ct);
        }
    }

    private static async Task<HaccpPoint> PointOf(Guid locationId, DoorReading reading, PaperWords words, InventoryDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.HaccpPoints.FirstOrDefaultAsync(p => p.Kind == PointKind.Receiving && p.LocationId == locationId && p.Min == reading.Min && p.Max == reading.Max && p.IsActive, ct) is { } known) return known;
        var point = HaccpPoint.Create(Ids.New(clock), new HaccpForm.PointData
        {
            Name = $"{words.GoodsIn} ≤ {CsvSheet.Number(reading.Max, "0.#")} °C", Kind = PointKind.Receiving, LocationId = locationId, Min = reading.Min, Max = reading.Max, Unit = "°C", Frequency = PointFrequency.OnEvent, LegalBasis = reading.LegalBasis,
        });
        db.Add(point);
        return point;
    }

    private static async Task Refused(HaccpPoint point, HaccpReading record, string? reason, InventoryDb db, HaccpBook haccp, TimeProvider clock, CancellationToken ct)
    {
        var deviation = Deviation.Start(Ids.New(clock), point.Id, null, DeviationStatus.Open, record.Value, record.EventTime);
        var action = new CorrectiveAction
        {
            Id = Ids.New(clock), DeviationId = deviation.Id, Cause = record.Text!, Action = reason ?? "", ProductDecision = ProductDecision.Blocked, ClosedBy = record.ActorName, ClosedAt = record.CreatedAt,
        };
        deviation.Close(action.Id);
        db.Add(deviation);
        await haccp.Seal([action], ct);
    }
}
