using Bakery.Forecast;
using Bakery.Forecast.Pooled;

namespace Bakery.Tests.Unit.Forecast;

/// <summary>
/// Two hundred series of known demand at three levels, whose supply lies around demand so that a fifth of the days sell out, mostly the busy ones.
/// Customers come over the day, so a sell-out has a time; sales says what is left of each day.
/// </summary>
public sealed class SimulatedSellOuts
{
    /// <summary>What the engine is told of a day that sold out.</summary>
    public enum Told
    {
        /// <summary>All that was wanted: not possible in a shop, and the measure of the engine's own bias.</summary>
        Everything,

        /// <summary>The quantity, as if nobody had gone without.</summary>
        Nothing,

        /// <summary>That it sold out, and when the last piece went.</summary>
        TheTime,

        /// <summary>That it sold out.</summary>
        ThatItDid,
    }

    private const int Series = 200;
    private const int Opening = 7 * 60;
    private const int Minutes = 13 * 60;

    private static readonly DateOnly Monday = new(2024, 1, 1);

    private readonly List<Product> _products = [];
    private readonly int _days;

    /// <param name="days">Days of history; a fortnight more is made.</param>
    /// <param name="seed">Seed.</param>
    public SimulatedSellOuts(int days, int seed = 1)
    {
        _days = days;
        for (var i = 0; i < Series; i++)
        {
            _products.Add(Make(new Random(1000 * seed + i), new[] { 8.0, 30, 110 }[i % 3]));
        }
    }

    /// <summary>Share of the days on which a product sold out.</summary>
    public double SoldOutShare => _products.Average(p => p.Days.Take(_days).Count(d => d.IsSoldOut) / (double)_days);

    /// <summary>Sum of forecast means over the sum of what customers want on average, minus 1, over the fortnights after several cut-offs.</summary>
    public double Bias(Told told, PooledOptions options, int cutoffs = 3)
    {
        double said = 0, wanted = 0;
        for (var back = 0; back < cutoffs; back++)
        {
            var known = _days - 28 * back;
            var tenant = _products.Select((p, i) => new PooledSeries($"{i}", DemandSeries.From(Seen(p, told).Take(known)))).ToList();
            var model = PooledForecaster.Train(tenant, KnownCalendar.Empty, options);
            var future = Enumerable.Range(0, 14).Select(h => new FutureDay(Monday.AddDays(known + h))).ToList();
            var days = PooledForecaster.Predict(model, tenant, KnownCalendar.Empty, future);
            for (var i = 0; i < Series; i++)
            {
                said += days[i].Sum(d => d.Served.Mean);
                wanted += Enumerable.Range(known, 14).Sum(d => _products[i].Days[d].Expected);
            }
        }

        return said / wanted - 1;
    }

    private Product Make(Random random, double level)
    {
        double Normal01() => Normal.Quantile(1e-9 + (1 - 2e-9) * random.NextDouble());
        var week = Enumerable.Range(0, 7).Select(_ => Math.Exp(0.25 * Normal01())).ToArray();
        var mean = week.Average();
        double walk = 0;
        var days = new List<(double Expected, int Wanted, double Supply)>();
        for (var day = 0; day < _days + 14; day++)
        {
            walk = 0.995 * walk + 0.015 * Normal01();
            var expected = level * week[day % 7] / mean * Math.Exp(walk);
            // Customers vary by a sixth beside the chance of counting; the baker follows weekdays only in part.
            var wanted = Poisson(random, expected * Math.Max(0.1, 1 + 0.16 * Normal01()));
            days.Add((expected, wanted, expected * Math.Pow(level / expected, 0.3) * Math.Exp(0.12 * Normal01())));
        }

        double low = 0.3, high = 4;
        for (var i = 0; i < 30; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = days.Count(d => d.Wanted > Math.Round(d.Supply * middle)) > 0.2 * days.Count ? (middle, high) : (low, middle);
        }

        var past = new List<SellingDay>();
        var result = new List<Day>();
        for (var day = 0; day < days.Count; day++)
        {
            var (expected, wanted, supply) = days[day];
            var date = Monday.AddDays(day);
            var pieces = Math.Max(1, (int)Math.Round(supply * high));
            var times = Enumerable.Range(0, wanted).Select(_ => Opening + (int)(Minutes * Rush(random))).Order().ToList();
            var isSoldOut = wanted > pieces;
            var sold = Math.Min(wanted, pieces);
            double? estimate = null;
            if (isSoldOut)
            {
                estimate = SoldOut.Estimate(sold, SoldOut.ShareUntil(past.TakeLast(90), date.DayOfWeek, times[sold - 1])).Demand;
            }

            past.Add(new SellingDay(date, [.. times.Take(sold).Select(t => (t, 1.0))], isSoldOut));
            result.Add(new Day(date, expected, wanted, sold, isSoldOut, estimate));
        }

        return new Product(result);
    }

    /// <summary>Share of the day gone when a customer comes: a morning rush and a long tail.</summary>
    private static double Rush(Random random) => random.NextDouble() < 0.6 ? 0.45 * (random.NextDouble() + random.NextDouble()) / 2 : random.NextDouble();

    private static int Poisson(Random random, double mean)
    {
        // Sums of exponential gaps; exact, and quick enough for a hundred pieces.
        double time = 0;
        var count = -1;
        while (time < mean)
        {
            time -= Math.Log(1 - random.NextDouble());
            count++;
        }

        return count;
    }

    private static IEnumerable<SeriesDay> Seen(Product product, Told told) => product.Days.Select(d => told switch
    {
        Told.Everything => new SeriesDay(d.Date, d.Wanted),
        Told.Nothing => new SeriesDay(d.Date, d.Sold),
        Told.TheTime => new SeriesDay(d.Date, d.Sold, true, d.IsSoldOut, d.Estimate),
        _ => new SeriesDay(d.Date, d.Sold, true, d.IsSoldOut),
    });

    private sealed record Day(DateOnly Date, double Expected, int Wanted, int Sold, bool IsSoldOut, double? Estimate);

    private sealed record Product(IReadOnlyList<Day> Days);
}
