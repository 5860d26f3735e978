using Bakery.Planning;
using Bakery.Planning.Stock;
using CsCheck;
using static Bakery.Tests.Unit.Planning.ReferenceBakery;

namespace Bakery.Tests.Unit.Planning;

public class StockTests
{
    private static readonly Gen<LotView> AnyLot = Gen.Select(
        Gen.Guid, Gen.Int[0, 50_000], Gen.Int[-5, 20], Gen.Int[0, 30], Gen.Bool,
        (id, grams, days, received, available) => new LotView(
            id, grams / 1000m, days == 20 ? null : Wednesday.AddDays(days), DateTimeOffset.UnixEpoch.AddDays(received), available));

    [Fact]
    public void Making_the_preferments_takes_the_older_flour_lot()
    {
        var pick = Fefo.Pick(Lots("W180"), 29.538m, Tuesday);
        Assert.Equal([new PickLine(Id("FA"), 29.538m)], pick.Lines);
        Assert.Equal(0.462m, 30m - pick.Lines[0].Quantity);
    }

    [Fact]
    public void Wednesday_takes_the_rest_of_the_old_lot_first()
    {
        LotView[] lots = [Lots("W180")[0] with { Quantity = 0.462m }, Lots("W180")[1]];
        Assert.Equal([new PickLine(Id("FA"), 0.462m), new PickLine(Id("FB"), 77.001m)], Fefo.Pick(lots, 77.463m, Wednesday).Lines);
        Assert.Equal([new PickLine(Id("BA"), 3.236m)], Fefo.Pick(Lots("BUTTER"), 3.236m, Wednesday).Lines);
        Assert.Equal([new PickLine(Id("MB"), 1.683m)], Fefo.Pick(Lots("MILK"), 1.683m, Wednesday).Lines);
    }

    [Fact]
    public void A_lot_is_used_through_its_date()
    {
        Assert.Equal(4m, Fefo.Pick(Lots("BUTTER"), 4m, new DateOnly(2026, 11, 12)).Lines.Single().Quantity);
        Assert.DoesNotContain(Fefo.Pick(Lots("BUTTER"), 9m, new DateOnly(2026, 11, 13)).Lines, line => line.LotId == Id("BA"));
    }

    [Fact]
    public void A_chosen_lot_is_marked_as_deviation_only_when_another_comes_first()
    {
        Assert.True(Fefo.Pick(Lots("W180"), 10m, Tuesday, Id("FB")).Lines.Single().IsDeviation);
        Assert.False(Fefo.Pick(Lots("W180"), 10m, Tuesday, Id("FA")).Lines.Single().IsDeviation);
    }

    [Fact]
    public void Expired_and_blocked_lots_are_never_taken() =>
        Gen.Select(AnyLot.List[0, 8], Gen.Int[0, 200_000]).Sample((lots, grams) =>
        {
            var pick = Fefo.Pick(lots, grams / 1000m, Wednesday);
            Assert.Equal(grams / 1000m, pick.Lines.Sum(line => line.Quantity) + pick.Missing);
            foreach (var line in pick.Lines)
            {
                var lot = lots.First(candidate => candidate.LotId == line.LotId);
                Assert.True(lot.IsAvailable && (lot.ExpiresOn is null || lot.ExpiresOn >= Wednesday));
                Assert.InRange(line.Quantity, 0m, lot.Quantity);
            }

            if (pick.Missing > 0)
            {
                Assert.Equal(lots.Where(lot => lot.UsableOn(Wednesday)).Sum(lot => lot.Quantity), pick.Lines.Sum(line => line.Quantity));
            }
        });

    [Fact]
    public void Fefo_empties_a_lot_before_it_opens_the_next() =>
        Gen.Select(AnyLot.List[1, 8], Gen.Int[1, 200_000]).Sample((lots, grams) =>
        {
            var lines = Fefo.Pick(lots, grams / 1000m, Wednesday).Lines;
            var order = Fefo.Order(lots, Wednesday).ToList();
            Assert.Equal(order.Take(lines.Count).Select(lot => lot.LotId), lines.Select(line => line.LotId));
            Assert.All(lines.SkipLast(1).Zip(order), pair => Assert.Equal(pair.Second.Quantity, pair.First.Quantity));
        });

    [Theory]
    [InlineData("W180", "2026-11-14")]
    [InlineData("W300", null)]
    [InlineData("RYE", "2026-11-15")]
    [InlineData("BUTTER", "2026-11-13")]
    [InlineData("MILK", "2026-11-12")]
    [InlineData("EGG", null)]
    [InlineData("CHOC", "2026-11-15")]
    [InlineData("P8", "2026-11-12")]
    public void The_projection_names_the_day_an_item_runs_out(string code, string? day)
    {
        var run = Projection.Run(Lots(code), Needs(code).Days(Needs(code).Last), [], Wednesday, Wednesday.AddDays(6));
        Assert.Equal(day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd"), run.RunOutOn);
    }

    [Fact]
    public void Stock_that_expires_unused_is_not_usable()
    {
        LotView[] lots = [new(Id("X"), 10m, Wednesday.AddDays(1), DateTimeOffset.UnixEpoch)];
        var run = Projection.Run(lots, [new(Wednesday, 3m), new(Wednesday.AddDays(2), 5m)], [], Wednesday, Wednesday.AddDays(3));
        Assert.Equal(3m, run.UsableStock);
        Assert.Equal((Id("X"), 7m), run.ExpiringLots.Single());
        Assert.Equal(Wednesday.AddDays(2), run.RunOutOn);
    }

    [Fact]
    public void What_sells_today_leaves_the_stock_first()
    {
        var left = Fefo.After([new LotView(Id("AG"), 97m, null, DateTimeOffset.UnixEpoch)], 37m, Tuesday);
        Assert.Equal(60m, left.Single().Quantity);
        Assert.Equal(0m, Fefo.After([new LotView(Id("AG"), 20m, null, DateTimeOffset.UnixEpoch)], 37m, Tuesday).Single().Quantity);
    }

    [Fact]
    public void Every_day_of_a_projection_balances() =>
        Gen.Select(AnyLot.List[0, 6], Gen.Int[0, 20_000].Array[10], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 40_000]).List[0, 3]).Sample((lots, needs, coming) =>
        {
            var run = Projection.Run(
                lots,
                needs.Select((grams, i) => new DayQuantity(Wednesday.AddDays(i), grams / 1000m)),
                coming.Select(entry => new Arrival(Wednesday.AddDays(entry.Item1), entry.Item2 / 1000m)),
                Wednesday,
                Wednesday.AddDays(9));
            foreach (var (day, next) in run.Days.Zip(run.Days.Skip(1)))
            {
                Assert.Equal(day.Closing, next.Opening);
            }

            Assert.All(run.Days, day =>
            {
                Assert.True(day.Closing >= 0 && day.Missing >= 0 && day.Expiring >= 0);
                Assert.Equal(day.Opening + day.Arriving + day.Missing, day.Need + day.Expiring + day.Closing);
            });
        });
}
