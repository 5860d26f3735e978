using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bakery.Documents;

namespace Bakery.Tests.Unit.Documents;

/// <summary>What a reader sees of a PDF of ours: each text with its place in points from the bottom left.</summary>
public sealed partial class PrintedPages
{
    public sealed record Word(int Page, double X, double Y, double Size, string Text, double Width)
    {
        public bool Meets(Word other) => Page == other.Page && X < other.X + other.Width - 0.05 && other.X < X + Width - 0.05 && Math.Abs(Y - other.Y) < Math.Min(Size, other.Size) * 0.7;
    }

    public IReadOnlyList<Word> Words { get; }
    public double Width { get; }
    public double Height { get; }
    public int Count { get; }

    /// <summary>All texts, one after the other.</summary>
    public string Text => string.Join('\n', Words.Select(w => w.Text));

    public PrintedPages(byte[] pdf)
    {
        var file = Encoding.Latin1.GetString(pdf);
        var box = Box().Match(file);
        (Width, Height) = (Number(box.Groups[1]), Number(box.Groups[2]));
        var pages = file.Split("\nstream\n").Skip(1).Select(p => p.Split("endstream")[0]).ToList();
        Count = pages.Count;
        Words = [.. pages.SelectMany((page, i) => Shown().Matches(page).Select(m =>
        {
            var (text, size) = (Plain(m.Groups[5].Value), Number(m.Groups[2]));
            return new Word(i + 1, Number(m.Groups[3]), Number(m.Groups[4]), size, text, PdfDocument.Measure(text, size, m.Groups[1].Value == "2"));
        }))];
    }

    /// <summary>Nothing is printed beside the paper, and nothing on something else.</summary>
    public void AreClean()
    {
        var words = Words.Where(w => w.Text.Trim().Length > 0).ToList();
        Assert.All(words, w => Assert.True(w.X >= 0 && w.X + w.Width <= Width && w.Y >= 0 && w.Y + w.Size * 0.8 <= Height, $"beside the paper: {w}"));
        foreach (var page in words.GroupBy(w => w.Page))
        {
            var sorted = page.OrderByDescending(w => w.Y).ToList();
            for (var i = 0; i < sorted.Count; i++)
                for (var j = i + 1; j < sorted.Count && sorted[i].Y - sorted[j].Y < 20; j++)
                    Assert.False(sorted[i].Meets(sorted[j]), $"one on the other: {sorted[i]} and {sorted[j]}");
        }
    }

    private static string Plain(string written) => Escape().Replace(written, m => m.Groups[1].Success ? Signs(Convert.ToInt32(m.Groups[1].Value, 8)) : m.Groups[2].Value);

    // The signs that Windows-1252 has between the two halves of Latin-1.
    private static string Signs(int code) => code switch { 0x80 => "€", 0x85 => "…", 0x91 => "‘", 0x92 => "’", 0x93 => "“", 0x94 => "”", 0x95 => "•", 0x96 => "–", 0x97 => "—", 0x99 => "™", _ => ((char)code).ToString() };

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"BT /F([12]) ([\d.]+) Tf ([-\d.]+) ([-\d.]+) Td \(((?:[^()\\]|\\.)*)\) Tj")]
    private static partial Regex Shown();

    [GeneratedRegex(@"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")]
    private static partial Regex Box();

    [GeneratedRegex(@"\\(?:(\d{3})|(.))")]
    private static partial Regex Escape();
}
