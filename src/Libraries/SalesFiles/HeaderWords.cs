using System.Globalization;
using System.Text;

namespace Bakery.SalesFiles;

/// <summary>Words of column headers in Spanish, Basque, English, French, German and Danish.</summary>
internal static class HeaderWords
{
    // Later words of a list are weaker. A word matches the whole header; a shorter match is worth less.
    private static readonly (ColumnRole Role, double Strength, string Words)[] Lists =
    [
        (ColumnRole.BusinessDay, 1.0, "business day|businessday|business date|fecha negocio|fecha de negocio|dia negocio|fecha contable|fecha caja|negozio eguna|jour d exploitation|geschaftstag"),
        (ColumnRole.Date, 1.0, "fecha|data|date|fecha hora|fecha y hora|date time|datetime|datum|dato|eguna|dia|day|jour|ds|fecha venta|fecha de venta|sale date|sold at|timestamp|date heure|salmenta data|tag|order date|datum uhrzeit"),
        (ColumnRole.Date, 0.8, "time closed|timeclosed|closed at|created at|creation date|creationdate|opened|closed|paid date|sent date|transaction date|fecha ticket|date de vente|verkaufsdatum|invoice date|week day date"),
        (ColumnRole.Time, 1.0, "hora|ordua|time|heure|uhrzeit|tid|zeit|hora venta|time of day"),
        (ColumnRole.Product, 1.0, "producto|produktua|product|article|articulo|artikulua|artikulu|item|product name|productname|item name|menu item|artikel|produit|nombre producto|nombre articulo|produktuaren izena|artikelname|libelle article|nombre del producto|vare|varenavn|produkt"),
        (ColumnRole.Product, 0.8, "nombre|name|izena|nom|navn|descripcion|description|deskribapena|beschreibung|bezeichnung|libelle|designation|denominacion|concepto|series|unique id|sku name|plato|modifier|item description|product description"),
        (ColumnRole.Sku, 1.0, "sku|codigo|code|kodea|plu|item id|product id|productid|ref|referencia|reference|ean|gtin|cod|cod articulo|codigo articulo|artikelnummer|article code|codigo producto|cod producto"),
        (ColumnRole.Quantity, 1.0, "cantidad|kopurua|quantity|quantite|qty|uds|unidades|units|menge|antal|anzahl|cant|ud|qte|unidades vendidas|quantity sold|units sold|qty sold|cantidad vendida|unitateak|pieces|piezas|pezak|stuck|n uds|quantite vendue|items sold|nb vendus|saldutako kopurua"),
        (ColumnRole.Quantity, 0.55, "y|vendidos|vendido|sold|sales quantity|salmentak|count|ventes|demand|demanda|nombre vendu"),
        (ColumnRole.UnitPrice, 1.0, "precio|prezioa|price|prix|unit price|unitprice|precio unitario|pvp|prezio|pu|preis|einzelpreis|prix unitaire|precio ud|precio unidad|stuckpreis|price per unit|unit cost price|prezio unitarioa|p unit|pris"),
        (ColumnRole.UnitPrice, 0.7, "product price|productprice|list price|menu list price|precio venta|tarifa|unit sale price|stykpris"),
        (ColumnRole.Revenue, 1.3, "total collected|final price|endelig pris|prix final|precio final|preis brutto|price gross|total con iva|importe c iva|importe con iva|importe iva incluido|total iva incl|total ttc|montant ttc|betrag inkl mwst|betrag brutto|brutto|total net amount with tax|total amount with tax|total incl tax|total with tax|total zerga barne|gross amount"),
        (ColumnRole.Revenue, 1.1, "net sales|total amount|totalamount|importe total|line total|total linea|total line|importe linea|total price|precio total|prix total|gesamtpreis|gesamt|total eur|grand total|total venta|total ventas"),
        (ColumnRole.Revenue, 1.0, "total|importe|ingresos|zenbatekoa|revenue|montant|amount|umsatz|betrag|guztira|ca|chiffre d affaires|turnover|facturacion|belob|sales amount|sale amount|importea|recaudacion|diru sarrerak"),
        (ColumnRole.Revenue, 0.8, "gross sales|net price|sales|ventas|venta|salmenta|subtotal|valor|value|monto|price total"),
        (ColumnRole.NetRevenue, 1.0, "preis netto|price net|netto|base|base imponible|product sales|importe s iva|importe sin iva|montant ht|total ht|net amount|total net amount without tax|total sin iva|oinarria|neto|total without tax"),
        (ColumnRole.Tax, 1.0, "tax|taxes|iva|steuer|mwst|tva|tax amount|taxamount|impuestos|impuesto|bez|moms|zerga|vat|cuota iva|importe iva|montant tva"),
        (ColumnRole.Discount, 1.0, "discount|discounts|descuento|descuentos|dto|rabatt|rabat|remise|discnt|discount amount|discountamount|deskontua|importe dto"),
        (ColumnRole.Location, 1.0, "tienda|ubicacion|denda|location|magasin|store|shop|local|sucursal|centro|filiale|boutique|kokalekua|establecimiento|workplace name|punto de venta|point de vente|store name|shop name|location name"),
        (ColumnRole.Location, 0.6, "revenue center|sale center name"),
        (ColumnRole.Channel, 1.0, "canal|kanala|channel|kanal|sales channel|canal de venta"),
        (ColumnRole.Receipt, 1.0, "ticket|n ticket|no ticket|num ticket|receipt|receipt number|transaction id|transaction|transaktionsnummer|transaktions id|kvitteringsnummer|factura|n factura|order id|receipt id|bon|invoice number|ticket number|ticket no|recu n|receipt no|order number|numero ticket|tiketa|ticket id|num factura|belegnummer|n recu|order no"),
        (ColumnRole.Kind, 1.0, "event type|type|typ|tipo|receipt type|transaktionsart|transaction type|mota|tipo documento|sale type"),
        (ColumnRole.Status, 1.0, "status|estado|egoera|etat|statut|state"),
        (ColumnRole.VoidFlag, 1.0, "void|voided|cancelled|canceled|anulado|anulada|annule|storniert|is void|refunded void"),
        (ColumnRole.Ignored, 1.0, "payment type|payment method|zahlungsart|zahlungsmethode|forma de pago|f pago|forma pago|mode de paiement|cashier|cashier name|employee|camarero|empleado|server|personale|staff name|user|e mail|email|konto|account|currency|wahrung|moneda|devise|device name|pos|category|categoria|familia|categorie|kategoria|kategorie|familyname|dining option|customer name|cliente|customer|notas|notes|comment|observaciones"),
        (ColumnRole.OpenFlag, 1.0, "open|abierto|irekita|is open|ouvert|geoffnet"),
    ];

