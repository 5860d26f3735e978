using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Inventory.Items;
using Bakery.Inventory.Tracing;
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
/// <param name="RecipientId">Who got the goods, for tracing; see <see cref="TraceBook"/>.</param>
internal sealed record Reference(string Type, Guid? Id, Guid? RecipientId = null);

/// <summary>What was taken from which lot.</summary>
internal sealed record Taken(Item Item, Lot Lot, decimal Quantity, bool IsDeviation);

/// <summary>How much a consumer may see: only what is free and his own reservations, or everything, because it has been used already.</summary>
internal enum Claim { Free, Used }

/// <summary>
/// The one place where stock is booked: FEFO for every consumer, a movement for every change and an edge of the trace beside it, one booking at a
/// time per tenant.
/// </summary>
internal sealed class StockBook(InventoryDb db, TraceBook trace, IBus bus, IQueryBus queries, TenantZones zones, TimeProvider clock)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private string? zone;

    /// <summary>
    /// Starts a booking: a transaction unless one runs, and the lock that lets bookings of a tenant wait for each other. Who holds the lock must never
    /// wait for a connection, for those who wait for the lock may hold them all: whatever another module has to be asked is asked before.
    /// </summary>
    public async Task<IDbContextTransaction?> Begin(CancellationToken ct)
    {
        await DayOf(clock.GetUtcNow(), ct);
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.LockAsync("stock", ct);
        return own;
    }

    public async Task Save(IDbContextTransaction? own, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        if (own is not null) await own.CommitAsync(ct);
    }

    /// <summary>When a person says it happened, now by default. Throws <c>event_in_future</c> beyond five minutes of clock difference.</summary>
    public DateTimeOffset At(DateTimeOffset? eventTime)
    {
        var now = clock.GetUtcNow();
        return eventTime > now + ClockSkew ? throw new RuleViolation("event_in_future", "This has not happened yet; check the clock.") : eventTime ?? now;
    }

    /// <summary>The tenant's calendar date.</summary>
    public async Task<DateOnly> Today(CancellationToken ct) => await DayOf(clock.GetUtcNow(), ct);

    /// <summary>The tenant's calendar date of an instant.</summary>
    public async Task<DateOnly> DayOf(DateTimeOffset instant, CancellationToken ct)
    {
        zone ??= await zones.Of(db.Scope.Require(), async () => (await queries.Ask(new TenantProfile(), ct)).TimeZone);
        return BusinessTime.Today(instant, zone);
    }

    /// <summary>Picks lots without booking. A chosen lot that is expired or not available is refused.</summary>
    /// <param name="owner">Whose reservations may be used beside what is free.</param>
    /// <param name="promised">By lot, what is packed for others already.</param>
    public async Task<(Item Item, IReadOnlyList<Taken> Taken, decimal Missing)> Pick(TakeLine line, Guid? locationId, DateOnly day, CancellationToken ct, Reference? owner = null, Claim claim = Claim.Free,
        IReadOnlyDictionary<Guid, decimal>? promised = null)
    {
        var item = await db.FindItem(line.ItemId, ct);
        var now = clock.GetUtcNow();
        var lots = await db.Lots.Where(l => l.ItemId == line.ItemId && (locationId == null || l.LocationId == locationId) && (l.Quantity > 0 || l.Id == line.LotId)).ToListAsync(ct);
        if (line.LotId is { } chosen) Usable(lots.Find(l => l.Id == chosen), day, now);
        var held = claim == Claim.Free ? await Held(owner, lots, ct) : [];
        var views = lots.Select(l => claim == Claim.Used ? l.Whole(now) : l.View(now, held.GetValueOrDefault(l.Id)));
        if (promised is not null) views = views.Select(v => v with { Quantity = v.Quantity - promised.GetValueOrDefault(v.LotId) });
        var pick = Fefo.Pick(views, line.Quantity, day, line.LotId);
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
            var (item, picked, lacking) = await Pick(line, locationId, day, ct, reference);
            if (lacking > 0) missing[item.Id.ToString()] = lacking.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);
            else await Book(picked, type, reference, line.ReasonCode, eventTime, ct);
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
        var (item, picked, missing) = await Pick(line, locationId, await DayOf(eventTime, ct), ct, reference, Claim.Used);
        await Book(picked, type, reference, line.ReasonCode, eventTime, ct);
        if (missing > 0 && item.StockTracked)
        {
            Write(item, null, MovementType.Adjustment, missing, 0, missing, locationId, reference, "pending_count", false, eventTime);
            Write(item, null, type, -missing, missing, 0, locationId, reference, "pending_count", false, eventTime);
        }
        return (picked, item.StockTracked ? missing : 0m);
    }

    /// <summary>Goods of a lot have gone although the books hold fewer: what is missing is booked in first, and somebody is asked to count.</summary>
    public async Task Cover(Item item, Lot lot, decimal quantity, Reference reference, DateTimeOffset eventTime, CancellationToken ct)
    {
        var missing = quantity - lot.Quantity;
        if (missing <= 0) return;
        await Adjust(item, lot, missing, MovementType.Adjustment, reference, "pending_count", eventTime, ct);
        Differ(item, missing);
    }

    /// <summary>Asks somebody to count an item of which more was used than the books held.</summary>
    public void Differ(Item item, decimal missing) =>
        bus.Publish(new AlertRaised("inventory.stock_difference", "medium", "action_needed", new EntityRef("item", item.Id), Rounding.Cents(missing * item.UnitCost), null, 100, 100,
            new ReasoningData("inventory.stock_difference", new Dictionary<string, object?> { ["product_name"] = item.Name, ["quantity"] = ExpireLots.Text(missing), ["unit"] = item.StockUnit },
                new Consequence("stockout_risk", "medium")), Links: [new AlertLink("count_stock", "POST", "/inventory/stock/adjust", true)]));

    /// <summary>Brings a lot in and moves the item's average cost.</summary>
    public async Task<Lot> Receive(Lot lot, Item item, MovementType type, Reference reference, CancellationToken ct, string? reason = null)
    {
        var onHand = await db.Lots.Where(l => l.ItemId == item.Id).SumAsync(l => l.Quantity, ct);
        if (type is MovementType.Purchase or MovementType.Opening) item.Receive(onHand, lot.Quantity, lot.UnitCost);
        db.Add(lot);
        Write(item, lot, type, lot.Quantity, 0, lot.Quantity, lot.LocationId, reference, reason, false, lot.EventTime);
        bus.Publish(new StockReceived(item.Id, lot.Id, lot.LotCode, lot.Quantity, item.StockUnit, lot.UnitCost, lot.ExpiresOn, lot.LocationId, lot.OriginRef ?? ""));
        return lot;
    }

    /// <summary>Changes one lot and writes its movement; a rest that no scale can see is booked away.</summary>
    public async Task<Movement> Adjust(Item item, Lot lot, decimal change, MovementType type, Reference reference, string? reasonCode, DateTimeOffset eventTime, CancellationToken ct, bool deviation = false)
    {
        var before = lot.Quantity;
        var reserved = lot.ReservedQuantity;
        lot.Move(change);
        var movement = Write(item, lot, type, change, before, lot.Quantity, lot.LocationId, reference, reasonCode, deviation, eventTime);
        if (change < 0 && lot.Quantity > 0 && lot.Quantity < item.Units.Residue)
        {
            var rest = lot.Quantity;
            lot.Move(-rest);
            Write(item, lot, MovementType.Adjustment, -rest, rest, 0, lot.LocationId, reference, "rounding", false, eventTime);
        }
        if (reserved > 0 && change < 0) await Unhold(lot, -change, reserved, reference, ct);
        // Nothing expired is left: nobody needs to look at it any more.
        if (lot is { Quantity: 0, State: LotState.Expired }) bus.Publish(new AlertCleared("inventory.expired_stock", new EntityRef("lot", lot.Id)));
        return movement;
    }

    /// <summary>Tells other modules which lots a consumer used.</summary>
    public void Announce(IReadOnlyList<Taken> taken, string type, Guid id) =>
        bus.Publish(new StockConsumed(type, id, [.. taken.Select(t => new LotUse(t.Item.Id, t.Lot.Id, t.Lot.LotCode, t.Quantity))]));

    private async Task Book(IReadOnlyList<Taken> picked, MovementType type, Reference reference, string? reason, DateTimeOffset eventTime, CancellationToken ct)
    {
        var day = await DayOf(eventTime, ct);
        foreach (var part in picked)
        {
            await Adjust(part.Item, part.Lot, -part.Quantity, type, reference, reason, eventTime, ct, part.IsDeviation);
            part.Lot.EndOverride(day);
        }
    }

    private async Task<Dictionary<Guid, decimal>> Held(Reference? owner, List<Lot> lots, CancellationToken ct)
    {
        if (owner?.Id is not { } id || lots.TrueForAll(l => l.ReservedQuantity == 0)) return [];
        var ids = lots.Select(l => l.Id).ToList();
        return await db.Reservations.Where(r => ids.Contains(r.LotId) && r.ReferenceType == owner.Type && r.ReferenceId == id && r.Quantity > 0)
            .GroupBy(r => r.LotId).Select(g => new { g.Key, Sum = g.Sum(r => r.Quantity) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);
    }

    // The taker's own reservation shrinks first; what a floor record took beyond that shortens the youngest of the others.
    private async Task Unhold(Lot lot, decimal taken, decimal reserved, Reference reference, CancellationToken ct)
    {
        var holds = await db.Reservations.Where(r => r.LotId == lot.Id && r.Quantity > 0).ToListAsync(ct);
        var own = 0m;
        foreach (var hold in holds.Where(r => reference.Id is not null && r.ReferenceType == reference.Type && r.ReferenceId == reference.Id)) own += hold.Use(taken - own);
        lot.Reserve(Math.Min(lot.Quantity, reserved - own) - lot.ReservedQuantity);
        var beyond = holds.Sum(r => r.Quantity) - lot.ReservedQuantity;
        foreach (var hold in holds.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id).TakeWhile(_ => beyond > 0)) beyond -= hold.Use(beyond);
    }

    private static void Usable(Lot? lot, DateOnly day, DateTimeOffset now)
    {
        if (lot is null) throw RuleViolation.NotFound("The lot");
        if (lot.State == LotState.Expired || (lot.State == LotState.Available && lot.View(now).ExpiresOn < day))
            throw new RuleViolation("lot_expired", $"Lot {lot.LotCode} could be used until {lot.ExpiresOn:yyyy-MM-dd}.");
        if (lot.State != LotState.Available) throw new RuleViolation("lot_not_available", $"Lot {lot.LotCode} is {Wire.Name(lot.State)}.");
    }

    private Movement Write(Item item, Lot? lot, MovementType type, decimal quantity, decimal before, decimal after, Guid locationId, Reference reference, string? reason, bool deviation, DateTimeOffset eventTime)
    {
        var movement = new Movement
        {
            Id = Ids.New(clock), ItemId = item.Id, LotId = lot?.Id, Type = type, Quantity = quantity, UnitCost = lot?.UnitCost ?? item.UnitCost, QuantityBefore = before, QuantityAfter = after,
            LocationId = locationId, ReferenceType = reference.Type, ReferenceId = reference.Id, ReasonCode = reason, IsDeviation = deviation, EventTime = eventTime, CreatedAt = clock.GetUtcNow(),
            ActorId = db.Scope.Actor.Id, ActorName = db.Scope.Actor.Name,
        };
        db.Add(movement);
        trace.Follow(movement, reference);
        return movement;
    }
}
