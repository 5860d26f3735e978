using System.Text;
using Bakery.SalesFiles;
using Bakery.SalesFiles.Prices;

namespace Bakery.Tests.Unit.SalesFiles;

public sealed class PriceListTests
{
    public static TheoryData<string, string> SameTwoArticles => new()
    {
        { "spanish", "Artículo;Formato;Precio €/kg\nHarina W180;Saco 25 kg;0,62\nManteca;Caja 10 kg;1.234,50\n" },
        { "basque", "Produktua;Ontzia;Prezioa kg\nHarina W180;Zakua 25 kg;0,62\nManteca;Kutxa 10 kg;1.234,50\n" },
        { "english", "Item,Pack,Unit price\nHarina W180,Sack 25 kg,0.62\nManteca,Box 10 kg,\"1,234.50\"\n" },
        { "french", "Désignation\tConditionnement\tPrix unitaire\nHarina W180\tsac 25 kg\t0,62 €\nManteca\tcaisse 10 kg\t1 234,50 €\n" },
        { "by pack", "Descripción;Envase;Precio envase\nHarina W180;Saco 25 kg;15,50\nManteca;Caja 10 kg;12.345,00\n" },
        { "preamble and headings", "Tarifa 2026;;\n;;\nArtículo;Formato;Precio\nHARINAS;;\nHarina W180;Saco 25 kg;0,62\nGRASAS;;\nManteca;Caja 10 kg;1.234,50\n" },
        { "grams", "Artículo;Formato;Precio\nHarina W180;Saco 25000 g;0,62\nManteca;Caja 20x500 g;1.234,50\n" },
    };

    [Theory]
    [MemberData(nameof(SameTwoArticles))]
    public void The_same_two_articles_are_read_from_every_layout(string name, string text)
    {
        Assert.NotEmpty(name);
        var (_, rows, errors) = Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(errors);
        decimal Kilos(PriceListRow r) => r.PackMeasure == "g" ? r.PackQuantity!.Value / 1000 : r.PackQuantity!.Value;
        Assert.Equal([("Harina W180", "sack", 25m, 0.62m), ("Manteca", "box", 10m, 1234.50m)], rows.Select(r => (r.Product, r.PackUnit, Kilos(r), r.IsPerPack ? r.Price / r.PackQuantity!.Value : r.Price)));
    }

    [Fact]
    public void Accents_of_windows_1252_and_a_workbook_are_read_alike()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = Read(Encoding.GetEncoding(1252).GetBytes("Código;Artículo;Contenido;Precio\nPI-1;Piñón pelado;5;38,90\nLE-2;Leche entera;12x1 L;0,92\n"));
        var sheet = Read(Workbook.Of(("Notas", [["Condiciones", "30 días"]]), ("Tarifa", [["Código", "Artículo", "Contenido", "Precio"], ["PI-1", "Piñón pelado", "5", "38.9"], ["LE-2", "Leche entera", "12x1 L", "0.92"]])));
        foreach (var (_, rows, errors) in new[] { text, sheet })
        {
            Assert.Empty(errors);
            Assert.Equal([("PI-1", "Piñón pelado", 5m, null, 38.90m), ("LE-2", "Leche entera", 12m, "l", 0.92m)], rows.Select(r => (r.Sku, r.Product, r.PackQuantity, r.PackMeasure, r.Price)));
        }
    }

    [Theory]
    [InlineData("columns", "Artículo;Envase;Precio;Desde 10 sacos;Desde 20 sacos\nHarina;Saco 25 kg;0,62;0,58;0,55\n")]
    [InlineData("rows", "Artículo;Envase;Desde;Precio\nHarina;Saco 25 kg;1;0,62\nHarina;Saco 25 kg;20;0,55\nHarina;Saco 25 kg;10;0,58\n")]
    public void Cheaper_prices_for_more_stand_in_columns_or_in_rows(string name, string text)
    {
        Assert.NotEmpty(name);
        var row = Assert.Single(Read(Encoding.UTF8.GetBytes(text)).Rows);
        Assert.Equal((0.62m, 1), (row.Price, row.MinPacks));
        Assert.Equal([new PriceListTier(10, 0.58m), new PriceListTier(20, 0.55m)], row.Tiers);
    }

    [Fact]
    public void Dates_and_minimums_are_read_and_wrong_cells_are_named_by_row_and_column()
    {
        const string text = "Artículo;Precio;Mínimo;Válido desde;Hasta\nHarina;0,62;4;01/12/2026;31/12/2026\nSal;gratis;1;;\nMiel;9,50;1,5;;\nLevadura;2,40;1;mañana;\nHarina;0,63;4;01/12/2026;\n";
        var (list, rows, errors) = Read(Encoding.UTF8.GetBytes(text));
        var flour = Assert.Single(rows);
        Assert.Equal((4, new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31)), (flour.MinPacks, flour.ValidFrom, flour.ValidTo));
        Assert.Equal([(3, "Precio", "bad_number", "gratis"), (4, "Mínimo", "bad_number", "1,5"), (5, "Válido desde", "bad_date", "mañana"), (6, "Artículo", "repeated_product", "Harina")], errors.Select(e => (e.Row, e.Column, e.Code, e.Value)));
        // Put right in place, and the columns said another way.
        var mended = Read(Encoding.UTF8.GetBytes(text), list.Mapping with { Roles = new Dictionary<int, PriceColumn> { [0] = PriceColumn.Product, [1] = PriceColumn.PackPrice } }, new() { [(3, 1)] = "0,30", [(6, 0)] = "Harina fuerte" });
        Assert.Empty(mended.Errors);
        Assert.Equal([("Harina", true), ("Sal", true), ("Miel", true), ("Levadura", true), ("Harina fuerte", true)], mended.Rows.Select(r => (r.Product, r.IsPerPack)));
    }

    [Theory]
    [InlineData("missing_column", "Formato;Precio\nSaco 25 kg;0,62\n")]
    [InlineData("missing_column", "Artículo;Formato\nHarina;Saco 25 kg\n")]
    [InlineData("missing_column", "uno;dos\ntres;cuatro\n")]
    [InlineData("file_unreadable", "")]
    public void A_list_without_names_or_prices_is_refused_by_name(string code, string text) =>
        Assert.Equal(code, Assert.Throws<SalesFileException>(() => Read(Encoding.UTF8.GetBytes(text))).Code);

    private static (PriceListReader List, IReadOnlyList<PriceListRow> Rows, List<RowError> Errors) Read(byte[] content, PriceListMapping? mapping = null, Dictionary<(int Row, int Column), string>? fixes = null)
    {
        var errors = new List<RowError>();
        var list = PriceListReader.Open(new MemoryStream(content), mapping, fixes);
        return (list, list.Rows(errors.Add), errors);
    }
}
