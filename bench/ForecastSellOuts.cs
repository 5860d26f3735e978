using System.Globalization;
using Bakery.Forecast.Pooled;
using Bakery.Tests.Unit.Forecast;
using Told = Bakery.Tests.Unit.Forecast.SimulatedSellOuts.Told;

namespace Bakery.Bench;

/// <summary>How much of the bias that sell-outs cause the engine removes, on simulated shops of known demand.</summary>
internal static class ForecastSellOuts
{
    public static Task Run(ForecastPage page)
    {
        page.Say("| Simulated sell-outs | days sold out | bias, demand known | ignored | time of the last sale | removed | day's total only | removed |");
        page.Say("|---|---|---|---|---|---|---|---|");
        for (var seed = 1; seed <= 3; seed++)
        {
            var shop = new SimulatedSellOuts(392, seed);
            double Bias(Told told) => shop.Bias(told, new PooledOptions { PastOrigins = 8 }, 1);
            var (known, ignored, time, total) = (Bias(Told.Everything), Bias(Told.Nothing), Bias(Told.TheTime), Bias(Told.ThatItDid));
            page.Say($"| 200 series, seed {seed} | {P(shop.SoldOutShare)} | {P(known)} | {P(ignored)} | {P(time)} | {P(1 - Math.Abs(time / ignored))} | {P(total)} | {P(1 - Math.Abs(total / ignored))} |");
        }
        return Task.CompletedTask;
    }

    private static string P(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";
}
