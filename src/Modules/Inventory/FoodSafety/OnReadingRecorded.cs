using Bakery.Contracts.Production;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.FoodSafety;

/// <summary>A reading of a floor device or a sensor goes into the self-control file like one that is typed.</summary>
internal static class OnReadingRecorded
{
    internal static async Task Handle(ReadingRecorded reading, InventoryDb db, StockBook book, HaccpBook haccp, TimeProvider clock, CancellationToken ct)
    {
        // The point may be gone since the sensor was connected.
        if (!await db.HaccpPoints.AnyAsync(p => p.Id == reading.PointId, ct)) throw RuleViolation.NotFound("The control point");
        await RecordReadings.Handle(new RecordReadings.Request([new RecordReadings.Reading(reading.PointId, reading.Value, reading.Text, EventTime: reading.EventTime, Device: reading.Device is { Length: > 60 } name ? name[..60] : reading.Device)]), db, book, haccp, clock, ct);
    }
}
