using System.Globalization;
using System.Text;

namespace Bakery.DemoData;

/// <summary>
/// Makes sales the way a bakery has them, from a seed: level × weekday × season × weather × holiday × promotion × noise per product, shop and
/// day, spread over the hours by a morning-heavy curve, cut off where the shelf was empty. The same seed and days give the same file.
/// </summary>
/// <param name="scenario">Products and shops.</param>
/// <param name="seed">Of the whole file.</param>
public sealed class SalesGenerator(Scenario scenario, int seed)
{
    // Monday … Sunday, relative to Wednesday.
    private static readonly double[] Bread = [0.94, 0.97, 1.00, 1.01, 1.10, 1.24, 1.05];
    private static readonly double[] Sweets = [0.82, 0.92, 1.00, 1.00, 1.15, 1.55, 1.70];
    private static readonly double[] HourShares = [0.10, 0.13, 0.12, 0.10, 0.09, 0.09, 0.07, 0.05, 0.03, 0.04, 0.06, 0.06, 0.04, 0.02];
    private const int FirstHour = 7;

    /// <summary>Days on which the shops stay closed.</summary>
    public static bool IsClosed(DateOnly day) => (day.Month, day.Day) is (12, 25) or (1, 1);

    /// <summary>Sales rows as a CSV with a header: <c>fecha;hora;tienda;producto;cantidad;precio</c>, decimal comma; the last <paramref name="most"/> rows where there are more.</summary>
    public string Csv(DateOnly from, DateOnly to, int most = int.MaxValue)
    {
        var text = new StringBuilder("fecha;hora;tienda;producto;cantidad;precio\n");
        foreach (var row in Rows(from, to).TakeLast(most))
            text.Append(row.Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)).Append(';').Append(row.Time.ToString("HH:mm", CultureInfo.InvariantCulture)).Append(';').Append(row.Shop.Name).Append(';')
                .Append(row.Product.Name).Append(';').Append(row.Quantity).Append(';').Append(row.Product.Price.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',')).Append('\n');
        return text.ToString();
    }

    /// <summary>One row per product, shop and hour with sales.</summary>
    public IEnumerable<(DateOnly Day, TimeOnly Time, Site Shop, Product Product, int Quantity)> Rows(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (IsClosed(day)) continue;
            var weather = Weather(day);
            foreach (var shop in scenario.Shops)
            foreach (var product in scenario.Products)
            {
                if (!product.Demand.TryGetValue(shop.Code, out var level)) continue;
                // Each series and day draws from its own stream, so that a longer file has the same days.
                var random = new Random(HashCode(seed, day.DayNumber, shop.Code, product.Code));
                var mean = (double)level * Weekday(product, day) * Season(product, day) * weather * Holiday(day) * Promotion(product, day);
                var demand = Poisson(random, Math.Max(0.1, mean * Math.Exp(0.08 * Gauss(random) - 0.0032)));
                // One day in about forty the shelf is empty early.
                var shelf = random.Next(40) == 0 ? (int)(mean * (0.70 + 0.15 * random.NextDouble())) : int.MaxValue;
                foreach (var (hour, quantity) in Spread(random, demand))
                {
                    var sold = Math.Min(quantity, shelf);
                    shelf -= sold;
                    if (sold > 0) yield return (day, new TimeOnly(FirstHour + hour, random.Next(60)), shop, product, sold);
                }
            }
        }
    }

    private static double Weekday(Product product, DateOnly day) => (product.Category == "bread" ? Bread : Sweets)[((int)day.DayOfWeek + 6) % 7];

    // Pastry is a winter thing, water a summer one; bread hardly moves. Schools are out in August.
    private static double Season(Product product, DateOnly day)
    {
        var wave = Math.Cos(2 * Math.PI * (day.DayOfYear - 15) / 365.25);
        var strength = product.Category switch { "beverages" => -0.35, "bread" => 0.03, _ => 0.10 };
        return (1 + strength * wave) * (day.Month == 8 ? 0.85 : 1);
    }

    // A wet day keeps some customers away; rain comes in spells.
    private double Weather(DateOnly day)
    {
        var wet = new Random(HashCode(seed, day.DayNumber / 3, "rain", "")).NextDouble() < 0.35 && new Random(HashCode(seed, day.DayNumber, "rain", "")).NextDouble() < 0.7;
        return wet ? 0.93 : 1.0;
    }

    private static double Holiday(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 5) => 1.60, (1, 6) => 1.35, (12, 24) => 1.55, (12, 31) => 1.50, (8, 15) or (10, 12) or (11, 1) or (12, 6) or (12, 8) or (5, 1) => 0.80, _ => 1.0,
    };

    // Croissants are cheaper for a week each quarter.
    private static double Promotion(Product product, DateOnly day) => product.Category == "croissants" && day.Month % 3 == 1 && day.Day is >= 10 and <= 16 ? 1.25 : 1.0;

    private static IEnumerable<(int Hour, int Quantity)> Spread(Random random, int total)
    {
        var left = total;
        var share = 1.0;
        for (var hour = 0; hour < HourShares.Length && left > 0; hour++)
        {
            var quantity = hour == HourShares.Length - 1 ? left : Binomial(random, left, Math.Min(1, HourShares[hour] / share));
            share -= HourShares[hour];
            left -= quantity;
            if (quantity > 0) yield return (hour, quantity);
        }
    }

    private static int Binomial(Random random, int n, double p)
    {
        var hits = 0;
        for (var i = 0; i < n; i++) if (random.NextDouble() < p) hits++;
        return hits;
    }

    private static int Poisson(Random random, double mean)
    {
        if (mean > 60) return Math.Max(0, (int)Math.Round(mean + Math.Sqrt(mean) * Gauss(random)));
        var (limit, product, count) = (Math.Exp(-mean), random.NextDouble(), 0);
        while (product > limit)
        {
            count++;
            product *= random.NextDouble();
        }
        return count;
    }

    // Box and Muller (1958).
    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    // string.GetHashCode differs between processes; this one does not.
    private static int HashCode(int a, int b, string c, string d)
    {
        unchecked
        {
            var hash = 17 * 31 + a;
            hash = hash * 31 + b;
            foreach (var letter in c + "/" + d) hash = hash * 31 + letter;
            return hash * 486187739;
        }
    }
}
