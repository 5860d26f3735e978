using System.Globalization;
using System.Text.Json.Serialization;
using Bakery.Documents;
using Bakery.Kernel.Values;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bakery.Procurement.Analytics;

/// <summary>What was bought: by supplier, item and month, how prices went, and what was saved.</summary>
internal static class ShowSpend
{
    public sealed record OfSupplier(Guid SupplierId, string Name, int Orders, [property: JsonConverter(typeof(CentsText))] decimal Amount, decimal SharePercent);

    /// <param name="FirstPrice">Earliest price of the time, EUR net per stock unit.</param>
    /// <param name="ChangePercent">From the first to the last price.</param>
    public sealed record OfItem(Guid ItemId, string Name, string UnitOfMeasure, decimal Quantity, [property: JsonConverter(typeof(CentsText))] decimal Amount, decimal AveragePrice, decimal FirstPrice, decimal LastPrice, decimal ChangePercent,
        IReadOnlyList<PricePoint> Prices);
    public sealed record PricePoint(DateOnly Date, decimal UnitPrice);
    public sealed record OfMonth(string Month, [property: JsonConverter(typeof(CentsText))] decimal Amount);
    public sealed record Response(DateOnly From, DateOnly To, [property: JsonConverter(typeof(CentsText))] decimal Total, IReadOnlyList<OfSupplier> Suppliers, IReadOnlyList<OfItem> Items, IReadOnlyList<OfMonth> Months);

    /// <param name="Saved">EUR below the last prices paid before.</param>
    /// <param name="Risen">EUR above them.</param>
    public sealed record SavingOfItem(Guid ItemId, string Name, [property: JsonConverter(typeof(CentsText))] decimal Saved, [property: JsonConverter(typeof(CentsText))] decimal Risen);
    public sealed record SavingsResponse(DateOnly From, DateOnly To, [property: JsonConverter(typeof(CentsText))] decimal Saved, [property: JsonConverter(typeof(CentsText))] decimal Risen, IReadOnlyList<SavingOfItem> Items);

    internal static async Task<Response> Handle(ProcurementDb db, OrderBook book, [FromQuery(Name = "from")] DateOnly? from, [FromQuery(Name = "to")] DateOnly? to, CancellationToken ct)
    {
        var (first, last) = await Purchases.Days(from, to, book, ct);
        var bought = await Purchases.Between(first, last, db, book, ct);
        var total = bought.Sum(p => p.Amount);
        return new Response(first, last, total,
            [.. bought.GroupBy(p => p.Order.SupplierId).Select(g => new OfSupplier(g.Key, g.First().Order.SupplierName, g.Select(p => p.Order.Id).Distinct().Count(), g.Sum(p => p.Amount), Percent(g.Sum(p => p.Amount), total))).OrderByDescending(s => s.Amount)],
            [.. bought.GroupBy(p => p.Line.ItemId).Select(Item).OrderByDescending(i => i.Amount)],
            [.. bought.GroupBy(p => p.Day.ToString("yyyy-MM", CultureInfo.InvariantCulture)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new OfMonth(g.Key, g.Sum(p => p.Amount)))]);
    }

    /// <summary>Every accepted line with its price, for a spreadsheet; the filter and the time stand above it.</summary>
    internal static async Task<FileContentHttpResult> File(ProcurementDb db, OrderBook book, TimeProvider clock, [FromQuery(Name = "from")] DateOnly? from, [FromQuery(Name = "to")] DateOnly? to, CancellationToken ct)
    {
        var (first, last) = await Purchases.Days(from, to, book, ct);
        var profile = await book.Profile(ct);
        var words = SpendWords.Of(profile.Language);
        var rows = (await Purchases.Between(first, last, db, book, ct)).Select(p => (IEnumerable<string>)
        [
            CsvSheet.Day(p.Day), p.Order.SupplierName, p.Order.Number, p.Line.ProductName, CsvSheet.Number(p.Quantity, "0.####"), p.Line.Unit, CsvSheet.Number(p.UnitPrice, "0.0000"), CsvSheet.Number(p.Amount, "0.00"), CsvSheet.Number(p.Saved, "0.00"),
        ]);
        string[] head = [$"{profile.Name} {CsvSheet.Day(first)} – {CsvSheet.Day(last)}", BusinessTime.Local(clock.GetUtcNow(), profile.TimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)];
        return TypedResults.File(CsvSheet.Write([head, words, .. rows]), "text/csv; charset=utf-8", $"purchases-{first:yyyy-MM-dd}-{last:yyyy-MM-dd}.csv");
    }

    internal static async Task<SavingsResponse> Savings(ProcurementDb db, OrderBook book, [FromQuery(Name = "from")] DateOnly? from, [FromQuery(Name = "to")] DateOnly? to, CancellationToken ct)
    {
        var (first, last) = await Purchases.Days(from, to, book, ct);
        var items = (await Purchases.Between(first, last, db, book, ct)).Where(p => p.Saved is not (null or 0m)).GroupBy(p => p.Line.ItemId)
            .Select(g => new SavingOfItem(g.Key, g.First().Line.ProductName, g.Sum(p => Math.Max(0m, p.Saved!.Value)), g.Sum(p => Math.Max(0m, -p.Saved!.Value)))).OrderByDescending(i => i.Saved - i.Risen).ToList();
        return new SavingsResponse(first, last, items.Sum(i => i.Saved), items.Sum(i => i.Risen), items);
    }

    private static OfItem Item(IGrouping<Guid, Purchase> bought)
    {
        var (one, quantity, amount) = (bought.First().Line, bought.Sum(p => p.Quantity), bought.Sum(p => p.Amount));
        var points = bought.GroupBy(p => p.Day).Select(g => new PricePoint(g.Key, g.Last().UnitPrice)).ToList();
        var (first, last) = (points[0].UnitPrice, points[^1].UnitPrice);
        return new OfItem(bought.Key, one.ProductName, one.Unit, quantity, amount, Rounding.FourDecimals(amount / quantity), first, last, Percent(last - first, first), points);
    }

    private static decimal Percent(decimal part, decimal whole) => whole == 0m ? 0m : Math.Round(part / whole * 100m, 2, MidpointRounding.AwayFromZero);
}

/// <summary>Headings of the spend file.</summary>
internal static class SpendWords
{
    public static string[] Of(string language) => language switch
    {
        "eu" => ["Data", "Hornitzailea", "Eskaera", "Produktua", "Kantitatea", "Unitatea", "Prezioa", "Zenbatekoa", "Aurrezkia"],
        "en" => ["Date", "Supplier", "Order", "Product", "Quantity", "Unit", "Price", "Amount", "Saved"],
        _ => ["Fecha", "Proveedor", "Pedido", "Producto", "Cantidad", "Unidad", "Precio", "Importe", "Ahorro"],
    };
}
