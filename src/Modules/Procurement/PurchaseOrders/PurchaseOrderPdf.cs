using Bakery.Documents;

namespace Bakery.Procurement.PurchaseOrders;

/// <summary>The order as the supplier gets it, in the supplier's language and formats.</summary>
internal static class PurchaseOrderPdf
{
    /// <param name="Packs">Words for one and for several of sack, bag, box, pack and carton.</param>
    private sealed record Words(string Title, string Supplier, string Ordered, string Delivery, string Product, string PackColumn, string Quantity, string Price, string Shipping, string Discount, string Total, string Tax, string Gross, string Notes, IReadOnlyDictionary<string, (string One, string More)> Packs);

    private static readonly Words Spanish = new("Pedido de compra", "Proveedor", "Fecha", "Entrega", "Producto", "Envases", "Cantidad", "Precio", "Portes", "Descuento", "Total sin IVA", "IVA", "Total con IVA", "Notas", Named(("saco", "sacos"), ("bolsa", "bolsas"), ("caja", "cajas"), ("pack", "packs"), ("cartón", "cartones")));
    private static readonly Words Basque = new("Erosketa-eskaera", "Hornitzailea", "Data", "Entrega", "Produktua", "Ontziak", "Kantitatea", "Prezioa", "Garraioa", "Deskontua", "Guztira BEZik gabe", "BEZ", "Guztira BEZarekin", "Oharrak", Named(Same("zaku"), Same("poltsa"), Same("kutxa"), Same("pakete"), Same("kartoi")));
    private static readonly Words English = new("Purchase order", "Supplier", "Date", "Delivery", "Product", "Packs", "Quantity", "Price", "Shipping", "Discount", "Total without tax", "Tax", "Total with tax", "Notes", Named(("sack", "sacks"), ("bag", "bags"), ("box", "boxes"), ("pack", "packs"), ("carton", "cartons")));

    public static byte[] Print(PurchaseOrder order, string bakery)
    {
        var (words, paper) = (order.Language switch { "eu" => Basque, "en" => English, _ => Spanish }, PaperFormat.Of(order.Language));
        var notes = new List<string> { bakery, $"{words.Supplier}: {order.SupplierName}", $"{words.Ordered}: {paper.Day(order.OrderDate)}   {words.Delivery}: {paper.Day(order.RequiredDeliveryDate)}" };
        if (!string.IsNullOrWhiteSpace(order.Notes)) notes.Add($"{words.Notes}: {order.Notes}");
        var rows = order.Lines.OrderBy(l => l.Position).Select(l => (IReadOnlyList<string>)
        [
            string.IsNullOrWhiteSpace(l.ItemNotes) ? l.ProductName : $"{l.ProductName} ({l.ItemNotes})", $"{l.Packs} {PackWord(words, l)}", paper.Quantity(l.OrderedQuantity, l.Unit, "0.####"),
            paper.Number(l.UnitPrice, "0.0000"), paper.Number(l.LineTotal, "0.00"),
        ]).ToList();
        IReadOnlyList<string> Sum(string name, decimal amount) => [name, "", "", "", $"{paper.Number(amount, "0.00")} EUR"];
        if (order.Shipping > 0) rows.Add(Sum(words.Shipping, order.Shipping));
        if (order.Discount > 0) rows.Add(Sum(words.Discount, -order.Discount));
        rows.Add(Sum(words.Total, order.Total));
        // Where no rate is known there is no tax to tell.
        if (order.Tax > 0) rows.AddRange([Sum(words.Tax, order.Tax), Sum(words.Gross, order.Total + order.Tax)]);
        var table = new SheetTable("", [new(words.Product, 4), new(words.PackColumn, 1.5, true), new(words.Quantity, 1.5, true), new(words.Price, 1.3, true), new("EUR", 1.5, true)], rows, LastRowIsTotal: true);
        return TableSheet.Print($"{words.Title} {order.Number}", notes, [table], bakery);
    }

    private static string PackWord(Words words, PurchaseOrderLine line) => !words.Packs.TryGetValue(line.PackUnit, out var word) ? line.PackUnit : line.Packs == 1 ? word.One : word.More;

    // After a number Basque keeps the singular.
    private static (string One, string More) Same(string word) => (word, word);

    private static Dictionary<string, (string One, string More)> Named((string, string) sack, (string, string) bag, (string, string) box, (string, string) pack, (string, string) carton) => new() { ["sack"] = sack, ["bag"] = bag, ["box"] = box, ["pack"] = pack, ["carton"] = carton };
}
