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
/// <param name="StartsPage">Begins on a page of its own, unless it is the first.</param>
public sealed record SheetTable(string Title, IReadOnlyList<SheetColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, bool LastRowIsTotal = false, bool StartsPage = false);

/// <summary>Lays titles, notes and tables out on as many pages as they need. Text that is wider than its place goes on in the next line; none is cut off.</summary>
public static class TableSheet
{
    private const double Margin = 36;
    private const double RowHeight = 16;
    private const double LineHeight = 11;
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
        y = Lines(pdf, title, 18, width, y + 10, 20, true);
        foreach (var note in notes) y = Lines(pdf, note, 10, width, y + 14, 12, false);
        y = link is null ? y + 12 : Math.Max(y + 12, Margin + CodeSide - 12);
        var isFirst = true;
        foreach (var table in tables)
        {
            if (table.StartsPage && !isFirst) y = NewPage(pdf, footer);
            y = Table(pdf, table, y + 10, footer);
            isFirst = false;
        }
        return pdf.Save();
    }

    private static double Table(PdfDocument pdf, SheetTable given, double y, string footer)
    {
        // An empty table says that there is nothing, so that nobody takes it for a part that is missing.
        var table = given with { Columns = Fitted(pdf, given.Columns), Rows = given.Rows.Count > 0 ? given.Rows : [[.. given.Columns.Select((_, i) => i == 0 ? "–" : "")]] };
        var (head, titles) = (Wrap(table.Columns, [.. table.Columns.Select(c => c.Title)], pdf, true), Wrapping.Lines(table.Title, 12, pdf.Width - 2 * Margin, true).Count);
        if (y + titles * 14 + Height(head) + 2 * RowHeight > pdf.Height - Margin) y = NewPage(pdf, footer);
        y = Head(pdf, table, head, y);
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var total = table.LastRowIsTotal && i == table.Rows.Count - 1;
            var row = Wrap(table.Columns, table.Rows[i], pdf, total);
            if (y + Height(row) > pdf.Height - Margin) y = Head(pdf, table, head, NewPage(pdf, footer));
            if (total) pdf.Line(Margin, y, pdf.Width - Margin, y, 1);
            Cells(pdf, table.Columns, row, y + LineHeight, total);
            y += Height(row);
            pdf.Line(Margin, y, pdf.Width - Margin, y, 0.25);
        }
        return y;
    }

    // Title and headings, on every page that a table reaches.
    private static double Head(PdfDocument pdf, SheetTable table, IReadOnlyList<IReadOnlyList<string>> head, double y)
    {
        if (table.Title.Length > 0) y = Lines(pdf, table.Title, 12, pdf.Width - 2 * Margin, y + 12, 14, true);
        return Header(pdf, table.Columns, head, y + 4);
    }

    private static double Header(PdfDocument pdf, IReadOnlyList<SheetColumn> columns, IReadOnlyList<IReadOnlyList<string>> head, double y)
    {
        pdf.Box(Margin, y, pdf.Width - 2 * Margin, Height(head), 0.9);
        Cells(pdf, columns, head, y + LineHeight, true);
        return y + Height(head);
    }

    private static double Height(IReadOnlyList<IReadOnlyList<string>> cells) => RowHeight + (cells.Max(c => c.Count) - 1) * LineHeight;

    private static List<IReadOnlyList<string>> Wrap(IReadOnlyList<SheetColumn> columns, IReadOnlyList<string> cells, PdfDocument pdf, bool bold) =>
        [.. cells.Select((text, i) => Wrapping.Lines(text, 9, columns[i].Share * Unit(pdf, columns) - Indent(columns, i) - 3, bold))];

    // A text beside a number needs more air between them than other neighbours.
    private static double Indent(IReadOnlyList<SheetColumn> columns, int i) => i > 0 && columns[i - 1].IsNumber && !columns[i].IsNumber ? 12 : 3;

    // No word of a title is broken: the widest column gives what a narrow one lacks.
    private static List<SheetColumn> Fitted(PdfDocument pdf, IReadOnlyList<SheetColumn> columns)
    {
        var widths = columns.Select(c => c.Share * Unit(pdf, columns)).ToArray();
        for (var i = 0; i < widths.Length; i++)
        {
            var lacking = columns[i].Title.Split(' ').Max(word => PdfDocument.Measure(word, 9, true)) + Indent(columns, i) + 3.1 - widths[i];
            var widest = Array.IndexOf(widths, widths.Max());
            if (lacking <= 0 || lacking > widths[widest] / 2) continue;
            widths[widest] -= lacking;
            widths[i] += lacking;
        }
        return [.. columns.Select((c, i) => c with { Share = widths[i] })];
    }

    private static double Unit(PdfDocument pdf, IReadOnlyList<SheetColumn> columns) => (pdf.Width - 2 * Margin) / columns.Sum(c => c.Share);

    private static void Cells(PdfDocument pdf, IReadOnlyList<SheetColumn> columns, IReadOnlyList<IReadOnlyList<string>> cells, double baseline, bool bold)
    {
        var x = Margin;
        for (var i = 0; i < columns.Count; i++)
        {
            var width = columns[i].Share * Unit(pdf, columns);
            for (var line = 0; line < cells[i].Count; line++)
            {
                var text = cells[i][line];
                pdf.Text(columns[i].IsNumber ? x + width - 3 - PdfDocument.Measure(text, 9, bold) : x + Indent(columns, i), baseline + line * LineHeight, 9, text, bold);
            }
            x += width;
        }
    }

    // The baseline of the last line.
    private static double Lines(PdfDocument pdf, string text, double size, double width, double y, double step, bool bold)
    {
        var lines = Wrapping.Lines(text, size, width, bold);
        for (var i = 0; i < lines.Count; i++) pdf.Text(Margin, y + i * step, size, lines[i], bold);
        return y + (lines.Count - 1) * step;
    }

    private static double NewPage(PdfDocument pdf, string footer)
    {
        pdf.AddPage();
        pdf.Text(Margin, pdf.Height - Margin / 2, 8, $"{footer}  ·  {pdf.PageCount}");
        return Margin;
    }
}
