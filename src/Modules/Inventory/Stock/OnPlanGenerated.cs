using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Production;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Suppliers;
using Bakery.Contracts.Tenant;
using Bakery.Inventory.Items;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Alerts;
using Bakery.Planning.Purchasing;
using Bakery.Planning.Stock;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>
/// After the purchase orders are planned: items that run out before the next possible delivery is usable raise an alert, for nothing that is
/// ordered now can help them any more; what the next bake itself lacks is urgent. Items whose order arrives in time are procurement's own affair.
/// </summary>
internal static class OnPlanGenerated
{
    private const int HorizonDays = 7;

    internal static async Task Handle(ProcurementPlanGenerated plan, InventoryDb db, StockBook book, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var now = clock.GetUtcNow();
        var today = BusinessTime.Today(now, profile.TimeZone);
        var (from, to) = (today.AddDays(1), today.AddDays(HorizonDays));
        var needs = (await queries.Ask(new MaterialNeeds(today, to), ct)).ToLookup(n => n.ItemId);
        var orders = (await queries.Ask(new OpenOrders(), ct)).ToLookup(o => o.ItemId);
        var wait = profile.Flag("procurement", "usable_same_day") ? 0 : 1;
        var items = await db.Items.AsNoTracking().Where(i => i.IsActive && i.StockTracked).ToListAsync(ct);
        var lots = (await db.Lots.AsNoTracking().Where(l => l.Quantity > 0 && l.State == LotState.Available).ToListAsync(ct)).ToLookup(l => l.ItemId);
        var usable = await NextUsable(queries, now, profile, wait == 0, ct);
        var shorts = new List<(Item Item, ProjectedDay Day, bool Ordered)>();
        foreach (var item in items.Where(i => needs[i.Id].Any()))
        {
            var views = lots[item.Id].Select(l => l.View(now)).ToList();
            if (item.ItemType == ItemType.Resale) views = Fefo.After(views, needs[item.Id].Where(n => n.BakeDay == today).Sum(n => n.Quantity), today);
            var run = Projection.Run(views, needs[item.Id].Where(n => n.BakeDay >= from).Select(n => new DayQuantity(n.BakeDay, item.ToStock(n.Quantity, n.Unit))),
                orders[item.Id].Select(o => new Arrival(o.ExpectedOn.AddDays(wait), o.Remaining)), from, to);
            if (run.Days.FirstOrDefault(d => d.Day == run.RunOutOn) is { } day && day.Day < usable.GetValueOrDefault(item.Id, DateOnly.MaxValue)) shorts.Add((item, day, plan.OrderedItemIds.Contains(item.Id) || orders[item.Id].Any()));
        }
        await Tell(shorts, from, profile, queries, bus, ct);
    }

    // First day on which goods ordered now could be used, per item.
    private static async Task<Dictionary<Guid, DateOnly>> NextUsable(IQueryBus queries, DateTimeOffset now, TenantProfileAnswer profile, bool sameDay, CancellationToken ct)
    {
        var local = BusinessTime.Local(now, profile.TimeZone);
        var catalog = await queries.Ask(new SupplierCatalog(DateOnly.FromDateTime(local)), ct);
        return catalog.Where(s => s.Status is "approved" or "preferred")
            .Select(s => (s.Prices, Calendar: new SupplierCalendar(s.LeadTimeDays, s.Cutoff, s.DeliveryWeekdays.Select(d => (DayOfWeek)(d % 7)).ToHashSet(), s.ClosedDates.ToHashSet())))
            .Where(s => s.Calendar.Delivers(local))
            .SelectMany(s => s.Prices.Select(p => (p.ItemId, From: Coverage.For(s.Calendar, local, sameDay).UsableFrom)))
            .GroupBy(p => p.ItemId).ToDictionary(g => g.Key, g => g.Min(p => p.From));
    }

    private static async Task Tell(List<(Item Item, ProjectedDay Day, bool Ordered)> shorts, DateOnly tomorrow, TenantProfileAnswer profile, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        if (shorts.Count == 0) return;
        var locations = await queries.Ask(new Bakery.Contracts.Tenant.Locations(), ct);
        var first = shorts.Min(s => s.Day.Day);
        var plans = await queries.Ask(new PlansBetween(first, shorts.Max(s => s.Day.Day)), ct);
        var facts = await queries.Ask(new ProductFacts(first, []), ct);
        var prices = (await queries.Ask(new Bakery.Contracts.Inventory.Items([]), ct)).ToDictionary(i => i.Id, i => i.Price ?? 0m);
        foreach (var (item, day, ordered) in shorts)
        {
            var resale = item.ItemType == ItemType.Resale;
            var users = facts.Where(f => f.IngredientItemIds.Contains(item.Id)).Select(f => f.ProductItemId).ToHashSet();
            var money = resale
                ? Rounding.Cents(day.Missing * (item.Price ?? 0m))
                : MoneyAtRisk.OfShortage(plans.Where(p => p.Date == day.Day).SelectMany(p => p.Lines).Where(l => users.Contains(l.ProductItemId)).Select(l => (l.Planned, prices.GetValueOrDefault(l.ProductItemId))), day.Missing, day.Need);
            // What the next bake lacks is no matter of ordering any more.
            if (!resale && day.Day == tomorrow)
            {
                Critical(item, day, money, Start(day.Day, resale, locations, profile.TimeZone), bus);
                continue;
            }
            bus.Publish(new AlertRaised("inventory.projected_shortage", ordered ? "low" : "medium", ordered ? "information" : "action_needed", new EntityRef("item", item.Id), money,
                Start(day.Day, resale, locations, profile.TimeZone), ordered ? 20 : 100, 100,
                new ReasoningData("inventory.projected_shortage", new Dictionary<string, object?>
                {
                    ["product_name"] = item.Name, ["missing"] = ExpireLots.Text(day.Missing), ["required"] = ExpireLots.Text(day.Need), ["unit"] = item.StockUnit,
                    ["date"] = day.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                }, new Consequence("stockout_risk", ordered ? "low" : "medium"))));
        }
    }

    private static void Critical(Item item, ProjectedDay day, decimal money, DateTimeOffset? start, IBus bus) =>
        bus.Publish(new AlertRaised("inventory.critical_stock_shortage", "urgent", "action_needed", new EntityRef("item", item.Id), money, start, 100, 100,
            new ReasoningData("inventory.critical_stock_shortage", new Dictionary<string, object?>
            {
                ["product_name"] = item.Name, ["missing"] = ExpireLots.Text(day.Missing), ["unit"] = item.StockUnit, ["date"] = day.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            }, new Consequence("stockout_risk", "urgent"))));

    // Bake start of the day; resale items are missed when the shops open.
    private static DateTimeOffset? Start(DateOnly day, bool resale, IReadOnlyList<LocationAnswer> locations, string zone)
    {
        var opens = locations.Where(l => l.Type == (resale ? "retail_outlet" : "central_production")).Select(l => l.On(day)?.Opens).Where(o => o is not null).Min();
        return opens is { } time ? BusinessTime.Instant(day, time, zone) : null;
    }
}
