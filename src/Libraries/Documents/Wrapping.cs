namespace Bakery.Documents;

/// <summary>Breaks text into lines that fit a width: between words, and inside a word only when it alone is wider than the line.</summary>
internal static class Wrapping
{
    /// <summary>At least one line; together they hold every sign of the text but the blanks at which it was broken.</summary>
    public static IReadOnlyList<string> Lines(string text, double size, double width, bool bold)
    {
        if (PdfDocument.Measure(text, size, bold) <= width) return [text];
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var with = line.Length == 0 ? word : $"{line} {word}";
            if (PdfDocument.Measure(with, size, bold) <= width)
            {
                line = with;
                continue;
            }
            if (line.Length > 0) lines.Add(line);
            line = word;
            while (line.Length > 1 && PdfDocument.Measure(line, size, bold) > width)
            {
                var fits = line.Length - 1;
                while (fits > 1 && PdfDocument.Measure(line[..fits], size, bold) > width) fits--;
                lines.Add(line[..fits]);
                line = line[fits..];
            }
        }
        lines.Add(line);
        return lines;
    }
}
