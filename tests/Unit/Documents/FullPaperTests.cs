using System.Globalization;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Production.Sheets;

namespace Bakery.Tests.Unit.Documents;

/// <summary>Forty products with long names for three shops: every paper holds all of it, and nothing lies on something else or beside the paper.</summary>
public sealed class FullPaperTests
{
    private static readonly DateOnly Day = new(2026, 11, 26);
    private static readonly string[] Shops = ["Tienda Alde Zaharra", "Tienda Deusto-Ibarrekolanda", "Tienda Getxo"];
    private static readonly string[] Names = ["Barra de masa madre y larga fermentación", "Napolitana de chocolate", "Pan de pueblo con semillas de calabaza y girasol", "Bollo"];

    public static TheoryData<string, string> Papers => new() { { "es", "a4" }, { "es", "a5" }, { "eu", "a4" }, { "eu", "a5" } };

    private static string Name(int i) => $"{Names[i % Names.Length]} {i + 1}";

    private static Paper On(string language, string size) => new(new TenantProfileAnswer(Guid.CreateVersion7(), "Goizeko Labea", "Europe/Madrid", language, "bizkaia", "professional", "active", false,
        new Dictionary<string, IReadOnlyDictionary<string, string>>()), new DateTimeOffset(2026, 11, 25, 4, 30, 0, TimeSpan.Zero), size, "https://bakery.example");

    [Fact]
    public void What_lies_on_something_else_or_beside_the_paper_is_found()
    {
        static PrintedPages With(params (double X, double Y, string Text)[] texts)
        {
            var pdf = PdfDocument.Of("a5");
            pdf.AddPage();
            foreach (var (x, y, text) in texts) pdf.Text(x, y, 9, text);
            return new PrintedPages(pdf.Save());
        }
        With((36, 50, "Barra"), (80, 50, "290"), (36, 62, "Bollo (2)")).AreClean();
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => With((36, 50, "Barra de pueblo"), (60, 50, "290")).AreClean());
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => With((36, 50, "Barra"), (36, 54, "290")).AreClean());
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => With((400, 50, "Barra de pueblo")).AreClean());
    }

    [Theory]
    [MemberData(nameof(Papers))]
    public void The_mix_cards_do_not_clip(string language, string size)
    {
        var cards = Enumerable.Range(0, 12).Select(c => new MixCards.Card(Guid.CreateVersion7(), null, $"Masa {Name(c)}", 120, 4, 33, 21,
            [.. Enumerable.Range(0, 14).Select(i => new MixCards.Line(Guid.CreateVersion7(), null, $"Harina panificable de trigo {i + 1}", 8.571m, 1_008_571, 102_143, 71_500)), new MixCards.Line(Guid.CreateVersion7(), null, "Bollo de pan", 0, 0, 0, 0, 1200)],
            120_000, 33_000, 21_000, c == 11 ? 1200 : null)).ToList();
        var lots = cards.SelectMany(c => c.Lines).ToDictionary(l => l.ItemId!.Value, l => $"W180-261126-{l.GramsAll.ToString(CultureInfo.InvariantCulture)}");
        var routes = cards.ToDictionary(c => c.RecipeId, c => new RecipeRoute(c.RecipeId, c.Name, 0, [], [.. Bakery.Production.Batches.Stages.All.Select(s => new RouteStep(s, 45, 23.5m))], 0, false, false, []));
        var pages = new PrintedPages(MixCardPaper.Print(new MixCards.Response(Day, 3, cards), routes, lots, On(language, size)));
        pages.AreClean();
        Assert.True(pages.Count >= 12);
        Assert.All(language == "es" ? ["Fichas de amasada 26/11/2026", "1 008 571 g", "1200 piezas", "23,5", "amasado", "Temperatura del agua"] : new[] { "Oratze-fitxak 2026/11/26", "1200 pieza", "Sorta", "oratzea", "Uraren tenperatura" }, word => Assert.Contains(word, pages.Text));
    }

    [Theory]
    [MemberData(nameof(Papers))]
    public void A_table_of_forty_products_and_three_shops_does_not_clip_in_any_column(string language, string size)
    {
        var format = PaperFormat.Of(language);
        var tables = Shops.Select(shop => new SheetTable(shop, [new("Produktua", 4), new("Sorta", 2.6), new("Hobe lehen", 1.5), new("Eskatua", 1.1, true), new("Emandakoa", 1.2, true), new("Ikusita", 1)],
            [.. Enumerable.Range(0, 40).Select(i => (IReadOnlyList<string>)[Name(i), $"P{i}-261126-HORNO-DE-PISOS", format.Day(Day), format.Number(1234 + i), format.Quantity(1234.5m + i, "kg"), ""])], StartsPage: true));
        new PrintedPages(TableSheet.Print("Zama-zerrenda", ["Goizeko Labea"], tables, "Goizeko Labea", size)).AreClean();
    }
}
