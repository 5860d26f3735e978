namespace Bakery.Documents;

/// <summary>A column of a printed table.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Share">Part of the width, relative to the other columns.</param>
/// <param name="IsNumber">Right-aligned.</param>
public sealed record SheetColumn(string Title, double Share, bool IsNumber = false);

/// <summary>A titled table of a printed sheet.</summary>
/// <param name="Title">Heading above the table, or empty.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">Cells in column order.</param>
/// <param name="LastRowIsTotal">Prints the last row in bold below a line.</param>
public sealed record SheetTable(string Title, IReadOnlyList<SheetColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, bool LastRowIsTotal = false);

/// <summary>Lays titles, notes and tables out on as many pages as they need.</summary>
public static class TableSheet
{
    private const double Margin = 36;
    private const double RowHeight = 16;
    private const double CodeSide = 68;

    /// <summary>Prints a sheet.</summary>
    /// <param name="title">Large title of the first page.</param>
    /// <param name="notes">Lines under the title.</param>
    /// <param name="tables">The tables in order.</param>
    /// <param name="footer">Small text at the foot of every page, followed by the page number.</param>
    /// <param name="size">a4 or a5.</param>
    /// <param name="link">Where the paper's present state can be read: a QR code in the corner of the first page.</param>
    public static byte[] Print(string title, IEnumerable<string> notes, IEnumerable<SheetTable> tables, string footer, string size = "a4", string? link = null)
    {
        var pdf = PdfDocument.Of(size);
        var y = NewPage(pdf, footer);
        var width = pdf.Width - 2 * Margin - (link is null ? 0 : CodeSide);
        if (link is not null) pdf.QrCode(pdf.Width - Margin - CodeSide, Margin - 12, CodeSide, link);
        pdf.Text(Margin, y += 10, 18, Fit(title, 18, width, true), true);
        foreach (var note in notes) pdf.Text(Margin, y += 14, 10, Fit(note, 10, width, false));
        y = link is null ? y + 12 : Math.Max(y + 12, Margin + CodeSide - 12);
        foreach (var table in tables) y = Table(pdf, table, y + 10, footer);
        return pdf.Save();
    }

    private static double Table(PdfDocument pdf, SheetTable table, double y, string footer)
    {
        if (y + 4 * RowHeight > pdf.Height - Margin) y = NewPage(pdf, footer);
        if (table.Title.Length > 0) pdf.Text(Margin, y += 12, 12, Fit(table.Title, 12, pdf.Width - 2 * Margin, true), true);
        y = Header(pdf, table, y + 4);
        for (var i = 0; i < table.Rows.Count; i++)
        {
            if (y + RowHeight > pdf.Height - Margin) y = Header(pdf, table, NewPage(pdf, footer));
            var total = table.LastRowIsTotal && i == table.Rows.Count - 1;
            if (total) pdf.Line(Margin, y, pdf.Width - Margin, y, 1);
            Cells(pdf, table.Columns, table.Rows[i], y + 11, total);
            y += RowHeight;
            pdf.Line(Margin, y, pdf.Width - Margin, y, 0.25);
        }
        return y;
    }

    private static double Header(PdfDocument pdf, SheetTable table, double y)
    {
        pdf.Box(Margin, y, pdf.Width - 2 * Margin, RowHeight, 0.9);
        Cells(pdf, table.Columns, [.. table.Columns.Select(c => c.Title)], y + 11, true);
        return y + RowHeight;
    }

    private static void Cells(PdfDocument pdf, IReadOnlyList<SheetColumn> columns, IReadOnlyList<string> cells, double baseline, bool bold)
    {
        var unit = (pdf.Width - 2 * Margin) / columns.Sum(c => c.Share);
        var x = Margin;
        for (var i = 0; i < columns.Count; i++)
        {
            var width = columns[i].Share * unit;
            var text = Fit(cells[i], 9, width - 6, bold);
            pdf.Text(columns[i].IsNumber ? x + width - 3 - PdfDocument.Measure(text, 9, bold) : x + 3, baseline, 9, text, bold);
            x += width;
        }
    }

    private static double NewPage(PdfDocument pdf, string footer)
    {
        pdf.AddPage();
        pdf.Text(Margin, pdf.Height - Margin / 2, 8, $"{footer}  ·  {pdf.PageCount}");
        return Margin;
    }

    private static string Fit(string text, double size, double width, bool bold)
    {
        if (PdfDocument.Measure(text, size, bold) <= width) return text;
        var cut = text;
        while (cut.Length > 1 && PdfDocument.Measure(cut + "…", size, bold) > width) cut = cut[..^1];
        return cut + "…";
    }
}
