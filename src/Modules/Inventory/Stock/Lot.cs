using Bakery.Inventory.Items;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.Stock;

namespace Bakery.Inventory.Stock;

/// <summary>Where a lot came from.</summary>
internal enum LotOrigin { Purchase, Production, Opening, Return, Transformation, Transfer }

/// <summary>Whether a lot may be used.</summary>
internal enum LotState { Quarantined, Available, Blocked, Expired, Depleted, Disposed }

/// <summary>How far a product is made.</summary>
internal enum LotStage { Raw, ParBaked, Baked, Frozen, Thawed }

/// <summary>A received or produced quantity with one expiry and one origin. Quantities in the item's stock unit.</summary>
internal sealed class Lot : ITenantOwned, IVersioned
{
    private static readonly TimeSpan OverrideLasts = TimeSpan.FromHours(24);

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public Guid ItemId { get; private set; }
    public string LotCode { get; private set; } = "";
    public string? SupplierLotCode { get; private set; }
    public Guid? SupplierId { get; private set; }
    public Guid LocationId { get; private set; }
    public string? StoragePlace { get; private set; }
    public LotOrigin Origin { get; private set; }
    public string? OriginRef { get; private set; }
    public DateTimeOffset ReceivedAt { get; private set; }
    public DateTimeOffset EventTime { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateOnly? ExpiresOn { get; private set; }
    public ExpiryKind ExpiryKind { get; private set; }
    public decimal Quantity { get; private set; }
    public decimal ReservedQuantity { get; private set; }
    public decimal UnitCost { get; private set; }
    public LotStage Stage { get; private set; }
    public LotState State { get; private set; }
    public DateTimeOffset? ExpiryOverrideUntil { get; private set; }

    public static Lot Receive(Guid id, Item item, string lotCode, Guid locationId, decimal quantity, decimal unitCost, DateOnly? expiresOn, LotOrigin origin,
        string? originRef, DateTimeOffset eventTime, DateTimeOffset now, LotStage stage = LotStage.Raw)
    {
        if (quantity is < 0 or > 1_000_000_000) throw RuleViolation.Invalid("quantity", "Between 0 and 1,000,000,000.");
        if (unitCost is < 0 or > 1_000_000) throw RuleViolation.Invalid("unit_cost", "Between 0 and 1,000,000.");
        return new Lot
        {
            Id = id, ItemId = item.Id, LotCode = lotCode, LocationId = locationId, UnitCost = unitCost, ExpiresOn = expiresOn, ExpiryKind = item.ExpiryKind, Origin = origin,
            OriginRef = originRef, EventTime = eventTime, ReceivedAt = eventTime, CreatedAt = now, Quantity = quantity, State = quantity > 0 ? LotState.Available : LotState.Depleted, Stage = stage,
        };
    }

    /// <summary>A part of this lot at another place: same code, expiry and cost; what is blocked stays blocked.</summary>
    public Lot MoveTo(Guid id, Guid locationId, decimal quantity, DateTimeOffset eventTime, DateTimeOffset now) => new()
    {
        Id = id, ItemId = ItemId, LotCode = LotCode, SupplierLotCode = SupplierLotCode, SupplierId = SupplierId, LocationId = locationId, UnitCost = UnitCost,
        ExpiresOn = ExpiresOn, ExpiryKind = ExpiryKind, Origin = LotOrigin.Transfer, OriginRef = Id.ToString(), EventTime = eventTime, ReceivedAt = ReceivedAt, CreatedAt = now,
        Quantity = quantity, State = State == LotState.Blocked ? LotState.Blocked : LotState.Available, Stage = Stage,
    };

    /// <summary>What this lot becomes: another stage or item with a date of its own.</summary>
    public Lot Become(Guid id, Item target, LotStage stage, Guid locationId, decimal quantity, decimal unitCost, DateOnly? expiresOn, DateTimeOffset eventTime, DateTimeOffset now) => new()
    {
        Id = id, ItemId = target.Id, LotCode = LotCode, SupplierLotCode = SupplierLotCode, SupplierId = SupplierId, LocationId = locationId, UnitCost = unitCost, ExpiresOn = expiresOn,
        ExpiryKind = target.ExpiryKind, Origin = LotOrigin.Transformation, OriginRef = Id.ToString(), EventTime = eventTime, ReceivedAt = eventTime, CreatedAt = now, Quantity = quantity,
        State = LotState.Available, Stage = stage,
    };

    /// <summary>Goods that came back: they wait in quarantine, and are never mixed with what never left.</summary>
    public Lot ComeBack(Guid id, Guid locationId, decimal quantity, string? originRef, DateTimeOffset eventTime, DateTimeOffset now) => new()
    {
        Id = id, ItemId = ItemId, LotCode = LotCode, SupplierLotCode = SupplierLotCode, SupplierId = SupplierId, LocationId = locationId, UnitCost = UnitCost, ExpiresOn = ExpiresOn, ExpiryKind = ExpiryKind,
        Origin = LotOrigin.Return, OriginRef = originRef, EventTime = eventTime, ReceivedAt = eventTime, CreatedAt = now, Quantity = quantity, State = LotState.Quarantined, Stage = Stage,
    };

    /// <summary>Where it lies, and what its maker calls it.</summary>
    public Lot With(string? storagePlace, string? supplierLotCode)
    {
        (StoragePlace, SupplierLotCode) = (storagePlace, supplierLotCode);
        return this;
    }

    public void FromSupplier(Guid supplierId, string? supplierLotCode) => (SupplierId, SupplierLotCode) = (supplierId, supplierLotCode);

    /// <summary>Changes the quantity; an emptied lot is depleted, a depleted lot that gets something back is available again.</summary>
    public void Move(decimal change)
    {
        if (Quantity + change < 0) throw new RuleViolation("insufficient_stock", $"Lot {LotCode} holds only {Quantity}.");
        Quantity += change;
        ReservedQuantity = Math.Min(ReservedQuantity, Quantity);
        if (Quantity == 0 && State == LotState.Available) State = LotState.Depleted;
        else if (Quantity > 0 && State == LotState.Depleted) State = LotState.Available;
    }

    /// <summary>Holds a part back for an order or a batch; a negative change lets it go.</summary>
    public void Reserve(decimal change) => ReservedQuantity = Math.Clamp(ReservedQuantity + change, 0m, Quantity);

    /// <summary>An override is good for one use: what is left afterwards is expired again.</summary>
    public void EndOverride(DateOnly day)
    {
        if (ExpiryOverrideUntil is null || ExpiresOn is null || ExpiresOn >= day) return;
        ExpiryOverrideUntil = null;
        if (State == LotState.Available) State = LotState.Expired;
    }

    public void Block()
    {
        if (State is not (LotState.Available or LotState.Quarantined or LotState.Expired)) throw RuleViolation.Transition($"Lot {LotCode}", State, LotState.Blocked);
        State = LotState.Blocked;
    }

    public void Release(DateOnly today)
    {
        if (State is not (LotState.Blocked or LotState.Quarantined)) throw RuleViolation.Transition($"Lot {LotCode}", State, LotState.Available);
        State = ExpiresOn < today ? LotState.Expired : Quantity > 0 ? LotState.Available : LotState.Depleted;
    }

    /// <summary>Marks the lot when its date has passed; false when it has not, or it is no longer available.</summary>
    public bool Expire(DateOnly today, DateTimeOffset now)
    {
        if (State != LotState.Available || ExpiresOn is null || ExpiresOn >= today || ExpiryOverrideUntil > now) return false;
        State = LotState.Expired;
        return true;
    }

    /// <summary>Allows use after the date for 24 hours.</summary>
    public void OverrideExpiry(DateTimeOffset now)
    {
        if (State is not (LotState.Expired or LotState.Available)) throw RuleViolation.Transition($"Lot {LotCode}", State, LotState.Available);
        ExpiryOverrideUntil = now + OverrideLasts;
        State = Quantity > 0 ? LotState.Available : LotState.Depleted;
    }

    /// <summary>Corrects the date; an expired lot comes back only when the new date is later.</summary>
    public void Correct(DateOnly? expiresOn, string? storagePlace, DateOnly today)
    {
        if (State == LotState.Expired && (expiresOn is null || expiresOn > ExpiresOn) && (expiresOn is null || expiresOn >= today)) State = LotState.Available;
        (ExpiresOn, StoragePlace) = (expiresOn, storagePlace);
    }

    /// <summary>An unusable lot that has been emptied is disposed of.</summary>
    public void Dispose()
    {
        if (Quantity == 0 && State is LotState.Expired or LotState.Blocked or LotState.Quarantined) State = LotState.Disposed;
    }

    /// <summary>The lot as FEFO sees it: what others have reserved is not there.</summary>
    /// <param name="held">Reserved by the one who asks.</param>
    public LotView View(DateTimeOffset now, decimal held = 0) => new(Id, Quantity - ReservedQuantity + Math.Min(held, ReservedQuantity), ExpiryOverrideUntil > now ? null : ExpiresOn, ReceivedAt, State == LotState.Available);

    /// <summary>The whole lot, for what has already been used.</summary>
    public LotView Whole(DateTimeOffset now) => View(now, ReservedQuantity);
}
