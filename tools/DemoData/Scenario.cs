namespace Bakery.DemoData;

/// <summary>A site of a generated bakery. Hours are local, the same every day.</summary>
public sealed record Site(string Code, string Name, string Type, string City, string Opens, string Closes);

/// <summary>An ingredient with its opening stock in days of use.</summary>
/// <param name="Density">kg per litre, for items kept in litres.</param>
/// <param name="Price">EUR per stock unit.</param>
/// <param name="Stock">Opening stock in stock units.</param>
/// <param name="ShelfDays">Days until the opening lot expires; null keeps.</param>
public sealed record Ingredient(string Code, string Name, string Category, string Unit, decimal Price, decimal Stock, int? ShelfDays, decimal? Density = null, bool Tracked = true, bool CountsAsFlour = true);

/// <summary>A product that is sold, with its mean demand on a Wednesday in each shop.</summary>
/// <param name="Dough">Code of its dough or fixed recipe; null for a resale item.</param>
/// <param name="Demand">Pieces on an average Wednesday by shop code.</param>
/// <param name="Extra">Code of the ingredient or filling put into each piece.</param>
public sealed record Product(string Code, string Name, string Category, string? Dough, decimal RawG, decimal BakedG, int Multiple, string Rounding, decimal Price, decimal TaxPercent, decimal LabourMinutes, decimal EnergyKwh,
    decimal Salvage, int DayOldDays, IReadOnlyDictionary<string, decimal> Demand, string? Extra = null, decimal ExtraGrams = 0);

/// <summary>A dough or pre-ferment in baker's percent, or a filling in percent of the whole.</summary>
public sealed record Dough(string Code, string Name, string Kind, IReadOnlyList<(string Item, decimal Percent)> Lines, string? Preferment, decimal FlourShare, decimal ProcessLoss, decimal? RestHours);

/// <summary>A fixed recipe: lines in their own units that yield a number of pieces of one product.</summary>
/// <param name="Box">Code of the packaging of each piece.</param>
/// <param name="Minutes">Of work for the yield.</param>
public sealed record FixedRecipe(string Code, string Name, int Yield, IReadOnlyList<(string Item, decimal Quantity, string Unit)> Lines, string Box, int Minutes);

/// <summary>A supplier with its calendar; weekdays are ISO, 1 = Monday.</summary>
public sealed record Supplier(string Code, string Name, int LeadDays, string Cutoff, decimal Minimum, int Trust, int[] Weekdays, IReadOnlyList<Price> Prices);

/// <summary>A line of a price list.</summary>
public sealed record Price(string Item, string PackUnit, decimal Pack, decimal UnitPrice, params (int From, decimal Price)[] Tiers);

/// <summary>A customer with a standing order: pieces and net price by product, on ISO weekdays.</summary>
public sealed record Customer(string Name, string Kind, int[] Weekdays, IReadOnlyList<(string Product, int Pieces, decimal NetPrice)> Lines, string Language = "es");

/// <summary>Everything a generated bakery is made of; quantities and dates become real when it is loaded.</summary>
public sealed record Scenario(string Name, string City, IReadOnlyList<Site> Sites, IReadOnlyList<Ingredient> Ingredients, IReadOnlyList<Product> Products, IReadOnlyList<Dough> Doughs,
    IReadOnlyList<Supplier> Suppliers, IReadOnlyList<Customer> Customers)
{
    /// <summary>What is made without a dough.</summary>
    public IReadOnlyList<FixedRecipe> Fixed { get; init; } = [];

    public IEnumerable<Site> Shops => Sites.Where(s => s.Type == "retail_outlet");
}
