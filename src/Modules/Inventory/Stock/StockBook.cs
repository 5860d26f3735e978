using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Inventory.Items;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Stock;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Bakery.Inventory.Stock;

/// <summary>One line to take out of stock, in the item's stock unit.</summary>
internal sealed record TakeLine(Guid ItemId, decimal Quantity, Guid? LotId = null, string? ReasonCode = null);

/// <summary>What a booking refers to: a batch, an order, a delivery.</summary>
internal sealed record Reference(string Type, Guid? Id);

/// <summary>What was taken from which lot.</summary>
internal sealed record Taken(Item Item, Lot Lot, decimal Quantity, bool IsDeviation);

/// <summary>
/// The one place where stock is booked: FEFO for every consumer, a movement for every change, one booking at a time per tenant.
/// </summary>
internal sealed class StockBook(InventoryDb db, IBus bus, IQueryBus queries, TimeProvider clock)
{
    // What a scale cannot see: 0.0005 of the stock unit.
    private const decimal Dust = 0.0005m;
    private string? zone;

    /// <summary>Starts a booking: a transaction unless one runs, and the lock that lets bookings of a tenant wait for each other.</summary>
    public async Task<IDbContextTransaction?> Begin(CancellationToken ct)
    {
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.LockAsync("stock", ct);
        return own;
    }

    public async Task Save(IDbContextTransaction? own, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        if (own is not null) await own.CommitAsync(ct);
    }

    /// <summary>The tenant's calendar date.</summary>
    public async Task<DateOnly> Today(CancellationToken ct) => await DayOf(clock.GetUtcNow(), ct);

    /// <summary>The tenant's calendar date of an instant.</summary>
    public async Task<DateOnly> DayOf(DateTimeOffset instant, CancellationToken ct)
    {
        zone ??= (await queries.Ask(new TenantProfile(), ct)).TimeZone;
        return BusinessTime.Today(instant, zone);
    }

    /// <summary>Picks lots without booking. A chosen lot that is expired or not available is refused.</summary>
    public async Task<(Item Item, IReadOnlyList<Taken> Taken, decimal Missing)> Pick(TakeLine line, Guid? locationId, DateOnly day, CancellationToken ct)
    {
        var item = await db.FindItem(line.ItemId, ct);
        var now = clock.GetUtcNow();
        var lots = await db.Lots.Where(l => l.ItemId == line.ItemId && (locationId == null || l.LocationId == locationId) && (l.Quantity > 0 || l.Id == line.LotId)).ToListAsync(ct);
        if (line.LotId is { } chosen) Usable(lots.Find(l => l.Id == chosen), day, now);
        var pick = Fefo.Pick(lots.Select(l => l.View(now)), line.Quantity, day, line.LotId);
        return (item, [.. pick.Lines.Select(p => new Taken(item, lots.Single(l => l.Id == p.LotId), p.Quantity, p.IsDeviation))], pick.Missing);
    }

