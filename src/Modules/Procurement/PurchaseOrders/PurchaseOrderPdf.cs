using System.Globalization;
using Bakery.Documents;

namespace Bakery.Procurement.PurchaseOrders;

/// <summary>The order as the supplier gets it, in the supplier's language and formats.</summary>
internal static class PurchaseOrderPdf
{
    /// <param name="Packs">Words for sack, bag, box, pack and carton.</param>
    private sealed record Words(string Title, string Supplier, string Ordered, string Delivery, string Product, string PackColumn, string Quantity, string Price, string Shipping, string Discount, string Total, string Tax, string Gross, string Notes, string DayFormat, char DecimalMark, IReadOnlyDictionary<string, string> Packs);

    private static readonly Words Spanish = new("Pedido de compra", "Proveedor", "Fecha", "Entrega", "Producto", "Envases", "Cantidad", "Precio", "Portes", "Descuento", "Total sin IVA", "IVA", "Total con IVA", "Notas", "dd/MM/yyyy", ',', Named("saco", "bolsa", "caja", "pack", "cartón"));
    private static readonly Words Basque = new("Erosketa-eskaera", "Hornitzailea", "Data", "Entrega", "Produktua", "Ontziak", "Kantitatea", "Prezioa", "Garraioa", "Deskontua", "Guztira BEZik gabe", "BEZ", "Guztira BEZarekin", "Oharrak", "yyyy/MM/dd", ',', Named("zaku", "poltsa", "kutxa", "pakete", "kartoi"));
    private static readonly Words English = new("Purchase order", "Supplier", "Date", "Delivery", "Product", "Packs", "Quantity", "Price", "Shipping", "Discount", "Total without tax", "Tax", "Total with tax", "Notes", "yyyy-MM-dd", '.', Named("sack", "bag", "box", "pack", "carton"));

    public static byte[] Print(PurchaseOrder order, string bakery)
    {
        var words = order.Language switch { "eu" => Basque, "en" => English, _ => Spanish };
        string Number(decimal value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace('.', words.DecimalMark);
        string Day(DateOnly day) => day.ToString(words.DayFormat, CultureInfo.InvariantCulture);
        var notes = new List<string> { bakery, $"{words.Supplier}: {order.SupplierName}", $"{words.Ordered}: {Day(order.OrderDate)}   {words.Delivery}: {Day(order.RequiredDeliveryDate)}" };
        if (!string.IsNullOrWhiteSpace(order.Notes)) notes.Add($"{words.Notes}: {order.Notes}");
        var rows = order.Lines.OrderBy(l => l.Position).Select(l => (IReadOnlyList<string>)
        [
            string.IsNullOrWhiteSpace(l.ItemNotes) ? l.ProductName : $"{l.ProductName} ({l.ItemNotes})", $"{l.Packs} {words.Packs.GetValueOrDefault(l.PackUnit, l.PackUnit)}", $"{Number(l.OrderedQuantity, "0.####")} {l.Unit}",
            Number(l.UnitPrice, "0.0000"), Number(l.LineTotal, "0.00"),
        ]).ToList();
        IReadOnlyList<string> Sum(string name, decimal amount) => [name, "", "", "", $"{Number(amount, "0.00")} EUR"];
        if (order.Shipping > 0) rows.Add(Sum(words.Shipping, order.Shipping));
        if (order.Discount > 0) rows.Add(Sum(words.Discount, -order.Discount));
        rows.AddRange([Sum(words.Total, order.Total), Sum(words.Tax, order.Tax), Sum(words.Gross, order.Total + order.Tax)]);
        var table = new SheetTable("", [new(words.Product, 4), new(words.PackColumn, 1.5, true), new(words.Quantity, 1.5, true), new(words.Price, 1.3, true), new("EUR", 1.5, true)], rows, LastRowIsTotal: true);
        return TableSheet.Print($"{words.Title} {order.Number}", notes, [table], bakery);
    }

    private static Dictionary<string, string> Named(string sack, string bag, string box, string pack, string carton) => new() { ["sack"] = sack, ["bag"] = bag, ["box"] = box, ["pack"] = pack, ["carton"] = carton };
}
