using Bakery.Planning;
using Bakery.Planning.Purchasing;
using Bakery.Planning.Stock;

namespace Bakery.Tests.Unit.Planning;

public class RandomTenantTests
{
    private const int Tenants = 1000;
    private const int HorizonDays = 14;
    private static readonly DateOnly Today = new(2026, 11, 10);

    [Fact]
    public void Feature_11a_In_1000_random_tenants_no_draft_breaks_a_pack_a_minimum_a_cut_off_the_shelf_life_or_the_storage_limit_without_a_flag()
    {
        var (lines, flagged) = (0, 0);
        for (int seed = 0; seed < Tenants; seed++)
        {
            var (items, offers, settings) = Tenant(new Random(seed));
            foreach (var order in OrderPlanning.Plan(items, offers, settings).Orders)
            {
                InTime(order, settings.OrderedAt, seed);
                foreach (var line in order.Lines)
                {
                    lines++;
                    flagged += line.Flags == QuantityFlags.None ? 0 : 1;
                    WholePacks(line, seed);
                    FitsTheStore(line, seed);
                    IsUsedInTime(line, seed);
                }

                Assert.True(order.Total >= order.Lines[0].Offer.MinimumOrderAmount || !order.MinimumMet, $"seed {seed}: {order.SupplierCode} is below its minimum");
            }
        }

        // The generator must not be so kind that nothing is ever decided.
        Assert.True(lines > 5 * Tenants && flagged > lines / 2, $"{lines} lines, {flagged} with a flag");
    }

    private static void InTime(PlannedOrder order, DateTime orderedAt, int seed)
    {
        var calendar = order.Lines[0].Offer.Calendar;
        Assert.True(calendar.DeliversOn(order.Coverage.Delivery), $"seed {seed}: no delivery on {order.Coverage.Delivery}");
        Assert.True(order.Coverage.OrderBy >= orderedAt, $"seed {seed}: to be ordered by {order.Coverage.OrderBy}");
        Assert.True(TimeOnly.FromDateTime(order.Coverage.OrderBy) == calendar.CutOff && order.Coverage.Delivery.DayNumber - DateOnly.FromDateTime(order.Coverage.OrderBy).DayNumber >= calendar.LeadTimeDays, $"seed {seed}: the lead time is cut");
    }

    private static void WholePacks(PlannedLine line, int seed)
    {
        const QuantityFlags cut = QuantityFlags.StorageLimit | QuantityFlags.StorageConflict | QuantityFlags.ShelfLifeLimit;
        Assert.True(line.Packs > 0 && line.Quantity == line.Packs * line.Offer.PackQuantity, $"seed {seed}: a broken pack");
        Assert.True(line.Packs >= line.Offer.MinPacks || (line.Flags & cut) != 0, $"seed {seed}: fewer packs than are sold");
        Assert.True(line.Quantity >= line.Requirement.ToOrder - Rounding.Tolerance || (line.Flags & cut) != 0, $"seed {seed}: less than needed");
        Assert.True(line.Quantity == line.Requirement.ToOrder || line.Flags != QuantityFlags.None, $"seed {seed}: more than needed");
    }

    private static void FitsTheStore(PlannedLine line, int seed)
    {
        if (line.Item.MaxStock is { } max)
        {
            decimal left = Walk(line.Item, line.Requirement.Coverage.Delivery, _ => true).Left;
            Assert.True(left + line.Quantity <= max + 0.001m || (line.Flags & (QuantityFlags.StorageLimit | QuantityFlags.StorageConflict)) != 0, $"seed {seed}: {left} + {line.Quantity} does not fit into {max}");
        }
    }

    private static void IsUsedInTime(PlannedLine line, int seed)
    {
        if (line.Item.ShelfLifeDays is not { } days || line.Item.Needs.Mean == 0)
        {
            return;
        }

        var expiry = line.Requirement.Coverage.Delivery.AddDays(days);
        decimal used = Walk(line.Item, expiry, until => until <= expiry).Missing.Where(day => day.Day >= line.Requirement.Coverage.UsableFrom).Sum(day => day.Quantity);
        // Only the last pack may be left over in part, and then a flag says why it was bought.
        Assert.True(line.Quantity <= used + 0.001m || (line.Quantity < used + line.Offer.PackQuantity + 0.001m && line.Flags != QuantityFlags.None), $"seed {seed}: of {line.Quantity} only {used} is used by {expiry}");
    }