    /// <summary>Takes lines out of stock by FEFO. Throws <c>insufficient_stock</c> with the missing quantities; nothing is booked then.</summary>
    public async Task<IReadOnlyList<Taken>> Take(IReadOnlyList<TakeLine> lines, Guid? locationId, MovementType type, Reference reference, DateTimeOffset eventTime, CancellationToken ct)
    {
        var day = await DayOf(eventTime, ct);
        var taken = new List<Taken>();
        var missing = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            var (item, picked, lacking) = await Pick(line, locationId, day, ct);
            if (lacking > 0) missing[item.Id.ToString()] = lacking.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);
            else Book(picked, type, reference, line.ReasonCode, eventTime);
            taken.AddRange(picked);
        }
        if (missing.Count > 0) throw new RuleViolation("insufficient_stock", "There is not enough stock.", 422, new Dictionary<string, object?> { ["missing"] = missing });
        if (reference.Id is { } id && taken.Count > 0 && type == MovementType.ProductionUse) Announce(taken, reference.Type, id);
        return taken;
    }

    /// <summary>
    /// Takes lines that have already been used on the floor: never refused. What is missing is booked in as an adjustment first, so that the
    /// movements still sum to the stock; the missing quantity is returned.
    /// </summary>
    public async Task<(IReadOnlyList<Taken> Taken, decimal Missing)> TakeUsed(TakeLine line, Guid locationId, MovementType type, Reference reference, DateTimeOffset eventTime, CancellationToken ct)
    {
        var (item, picked, missing) = await Pick(line, locationId, await DayOf(eventTime, ct), ct);
        Book(picked, type, reference, line.ReasonCode, eventTime);
        if (missing > 0 && item.StockTracked)
        {
            Write(item, null, MovementType.Adjustment, missing, 0, missing, locationId, reference, "pending_count", false, eventTime);
            Write(item, null, type, -missing, missing, 0, locationId, reference, "pending_count", false, eventTime);
        }
        return (picked, item.StockTracked ? missing : 0m);
    }

    /// <summary>Brings a lot in and moves the item's average cost.</summary>
    public async Task<Lot> Receive(Lot lot, Item item, MovementType type, Reference reference, CancellationToken ct)
    {
        var onHand = await db.Lots.Where(l => l.ItemId == item.Id).SumAsync(l => l.Quantity, ct);
        if (type is MovementType.Purchase or MovementType.Opening) item.Receive(onHand, lot.Quantity, lot.UnitCost);
        db.Add(lot);
        Write(item, lot, type, lot.Quantity, 0, lot.Quantity, lot.LocationId, reference, null, false, lot.EventTime);
        bus.Publish(new StockReceived(item.Id, lot.Id, lot.LotCode, lot.Quantity, item.StockUnit, lot.UnitCost, lot.ExpiresOn, lot.LocationId, lot.OriginRef ?? ""));
        return lot;
    }

    /// <summary>Changes one lot and writes its movement.</summary>
    public void Adjust(Item item, Lot lot, decimal change, MovementType type, Reference reference, string reasonCode, DateTimeOffset eventTime)
    {
        var before = lot.Quantity;
        lot.Move(change);
        Write(item, lot, type, change, before, lot.Quantity, lot.LocationId, reference, reasonCode, false, eventTime);
        // Nothing expired is left: nobody needs to look at it any more.
        if (lot is { Quantity: 0, State: LotState.Expired }) bus.Publish(new AlertCleared("inventory.expired_stock", new EntityRef("lot", lot.Id)));
    }

    /// <summary>Tells other modules which lots a consumer used.</summary>
    public void Announce(IReadOnlyList<Taken> taken, string type, Guid id) =>
        bus.Publish(new StockConsumed(type, id, [.. taken.Select(t => new LotUse(t.Item.Id, t.Lot.Id, t.Lot.LotCode, t.Quantity))]));

    private void Book(IReadOnlyList<Taken> picked, MovementType type, Reference reference, string? reason, DateTimeOffset eventTime)
    {
        foreach (var part in picked)
        {
            var before = part.Lot.Quantity;
            part.Lot.Move(-part.Quantity);
            Write(part.Item, part.Lot, type, -part.Quantity, before, part.Lot.Quantity, part.Lot.LocationId, reference, reason, part.IsDeviation, eventTime);
            if (part.Lot.Quantity is > 0 and < Dust) Adjust(part.Item, part.Lot, -part.Lot.Quantity, MovementType.Adjustment, reference, "rounding", eventTime);
        }
    }

    private static void Usable(Lot? lot, DateOnly day, DateTimeOffset now)
    {
        if (lot is null) throw RuleViolation.NotFound("The lot");
        if (lot.State == LotState.Expired || (lot.State == LotState.Available && lot.View(now).ExpiresOn < day))
            throw new RuleViolation("lot_expired", $"Lot {lot.LotCode} could be used until {lot.ExpiresOn:yyyy-MM-dd}.");
        if (lot.State != LotState.Available) throw new RuleViolation("lot_not_available", $"Lot {lot.LotCode} is {Wire.Name(lot.State)}.");
    }

    private void Write(Item item, Lot? lot, MovementType type, decimal quantity, decimal before, decimal after, Guid locationId, Reference reference, string? reason, bool deviation, DateTimeOffset eventTime) =>
        db.Add(new Movement
        {
            Id = Ids.New(clock), ItemId = item.Id, LotId = lot?.Id, Type = type, Quantity = quantity, UnitCost = lot?.UnitCost ?? item.UnitCost, QuantityBefore = before, QuantityAfter = after,
            LocationId = locationId, ReferenceType = reference.Type, ReferenceId = reference.Id, ReasonCode = reason, IsDeviation = deviation, EventTime = eventTime, CreatedAt = clock.GetUtcNow(),
            ActorId = db.Scope.Actor.Id, ActorName = db.Scope.Actor.Name,
        });
}
