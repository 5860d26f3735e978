using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Recipes;

/// <summary>A version of a recipe is in force.</summary>
[Message("recipes.recipe.activated", External = true, Live = "recipe_changed")]
public sealed record RecipeActivated(Guid RecipeId, Guid VersionId, int Number) : IMessage;

/// <summary>The cost of a product moved.</summary>
/// <param name="MarginPercent">Of the net price, with the new cost; null without a price.</param>
/// <param name="PriceToRestore">Retail price that brings the margin back to its target; null when it is met.</param>
[Message("recipes.cost.changed", External = true, Live = "cost_changed")]
public sealed record CostChanged(Guid RecipeId, Guid? ProductItemId, decimal Old, decimal New, decimal? MarginPercent = null, decimal? TargetMarginPercent = null, decimal? PriceToRestore = null) : IMessage;

/// <summary>Pieces → doughs, pre-ferments and ingredients, by the recipes in force on each line's day. Own products that go into others are made too.</summary>
public sealed record Explode(IReadOnlyList<ExplodeLine> Lines) : IQuery<ExplodeAnswer>;
public sealed record ExplodeLine(DateOnly BakeDay, Guid ProductItemId, decimal Pieces);

/// <param name="Ingredients">Per bake day in stock units; those of pre-ferments and fillings included, the margin not.</param>
/// <param name="Fillings">To make before the pieces are filled, those inside others first.</param>
/// <param name="Fixed">What is made by a fixed recipe, without a dough.</param>
/// <param name="Inside">Pieces that go into other products, besides those asked for; their doughs and ingredients are in the sums.</param>
public sealed record ExplodeAnswer(IReadOnlyList<DoughNeed> Doughs, IReadOnlyList<PrefermentNeed> Preferments, IReadOnlyList<IngredientNeed> Ingredients, IReadOnlyList<FillingNeed> Fillings,
    IReadOnlyList<Guid> WithoutRecipe, IReadOnlyList<FixedNeed> Fixed, IReadOnlyList<InsideNeed> Inside);

/// <param name="Lines">As they are put in.</param>
/// <param name="Materials">What is booked: fillings by what they are made of, own products as pieces.</param>
public sealed record FixedNeed(DateOnly BakeDay, Guid RecipeId, string Name, Guid ProductItemId, decimal Pieces, IReadOnlyList<FixedLine> Lines, IReadOnlyList<FixedMaterial> Materials);

/// <param name="ItemId">The item, or null for a filling.</param>
/// <param name="Kg">Unrounded; 0 for what is counted.</param>
/// <param name="Count">Of what is counted, else null.</param>
public sealed record FixedLine(Guid? ItemId, Guid? RecipeId, string Name, decimal Kg, int Grams, decimal? Count);

/// <param name="Unit">kg, or piece for what is counted.</param>
public sealed record FixedMaterial(Guid ItemId, decimal Quantity, string Unit);

/// <param name="Pieces">Whole ones.</param>
public sealed record InsideNeed(DateOnly BakeDay, Guid ProductItemId, decimal Pieces);

/// <param name="Kg">Finished weight.</param>
/// <param name="Lines">What is weighed for it, whole grams.</param>
public sealed record FillingNeed(DateOnly BakeDay, Guid RecipeId, string Name, decimal Kg, IReadOnlyList<FillingLine> Lines);
public sealed record FillingLine(string Name, int Grams);

/// <param name="Kg">Dough to mix, process loss included.</param>
public sealed record DoughNeed(DateOnly BakeDay, Guid RecipeId, string Name, decimal PiecesKg, decimal Kg, decimal FlourKg, decimal? MixerMaxKg);

/// <param name="Kg">Needed by the doughs, margin not included.</param>
/// <param name="RestHours">Time before use.</param>
public sealed record PrefermentNeed(DateOnly BakeDay, Guid RecipeId, string Name, decimal Kg, decimal RestHours, IReadOnlyList<PrefermentPart> Parts);

/// <summary>Share of an ingredient in one kg of the pre-ferment.</summary>
public sealed record PrefermentPart(Guid ItemId, decimal KgPerKg);
public sealed record IngredientNeed(DateOnly BakeDay, Guid ItemId, decimal Kg, decimal StockUnits, string StockUnit);

/// <summary>What each product costs and how it is rounded, by the recipe in force on a day.</summary>
public sealed record ProductFacts(DateOnly Day, IReadOnlyList<Guid> ProductItemIds) : IQuery<IReadOnlyList<ProductFact>>;

/// <param name="DoughRecipeId">Its dough, or its fixed recipe.</param>
/// <param name="RawWeightG">Of the piece of dough, or of all that a fixed recipe puts in.</param>
/// <param name="IngredientItemIds">At every level.</param>
/// <param name="VariableCost">Ingredients plus energy and direct labour per piece, 4 decimals.</param>
/// <param name="Rounding">up, nearest or cost_optimal.</param>
public sealed record ProductFact(Guid ProductItemId, Guid DoughRecipeId, string DoughName, decimal RawWeightG, decimal BakedWeightG, int Multiple, string Rounding, decimal IngredientCost, decimal VariableCost,
    IReadOnlyList<Guid> IngredientItemIds);

/// <summary>Mix sheets: weights of one mix and of all, whole grams, for the pieces given.</summary>
public sealed record MixSheets(DateOnly BakeDay, IReadOnlyList<ExplodeLine> Lines) : IQuery<IReadOnlyList<MixSheet>>;
public sealed record MixSheet(Guid RecipeId, string DoughName, decimal TotalKg, int Mixes, decimal KgPerMix, IReadOnlyList<MixLine> Lines);
public sealed record MixLine(Guid? ItemId, Guid? PrefermentId, string Name, decimal ExactKg, int GramsAll, int GramsOne);
