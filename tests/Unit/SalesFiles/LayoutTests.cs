using System.Text;
using Bakery.SalesFiles;

namespace Bakery.Tests.Unit.SalesFiles;

public sealed class LayoutTests
{
    private static readonly DateOnly Day = new(2026, 3, 14);

    public static TheoryData<string, string> SameTwoSales => new()
    {
        { "spanish", "fecha;producto;cantidad;total\n14/03/2026;Barra;3;3,60\n14/03/2026;Croissant;2;3,00\n" },
        { "basque", "data,produktua,kopurua,zenbatekoa\n2026-03-14,Barra,3,3.60\n2026-03-14,Croissant,2,3.00\n" },
        { "english", "Date\tProduct\tQuantity\tRevenue\n2026-03-14\tBarra\t3\t3.60\n2026-03-14\tCroissant\t2\t3.00\n" },
        { "french", "Date;Article;Quantité;Montant\n14.03.2026;Barra;3;3,60 €\n14.03.2026;Croissant;2;3,00 €\n" },
        { "german", "Datum;Artikel;Menge;Umsatz\n14.03.2026;Barra;3;3,60\n14.03.2026;Croissant;2;3,00\n" },
        { "no header", "14-03-26,Barra,3,3.60\n14-03-26,Croissant,2,3.00\n" },
        { "no header, price", "2026-03-14|Barra|3|1.20|3.60\n2026-03-14|Croissant|2|1.50|3.00\n" },
        { "bars and times", "Fecha|Hora|Articulo|Uds|Importe\n14/03/2026|09:10|Barra|3|3,60\n14/03/2026|10:15|Croissant|2|3,00\n" },
        { "preamble and totals", "Panadería\nVentas;;\n\nfecha;producto;cantidad;total\n14/03/2026;Barra;3;3,60\n14/03/2026;Croissant;2;3,00\nTotal;;5;6,60\n" },
        { "american", "Date,Item,Qty,Amount\n3/14/26,Barra,3,$3.60\n3/14/26,Croissant,2,$3.00\n" },
        { "month names", "fecha;producto;cantidad;total\n14 mar 2026;Barra;3;3,60\n14 de marzo de 2026;Croissant;2;3,00\n" },
        { "iso with zone", "timestamp,product,quantity,total\n2026-03-14T08:10:00Z,Barra,3,3.60\n2026-03-14T09:15:00+01:00,Croissant,2,3.00\n" },
        { "quoted", "\"fecha\",\"producto\",\"cantidad\",\"total\"\r\n\"14/03/2026\",\"Barra\",\"3,000\",\"3,60\"\r\n\"14/03/2026\",\"Croissant\",\"2,000\",\"3,00\"\r\n" },
        { "json", "[{\"date\":\"2026-03-14\",\"product\":\"Barra\",\"quantity\":3,\"total\":3.60},{\"date\":\"2026-03-14\",\"product\":\"Croissant\",\"quantity\":2,\"total\":3.0}]" },
        { "json in an object", "{\"ok\":true,\"sales\":[{\"fecha\":\"14/03/2026\",\"producto\":\"Barra\",\"cantidad\":\"3\",\"total\":\"3,60\"},{\"fecha\":\"14/03/2026\",\"producto\":\"Croissant\",\"cantidad\":\"2\",\"total\":\"3,00\"}]}" },
        { "json lines", "{\"date\":\"2026-03-14\",\"item\":{\"name\":\"Barra\"},\"qty\":3,\"total\":3.6}\n{\"date\":\"2026-03-14\",\"item\":{\"name\":\"Croissant\"},\"qty\":2,\"total\":3}\n" },
    };

