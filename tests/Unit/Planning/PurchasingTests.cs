using Bakery.Planning;
using Bakery.Planning.Alerts;
using Bakery.Planning.Purchasing;
using Bakery.Planning.Stock;
using CsCheck;
using static Bakery.Tests.Unit.Planning.ReferenceBakery;

namespace Bakery.Tests.Unit.Planning;

public class PurchasingTests
{
    private const decimal KgTolerance = 0.002m;

    [Theory]
    [InlineData("S1", "2026-11-13", "2026-11-14", "2026-11-17", "2026-11-17", "2026-11-11 12:00")]
    [InlineData("S2", "2026-11-11", "2026-11-12", "2026-11-13", "2026-11-13", "2026-11-10 16:00")]
    [InlineData("S3", "2026-11-12", "2026-11-13", "2026-11-16", "2026-11-16", "2026-11-10 12:00")]
    public void An_order_covers_until_the_next_delivery_is_usable(string supplier, string delivery, string usable, string next, string until, string orderBy)
    {
        var coverage = Coverage.For(Calendar(supplier), RunAt);
        Assert.Equal((Day(delivery), Day(usable), Day(next), Day(until)), (coverage.Delivery, coverage.UsableFrom, coverage.NextDelivery, coverage.CoversUntil));
        Assert.Equal(DateTime.ParseExact(orderBy, "yyyy-MM-dd HH:mm", null), coverage.OrderBy);
    }

    [Fact]
    public void A_supplier_that_is_closed_for_a_year_does_not_stop_the_planning()
    {
        var closed = Calendar("S1") with { ClosedDates = Enumerable.Range(1, 500).Select(i => Tuesday.AddDays(i)).ToHashSet() };
        Assert.False(closed.Delivers(RunAt));
        Assert.Throws<InvalidOperationException>(() => closed.FirstDelivery(RunAt));
        var plan = Order(offer => offer.SupplierCode == "S1" ? offer with { Calendar = closed } : offer);
        Assert.Equal(["S2", "S3"], plan.Orders.Select(order => order.SupplierCode));
        Assert.Null(plan.Requirements.Single(entry => entry.Item.ItemId == Id("W180")).Supplier);
    }

    [Fact]
    public void An_order_after_the_cut_off_counts_as_the_next_days()
    {
        Assert.Equal(Day("2026-11-13"), Calendar("S2").FirstDelivery(new DateTime(2026, 11, 10, 16, 1, 0)));
        Assert.Equal(Day("2026-11-11"), Calendar("S2").FirstDelivery(new DateTime(2026, 11, 10, 16, 0, 0)));
    }

    [Fact]
    public void Closures_move_deliveries_and_the_last_order_moment()
    {
        var closed = Calendar("S1") with { ClosedDates = new HashSet<DateOnly> { Day("2026-11-13") } };
        Assert.Equal(Day("2026-11-17"), closed.FirstDelivery(RunAt));
        var shut = Calendar("S1") with { ClosedDates = new HashSet<DateOnly> { Day("2026-11-11") } };
        Assert.Equal(new DateTime(2026, 11, 10, 12, 0, 0), shut.LatestOrder(Day("2026-11-13")));
    }

