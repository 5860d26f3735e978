using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Suppliers;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Bakery.Suppliers.Directory;

namespace Bakery.Suppliers.PriceLists;

/// <summary>Puts prices into a supplier's list and says that they moved.</summary>
internal sealed class PriceBook(SuppliersDb db, IBus bus, TimeProvider clock)
{
    private const decimal NoticePercent = 5m;
    private const decimal HighPercent = 15m;

    /// <summary>A new row; an open-ended earlier one ends the day before, any other overlap is refused.</summary>
    /// <param name="rows">All rows of the item at this supplier, tracked.</param>
    /// <param name="position">Null = that of the row before, else after <paramref name="last"/>.</param>
    public PriceRow Add(Supplier supplier, ItemAnswer item, IReadOnlyList<PriceRow> rows, PriceForm.Data data, DateOnly from, int? position, int last)
    {
        var before = InForce(rows.Where(p => p.EffectiveFrom < from), from);
        if (before is { EffectiveTo: null }) before.EndOn(from.AddDays(-1));
        NoOverlap(rows, from, data.EffectiveTo);
        var row = PriceRow.Create(Ids.New(clock), supplier.Id, data, from, position ?? before?.Position ?? last + 1);
        db.Add(row);
        if (before is not null) Tell(supplier, item, before.UnitPrice, row.UnitPrice);
        else bus.Publish(new PriceChanged(supplier.Id, item.Id, 0m, row.UnitPrice, 0m));
        return row;
    }

    /// <summary>Publishes that a price moved, with an alert above 5 % (high above 15 %).</summary>
    public void Tell(Supplier supplier, ItemAnswer item, decimal old, decimal now)
    {
        if (old == now) return;
        var percent = Percent(old, now);
        bus.Publish(new PriceChanged(supplier.Id, item.Id, old, now, percent));
        if (Math.Abs(percent) <= NoticePercent) return;
        var severity = Math.Abs(percent) > HighPercent ? "high" : "medium";
        bus.Publish(new AlertRaised("suppliers.price_changed", severity, percent > 0 ? "action_needed" : "information", new EntityRef("item", item.Id), null, null, 100, 100,
            new ReasoningData("suppliers.price_changed", new Dictionary<string, object?>
            {
                ["supplier_name"] = supplier.Name, ["product_name"] = item.Name, ["old"] = Text(old), ["new"] = Text(now), ["percent"] = percent.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture),
            }, new Consequence("cost_increase", severity))));
    }

    public static PriceRow? InForce(IEnumerable<PriceRow> rows, DateOnly day) => rows.Where(p => p.EffectiveFrom <= day && (p.EffectiveTo is null || p.EffectiveTo >= day)).MaxBy(p => p.EffectiveFrom);

    /// <summary>True when one of the rows covers a day of the time.</summary>
    public static bool Overlaps(IEnumerable<PriceRow> rows, DateOnly from, DateOnly? to) => rows.Any(p => p.EffectiveFrom <= (to ?? DateOnly.MaxValue) && (p.EffectiveTo ?? DateOnly.MaxValue) >= from);

    public static void NoOverlap(IEnumerable<PriceRow> rows, DateOnly from, DateOnly? to)
    {
        if (Overlaps(rows, from, to)) throw new RuleViolation("price_overlap", "Another price of this item covers these dates.", 409);
    }

    /// <summary>Change in per cent, two decimals; from nothing it is 100.</summary>
    public static decimal Percent(decimal old, decimal now) => old == 0 ? 100m : Math.Round((now - old) / old * 100m, 2, MidpointRounding.AwayFromZero);

    private static string Text(decimal value) => value.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);
}
