using Bakery.SalesFiles;

namespace Bakery.Tests.Unit.SalesFiles;

public sealed class ProductClassifierTests
{
    /// <summary>spec/operations.md §2.3: what is kept, in three languages.</summary>
    [Theory]
    [InlineData("Harina de centeno T130", "ingredient", "flour", "kg", 90)]
    [InlineData("Bread flour", "ingredient", "flour", "kg", 90)]
    [InlineData("Gari-irina", "ingredient", "flour", "kg", 90)]
    [InlineData("Leche entera", "ingredient", "dairy", "l", 90)]
    [InlineData("Mantequilla 82 %", "ingredient", "fats", "kg", 90)]
    [InlineData("Aceite de girasol", "ingredient", "fats", "l", 90)]
    [InlineData("Gatza", "ingredient", "salt", "kg", 90)]
    [InlineData("Caja de cartón 30×30", "packaging", "packaging", "piece", 90)]
    [InlineData("Lejía", "cleaning", "cleaning", "piece", 90)]
    [InlineData("Pan de leche", "finished_product", "bread", "piece", 90)]
    [InlineData("Milk bread", "finished_product", "bread", "piece", 90)]
    [InlineData("Croissant de chocolate", "finished_product", "croissants", "piece", 90)]
    [InlineData("Almond croissant", "finished_product", "croissants", "piece", 90)]
    [InlineData("Sagar opila", "finished_product", "cakes", "piece", 90)]
    [InlineData("Cerveza artesana", "resale", "beverages", "piece", 90)]
    [InlineData("Harinaza", "ingredient", "flour", "kg", 60)]
    [InlineData("Xyzzy", "ingredient", "other", "piece", 30)]
    public void A_name_says_what_it_is(string name, string type, string category, string unit, int confidence) => Assert.Equal(new ProductClass(type, category, unit, confidence), ProductClassifier.Of(name));

    [Theory]
    [InlineData("Leche 1 l", 0, "resale", "beverages", "piece")]
    [InlineData("Café con leche", 0, "finished_product", "beverages", "piece")]
    [InlineData("Bocadillo de pan integral", 0, "finished_product", "sandwiches", "piece")]
    [InlineData("Empanada gallega", 0.5, "finished_product", "sandwiches", "kg")]
    public void What_was_sold_is_a_product(string name, double fractional, string type, string category, string unit) => Assert.Equal(new ProductClass(type, category, unit, 90), ProductClassifier.OfSold(name, (decimal)fractional));
}
