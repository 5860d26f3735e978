using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Sales;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Training;

/// <summary>A shop with eight products and months of generated sales: weekdays, noise and a slow growth.</summary>
internal static class Histories
{
    public static readonly DateOnly Today = new(2026, 11, 10);

    public static async Task<Bakeries> Open(BakeryServer server, int days, int products = 8, Func<int, DateOnly, double>? factor = null)
    {
        var bakery = await WithProducts(server, products);
        await bakery.Commit(await bakery.Validate(Text(products, Today.AddDays(-days), Today.AddDays(-1), factor)));
        await bakery.Tenant.Settled();
        return bakery;
    }

    public static async Task<Bakeries> WithProducts(BakeryServer server, int products)
    {
        var bakery = await Bakeries.Small(server);
        for (var i = 2; i < products; i++)
            await bakery.Tenant.Post("inventory/items", new { name = NameOf(i), sku = $"G{i}", item_type = "finished_product", product_category = "bread", stock_unit = "piece", price = "1.50", tax_percent = "4" });
        return bakery;
    }

    public static string NameOf(int product) => product switch { 0 => "Barra", 1 => "Croissant", _ => $"Pan {product}" };

    /// <summary>Sold on a day, the same for the same product and day.</summary>
    public static int Sold(int product, DateOnly day, Func<int, DateOnly, double>? factor = null)
    {
        var noise = new Random(product * 7919 + day.DayNumber * 31).NextDouble();
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.6 : 1;
        return (int)Math.Round((20 + 15 * product) * weekend * (0.9 + 0.2 * noise) * (factor?.Invoke(product, day) ?? 1));
    }

    public static string Text(int products, DateOnly from, DateOnly to, Func<int, DateOnly, double>? factor = null)
    {
        var text = new StringBuilder("date,item,qty\n");
        for (var day = from; day <= to; day = day.AddDays(1))
            for (var i = 0; i < products; i++) text.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},{NameOf(i)},{Sold(i, day, factor)}\n");
        return text.ToString();
    }

    public static async Task<JsonArray> Models(this Bakeries bakery, string state = "active") => (await bakery.Tenant.Get($"training/models?state={state}&limit=200"))["items"]!.AsArray();

    public static async Task<JsonArray> Forecasts(this Bakeries bakery, string from = "2026-11-10", int days = 7)
    {
        var batch = await bakery.Tenant.Post("forecasting/batches", new { from, days });
        return (await bakery.Tenant.Get($"forecasting/forecasts?batch_id={batch["id"].Text()}&limit=200"))["items"]!.AsArray();
    }
}