    [Theory]
    [InlineData("W180", "743.547", "42.488", "330", "456.036", "2026-11-14")]
    [InlineData("W300", "44.536", "2.545", "60", "-12.919", null)]
    [InlineData("RYE", "42.455", "2.426", "30", "14.880", "2026-11-15")]
    [InlineData("MALT", "2.813", "0.161", "3", "-0.026", null)]
    [InlineData("BUTTER", "11.531", "0.891", "9", "3.422", "2026-11-13")]
    [InlineData("EGG", "1.030", "0.080", "3", "-1.891", null)]
    [InlineData("SALT", "12.801", "0.841", "18", "-4.359", null)]
    [InlineData("SUGAR", "5.407", "0.350", "12", "-6.243", null)]
    [InlineData("YEAST", "6.803", "0.449", "3", "-0.748", null)]
    [InlineData("CHOC", "6.336", "0.411", "5", "1.747", "2026-11-15")]
    [InlineData("P8", "222", "14.8", "60", "176.8", "2026-11-12")]
    public void Net_requirements_are_as_stated(string code, string need, string safety, string usable, string net, string? runOut)
    {
        var requirement = Order().Requirements.Single(entry => entry.Item.ItemId == Id(code)).Net!;
        Near(need, requirement.Needed);
        Near(safety, requirement.Safety.Quantity);
        Near(usable, requirement.UsableStock);
        Near(net, requirement.Net);
        Assert.Equal(runOut is null ? null : Day(runOut), requirement.RunOutOn);
        Assert.Equal(code == "YEAST" ? 5m : 0m, requirement.OpenOrders);
    }

    [Fact]
    public void Milk_is_planned_in_litres()
    {
        var milk = Order().Requirements.Single(entry => entry.Item.ItemId == Id("MILK")).Net!;
        Near("3.461", milk.Net);
        Near("3.565", milk.Net * 1.03m);
        Near("6.177", milk.Needed * 1.03m);
        Near("0.477", milk.Safety.Quantity * 1.03m);
        Assert.Equal(3m, milk.UsableStock);
        Assert.Equal(Day("2026-11-12"), milk.RunOutOn);
    }

    [Fact]
    public void The_three_purchase_orders_are_as_stated()
    {
        var orders = Order().Orders;
        Assert.Equal(["S1", "S2", "S3"], orders.Select(order => order.SupplierCode));
        Assert.Equal([296.25m, 83.04m, 117.51m], orders.Select(order => order.Total));
        Assert.Equal([Day("2026-11-13"), Day("2026-11-11"), Day("2026-11-12")], orders.Select(order => order.Coverage.Delivery));

        var flour = orders[0].Lines;
        Assert.Equal([Id("W180"), Id("RYE")], flour.Select(line => line.Item.ItemId));
        Assert.Equal([20, 1], flour.Select(line => line.Packs));
        Assert.Equal([275.00m, 21.25m], flour.Select(line => line.Total));
        Assert.Equal((0.55m, 500m), (flour[0].UnitPrice, flour[0].Quantity));
        Assert.Contains("price_tier_applied", flour[0].FlagCodes);
        Assert.Equal("price_tier_upgraded", flour[0].Reason);

        var dairy = orders[1].Lines;
        Assert.Equal([Id("BUTTER"), Id("MILK")], dairy.Select(line => line.Item.ItemId));
        Assert.Equal([1, 2], dairy.Select(line => line.Packs));
        Assert.Equal([72.00m, 11.04m], dairy.Select(line => line.Total));
        Assert.Equal("supplier_minimum_applied", dairy[1].Reason);
        Assert.Equal("pack_rounding", dairy[0].Reason);

        var rest = orders[2].Lines;
        Assert.Equal([Id("CHOC"), Id("P8")], rest.Select(line => line.Item.ItemId));
        Assert.Equal([1, 8], rest.Select(line => line.Packs));
        Assert.Equal([63.75m, 53.76m], rest.Select(line => line.Total));
        Assert.All(rest, line => Assert.Equal("pack_rounding", line.Reason));
    }

    [Fact]
    public void The_reason_of_an_order_describes_the_line_that_runs_out_first()
    {
        var tightest = Order().Orders[0].Tightest;
        Assert.Equal(Id("W180"), tightest.Item.ItemId);
        Assert.Equal(4, tightest.Requirement.RunOutOn!.Value.DayNumber - Tuesday.DayNumber);
        Assert.Equal(786.0359m, Rounding.HalfAway(tightest.Requirement.Needed + tightest.Requirement.Safety.Quantity, 4));
        Assert.Equal(330.0000m, tightest.Requirement.UsableStock);
        Assert.Equal("high", StockoutSeverity.Of(4));
        Assert.Equal(["urgent", "medium", "low"], new[] { 1, 7, 8 }.Select(StockoutSeverity.Of));
    }