    /// <summary>A plain walk over the days: the earliest expiry first, what is missing stays missing.</summary>
    private static (decimal Left, List<DayQuantity> Missing) Walk(ItemOutlook item, DateOnly to, Func<DateOnly?, bool> counts)
    {
        var pool = item.Lots.Where(lot => counts(lot.ExpiresOn)).Select(lot => (From: DateOnly.MinValue, Until: lot.ExpiresOn, lot.Quantity))
            .Concat(item.OpenOrders.Where(arrival => counts(arrival.ExpiresOn)).Select(arrival => (From: arrival.UsableFrom, Until: arrival.ExpiresOn, arrival.Quantity))).ToList();
        var missing = new List<DayQuantity>();
        for (var day = item.Needs.First; day <= to; day = day.AddDays(1))
        {
            decimal need = item.Needs.On(day);
            foreach (int i in Enumerable.Range(0, pool.Count).Where(i => pool[i].From <= day && (pool[i].Until ?? DateOnly.MaxValue) >= day).OrderBy(i => pool[i].Until ?? DateOnly.MaxValue))
            {
                decimal taken = Math.Min(need, pool[i].Quantity);
                pool[i] = pool[i] with { Quantity = pool[i].Quantity - taken };
                need -= taken;
            }

            missing.Add(new DayQuantity(day, need));
        }

        var next = to < item.Needs.First ? item.Needs.First : to.AddDays(1);
        return (pool.Where(part => part.From < next && (part.Until ?? DateOnly.MaxValue) >= next).Sum(part => part.Quantity), missing);
    }

    private static (List<ItemOutlook> Items, List<Offer> Offers, PlanningSettings Settings) Tenant(Random random)
    {
        var suppliers = Enumerable.Range(0, random.Next(1, 6)).Select(i => (Id: Id(random), Code: $"S{i}", Trust: (decimal)random.Next(60, 100), Minimum: random.Next(3) * 60m, Calendar: Calendar(random))).ToList();
        var items = Enumerable.Range(0, random.Next(1, 40)).Select(_ => Item(random)).ToList();
        var offers = items.SelectMany(item => suppliers.Where(_ => random.Next(3) > 0).Select((supplier, i) => new Offer
        {
            SupplierId = supplier.Id, SupplierCode = supplier.Code, Standing = random.Next(12) == 0 ? SupplierStanding.Blacklisted : SupplierStanding.Approved, Trust = supplier.Trust, Calendar = supplier.Calendar, ItemId = item.ItemId,
            PackQuantity = new[] { 0.5m, 1m, 5m, 7.5m, 10m, 25m }[random.Next(6)], UnitPrice = random.Next(10, 900) / 100m, MinimumOrderAmount = supplier.Minimum, MinPacks = random.Next(4) == 0 ? random.Next(2, 6) : 1,
            Tiers = random.Next(3) == 0 ? [new PriceTier(5, 0.09m), new PriceTier(12, 0.08m)] : [], Position = i, IsContract = random.Next(15) == 0,
        })).ToList();
        var settings = new PlanningSettings
        {
            OrderedAt = Today.ToDateTime(new TimeOnly(random.Next(24), random.Next(60))), UsableSameDay = random.Next(4) == 0, SafetyMethod = SafetyStockMethod.FixedPercentage, SafetyPercent = random.Next(0, 60),
        };
        return (items, offers, settings);
    }

    private static SupplierCalendar Calendar(Random random) => new(
        random.Next(0, 6), new TimeOnly(random.Next(8, 20), 0), Enumerable.Range(0, 7).Where(_ => random.Next(3) == 0).Select(day => (DayOfWeek)day).ToHashSet(),
        Enumerable.Range(0, random.Next(6)).Select(_ => Today.AddDays(random.Next(0, 30))).ToHashSet());

    private static ItemOutlook Item(Random random)
    {
        decimal daily = random.Next(0, 40) * (decimal)random.NextDouble();
        return new ItemOutlook
        {
            ItemId = Id(random),
            Lots = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new LotView(Id(random), Math.Round(daily * random.Next(0, 5), 3), random.Next(2) == 0 ? null : Today.AddDays(random.Next(-2, 20)), DateTimeOffset.UnixEpoch))],
            Needs = new DailyNeeds(Today.AddDays(1), HorizonDays, Enumerable.Range(1, HorizonDays).Select(i => new DayQuantity(Today.AddDays(i), Math.Round(daily * (decimal)random.NextDouble(), 3)))),
            OpenOrders = random.Next(4) == 0 ? [new Arrival(Today.AddDays(random.Next(1, 6)), Math.Round(daily * 2, 3))] : [],
            ReorderPoint = random.Next(5) == 0 ? daily : null, ReorderQuantity = random.Next(5) == 0 ? daily * 3 : null, MaxStock = random.Next(3) == 0 ? Math.Round(daily * random.Next(1, 12), 3) : null,
            ShelfLifeDays = random.Next(3) == 0 ? random.Next(1, 25) : null,
        };
    }

    private static Guid Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
