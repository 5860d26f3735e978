using System.Globalization;
using Bakery.Forecast.Pooled;
using Bakery.Tests.Unit.Forecast;
using Told = Bakery.Tests.Unit.Forecast.SimulatedSellOuts.Told;

namespace Bakery.Bench;

/// <summary>How much of the bias that sell-outs cause the engine removes, on simulated shops of known demand.</summary>
internal static class ForecastSellOuts
{
    private const int Seeds = 3;
    private const int Cutoffs = 2;

    public static Task Run(ForecastPage page)
    {
        page.Say("| Simulated sell-outs | days sold out | bias, demand known | ignored | time of the last sale | removed | day's total only | removed |");
        page.Say("|---|---|---|---|---|---|---|---|");
        var sums = new double[5];
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var shop = new SimulatedSellOuts(392, seed);
            double Bias(Told told) => shop.Bias(told, new PooledOptions { PastOrigins = 8 }, Cutoffs);
            double[] row = [shop.SoldOutShare, Bias(Told.Everything), Bias(Told.Nothing), Bias(Told.TheTime), Bias(Told.ThatItDid)];
            for (var i = 0; i < row.Length; i++) sums[i] += row[i] / Seeds;
            Say($"200 series, seed {seed}", row, page);
        }
        Say("all", sums, page);
        return Task.CompletedTask;
    }

    // What the sell-outs do is the difference to the same engine on the same days that was told all demand: chance moves both alike.
    private static void Say(string name, double[] row, ForecastPage page) =>
        page.Say($"| {name} | {P(row[0])} | {P(row[1])} | {P(row[2])} | {P(row[3])} | {P(1 - Math.Abs((row[3] - row[1]) / (row[2] - row[1])))} | {P(row[4])} | {P(1 - Math.Abs((row[4] - row[1]) / (row[2] - row[1])))} |");

    private static string P(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";
}