    [Fact]
    public void Bottles_run_out_before_the_order_is_usable()
    {
        var bottles = Order().Requirements.Single(entry => entry.Item.ItemId == Id("P8")).Net!;
        Assert.Equal(CalculationMethod.ProjectedStockout, bottles.Method);
        Assert.Equal((14m, Day("2026-11-13")), (bottles.ShortQuantity, bottles.Coverage.UsableFrom));
    }

    [Theory]
    [InlineData("W180", "P1 P2 P3 P4 P5 P6 P7", "93.8", "1491.08")]
    [InlineData("RYE", "P4 P5", "57.1", "162.52")]
    [InlineData("BUTTER", "P6 P7", "56.9", "239.50")]
    [InlineData("MILK", "P6 P7", "34.1", "124.09")]
    [InlineData("CHOC", "P7", "38.9", "92.40")]
    public void Money_at_risk_is_the_missing_share_of_the_first_short_day(string code, string products, string percent, string money)
    {
        var prices = new Dictionary<string, decimal>
        {
            ["P1"] = 1.20m, ["P2"] = 0.45m, ["P3"] = 2.10m, ["P4"] = 4.80m, ["P5"] = 2.90m, ["P6"] = 1.50m, ["P7"] = 1.80m,
        };
        var net = Order().Requirements.Single(entry => entry.Item.ItemId == Id(code)).Net!;
        var plan = WeekPlan[net.RunOutOn!.Value.DayNumber - Wednesday.DayNumber];
        Assert.Equal(Parse(percent), Rounding.HalfAway(net.ShortShare * 100m, 1));
        Assert.Equal(
            Parse(money),
            MoneyAtRisk.OfShortage(products.Split(' ').Select(product => ((decimal)plan[product], prices[product])), net.ShortShare, 1m));
    }

    [Fact]
    public void The_first_order_waits_for_a_person_and_the_others_do_not()
    {
        var limits = new ApprovalLimits { MaxAmount = 250m, MinTrust = 80m };
        var cases = Order().Orders.Select(order => new ApprovalCase(
            order.Total, order.Lines[0].Offer.Trust, SupplierStanding.Approved, false, 0m,
            [.. order.Lines.Select(line => new ApprovalLine(line.UnitPrice, line.Offer.UnitPrice, line.Total, false))]));
        Assert.Equal(["amount", "", ""], cases.Select(order => string.Join(' ', ApprovalRules.BlockedBy(order, limits))));
    }

    [Fact]
    public void Every_broken_rule_is_named()
    {
        var broken = new ApprovalCase(600m, 70m, SupplierStanding.Inactive, true, 1000m, [new ApprovalLine(1.06m, 1m, 101m, true)]);
        Assert.Equal(
            ["amount", "trust", "status", "first_order", "price_rise", "critical_item", "daily_limit"],
            ApprovalRules.BlockedBy(broken, new ApprovalLimits()));
        var fine = new ApprovalCase(500m, 80m, SupplierStanding.Preferred, false, 1000m, [new ApprovalLine(1.05m, 1m, 100m, true), new ApprovalLine(9m, null, 400m, false)]);
        Assert.Empty(ApprovalRules.BlockedBy(fine, new ApprovalLimits()));
        Assert.Equal(["disabled"], ApprovalRules.BlockedBy(fine, new ApprovalLimits { Enabled = false }));
    }

    [Fact]
    public void Safety_stock_has_three_methods_and_falls_back_without_history()
    {
        var history = new UseHistory(28, 10m, 4m, 1m);
        Assert.Equal(4m, SafetyStock.For(SafetyStockMethod.FixedPercentage, 20m, 10m, 2).Quantity);
        Assert.Equal(9.3047m, Rounding.HalfAway(SafetyStock.For(SafetyStockMethod.StatisticalZ, 20m, 10m, 2, 0.95m, history).Quantity, 4));
        Assert.Equal(18.8979m, Rounding.HalfAway(SafetyStock.For(SafetyStockMethod.AdvancedVariability, 20m, 10m, 2, 0.95m, history).Quantity, 4));
        var thin = SafetyStock.For(SafetyStockMethod.StatisticalZ, 20m, 10m, 2, 0.95m, history with { Observations = 13 });
        Assert.Equal((4m, true), (thin.Quantity, thin.HistoryTooShort));
    }

