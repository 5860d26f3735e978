using System.Text;
using Bakery.Documents;

namespace Bakery.Tests.Unit.Documents;

/// <summary>Golden files: set BAKERY_GOLDEN=write to write them anew after a wanted change, and look at the difference.</summary>
public sealed class PrintedLabelTests
{
    private static readonly PrintedLabel Napolitana = new(100, 60, [
        new Paragraph([new Run("Napolitana de chocolate", true)], 15, 0),
        new Paragraph([new Run("Ingredientes: ", true), new Run("harina de fuerza de "), new Run("TRIGO", true), new Run(", "), new Run("MANTEQUILLA", true), new Run(", chocolate (15 %) (azúcar, pasta de cacao, lecitina de "), new Run("SOJA", true), new Run("), agua, sal.")], 8, 3),
        new Paragraph([new Run("Osagaiak: ", true), new Run("gari", true), new Run(" irin indartsua, "), new Run("GURINA", true), new Run(", txokolatea (% 15), ura, gatza.")], 8, 3),
        new Paragraph([new Run("Peso neto: 72 g  Lote: N-2611_A^1  Consumir preferentemente antes del 27/11/2026")], 8, 3),
    ]);

    [Fact]
    public void One_template_gives_the_same_zpl_as_before() => Golden("napolitana.zpl", Encoding.UTF8.GetBytes(Napolitana.Zpl()));

    [Fact]
    public void One_template_gives_the_same_pdf_as_before() => Golden("napolitana.pdf", Napolitana.Pdf());

    [Fact]
    public void Both_papers_break_their_lines_at_the_same_place()
    {
        var zpl = Napolitana.Zpl().Split('\n').Where(l => l.StartsWith("^FO", StringComparison.Ordinal)).Select(l => l[(l.IndexOf("^FD", StringComparison.Ordinal) + 3)..^3].Trim()).ToList();
        // ^FH is followed by the escaped text; strong words are struck twice.
        Assert.Equal(2, zpl.Count(t => t == "TRIGO"));
        Assert.Contains("N-2611_5FA_5E1", Napolitana.Zpl(), StringComparison.Ordinal);
        Assert.True(Napolitana.IsReadable);
    }

    [Fact]
    public void A_bracket_stays_with_its_word_and_a_comma_with_the_allergen_before_it()
    {
        var label = new PrintedLabel(40, 60, [new Paragraph([.. Enumerable.Range(0, 12).SelectMany(_ => new[] { new Run("harina ("), new Run("TRIGO", true), new Run("), sal (agua, "), new Run("SOJA", true), new Run("). ") })], 8)]);
        var lines = new PrintedPages(label.Pdf()).Words.GroupBy(w => w.Y).Select(l => string.Concat(l.OrderBy(w => w.X).Select(w => w.Text)).Trim()).ToList();
        Assert.All(lines, line => Assert.False(line.EndsWith('(') || line.StartsWith(')') || line.StartsWith(','), line));
        Assert.True(lines.Count > 8);
    }

    [Fact]
    public void Too_much_text_is_printed_smaller_and_said_to_be_unreadable()
    {
        var full = Napolitana with { Paragraphs = [.. Enumerable.Repeat(Napolitana.Paragraphs[1], 14)] };
        Assert.False(full.IsReadable);
        Assert.NotEmpty(full.Pdf());
    }

    private static void Golden(string name, byte[] made)
    {
        var file = Path.Combine(Root(), "tests/Unit/Documents/golden", name);
        if (Environment.GetEnvironmentVariable("BAKERY_GOLDEN") == "write") File.WriteAllBytes(file, made);
        else Assert.Equal(File.ReadAllBytes(file), made);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Bakery.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
