using System.Globalization;
using System.Text;

namespace Bakery.Documents;

/// <summary>Text in one weight of type.</summary>
/// <param name="Text">The text; capitals are the caller's.</param>
/// <param name="IsStrong">Bold.</param>
public sealed record Run(string Text, bool IsStrong = false);

/// <summary>A paragraph of a label.</summary>
/// <param name="Runs">Its text.</param>
/// <param name="Size">Height of type in points (1/72 inch).</param>
/// <param name="Gap">Space above it in points.</param>
public sealed record Paragraph(IReadOnlyList<Run> Runs, double Size, double Gap = 2);

/// <summary>
/// One label or counter card, printed as PDF or as ZPL II for a label printer of 203 dots per inch. Lines are broken once, by the widths of Helvetica, so that both papers
/// say the same at the same place; what does not fit the height goes on in smaller type.
/// </summary>
/// <param name="WidthMm">Width of the paper.</param>
/// <param name="HeightMm">Height of the paper.</param>
/// <param name="Paragraphs">From the top down.</param>
public sealed record PrintedLabel(double WidthMm, double HeightMm, IReadOnlyList<Paragraph> Paragraphs)
{
    private const double Margin = 6;
    private const double Leading = 1.18;
    private const double SmallestScale = 0.4;
    private const double DotsPerPoint = 203.0 / 72.0;

    private sealed record Word(string Text, bool IsStrong);
    private sealed record Line(double Y, double Size, IReadOnlyList<(double X, Word Word)> Words);

    private double Width => WidthMm * 72 / 25.4;
    private double Height => HeightMm * 72 / 25.4;

    /// <summary>True when everything fits at a readable size: regulation (EU) 1169/2011 asks for an x-height of 1.2 mm, about 6.5 points of Helvetica.</summary>
    public bool IsReadable => Scale() * Paragraphs.Min(p => p.Size) >= 6.4;

    /// <summary>The label as a PDF of one page.</summary>
    public byte[] Pdf()
    {
        var pdf = new PdfDocument(Width, Height);
        pdf.AddPage();
        foreach (var line in Lines(Scale()))
            foreach (var (x, word) in line.Words) pdf.Text(x, line.Y, line.Size, word.Text, word.IsStrong);
        return pdf.Save();
    }

    /// <summary>The label as ZPL II. The printer's font has one weight, so strong text is printed twice, one dot apart.</summary>
    public string Zpl()
    {
        var zpl = new StringBuilder("^XA\n^CI28\n").Append(CultureInfo.InvariantCulture, $"^PW{Dots(Width)}\n^LL{Dots(Height)}\n^LH0,0\n");
        foreach (var line in Lines(Scale()))
        {
            var height = Dots(line.Size);
            foreach (var (x, word) in line.Words)
                for (var strike = 0; strike < (word.IsStrong ? 2 : 1); strike++)
                    zpl.Append(CultureInfo.InvariantCulture, $"^FO{Dots(x) + strike},{Dots(line.Y - line.Size * 0.8)}^A0N,{height},{(int)Math.Round(height * 0.92)}^FH^FD{Escaped(word.Text)}^FS\n");
        }
        return zpl.Append("^XZ\n").ToString();
    }

    // A caret or a tilde would begin a command; the hexadecimal escape of ^FH keeps them text.
    private static string Escaped(string text) => text.Replace("_", "_5F", StringComparison.Ordinal).Replace("^", "_5E", StringComparison.Ordinal).Replace("~", "_7E", StringComparison.Ordinal);

    private static int Dots(double points) => (int)Math.Round(points * DotsPerPoint);

    private double Scale()
    {
        for (var scale = 1.0; scale > SmallestScale; scale -= 0.04)
            if (Lines(scale) is { Count: > 0 } lines && lines[^1].Y + lines[^1].Size * 0.25 <= Height - Margin) return scale;
        return SmallestScale;
    }

    private List<Line> Lines(double scale)
    {
        var (lines, y) = (new List<Line>(), Margin);
        foreach (var paragraph in Paragraphs)
        {
            var size = paragraph.Size * scale;
            y += paragraph.Gap * scale;
            foreach (var words in Broken(paragraph.Runs, size))
            {
                y += size * Leading;
                lines.Add(new Line(y - size * (Leading - 1), size, words));
            }
        }
        return lines;
    }

    // Neighbours of one weight are printed as one piece, so that the text can be searched and copied.
    private IEnumerable<IReadOnlyList<(double X, Word Word)>> Broken(IReadOnlyList<Run> runs, double size)
    {
        var (line, x) = (new List<(double X, Word Word)>(), Margin);
        foreach (var together in Together(runs.SelectMany(Words)))
        {
            if (x + together.Sum(w => PdfDocument.Measure(ReferenceEquals(w, together[^1]) ? w.Text.TrimEnd() : w.Text, size, w.IsStrong)) > Width - Margin && line.Count > 0)
            {
                yield return line;
                (line, x) = ([], Margin);
            }
            foreach (var word in together)
            {
                if (line.Count > 0 && line[^1].Word.IsStrong == word.IsStrong) line[^1] = (line[^1].X, line[^1].Word with { Text = line[^1].Word.Text + word.Text });
                else line.Add((x, word));
                x += PdfDocument.Measure(word.Text, size, word.IsStrong);
            }
        }
        if (line.Count > 0) yield return line;
    }

    // A line is broken at blanks only: a bracket stays with its word and a comma with the allergen before it, also where the weight changes.
    private static IEnumerable<List<Word>> Together(IEnumerable<Word> words)
    {
        var together = new List<Word>();
        foreach (var word in words)
        {
            together.Add(word);
            if (!word.Text.EndsWith(' ')) continue;
            yield return together;
            together = [];
        }
        if (together.Count > 0) yield return together;
    }

    private static IEnumerable<Word> Words(Run run)
    {
        var from = 0;
        for (var i = 0; i < run.Text.Length; i++)
            if (run.Text[i] == ' ' && (i + 1 == run.Text.Length || run.Text[i + 1] != ' '))
            {
                yield return new Word(run.Text[from..(i + 1)], run.IsStrong);
                from = i + 1;
            }
        if (from < run.Text.Length) yield return new Word(run.Text[from..], run.IsStrong);
    }
}
