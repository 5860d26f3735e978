using System.Globalization;
using Bakery.Documents;

namespace Bakery.Procurement.PurchaseOrders;

/// <summary>The order as the supplier gets it, in the supplier's language.</summary>
internal static class PurchaseOrderPdf
{
    private sealed record Words(string Title, string Supplier, string Delivery, string Product, string Packs, string Quantity, string Price, string Total, string Notes);

    private static readonly Words Spanish = new("Pedido de compra", "Proveedor", "Entrega", "Producto", "Envases", "Cantidad", "Precio", "Total sin IVA", "Notas");
    private static readonly Words Basque = new("Erosketa-eskaera", "Hornitzailea", "Entrega", "Produktua", "Ontziak", "Kantitatea", "Prezioa", "Guztira BEZik gabe", "Oharrak");
    private static readonly Words English = new("Purchase order", "Supplier", "Delivery", "Product", "Packs", "Quantity", "Price", "Total without tax", "Notes");

    public static byte[] Print(PurchaseOrder order, string bakery)
    {
        var words = order.Language switch { "eu" => Basque, "en" => English, _ => Spanish };
        var notes = new List<string> { bakery, $"{words.Supplier}: {order.SupplierName}", $"{words.Delivery}: {order.RequiredDeliveryDate:yyyy-MM-dd}" };
        if (!string.IsNullOrWhiteSpace(order.Notes)) notes.Add($"{words.Notes}: {order.Notes}");
        var rows = order.Lines.OrderBy(l => l.Position).Select(l => (IReadOnlyList<string>)
        [
            string.IsNullOrWhiteSpace(l.ItemNotes) ? l.ProductName : $"{l.ProductName} ({l.ItemNotes})", $"{l.Packs} {l.PackUnit}", $"{N(l.OrderedQuantity, "0.####")} {l.Unit}", N(l.UnitPrice, "0.0000"), N(l.LineTotal, "0.00"),
        ]).Append([words.Total, "", "", "", $"{N(order.Total, "0.00")} EUR"]).ToList();
        var table = new SheetTable("", [new(words.Product, 4), new(words.Packs, 1.5, true), new(words.Quantity, 1.5, true), new(words.Price, 1.3, true), new("EUR", 1.5, true)], rows, LastRowIsTotal: true);
        return TableSheet.Print($"{words.Title} {order.Number}", notes, [table], bakery);
    }

    private static string N(decimal value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
