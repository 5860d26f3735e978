using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bakery.Documents;
using CsCheck;

namespace Bakery.Tests.Unit.Documents;

public class PdfTests
{
    private static readonly SheetColumn[] Columns = [new("Producto", 4), new("Piezas", 1, true)];

    [Fact]
    public void Every_object_lies_where_the_file_says()
    {
        byte[] file = TableSheet.Print("Hoja", ["nota"], [new SheetTable("Masa", Columns, [["Barra", "280"]])], "Goizeko Labea");
        string text = Encoding.Latin1.GetString(file);
        int start = int.Parse(Regex.Match(text, @"startxref\n(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.StartsWith("xref", text[start..]);
        var offsets = Regex.Matches(text[start..], @"(\d{10}) 00000 n").Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(6, offsets.Count);
        Assert.All(offsets.Select((offset, i) => (offset, i)), entry => Assert.StartsWith($"{entry.i + 1} 0 obj", text[entry.offset..]));
    }

    [Fact]
    public void Accents_and_the_euro_sign_are_written_in_the_fonts_own_code()
    {
        var pdf = PdfDocument.Of("a4");
        pdf.AddPage();
        pdf.Text(10, 10, 12, "Pequeña (€) ≤ ☃");
        Assert.Contains(@"(Peque\361a \(\200\) <= ?) Tj", Encoding.Latin1.GetString(pdf.Save()));
    }

    [Fact]
    public void Forty_products_fill_as_many_pages_as_they_need_and_none_is_lost()
    {
        var rows = Enumerable.Range(1, 120).Select(i => (IReadOnlyList<string>)[$"product-{i}", $"{i}"]).ToList();
        string text = Encoding.Latin1.GetString(TableSheet.Print("Hoja", [], [new SheetTable("Masa", Columns, rows)], "x", "a5"));
        Assert.All(rows, row => Assert.Contains($"({row[0]})", text));
        Assert.True(Regex.Matches(text, "/Type /Page ").Count >= 4);
    }

    [Fact]
    public void A_table_names_itself_on_every_page_and_an_empty_one_says_so()
    {
        var rows = Enumerable.Range(1, 120).Select(i => (IReadOnlyList<string>)[$"product-{i}", $"{i}"]).ToList();
        var pages = new PrintedPages(TableSheet.Print("Hoja", [], [new SheetTable("Congelador", Columns, rows), new SheetTable("Destinatarios", Columns, [])], "x"));
        pages.AreClean();
        Assert.Equal([.. Enumerable.Range(1, pages.Count)], pages.Words.Where(w => w.Text == "Congelador").Select(w => w.Page));
        Assert.Single(pages.Words, w => w.Text == "–");
    }

    [Fact]
    public void Long_texts_go_on_in_the_next_line_and_none_is_cut_off()
    {
        string[] cells = ["Pan de pueblo de masa madre con semillas de calabaza y de girasol", new string('w', 400)];
        string text = Encoding.Latin1.GetString(TableSheet.Print("Hoja", [], [new SheetTable("", Columns, [cells])], "x"));
        string[] written = [.. Regex.Matches(text, @"\((.*)\) Tj").Select(m => m.Groups[1].Value)];
        Assert.Contains(cells[0], string.Join(' ', written));
        Assert.Equal(400, written.Where(line => line.All(c => c == 'w')).Sum(line => line.Length));
        Assert.DoesNotContain("\\205", text); // the sign of something left out
    }

    [Fact]
    public void The_same_sheet_is_always_the_same_file_and_any_text_is_safe() =>
        Gen.String.Sample(text =>
        {
            byte[] once = TableSheet.Print(text, [text], [new SheetTable(text, Columns, [[text, text]])], text);
            Assert.Equal(once, TableSheet.Print(text, [text], [new SheetTable(text, Columns, [[text, text]])], text));
            Assert.StartsWith("%PDF-1.4", Encoding.Latin1.GetString(once));
        }, iter: 200);
}
