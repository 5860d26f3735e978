using Bakery.Planning;
using Bakery.Planning.Formulas;
using Bakery.Planning.Plans;
using CsCheck;
using static Bakery.Tests.Unit.Planning.ReferenceBakery;

namespace Bakery.Tests.Unit.Planning;

public class PlanTests
{
    [Theory]
    [InlineData("P1", 127, 86, 60, 0, 10, 280)]
    [InlineData("P2", 64, 52, 120, 0, 20, 240)]
    [InlineData("P3", 21, 14, 0, 0, 6, 36)]
    [InlineData("P4", 21, 13, 0, 0, 4, 36)]
    [InlineData("P5", 18, 12, 0, 0, 8, 32)]
    [InlineData("P6", 80, 52, 0, 0, 12, 132)]
    [InlineData("P7", 36, 25, 0, 0, 12, 60)]
    [InlineData("P1", 127, 86, 80, 0, 10, 300)]
    [InlineData("P4", 21, 13, 0, 4, 4, 32)]
    [InlineData("P5", 18, 12, 0, 2, 8, 32)]
    public void Plans_are_rounded_to_the_tray(string product, int a, int b, int orders, int dayOld, int multiple, int plan)
    {
        var mode = Book().Shapes[Id(product)].Rounding;
        Assert.Equal(multiple, Book().Shapes[Id(product)].Multiple);
        Assert.Equal(plan, BakeQuantity.Round(new LineDemand([a, b], orders, dayOld), multiple, mode));
    }

    [Fact]
    public void Nearest_never_leaves_an_order_uncovered() =>
        Assert.Equal(24, BakeQuantity.Round(new LineDemand([0], 13m, 0m), 12, MultipleRounding.Nearest));

    [Fact]
    public void Cost_optimal_takes_the_cheaper_neighbour()
    {
        var demand = new LineDemand([61], 0m, 0m);
        Assert.Equal(60, BakeQuantity.Round(demand, 12, MultipleRounding.CostOptimal, new LineEconomics(0.5m, 0.5m, [57m, 60m, 61m, 62m])));
        Assert.Equal(72, BakeQuantity.Round(demand, 12, MultipleRounding.CostOptimal, new LineEconomics(5m, 0.1m, [57m, 61m, 70m, 75m])));
        Assert.Equal(72, BakeQuantity.Round(demand, 12, MultipleRounding.CostOptimal));
    }

    [Fact]
    public void Every_rounding_gives_whole_trays_that_cover_the_orders() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int[0, 300], Gen.Int[0, 200], Gen.Int[0, 60], Gen.Int[1, 30], Gen.Enum<MultipleRounding>())
            .Sample((a, b, orders, finished, multiple, mode) =>
            {
                var demand = new LineDemand([a, b], orders, finished);
                int plan = BakeQuantity.Round(demand, multiple, mode, new LineEconomics(1m, 0.4m, [a + b - 3m, a + b, a + b + 5m]));
                Assert.Equal(0, plan % multiple);
                Assert.True(plan + finished >= orders);
                Assert.True(Math.Abs(plan - demand.Net) < 2 * multiple);
            });

    [Theory]
    [InlineData(280, 300, true, false, ChangeDecision.AutoAccepted)]
    [InlineData(36, 32, true, false, ChangeDecision.AutoAccepted)]
    [InlineData(36, 30, true, false, ChangeDecision.Proposed)]
    [InlineData(280, 300, true, true, ChangeDecision.Proposed)]
    [InlineData(280, 300, false, false, ChangeDecision.Applied)]
    [InlineData(280, 280, true, false, ChangeDecision.Unchanged)]
    [InlineData(0, 10, true, false, ChangeDecision.Proposed)]
    public void Small_changes_of_an_approved_plan_are_accepted_by_themselves(int planned, int proposed, bool approved, bool started, ChangeDecision decision) =>
        Assert.Equal(decision, PlanChange.Decide(planned, proposed, approved, started, 15m));

    [Fact]
    public void A_change_is_named_in_percent_of_the_plan()
    {
        Assert.Equal(7.1m, Rounding.HalfAway(PlanChange.Percent(280, 300)!.Value, 1));
        Assert.Equal(-11.1m, Rounding.HalfAway(PlanChange.Percent(36, 32)!.Value, 1));
        Assert.Null(PlanChange.Percent(0, 12));
    }

    [Theory]
    [InlineData(300, 80, 127, 0, 122, 86, 0, 82, 131, 89)]
    [InlineData(240, 120, 64, 0, 61, 52, 0, 49, 66, 54)]
    [InlineData(36, 0, 21, 0, 19, 14, 0, 12, 22, 14)]
    [InlineData(32, 0, 21, 3, 17, 13, 1, 10, 19, 13)]
    [InlineData(32, 0, 18, 2, 14, 12, 0, 9, 18, 14)]
    [InlineData(132, 0, 80, 0, 77, 52, 0, 50, 80, 52)]
    [InlineData(60, 0, 36, 0, 35, 25, 0, 24, 35, 25)]
    public void Baked_pieces_are_divided_as_stated(int plan, int orders, int qa, int oldA, int meanA, int qb, int oldB, int meanB, int toA, int toB)
    {
        var result = Allocation.Divide(plan, [new(Id("O"), orders)], [new(Id("A"), qa, oldA, meanA), new(Id("B"), qb, oldB, meanB)]);
        Assert.Equal((orders, toA, toB), (result.Customers[Id("O")], result.Shops[Id("A")], result.Shops[Id("B")]));
    }

    [Fact]
    public void Allocation_conserves_the_baked_pieces() =>
        Gen.Select(
            Gen.Int[0, 800],
            Gen.Int[0, 150].List[0, 4],
            Gen.Select(Gen.Int[0, 200], Gen.Int[0, 30], Gen.Decimal[0m, 200m]).List[1, 5],
            Gen.Bool).Sample((baked, orders, shops, first) =>
        {
            var result = Allocation.Divide(
                baked,
                [.. orders.Select((pieces, i) => new CustomerWish(new Guid(i, 1, 0, new byte[8]), pieces))],
                [.. shops.Select((shop, i) => new ShopWish(new Guid(i, 2, 0, new byte[8]), shop.Item1, shop.Item2, shop.Item3))],
                first);
            Assert.Equal(baked, result.Customers.Values.Sum() + result.Shops.Values.Sum());
            Assert.All(result.Customers.Values.Concat(result.Shops.Values), share => Assert.True(share >= 0));
            if (first)
            {
                Assert.Equal(Math.Min(baked, orders.Sum()), result.Customers.Values.Sum());
            }
        });

    [Fact]
    public void A_shortage_without_customers_first_hits_everyone_alike()
    {
        var result = Allocation.Divide(50, [new(Id("O"), 50)], [new(Id("A"), 50, 0, 1m)], customersFirst: false);
        Assert.Equal((25, 25), (result.Customers[Id("O")], result.Shops[Id("A")]));
    }
}