    private static readonly Dictionary<string, List<(ColumnRole Role, double Strength)>> Known = Build();

    /// <summary>Meanings a header may have, with strengths; empty when no word is known.</summary>
    public static IReadOnlyList<(ColumnRole Role, double Strength)> Meanings(string header)
    {
        var text = Normalise(header);
        if (text.Length == 0)
        {
            return [];
        }

        if (Known.TryGetValue(text, out var whole))
        {
            return whole;
        }

        // "Invoice business day", "Importe total EUR (con IVA)": the longest known run of words, at a discount.
        var words = text.Split(' ');
        for (var length = Math.Min(words.Length - 1, 5); length >= 1; length--)
        {
            for (var start = words.Length - length; start >= 0; start--)
            {
                var run = string.Join(' ', words, start, length);
                if (run.Length >= 3 && Known.TryGetValue(run, out var part) && !(length == 1 && Qualified(words)))
                {
                    return [.. part.Select(p => (p.Role, p.Strength * (0.55 + 0.1 * length)))];
                }
            }
        }

        return [];
    }

    /// <summary>Lower case, without accents, signs and currencies; camel case split into words.</summary>
    public static string Normalise(string header)
    {
        var result = new StringBuilder(header.Length + 8);
        var previous = ' ';
        foreach (var accented in header)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(accented) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var c = WithoutAccent(accented);
            if (char.IsLetterOrDigit(c))
            {
                if (char.IsUpper(c) && char.IsLower(previous))
                {
                    result.Append(' ');
                }

                result.Append(char.ToLowerInvariant(c));
            }
            else if (c == '%')
            {
                result.Append(" pct ");
            }
            else if (c is 'º' or 'ª')
            {
                result.Append(' ');
            }
            else
            {
                result.Append(' ');
            }

            previous = c;
        }

        var words = result.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w is not ("eur" or "euro" or "euros" or "usd" or "dkk" or "gbp" or "euroa" or "eurotan"));
        return string.Join(' ', words);
    }

    // By hand, as the process runs without culture data.
    internal static char WithoutAccent(char c)
    {
        const string from = "áàâäãåéèêëíìîïóòôöõøúùûüñçýÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕØÚÙÛÜÑÇÝ";
        const string to = "aaaaaaeeeeiiiioooooouuuuncyAAAAAAEEEEIIIIOOOOOOUUUUNCY";
        var at = c < 128 ? -1 : from.IndexOf(c, StringComparison.Ordinal);
        return at < 0 ? c : to[at];
    }

    // A rate, a zone or an identifier of something is not the thing.
    private static bool Qualified(string[] words) =>
        words.Any(w => w is "pct" or "rate" or "zone" or "id" or "ids" or "exempt" or "inclusion" or "group" or "category" or "parent" or "cost"
            or "customer" or "cashier" or "index" or "ratio" or "costo" or "coste" or "satz" or "steuersatz" or "user" or "payment" or "format"
            or "fee" or "tip" or "hol" or "range");

    private static Dictionary<string, List<(ColumnRole Role, double Strength)>> Build()
    {
        var known = new Dictionary<string, List<(ColumnRole, double)>>(StringComparer.Ordinal);
        foreach (var (role, strength, words) in Lists)
        {
            foreach (var word in words.Split('|'))
            {
                if (!known.TryGetValue(word, out var list))
                {
                    known[word] = list = [];
                }

                list.Add((role, strength));
            }
        }

        return known;
    }
}