    [Theory]
    [MemberData(nameof(SameTwoSales))]
    public void The_same_two_sales_are_read_from_every_layout(string name, string text)
    {
        Assert.NotEmpty(name);
        var (layout, rows, errors) = Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(errors);
        Assert.Equal([("Barra", 3m, 3.60m, Day), ("Croissant", 2m, 3.00m, Day)], rows.Select(r => (r.Product, r.Quantity, r.Revenue ?? 0, r.BusinessDay)));
        Assert.Equal(Measure.Units, layout.Measure);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8 bom")]
    [InlineData("windows-1252")]
    [InlineData("iso-8859-15")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Accents_and_euro_signs_survive_every_encoding(string name)
    {
        const string text = "fecha;artículo;cantidad;importe\r\n14/03/2026;Napolitana de piña;2;3,60 €\r\n14/03/2026;Café;1;1,20 €\r\n";
        var encoding = name switch
        {
            "utf-8 bom" => new UTF8Encoding(true),
            "utf-8" => new UTF8Encoding(false),
            "utf-16" => Encoding.Unicode,
            "utf-16BE" => Encoding.BigEndianUnicode,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(name)!,
        };
        var (_, rows, errors) = Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        Assert.Empty(errors);
        Assert.Equal([("Napolitana de piña", 3.60m), ("Café", 1.20m)], rows.Select(r => (r.Product, r.Revenue ?? 0)));
    }

    [Fact]
    public void Days_across_give_one_sale_per_product_and_day()
    {
        var (layout, rows, _) = Read("producto;01/03/2026;02/03/2026;13/03/2026\nBarra;10;12,5;\nCroissant;4;0;7\nTotal;14;12,5;7\n");
        Assert.Equal(TableShape.DaysAcross, layout.Shape);
        Assert.Equal(5, rows.Count);
        Assert.Equal(22.5m, rows.Where(r => r.Product == "Barra").Sum(r => r.Quantity));
        Assert.Equal(new DateOnly(2026, 3, 13), rows.Max(r => r.BusinessDay));
    }

    [Fact]
    public void Products_across_give_one_sale_per_product_and_day()
    {
        var (layout, rows, _) = Read("fecha,Barra,Croissant,Hogaza\n2026-03-01,10,4,2\n2026-03-02,12,5,\n2026-03-03,9,6,1\nTotal,31,15,3\n");
        Assert.Equal(TableShape.ProductsAcross, layout.Shape);
        Assert.Equal(8, rows.Count);
        Assert.Equal(31m, rows.Where(r => r.Product == "Barra").Sum(r => r.Quantity));
    }

    [Fact]
    public void Money_without_pieces_becomes_pieces_by_the_price()
    {
        var (layout, rows, _) = Read("fecha;producto;importe;precio\n01/03/2026;Barra;12,00;1,20\n13/03/2026;Croissant;4,50;1,50\n");
        Assert.Equal(Measure.UnitsFromMoney, layout.Measure);
        Assert.Contains("money_not_units", layout.Warnings);
        Assert.Equal([10m, 3m], rows.Select(r => r.Quantity));
    }

    [Fact]
    public void Money_without_a_price_stays_money_and_says_so()
    {
        var (layout, rows, _) = Read("fecha;producto;importe\n01/03/2026;Barra;12,40\n13/03/2026;Croissant;4,55\n");
        Assert.Equal(Measure.Money, layout.Measure);
        Assert.Contains(layout.Describe(), line => line.Contains("money"));
        Assert.Equal(16.95m, rows.Sum(r => r.Quantity));
    }

    [Fact]
    public void A_sale_after_midnight_belongs_to_the_evening_before()
    {
        var (_, rows, _) = Read("fecha;hora;producto;cantidad\n14/03/2026;23:59;Barra;1\n15/03/2026;00:41;Barra;1\n15/03/2026;04:00;Barra;1\n");
        Assert.Equal([Day, Day, Day.AddDays(1)], rows.Select(r => r.BusinessDay));
        Assert.Equal(new DateTime(2026, 3, 15, 0, 41, 0), rows[1].SoldAt);
    }

    [Fact]
    public void Times_in_utc_become_local_across_the_clock_change()
    {
        var (_, rows, _) = Read("closed at,product,qty\n2026-03-28T22:59:58Z,Barra,1\n2026-03-29T01:05:12Z,Barra,1\n2026-03-29T02:00:00Z,Barra,1\n");
        Assert.Equal([new(2026, 3, 28), new(2026, 3, 28), new DateOnly(2026, 3, 29)], rows.Select(r => r.BusinessDay));
    }

    [Fact]
    public void Dates_that_fit_both_orders_are_read_day_first_with_a_warning()
    {
        var (layout, rows, _) = Read("fecha,producto,cantidad\n03/04/2026,Barra,1\n04/04/2026,Barra,1\n");
        Assert.Contains("date_order_assumed", layout.Warnings);
        Assert.Equal(new DateOnly(2026, 4, 3), rows[0].BusinessDay);
    }

    [Fact]
    public void A_late_row_settles_the_order_of_all_dates()
    {
        var text = new StringBuilder("date,item,qty\n");
        for (var i = 0; i < 5000; i++)
        {
            text.Append("03/04/2026,Barra,1\n");
        }

        var (layout, rows, errors) = Read(text.Append("03/28/2026,Barra,1\n").ToString());
        Assert.Equal((DateOrder.MonthFirst, 0), (layout.DateOrder, errors.Count));
        Assert.Equal(new DateOnly(2026, 3, 4), rows[0].BusinessDay);
    }

    [Fact]
    public void Bad_cells_are_named_with_row_column_and_code()
    {
        using var reader = SalesFileReader.Open(
            Stream("fecha;producto;cantidad\n01/03/2026;Barra;uno\n31/02/2026;Barra;2\n13/03/2026;Barra;3\n01/01/2030;Barra;4\n"),
            new SalesFileOptions { Today = new DateOnly(2026, 11, 10) });
        var errors = new List<RowError>();
        Assert.Single(reader.Rows(errors.Add));
        Assert.Equal(
            [(2, "cantidad", "bad_number", "uno"), (3, "fecha", "bad_date", "31/02/2026"), (5, "fecha", "future_date", "2030-01-01")],
            errors.Select(e => (e.Row, e.Column, e.Code, e.Value)));
    }

    [Fact]
    public void A_fixed_cell_is_read_as_it_was_fixed()
    {
        var fixes = new Dictionary<(int, int), string> { [(3, 2)] = "4" };
        using var reader = SalesFileReader.Open(
            Stream("fecha;producto;cantidad\n01/03/2026;Barra;3\n13/03/2026;Barra;cuatro\n"), new SalesFileOptions { Fixes = fixes });
        Assert.Equal([3m, 4m], reader.Rows(e => Assert.Fail(e.ToString())).Select(r => r.Quantity));
    }

    [Fact]
    public void A_corrected_mapping_replaces_the_guess()
    {
        const string text = "a;b;c;d\n14/03/2026;Barra;3;99\n15/03/2026;Barra;4;99\n";
        var mapping = new LayoutMapping(
            1, new Dictionary<int, ColumnRole> { [0] = ColumnRole.Date, [1] = ColumnRole.Product, [3] = ColumnRole.Quantity }, DateOrder.DayFirst, false, Measure.Units);
        using var reader = SalesFileReader.Open(Stream(text), new SalesFileOptions { Mapping = mapping });
        Assert.Equal([99m, 99m], reader.Rows().Select(r => r.Quantity));
    }

    [Fact]
    public void Files_of_one_layout_share_a_signature_and_others_do_not()
    {
        var (march, _, _) = Read("fecha;producto;cantidad\n14/03/2026;Barra;3\n");
        var (april, _, _) = Read("Fecha;Producto;Cantidad\n14/04/2026;Hogaza;1\n15/04/2026;Barra;2\n");
        var (other, _, _) = Read("fecha;producto;uds;total\n14/03/2026;Barra;3;3,60\n");
        Assert.Equal(march.Signature, april.Signature);
        Assert.NotEqual(march.Signature, other.Signature);
    }

    [Fact]
    public void A_saved_mapping_reads_the_file_as_the_guess_did()
    {
        const string text = "fecha;producto;cantidad;total\n14/03/2026;Barra;3;3,60\n";
        var (layout, rows, _) = Read(text);
        using var reader = SalesFileReader.Open(Stream(text), new SalesFileOptions { Mapping = layout.ToMapping() });
        Assert.Equal(rows, reader.Rows());
    }

    [Theory]
    [InlineData("", "file_unreadable")]
    [InlineData("\n\n\n", "file_unreadable")]
    [InlineData("fecha;producto;cantidad\n", "file_unreadable")]
    [InlineData("fecha;producto;cantidad", "file_unreadable")]
    [InlineData("producto;cantidad\nBarra;3\nCroissant;4\n", "missing_column")]
    [InlineData("just some words\nand more of them\n", "missing_column")]
    [InlineData("[1,2,3]", "file_unreadable")]
    [InlineData("[{\"date\":\"2026-01-01\",", "file_unreadable")]
    [InlineData("<a><b x='1' y='2' z='3'></a>", "file_unreadable")]
    [InlineData("<a/>", "file_unreadable")]
    [InlineData("PK\u0003\u0004rubbish", "file_unreadable")]
    public void A_file_that_holds_no_sales_is_named_with_a_next_step(string text, string code)
    {
        var error = Assert.Throws<SalesFileException>(() => Read(text));
        Assert.Equal(code, error.Code);
        Assert.NotEmpty(error.NextStep);
    }

    [Theory]
    [InlineData("1.234,50", true, 1234.50)]
    [InlineData("1,234.50", false, 1234.50)]
    [InlineData("1.234,50-", true, -1234.50)]
    [InlineData("(€0.77)", false, -0.77)]
    [InlineData("-€3.40", false, -3.40)]
    [InlineData("€-3.40", false, -3.40)]
    [InlineData("12 345,6 €", true, 12345.6)]
    [InlineData("1'234.5", false, 1234.5)]
    [InlineData("2,000", true, 2)]
    [InlineData("2,000", false, 2000)]
    [InlineData("0,485", false, 0.485)]
    [InlineData("12.50", true, 12.50)]
    [InlineData("1.234.567", true, 1234567)]
    [InlineData("3 kg", true, 3)]
    [InlineData("1e3", false, 1000)]
    public void Numbers_are_read_as_people_write_them(string text, bool decimalComma, double expected)
    {
        Assert.True(Numbers.TryParse(text, decimalComma, out var value));
        Assert.Equal((decimal)expected, value);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("1.2.3,4,5")]
    [InlineData("12-34")]
    [InlineData("99999999999999999999999999999")]
    public void Other_texts_are_not_numbers(string text) => Assert.False(Numbers.TryParse(text, true, out _));

    internal static (Layout Layout, List<SalesRow> Rows, List<RowError> Errors) Read(byte[] bytes)
    {
        using var reader = SalesFileReader.Open(new MemoryStream(bytes));
        var errors = new List<RowError>();
        var rows = reader.Rows(errors.Add).ToList();
        return (reader.Layout, rows, errors);
    }

    private static (Layout Layout, List<SalesRow> Rows, List<RowError> Errors) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
