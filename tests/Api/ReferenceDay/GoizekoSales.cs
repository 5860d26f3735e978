using System.Globalization;
using System.Net;
using System.Text;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.ReferenceDay;

/// <summary>
/// Six weeks of sales: the four Wednesdays as stated, the other days made so that the last 28 days sum to 25,200.00 EUR and the water sells 23 and 14
/// bottles on every day. Three of four pieces are sold by eleven.
/// </summary>
internal static class GoizekoSales
{
    private const string Header = "fecha,hora,tienda,producto,cantidad,precio\n";
    private static readonly DateOnly Yesterday = new(2026, 11, 9);

    private static readonly (string Sku, string Name, decimal Price, int[] A, int[] B)[] Wednesdays =
    [
        ("P1", "Barra", 1.20m, [118, 124, 121, 125], [82, 78, 86, 82]), ("P2", "Bollo de pan", 0.45m, [60, 64, 58, 62], [48, 52, 50, 46]), ("P3", "Pan de pueblo", 2.10m, [18, 20, 17, 21], [12, 11, 14, 11]),
        ("P4", "Hogaza", 4.80m, [16, 18, 15, 19], [10, 9, 12, 9]), ("P5", "Hogaza pequeña", 2.90m, [14, 12, 15, 15], [8, 10, 9, 9]), ("P6", "Croissant", 1.50m, [72, 76, 60, 80], [50, 46, 54, 50]),
        ("P7", "Napolitana", 1.80m, [34, 38, 33, 35], [24, 22, 26, 24]), ("P8", "Agua 50 cl", 1.20m, [22, 25, 21, 24], [14, 15, 13, 14]),
    ];

    private static readonly string[] Shops = ["Tienda Alde Zaharra", "Tienda Deusto"];

    /// <summary>The till's file of the day itself, which the shops hand in before they close it.</summary>
    public static Task TuesdaySales(this Goizeko bakery)
    {
        var text = new StringBuilder(Header);
        Other(text, new DateOnly(2026, 11, 10), 900m, null);
        return Import(bakery, text.ToString());
    }

    private static async Task Import(Goizeko bakery, string csv)
    {
        var file = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "ventas.csv" } };
        var import = await bakery.Tenant.Post("sales/imports/validate", file);
        await bakery.Tenant.Post($"sales/imports/{import["import_id"].Text()}/commit", new { });
        await bakery.Tenant.Settled();
    }

    public static async Task Sales(this Goizeko bakery)
    {
        await Import(bakery, Csv());
        var sold = await bakery.Tenant.Send(HttpMethod.Put, "sales/sold-out", new { item_id = bakery["P6"], location_id = bakery["A"], business_day = "2026-10-28", at = "2026-10-28T10:00:00Z" });
        Assert.Equal(HttpStatusCode.OK, sold.StatusCode);
        await bakery.Tenant.Settled();
    }

    private static string Csv()
    {
        var text = new StringBuilder(Header);
        var rest = 25_200m - Wednesdays.Sum(p => p.Price * (p.A.Sum() + p.B.Sum()));
        var others = Enumerable.Range(0, 28).Select(i => Yesterday.AddDays(-i)).Where(d => d.DayOfWeek != DayOfWeek.Wednesday).ToList();
        foreach (var (day, i) in Enumerable.Range(0, 42).Select(i => (Yesterday.AddDays(-i), i)))
        {
            if (day.DayOfWeek == DayOfWeek.Wednesday) Wednesday(text, day);
            else Other(text, day, i < 28 ? rest / others.Count : 900m, i == 0 ? rest - Math.Floor(rest / others.Count * 20m) / 20m * (others.Count - 1) : null);
        }
        return text.ToString();
    }

    private static void Wednesday(StringBuilder text, DateOnly day)
    {
        var week = Math.Clamp(3 - (new DateOnly(2026, 11, 4).DayNumber - day.DayNumber) / 7, 0, 3);
        foreach (var product in Wednesdays)
        {
            Sell(text, day, 0, product.Name, product.Price, product.A[week], soldByEleven: product.Sku == "P6" && day == new DateOnly(2026, 10, 28));
            Sell(text, day, 1, product.Name, product.Price, product.B[week], false);
        }
    }

    // The day's revenue in steps of 5 cents: water as stated, then bread, then rolls at 0.45 that make the rest.
    private static void Other(StringBuilder text, DateOnly day, decimal target, decimal? exact)
    {
        var money = exact ?? Math.Floor(target * 20m) / 20m;
        Sell(text, day, 0, "Agua 50 cl", 1.20m, 23, false);
        Sell(text, day, 1, "Agua 50 cl", 1.20m, 14, false);
        money -= 37 * 1.20m;
        foreach (var (name, price, a, b) in new[] { ("Pan de pueblo", 2.10m, 20, 13), ("Hogaza", 4.80m, 18, 11), ("Hogaza pequeña", 2.90m, 15, 9), ("Croissant", 1.50m, 88, 60), ("Napolitana", 1.80m, 40, 26) })
        {
            Sell(text, day, 0, name, price, a, false);
            Sell(text, day, 1, name, price, b, false);
            money -= (a + b) * price;
        }
        // 1.20 x + 0.45 y + 1.90 z = money in steps of 0.05, with the fewest odd sales.
        for (var odd = 0; odd < 9; odd++)
            for (var rolls = 100; rolls < 124; rolls++)
            {
                var barras = (money - rolls * 0.45m - odd * 1.90m) / 1.20m;
                if (barras <= 0 || barras != Math.Floor(barras)) continue;
                Sell(text, day, 0, "Barra", 1.20m, (int)(barras * 3 / 5), false);
                Sell(text, day, 1, "Barra", 1.20m, (int)barras - (int)(barras * 3 / 5), false);
                Sell(text, day, 0, "Bollo de pan", 0.45m, rolls - 50, false);
                Sell(text, day, 1, "Bollo de pan", 0.45m, 50, false);
                if (odd > 0) Sell(text, day, 0, "Napolitana", 1.90m, odd, false);
                return;
            }
        throw new InvalidOperationException($"{day:yyyy-MM-dd}: {money} cannot be made.");
    }

    private static void Sell(StringBuilder text, DateOnly day, int shop, string name, decimal price, int pieces, bool soldByEleven)
    {
        var early = soldByEleven ? pieces : pieces * 3 / 4;
        void Row(string time, int count)
        {
            if (count > 0) text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},{time},{Shops[shop]},{name},{count},{price:0.00}\n");
        }
        Row("10:00", early);
        Row("17:00", pieces - early);
    }
}
