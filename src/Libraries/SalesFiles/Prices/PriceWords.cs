using System.Globalization;

namespace Bakery.SalesFiles.Prices;

/// <summary>Words of the column headers of price lists in Spanish, Basque, English and French.</summary>
internal static class PriceWords
{
    private static readonly (PriceColumn Role, string Words)[] Lists =
    [
        (PriceColumn.Product, "producto|articulo|descripcion|nombre|denominacion|concepto|produktua|artikulua|deskribapena|izena|product|article|item|description|name|designation|libelle"),
        (PriceColumn.Sku, "codigo|cod|ref|referencia|sku|codigo articulo|codigo producto|cod articulo|ref articulo|kodea|erreferentzia|code|reference|item code|product code|ean"),
        (PriceColumn.Pack, "formato|envase|presentacion|unidad de venta|ud venta|ontzia|formatua|aurkezpena|pack|packaging|package|format|conditionnement"),
        (PriceColumn.PackQuantity, "contenido|cantidad por envase|cantidad envase|unidades por caja|unidades caja|uds caja|kg saco|kg caja|kg envase|kg por saco|kg bolsa|peso|peso neto|edukia|pisua|ontziko kopurua|content|pack size|pack quantity|units per pack|units per case|quantity per pack|colisage|contenance"),
        (PriceColumn.UnitPrice, "precio|precio unitario|precio kg|precio por kg|precio ud|precio unidad|precio l|precio litro|precio neto|tarifa|neto|importe|kg|prezioa|prezio unitarioa|prezioa kg|kg prezioa|tarifa kg|price|unit price|price per kg|price kg|price per unit|price per litre|net price|prix|prix unitaire|prix kg"),
        (PriceColumn.PackPrice, "precio envase|precio caja|precio saco|precio bolsa|precio pack|precio bulto|precio formato|precio por caja|precio por saco|ontziaren prezioa|kutxaren prezioa|zakuaren prezioa|pack price|price per pack|price per box|price per sack|price per bag|price per case|case price|box price|prix colis|prix du colis"),
        (PriceColumn.MinPacks, "minimo|pedido minimo|min|cantidad minima|minimo envases|compra minima|gutxienekoa|gutxieneko eskaera|minimum|min order|minimum order|min packs|moq"),
        (PriceColumn.FromPacks, "desde|a partir de|desde envases|desde cajas|desde sacos|escala|tramo|zenbatetik|from|from packs|tier|quantity from|a partir"),
        (PriceColumn.ValidFrom, "valido desde|vigencia desde|vigente desde|fecha inicio|fecha desde|fecha|inicio|noiztik|hasiera|data|valid from|effective from|start date|from date|date|valable du"),
        (PriceColumn.ValidTo, "valido hasta|vigencia hasta|vigente hasta|hasta|fecha fin|fecha hasta|fin|noiz arte|amaiera|valid to|valid until|effective to|end date|until|valable au"),
    ];

    private static readonly Dictionary<string, PriceColumn> Known = Lists.SelectMany(l => l.Words.Split('|').Select(word => (word, l.Role))).ToDictionary(w => w.word, w => w.Role, StringComparer.Ordinal);

    private static readonly string[] TierWords = ["desde", "a partir", "from", "tik aurrera", "etik aurrera"];

    /// <summary>The meaning of a header: a known text, or the longest known run of words in it.</summary>
    public static PriceColumn Meaning(string header)
    {
        var text = HeaderWords.Normalise(header);
        if (TierOf(header) is not null)
        {
            return PriceColumn.TierPrice;
        }

        if (Known.TryGetValue(text, out var whole))
        {
            return whole;
        }

        var padded = $" {text} ";
        var part = Known.Keys.Where(word => word.Length > 2 && padded.Contains($" {word} ", StringComparison.Ordinal)).MaxBy(word => word.Length);
        return part is null ? PriceColumn.Ignored : Known[part];
    }

    /// <summary>The number of packs in a header such as <c>Desde 10 sacos</c>, or null.</summary>
    public static int? TierOf(string header)
    {
        var text = HeaderWords.Normalise(header);
        if (!TierWords.Any(word => text.Contains(word, StringComparison.Ordinal)))
        {
            return null;
        }

        var digits = text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).ToArray();
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var packs) && packs is >= 2 and <= 100_000 ? packs : null;
    }
}
