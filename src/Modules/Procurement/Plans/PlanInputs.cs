using Bakery.Contracts.Inventory;
using Bakery.Contracts.Production;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Suppliers;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Alerts;
using Bakery.Planning.Purchasing;
using Bakery.Planning.Stock;
using Bakery.Procurement.PurchaseOrders;

namespace Bakery.Procurement.Plans;

/// <summary>Everything a procurement plan is made of, asked once.</summary>
internal sealed record PlanInputs(
    TenantProfileAnswer Profile,
    DateOnly Today,
    DateTime LocalNow,
    int HorizonDays,
    IReadOnlyDictionary<Guid, ItemAnswer> Items,
    ILookup<Guid, MaterialNeed> Needs,
    IReadOnlyDictionary<Guid, StockAnswer> Stock,
    IReadOnlyDictionary<Guid, SupplierAnswer> Suppliers,
    ILookup<Guid, DailyUseAnswer> Use,
    ILookup<DateOnly, PlanLineAnswer> Baked,
    IReadOnlyList<ProductFact> Facts)
{
    private const int HistoryDays = 28;

    public DateOnly FirstBakeDay => Today.AddDays(1);

    /// <summary>First bake day that may use goods that come on a day.</summary>
    public DateOnly UsableFrom(DateOnly arrival) => arrival.AddDays(Wait);

    /// <summary>First bake day of the horizon on which an item is short, with what is there, what others have on order and what is just coming in; null = none.</summary>
    public DateOnly? RunsOutOn(Guid itemId, IEnumerable<PurchaseOrder> others, IEnumerable<Arrival> coming)
    {
        if (!Items.TryGetValue(itemId, out var item)) return null;
        var outlook = Outlook(item, [.. Arrivals(others)[itemId], .. coming]);
        var last = outlook.Needs.Last;
        return Projection.Run(outlook.Lots, outlook.Needs.Days(last), outlook.OpenOrders, outlook.Needs.First, last).RunOutOn;
    }

    private int Wait => Profile.Flag("procurement", "usable_same_day") ? 0 : 1;

    public static async Task<PlanInputs> Ask(IQueryBus queries, DateTimeOffset now, DateOnly? businessDay, int? horizonDays, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var local = BusinessTime.Local(now, profile.TimeZone);
        var today = businessDay ?? DateOnly.FromDateTime(local);
        var horizon = horizonDays ?? (int)profile.Number("forecasting", "horizon_days");
        var last = today.AddDays(horizon);
        var needs = await queries.Ask(new MaterialNeeds(today, last), ct);
        var stock = await queries.Ask(new StockSnapshot(today.AddDays(1)), ct);
        var suppliers = await queries.Ask(new SupplierCatalog(today), ct);
        var items = await queries.Ask(new Items([]), ct);
        // Only the statistical methods look back.
        var use = profile.Text("safety_stock", "method") == "fixed_percentage" ? [] : await queries.Ask(new DailyUse(today.AddDays(-HistoryDays), today.AddDays(-1)), ct);
        var plans = await queries.Ask(new PlansBetween(today.AddDays(1), last), ct);
        var facts = await queries.Ask(new ProductFacts(today.AddDays(1), []), ct);
        return new PlanInputs(profile, today, local, horizon, items.ToDictionary(i => i.Id), needs.ToLookup(n => n.ItemId), stock.ToDictionary(s => s.ItemId), suppliers.ToDictionary(s => s.Id), use.ToLookup(u => u.ItemId),
            plans.SelectMany(p => p.Lines.Select(l => (p.Date, Line: l))).ToLookup(l => l.Date, l => l.Line), facts);
    }

    /// <summary>Items that are needed or have a reorder point, in the order of their SKU.</summary>
    public IReadOnlyList<ItemOutlook> Outlooks(IEnumerable<PurchaseOrder> open)
    {
        var arrivals = Arrivals(open);
        return [.. Items.Values.Where(i => i.StockTracked && i.ItemType is not "finished_product" && (Needs[i.Id].Any() || i.ReorderPoint is not null)).OrderBy(i => i.Sku, StringComparer.Ordinal).Select(i => Outlook(i, [.. arrivals[i.Id]]))];
    }

    private ILookup<Guid, Arrival> Arrivals(IEnumerable<PurchaseOrder> open) =>
        open.SelectMany(o => o.Lines.Where(l => l.RemainingQuantity > 0).Select(l => (l.ItemId, Arrival: new Arrival(UsableFrom(o.ExpectedOn), l.RemainingQuantity)))).ToLookup(a => a.ItemId, a => a.Arrival);

    public IEnumerable<Offer> Offers() => Suppliers.Values.OrderBy(s => s.Code, StringComparer.Ordinal).SelectMany(s => s.Prices.Select(p => new Offer
    {
        SupplierId = s.Id, SupplierCode = s.Code, Standing = Wire.Parse<SupplierStanding>(s.Status, "status"), Trust = s.TrustScore, Calendar = KeepOrders.Calendar(s), ItemId = p.ItemId, PackQuantity = p.PackQuantity,
        UnitPrice = p.UnitPrice, MinPacks = p.MinPacks, Tiers = [.. p.Tiers.Select(t => new PriceTier(t.FromPacks, t.UnitPrice))], Position = p.Position, IsContract = p.IsContract, MinimumOrderAmount = s.MinimumOrder,
    }));

    public PlanningSettings Settings(decimal minTrust) => new()
    {
        OrderedAt = LocalNow,
        UsableSameDay = Wait == 0,
        MinTrust = minTrust,
        SafetyMethod = Wire.Parse<SafetyStockMethod>(Profile.Text("safety_stock", "method"), "method"),
        SafetyPercent = Profile.Number("safety_stock", "percentage"),
        ServiceLevel = Profile.Number("safety_stock", "service_level"),
        Quantity = new QuantitySettings
        {
            ReorderRule = Profile.Flag("procurement", "reorder_rule"), SupplierMinimum = Profile.Flag("procurement", "supplier_minimum"), PriceTier = Profile.Flag("procurement", "price_tier"),
            StorageLimit = Profile.Flag("procurement", "storage_limit"), ShelfLifeLimit = Profile.Flag("procurement", "shelf_life_limit"), HoldingPercentPerYear = Profile.Number("procurement", "holding_cost_percent"),
        },
    };

    /// <summary>EUR at risk when an item's first short day is not helped.</summary>
    public decimal MoneyAtRiskOf(NetRequirement net)
    {
        if (net.RunOutOn is not { } day || !Items.TryGetValue(net.ItemId, out var item)) return 0m;
        if (item.ItemType == "resale") return Rounding.Cents(net.ShortQuantity * (item.Price ?? 0m));
        var users = Facts.Where(f => f.IngredientItemIds.Contains(net.ItemId)).Select(f => f.ProductItemId).ToHashSet();
        return MoneyAtRisk.OfShortage(Baked[day].Where(l => users.Contains(l.ProductItemId)).Select(l => (l.Planned, Items.GetValueOrDefault(l.ProductItemId)?.Price ?? 0m)), net.ShortShare, 1m);
    }

    private ItemOutlook Outlook(ItemAnswer item, IReadOnlyList<Arrival> arrivals)
    {
        IReadOnlyList<LotView> lots = Stock.TryGetValue(item.Id, out var stock)
            ? [.. stock.Lots.Select((l, i) => new LotView(l.LotId, l.Quantity, l.ExpiresOn, DateTimeOffset.UnixEpoch.AddSeconds(i), l.State == "available"))]
            : [];
        // What is expected to sell today leaves its stock first; today's bake is already booked.
        if (item.ItemType == "resale") lots = Fefo.After(lots, Needs[item.Id].Where(n => n.BakeDay == Today).Sum(n => n.Quantity), Today);
        var needs = Needs[item.Id].Where(n => n.BakeDay > Today).ToList();
        return new ItemOutlook
        {
            ItemId = item.Id, Lots = lots, Needs = new DailyNeeds(FirstBakeDay, HorizonDays, needs.Select(n => new DayQuantity(n.BakeDay, n.Quantity))), OpenOrders = arrivals, ReorderPoint = item.ReorderPoint,
            ReorderQuantity = item.ReorderQuantity, MaxStock = item.MaxStockLevel, ShelfLifeDays = item.ShelfLifeDays, IsCritical = item.IsCritical, HasForecast = needs.Count > 0, History = History(item.Id),
        };
    }

    private UseHistory? History(Guid item)
    {
        var days = Use[item].ToList();
        if (days.Count == 0) return null;
        // Days without use count as zero, as they are part of how the item is used.
        var mean = days.Sum(d => d.Quantity) / HistoryDays;
        var variance = (days.Sum(d => (d.Quantity - mean) * (d.Quantity - mean)) + (HistoryDays - days.Count) * mean * mean) / (HistoryDays - 1);
        return new UseHistory(days.Count, mean, (decimal)Math.Sqrt((double)variance), 0m);
    }
}
