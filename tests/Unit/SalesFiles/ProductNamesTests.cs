using Bakery.SalesFiles;

namespace Bakery.Tests.Unit.SalesFiles;

public sealed class ProductNamesTests
{
    private static readonly string[] Known = ["Barra de pan", "Croissant mantequilla", "Hogaza integral", "Café con leche"];

    [Theory]
    [InlineData("BARRA DE PAN", "Barra de pan", 1)]
    [InlineData("cafe con leche.", "Café con leche", 1)]
    [InlineData("Croisant mantequila", "Croissant mantequilla", 0.85)]
    [InlineData("Integral, hogaza", "Hogaza integral", 0.7)]
    public void The_product_meant_is_suggested(string typed, string meant, double atLeast)
    {
        var suggestion = ProductNames.Suggest(typed, Known);
        Assert.Equal(meant, suggestion?.Name);
        Assert.True(suggestion!.Confidence >= atLeast);
    }

    [Fact]
    public void Nothing_is_suggested_for_something_else() => Assert.Null(ProductNames.Suggest("Zumo XL", Known));
}
