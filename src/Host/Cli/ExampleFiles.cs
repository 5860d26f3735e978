using System.Globalization;
using System.Text;

namespace Bakery.Host.Cli;

/// <summary>Writes a generated half year of sales and the recipes for it. The same files every time: the generator has a fixed seed.</summary>
internal static class ExampleFiles
{
    private const int Days = 182;
    private const int Seed = 20261110;

    private static readonly (string Product, double Mean, double Weekend, decimal Price, decimal Cost, int Multiple, string Recipe)[] Products =
    [
        ("Barra", 120, 1.15, 1.20m, 0.32m, 10, "flour W180:18.1:kg,water:12.3:kg,salt:0.31:kg,yeast:0.18:kg"),
        ("Hogaza", 18, 1.40, 4.80m, 1.19m, 4, "flour W180:45.2:kg,wholemeal rye flour:11.3:kg,water:42.4:kg,salt:1.07:kg"),
        ("Croissant", 75, 1.60, 1.50m, 0.44m, 12, "strong flour W300:2.28:kg,milk:0.86:l,butter:1.60:kg,sugar:0.31:kg,salt:0.06:kg,yeast:0.11:kg"),
        ("Napolitana", 34, 1.50, 1.80m, 0.59m, 12, "strong flour W300:2.46:kg,milk:0.92:l,butter:1.72:kg,sugar:0.34:kg,chocolate sticks:1.20:kg,yeast:0.12:kg"),
        ("Empanada", 9, 0.90, 3.20m, 1.10m, 6, "flour W180:9.50:kg,tuna:4.00:kg,onion:3.00:kg,olive oil:1.20:kg"),
    ];

    public static async Task Write(string folder, TextWriter output, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var (sales, recipes) = (Path.Combine(folder, "sales.csv"), Path.Combine(folder, "recipes.csv"));
        if (File.Exists(sales) || File.Exists(recipes))
        {
            throw new UsageException($"'{folder}' holds a sales.csv or recipes.csv already; name another folder.");
        }

        await File.WriteAllTextAsync(sales, Sales(), ct);
        await File.WriteAllTextAsync(recipes, Recipes(), ct);
        await output.WriteLineAsync($"Written: {sales} and {recipes}");
        await output.WriteLineAsync($"Next: bakery plan {sales} --recipes {recipes}");
    }

    private static string Sales()
    {
        var random = new Random(Seed);
        var text = new StringBuilder("fecha;producto;cantidad;importe\n");
        var first = new DateOnly(2026, 5, 12);
        for (var day = 0; day < Days; day++)
        {
            var date = first.AddDays(day);
            if (date.DayOfWeek == DayOfWeek.Monday)
            {
                continue;
            }

            foreach (var (product, mean, weekend, price, _, _, _) in Products)
            {
                var season = 1 + 0.08 * Math.Sin(2 * Math.PI * day / 365);
                var weekday = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? weekend : 1;
                // Twelve uniform numbers make one nearly normal one.
                var noise = Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
                var quantity = (int)Math.Max(0, Math.Round(mean * season * weekday + noise * Math.Sqrt(mean) * 1.2, MidpointRounding.AwayFromZero));
                text.Append(CultureInfo.InvariantCulture, $"{date:dd/MM/yyyy};{product};{quantity};{(quantity * price).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',')}\n");
            }
        }

        return text.ToString();
    }

    private static string Recipes()
    {
        var text = new StringBuilder("product,ingredient,quantity,unit,pieces,multiple,price,tax_rate,cost\n");
        foreach (var (product, _, _, price, cost, multiple, recipe) in Products)
        {
            foreach (var line in recipe.Split(','))
            {
                var parts = line.Split(':');
                text.Append(CultureInfo.InvariantCulture, $"{product},{parts[0]},{parts[1]},{parts[2]},100,{multiple},{price},0.04,{cost}\n");
            }
        }

        return text.ToString();
    }
}
