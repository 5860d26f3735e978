using Bakery.Planning.Purchasing;
using CsCheck;
using static Bakery.Tests.Unit.Planning.ReferenceBakery;

namespace Bakery.Tests.Unit.Planning;

public class SupplierScoreTests
{
    [Fact]
    public void A_score_weighs_its_parts_and_leans_on_seventy_until_there_are_five_deliveries()
    {
        var good = new DeliveryFacts(true, 100m, 100m, 100m, true);
        var late = new DeliveryFacts(false, 50m, 100m, 90m, false);
        Assert.Equal(70m, Scorecard.Of([]).Score);
        Assert.Equal(76m, Scorecard.Of([good]).Score);
        Assert.Equal(100m, Scorecard.Of([good, good, good, good, good]).Score);
        var mixed = Scorecard.Of([good, good, good, good, late]);
        Assert.Equal((80m, 90m, 100m, 98m, 80m), (mixed.OnTime, mixed.Complete, mixed.Quality, mixed.Price, mixed.Confirmation));
        // 0.30·80 + 0.20·90 + 0.25·100 + 0.15·98 + 0.10·80
        Assert.Equal(89.70m, mixed.Score);
    }

    [Fact]
    public void The_reference_invoice_differs_by_the_pack_that_did_not_come()
    {
        var (butter, milk) = (Id("BUTTER"), Id("MILK"));
        var ordered = new Dictionary<Guid, OrderedLine> { [butter] = new(10m, 0m, 7.20m), [milk] = new(6m, 0m, 0.92m) };
        var match = InvoiceMatch.Of([new(butter, 10m, 7.20m), new(milk, 12m, 0.92m)], ordered, 83.04m, new MatchTolerance());
        Assert.Equal((MatchResult.QuantityMismatch, 5.52m, 0m), (match.Result, match.Difference, match.SumDifference));
        Assert.Equal([MatchResult.Matched, MatchResult.QuantityMismatch], match.Lines.Select(line => line.Result));
    }

    [Theory]
    [InlineData("7.27", MatchResult.Matched)]
    [InlineData("7.28", MatchResult.PriceMismatch)]
    [InlineData("7.13", MatchResult.Matched)]
    [InlineData("7.12", MatchResult.PriceMismatch)]
    public void A_price_may_differ_by_one_percent_or_two_cents(string price, MatchResult expected)
    {
        var line = new InvoicedLine(Id("BUTTER"), 10m, decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(expected, InvoiceMatch.Of([line], new Dictionary<Guid, OrderedLine> { [Id("BUTTER")] = new(10m, 0m, 7.20m) }, line.Quantity * line.UnitPrice, new MatchTolerance()).Result);
    }

    [Fact]
    public void What_matches_never_costs_more_than_what_was_received_and_its_tolerance() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[1, 500], Gen.Int[1, 2000], Gen.Int[-50, 50]).Sample((received, before, invoiced, cents, off) =>
        {
            var price = cents / 100m;
            var line = new InvoicedLine(Id("RYE"), invoiced, Math.Max(0m, price + off / 1000m));
            var match = InvoiceMatch.Of([line], new Dictionary<Guid, OrderedLine> { [Id("RYE")] = new(received, before, price) }, decimal.Round(line.Quantity * line.UnitPrice, 2, MidpointRounding.AwayFromZero), new MatchTolerance());
            if (match.Result == MatchResult.Matched)
            {
                Assert.True(invoiced <= received - before);
                Assert.True(Math.Abs(match.Difference) <= invoiced * Math.Max(0.02m, price * 0.01m) + 0.01m);
            }
            else
            {
                Assert.True(invoiced > received - before || Math.Abs(line.UnitPrice - price) > Math.Max(0.02m, price * 0.01m));
            }
        });
}
