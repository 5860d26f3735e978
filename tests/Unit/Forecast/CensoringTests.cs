using Bakery.Forecast.Pooled;

namespace Bakery.Tests.Unit.Forecast;

public sealed class CensoringTests
{
    private static readonly PooledOptions Quick = new() { Trees = 40, MaximumRows = 12_000, PastOrigins = 4 };

    [Fact]
    public void Knowing_of_sell_outs_removes_most_of_the_bias_of_ignoring_them()
    {
        var shop = new SimulatedSellOuts(196);
        Assert.InRange(shop.SoldOutShare, 0.17, 0.21);
        double Bias(SimulatedSellOuts.Told told) => shop.Bias(told, Quick, 2);
        var (all, ignored, time, total) = (Bias(SimulatedSellOuts.Told.Everything), Bias(SimulatedSellOuts.Told.Nothing), Bias(SimulatedSellOuts.Told.TheTime), Bias(SimulatedSellOuts.Told.ThatItDid));
        var (byTime, byTotal) = (1 - Math.Abs(time) / Math.Abs(ignored), 1 - Math.Abs(total) / Math.Abs(ignored));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Bias of the mean: {all:0.0%} with full knowledge, {ignored:0.0%} ignoring sell-outs; with the time {time:0.0%} ({byTime:0%} removed), with the total {total:0.0%} ({byTotal:0%} removed)");
        Assert.True(ignored < -0.02, $"{ignored:0.000}");
        Assert.True(byTime >= 0.8, $"{byTime:0.00}");
        Assert.True(byTotal >= 0.6, $"{byTotal:0.00}");
    }
}
