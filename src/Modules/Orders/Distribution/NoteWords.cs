namespace Bakery.Orders.Distribution;

/// <summary>The words of packing lists and delivery notes.</summary>
internal sealed record NoteWords(string PackingList, string DeliveryNote, string From, string To, string Date, string Shipment, string Order, string Product, string Lot, string BestBefore, string Asked, string Quantity, string Missing,
    string Packed, string Checked, string Allergens, string Contains, string Traces, string None, string ReceivedBy, string ShortForShop, string ShortForCustomer)
{
    private static readonly NoteWords Spanish = new("Lista de carga", "Albarán", "De", "Para", "Fecha", "Envío", "Pedido", "Producto", "Lote", "Consumo pref.", "Pedido", "Entregado", "Falta", "Hecho", "Visto", "Alérgenos", "Contiene", "Puede contener",
        "ninguno", "Recibido por", "Menos de lo pedido: se coció menos y, servidos antes los pedidos de clientes, las tiendas lo reparten en proporción",
        "Menos de lo pedido: se coció menos y los pedidos del día lo reparten en proporción");

    private static readonly NoteWords Basque = new("Zama-zerrenda", "Albarana", "Nork", "Nori", "Data", "Bidalketa", "Eskaera", "Produktua", "Sorta", "Hobe lehen", "Eskatua", "Emandakoa", "Falta", "Eginda", "Ikusita", "Alergenoak", "Baditu",
        "Izan ditzake", "bat ere ez", "Jasotzailea", "Eskatutakoa baino gutxiago: gutxiago erre da eta, bezeroen eskaerak aurretik bete ondoren, dendek proportzioan banatzen dute",
        "Eskatutakoa baino gutxiago: gutxiago erre da eta eguneko eskaerek proportzioan banatzen dute");

    private static readonly NoteWords English = new("Packing list", "Delivery note", "From", "To", "Date", "Shipment", "Order", "Product", "Lot", "Best before", "Asked", "Delivered", "Missing", "Done", "Seen", "Allergens", "Contains", "May contain",
        "none", "Received by", "Less than asked for: less was baked; customers' orders come first and the shops share the rest in proportion",
        "Less than asked for: less was baked and the day's orders share it in proportion");

    public static NoteWords Of(string language) => language switch { "eu" => Basque, "en" => English, _ => Spanish };
}
