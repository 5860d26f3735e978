using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Production.Plans;
using Bakery.Production.Sheets;
using Bakery.Tests.Unit.Documents;

namespace Bakery.Tests.Unit.Production;

public sealed class SheetPaperTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 10, 6, 12, 0, TimeSpan.Zero);
    private static readonly string[] Shops = ["Tienda Alde Zaharra", "Tienda Deusto", "Tienda Indautxu-Zabalburu"];
    private static readonly string[] Kinds = ["Barra", "Pan de pueblo de masa madre con semillas de calabaza", "Napolitana de chocolate", "Hogaza integral de centeno y espelta"];

    [Theory]
    [InlineData("es", "a4", "Hoja de horneado 11/11/2026", "Piezas")]
    [InlineData("es", "a5", "Hoja de horneado 11/11/2026", "Piezas")]
    [InlineData("eu", "a4", "Labe-orria 2026/11/11", "Piezak")]
    [InlineData("eu", "a5", "Labe-orria 2026/11/11", "Piezak")]
    public void Feature_2c_Forty_products_and_three_shops_fit_the_bake_sheet_and_no_cell_is_clipped(string language, string size, string title, string pieces)
    {
        var shops = Shops.Select((name, i) => new BakeSheet.ShopPart(Guid.CreateVersion7(), name, 100 + i)).ToList();
        var products = Enumerable.Range(1, 40).Select(i => new BakeSheet.Piece(Guid.CreateVersion7(), $"{Kinds[i % 4]} {i}", 1000 + i, 20 + i, shops)).ToList();
        var doughs = products.Chunk(10).Select((part, i) => new BakeSheet.Dough(Guid.CreateVersion7(), $"Masa {i}", 141.429m, 4, 35.357m, part)).ToList();
        var sheet = new BakeSheet.Response(Guid.CreateVersion7(), new DateOnly(2026, 11, 11), 3, PlanStatus.Approved, At, 2, doughs, [new(Guid.CreateVersion7(), "Poolish", 41.811m, 44.0m)],
            [new(Guid.CreateVersion7(), "Crema pastelera", 3.2m, [new("Leche entera", 2080), new("Azúcar", 1120)])], [new(Guid.CreateVersion7(), "Bocadillo de jamón", 44, 20, shops)]);
        var pages = new PrintedPages(BakeSheetPaper.Print(sheet, new Paper(Profile(language), At, size, "https://bakery.example")));
        var all = All(pages);
        Assert.Contains(title, all);
        Assert.Contains(language == "es" ? "impreso 10/11/2026 07:12" : "inprimatua 2026/11/10 07:12", all);
        Assert.Contains(pieces, all);
        Assert.Contains("Crema pastelera 3,200 kg", string.Join(' ', all.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("Leche entera 2 080 g", all);
        Assert.Contains("Bocadillo de jamón 44 100 101 102 20", all);
        Assert.All(products, p => Assert.Contains($"{p.Name} {p.Planned} 100 101 102 {p.Orders:0.##}", all));
        // A word that alone is wider than its column goes on in the next line.
        Assert.All(Shops, s => Assert.Contains(s.Replace(" ", ""), all.Replace(" ", "")));
    }

    [Theory]
    [InlineData("es", "a5", "Temperatura del agua", "amasado")]
    [InlineData("eu", "a5", "Uraren tenperatura", "oratzea")]
    [InlineData("eu", "a4", "Uraren tenperatura", "oratzea")]
    public void A_mix_card_has_a_page_with_weights_to_the_gram_the_lot_that_goes_first_and_the_steps(string language, string size, string water, string mixing)
    {
        var (dough, flour) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        MixCards.Card Card(string name) => new(dough, null, name, 141.429m, 4, 35.357m, 35.357m, [new(flour, null, "Harina de fuerza W300 ecológica", 61.958m, 61958, 15489, 15489), new(null, Guid.CreateVersion7(), "Poolish", 41.347m, 41347, 10337, 10337)], 103305, 25826, 25826);
        var routes = new Dictionary<Guid, RecipeRoute> { [dough] = new(dough, "", 0, [], [new("mixing", 12, 24m), new("bulk", 60, null), new("baking", 20, 240m)], 7, true, true, []) };
        var pages = new PrintedPages(MixCardPaper.Print(new MixCards.Response(new DateOnly(2026, 11, 11), 3, [Card("Masa de barra"), Card("Masa de hogaza")]), routes, new Dictionary<Guid, string> { [flour] = "FB" }, new Paper(Profile(language), At, size, "https://bakery.example")));
        var all = All(pages);
        Assert.Contains("Harina de fuerza W300 ecológica 15 489 g 61 958 g FB", all);
        Assert.Contains($"{mixing} 12 24", all);
        Assert.Contains(water, all);
        Assert.DoesNotContain("240", all); // the oven is the pieces' business
        Assert.Equal(2, pages.Count);
    }

    [Theory]
    [InlineData("es", "La última")]
    [InlineData("eu", "Azkena")]
    public void A_mix_card_of_full_mixes_and_a_rest_has_the_weights_of_both(string language, string last)
    {
        var flour = Guid.CreateVersion7();
        var card = new MixCards.Card(Guid.CreateVersion7(), null, "Masa de barra", 73m, 3, 25m, 23m, [new(flour, null, "Harina de fuerza W300 ecológica", 43m, 43000, 14726, 13548), new(null, Guid.CreateVersion7(), "Poolish", 30m, 30000, 10274, 9452)], 73000, 25000, 23000);
        var pages = new PrintedPages(MixCardPaper.Print(new MixCards.Response(new DateOnly(2026, 11, 11), 3, [card]), new Dictionary<Guid, RecipeRoute>(), new Dictionary<Guid, string> { [flour] = "FB" }, new Paper(Profile(language), At, "a5", "https://bakery.example")));
        var all = All(pages);
        Assert.Contains("2 × 25,000 kg + 23,000 kg", all);
        Assert.Contains(last, all);
        Assert.Contains("14 726 g 13 548 g 43 000 g FB", all);
        Assert.Contains("25 000 g 23 000 g 73 000 g", all);
    }

    [Fact]
    public void A_fixed_recipe_prints_what_is_weighed_and_what_is_counted_with_all_its_steps()
    {
        var recipe = Guid.CreateVersion7();
        var card = new MixCards.Card(recipe, null, "Bocadillo de jamón", 1m, 1, 1m, 1m, [new(Guid.CreateVersion7(), null, "Bollo de pan", 0m, 0, 0, 0, 20m), new(Guid.CreateVersion7(), null, "Jamón cocido", 0.8m, 800, 800, 800)], 800, 800, 800, 20m);
        var routes = new Dictionary<Guid, RecipeRoute> { [recipe] = new(recipe, "", 0, [], [new("baking", 8, 180m), new("finishing", 40, null)], 7, true, true, []) };
        var pages = new PrintedPages(MixCardPaper.Print(new MixCards.Response(new DateOnly(2026, 11, 11), 3, [card]), routes, new Dictionary<Guid, string>(), new Paper(Profile("es"), At, "a5", "https://bakery.example")));
        var all = All(pages);
        Assert.Contains("Bollo de pan 20 piezas 20 piezas", all);
        Assert.Contains("Jamón cocido 800 g 800 g", all);
        Assert.Contains("8 180", all);
        Assert.DoesNotContain("Temperatura del agua", all);
    }

    private static TenantProfileAnswer Profile(string language) => new(Guid.Empty, "Goizeko Labea", "Europe/Madrid", language, "bizkaia", "professional", "active", false, new Dictionary<string, IReadOnlyDictionary<string, string>>());

    // Nothing lies beside the paper or on something else, and nothing was shortened.
    private static string All(PrintedPages pages)
    {
        pages.AreClean();
        Assert.DoesNotContain("…", pages.Text);
        return pages.Text.Replace('\n', ' ');
    }
}