    [Fact]
    public void Needs_beyond_the_horizon_repeat_the_last_week()
    {
        var needs = new DailyNeeds(Wednesday, 7, [new(Wednesday, 5m), new(Wednesday.AddDays(6), 9m)]);
        Assert.Equal((5m, 9m, 0m), (needs.On(Wednesday.AddDays(14)), needs.On(Wednesday.AddDays(20)), needs.On(Wednesday.AddDays(8))));
        Assert.Equal(0m, needs.On(Tuesday));
        Assert.Equal(2m, needs.Mean);
    }

    [Fact]
    public void A_full_store_cuts_the_order_and_a_clash_with_the_minimum_is_flagged()
    {
        var line = Single(item => item with { MaxStock = 60m });
        Assert.Contains("storage_limit_applied", line.FlagCodes);
        Assert.DoesNotContain("storage_conflict", line.FlagCodes);
        Assert.Equal(6, line.Packs);
        var clash = Single(item => item with { MaxStock = 30m }, offer => offer with { MinPacks = 5 });
        Assert.Contains("storage_conflict", clash.FlagCodes);
        Assert.Equal(5, clash.Packs);
    }

    [Fact]
    public void Goods_that_would_expire_are_not_ordered()
    {
        var line = Single(item => item with { ShelfLifeDays = 2 });
        Assert.Contains("shelf_life_limit_applied", line.FlagCodes);
        Assert.Equal(2, line.Packs);
    }

    [Fact]
    public void Stock_at_the_reorder_point_brings_the_reorder_quantity()
    {
        var line = Single(item => item with { ReorderPoint = 50m, ReorderQuantity = 200m });
        Assert.Equal((20, "reorder_rule_applied"), (line.Packs, line.Reason));
    }

    [Fact]
    public void The_cheapest_trusted_supplier_in_time_is_chosen()
    {
        var dear = Offers()[0] with { SupplierId = Id("X"), SupplierCode = "X", UnitPrice = 0.70m, Tiers = [] };
        var cheap = Offers()[0] with { SupplierId = Id("Y"), SupplierCode = "Y", UnitPrice = 0.60m, Tiers = [] };
        ChosenSupplier Choose(params Offer[] offers) => SupplierChoice.Choose(offers, 100m, Day("2026-11-14"), RunAt, 80m)!;
        Assert.Equal(("Y", SupplierReason.Price), (Choose(dear, cheap).Offer.SupplierCode, Choose(dear, cheap).Reason));
        Assert.Equal("X", Choose(dear, cheap with { Trust = 60m }).Offer.SupplierCode);
        Assert.Equal(SupplierReason.OnlySource, Choose(dear).Reason);
        Assert.Equal(("X", SupplierReason.Contract), (Choose(dear with { IsContract = true }, cheap).Offer.SupplierCode, Choose(dear with { IsContract = true }, cheap).Reason));
        Assert.Equal(SupplierReason.OnlySource, Choose(dear, cheap with { Standing = SupplierStanding.Blacklisted }).Reason);
        var slow = dear with { Calendar = Calendar(10, 12) };
        var slower = cheap with { Calendar = Calendar(20, 12) };
        Assert.Equal(("X", SupplierReason.LeadTime), (Choose(slow, slower).Offer.SupplierCode, Choose(slow, slower).Reason));
        Assert.Null(SupplierChoice.Choose([dear with { Standing = SupplierStanding.Inactive }], 1m, null, RunAt, 80m));
    }

