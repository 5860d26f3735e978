using Bakery.Planning.Stock;

namespace Bakery.Planning.Purchasing;

/// <summary>A line while the quantity steps work on it.</summary>
internal sealed class LineDraft(ItemOutlook item, Offer offer, NetRequirement requirement, QuantitySettings settings)
{
    // Goods that keep longer than this are never cut for their shelf life.
    private const int LongestShelfLife = 365;

    // How far a run-out is searched for; a line that lasts longer counts as never running out.
    private const int LookAheadDays = 90;

    private readonly decimal? _storageRoom = StorageRoom(item, requirement);
    private readonly decimal? _usableInTime = UsableInTime(item, requirement);
    private int _base;
    private QuantityFlags _flags;

    internal int Packs { get; private set; }

    internal decimal Total => offer.TotalFor(Packs);

    internal PlannedLine Line() => new(item, offer, requirement, Packs, _flags, LastsUntil());

    internal void Raise(int packs, QuantityFlags flag)
    {
        Packs = packs;
        _flags |= flag;
    }

    internal bool HasRoomFor(int packs) =>
        !(settings.StorageLimit && packs * offer.PackQuantity > _storageRoom + Rounding.Tolerance)
        && !(settings.ShelfLifeLimit && packs * offer.PackQuantity > _usableInTime + Rounding.Tolerance);

    internal void RoundToPacks()
    {
        Packs = _base = offer.PacksFor(requirement.ToOrder);
        if (Packs * offer.PackQuantity > requirement.ToOrder + Rounding.Tolerance)
        {
            _flags |= QuantityFlags.PackRounding;
        }
    }

    internal void ApplyReorderRule()
    {
        if (!settings.ReorderRule || !requirement.AtReorderPoint || item.ReorderQuantity is not { } quantity)
        {
            return;
        }

        int packs = offer.PacksFor(quantity);
        if (packs > Packs)
        {
            _base = packs;
            Raise(packs, QuantityFlags.ReorderRule);
        }
    }

    internal void ApplyMinimumPacks()
    {
        if (Packs > 0 && Packs < offer.MinPacks)
        {
            Raise(offer.MinPacks, QuantityFlags.SupplierMinimum);
        }
    }

    internal void ApplyPriceTier()
    {
        if (!settings.PriceTier || Packs == 0)
        {
            return;
        }

        foreach (var tier in offer.Tiers.OrderBy(tier => tier.FromPacks).Where(tier => tier.FromPacks > Packs))
        {
            if (HasRoomFor(tier.FromPacks) && IsWorthwhile(tier))
            {
                Raise(tier.FromPacks, QuantityFlags.PriceTier);
            }
        }
    }

    internal void ApplyStorageLimit()
    {
        if (!settings.StorageLimit || Packs == 0 || _storageRoom is not { } room || Packs * offer.PackQuantity <= room + Rounding.Tolerance)
        {
            return;
        }

        int fitting = (int)Math.Floor(Math.Max(0m, room) / offer.PackQuantity + Rounding.Tolerance);
        _flags |= QuantityFlags.StorageLimit;
        if (fitting < offer.MinPacks)
        {
            // The supplier sells no less than this; a person has to decide, so the smallest order stays and is flagged.
            _flags |= QuantityFlags.StorageConflict;
            fitting = Math.Min(Packs, offer.MinPacks);
        }

        Packs = fitting;
    }

    internal void ApplyShelfLife()
    {
        if (!settings.ShelfLifeLimit || Packs == 0 || _usableInTime is not { } usable)
        {
            return;
        }

        // A pack that the next days need is bought even when its last part will not be used in time.
        int whole = (int)Math.Floor(usable / offer.PackQuantity + Rounding.Tolerance);
        int begun = (int)Math.Ceiling(usable / offer.PackQuantity - Rounding.Tolerance);
        int most = Math.Max(whole, Math.Min(Math.Max(_base, offer.MinPacks), begun));
        if (Packs > most)
        {
            Packs = most;
            _flags |= QuantityFlags.ShelfLifeLimit;
        }
    }

    /// <summary>First day that is short once this line has arrived; null when none is in sight.</summary>
    internal DateOnly? LastsUntil()
    {
        if (item.Needs.Mean == 0)
        {
            return null;
        }

        var last = item.Needs.First.AddDays(LookAheadDays);
        var arrivals = item.OpenOrders.Append(new Arrival(requirement.Coverage.UsableFrom, Packs * offer.PackQuantity));
        return Projection.Run(item.Lots, item.Needs.Days(last), arrivals, item.Needs.First, last)
            .Days.FirstOrDefault(day => day.Missing > Rounding.Tolerance && day.Day >= requirement.Coverage.UsableFrom)?.Day;
    }

    private bool IsWorthwhile(PriceTier tier)
    {
        decimal total = offer.TotalFor(tier.FromPacks);
        if (total <= Total)
        {
            return true;
        }

        var last = item.Needs.Last;
        var horizon = Projection.Run(item.Lots, item.Needs.Days(last), item.OpenOrders, item.Needs.First, last);
        decimal open = item.OpenOrders.Where(arrival => arrival.UsableFrom <= last).Sum(arrival => arrival.Quantity);
        decimal net = item.Needs.Through(last) + requirement.Safety.Quantity - horizon.UsableStock - open;
        if (offer.PacksFor(net) < tier.FromPacks)
        {
            return false;
        }

        decimal quantity = tier.FromPacks * offer.PackQuantity;
        decimal saving = quantity * (offer.PriceFor(Packs) - tier.UnitPrice);
        decimal extra = (tier.FromPacks - Packs) * offer.PackQuantity;
        int daysUntilUsed = item.Needs.Mean == 0 ? 365 : (int)Math.Ceiling(quantity / item.Needs.Mean);
        decimal holding = extra * tier.UnitPrice * settings.HoldingPercentPerYear / 100m * daysUntilUsed / 365m;
        return saving - holding > total * 0.01m;
    }

    private static decimal? StorageRoom(ItemOutlook item, NetRequirement requirement)
    {
        if (item.MaxStock is not { } max)
        {
            return null;
        }

        var delivery = requirement.Coverage.Delivery;
        if (delivery < item.Needs.First)
        {
            // What will pass its date unused lies there all the same.
            return max - item.Lots.Where(lot => lot.UsableOn(item.Needs.First)).Sum(lot => lot.Quantity);
        }

        var until = Projection.Run(item.Lots, item.Needs.Days(delivery), item.OpenOrders, item.Needs.First, delivery);
        return max - until.Days[^1].Closing;
    }

    // What the order could cover before it expires: FEFO takes lots that expire earlier first.
    private static decimal? UsableInTime(ItemOutlook item, NetRequirement requirement)
    {
        if (item.ShelfLifeDays is not { } days || days > LongestShelfLife || item.Needs.Mean == 0)
        {
            return null;
        }

        var expiry = requirement.Coverage.Delivery.AddDays(days);
        if (expiry < item.Needs.First)
        {
            return 0m;
        }

        return Projection.Run(
                item.Lots.Where(lot => lot.ExpiresOn <= expiry),
                item.Needs.Days(expiry),
                item.OpenOrders.Where(arrival => arrival.ExpiresOn <= expiry),
                item.Needs.First,
                expiry)
            .Days.Where(day => day.Day >= requirement.Coverage.UsableFrom).Sum(day => day.Missing);
    }
}