    [Fact]
    public void Orders_hold_whole_packs_that_cover_the_need_unless_a_flag_says_why_not() =>
        Gen.Select(Gen.Int[0, 60_000].Array[7], Gen.Int[0, 100_000], Gen.Int[1, 40], Gen.Int[0, 300], Gen.Int[1, 4], Gen.Int[20, 400], Gen.Int[1, 40])
            .Sample((needs, stock, pack, minimum, minPacks, room, shelf) =>
            {
                var item = new ItemOutlook
                {
                    ItemId = Id("W180"),
                    Lots = [new LotView(Id("L"), stock / 1000m, null, DateTimeOffset.UnixEpoch)],
                    Needs = new DailyNeeds(Wednesday, 7, needs.Select((grams, i) => new DayQuantity(Wednesday.AddDays(i), grams / 1000m))),
                    MaxStock = room,
                    ShelfLifeDays = shelf,
                };
                var offer = Offers()[0] with { PackQuantity = pack, MinimumOrderAmount = minimum, MinPacks = minPacks };
                var plan = OrderPlanning.Plan([item], [offer], new PlanningSettings { OrderedAt = RunAt });
                var net = plan.Requirements[0].Net!;
                var limits = QuantityFlags.StorageLimit | QuantityFlags.ShelfLifeLimit;
                foreach (var order in plan.Orders)
                {
                    var line = order.Lines.Single();
                    Assert.Equal(line.Packs * (decimal)pack, line.Quantity);
                    Assert.True(line.Quantity >= net.ToOrder || (line.Flags & limits) != 0);
                    Assert.True(line.Quantity < net.ToOrder + pack || (line.Flags & (QuantityFlags.SupplierMinimum | QuantityFlags.PriceTier)) != 0);
                    Assert.Equal(order.MinimumMet, order.Total >= minimum);
                }

                Assert.Equal(plan.Orders.Count > 0, plan.Requirements[0].Line is not null);
                Assert.True(net.ToOrder > 0 || plan.Orders.Count == 0);
            });

    private static PlannedLine Single(Func<ItemOutlook, ItemOutlook> item, Func<Offer, Offer>? offer = null)
    {
        var outlook = new ItemOutlook
        {
            ItemId = Id("W180"),
            Lots = [],
            Needs = new DailyNeeds(Wednesday, 7, Enumerable.Range(0, 7).Select(i => new DayQuantity(Wednesday.AddDays(i), 10m))),
        };
        var row = Offers()[0] with { PackQuantity = 10m, Tiers = [], MinimumOrderAmount = 0m };
        var settings = new PlanningSettings { OrderedAt = RunAt, Quantity = new QuantitySettings { PriceTier = false } };
        return OrderPlanning.Plan([item(outlook)], [offer is null ? row : offer(row)], settings).Orders.Single().Lines.Single();
    }

    private static void Near(string expected, decimal actual) =>
        Assert.InRange(actual, Parse(expected) - KgTolerance, Parse(expected) + KgTolerance);

    private static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    [Theory]
    [InlineData(null, "0.62 0.62 0.63")]
    [InlineData(PriceTrend.Stable, "0.62 0.62 0.62 0.62 0.62")]
    [InlineData(PriceTrend.IncreaseExpected, "0.56 0.59 0.62 0.65 0.68")]
    [InlineData(PriceTrend.DecreaseExpected, "0.70 0.68 0.66 0.64 0.62")]
    [InlineData(PriceTrend.HighVolatility, "0.50 0.80 0.48 0.82 0.50 0.80")]
    [InlineData(PriceTrend.BelowAverage, "0.60 0.61 0.62 0.62 0.61 0.59")]
    public void The_prices_paid_every_month_tell_what_to_expect(PriceTrend? expected, string prices) =>
        Assert.Equal(expected, PriceTrends.Of([.. prices.Split(' ').Select((p, i) => (new DateOnly(2026, 1, 1).AddMonths(i), decimal.Parse(p, System.Globalization.CultureInfo.InvariantCulture)))]));
}
