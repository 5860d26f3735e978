namespace Bakery.Kernel.Values;

/// <summary>What a unit measures.</summary>
public enum Dimension { Mass, Volume, Count }

/// <summary>A unit of the units engine (operations.md §1) with its exact factor to the base unit of its dimension (g, ml, piece).</summary>
/// <param name="Code">Wire code, e.g. <c>kg</c>.</param>
/// <param name="Dimension">What it measures.</param>
/// <param name="Factor">Base units in one of this unit.</param>
public sealed record Unit(string Code, Dimension Dimension, decimal Factor)
{
    public static readonly Unit Gram = new("g", Dimension.Mass, 1m);
    public static readonly Unit Kilogram = new("kg", Dimension.Mass, 1000m);
    public static readonly Unit Millilitre = new("ml", Dimension.Volume, 1m);
    public static readonly Unit Litre = new("l", Dimension.Volume, 1000m);
    public static readonly Unit Cup = new("cup", Dimension.Volume, 240m);
    public static readonly Unit Tablespoon = new("tbsp", Dimension.Volume, 15m);
    public static readonly Unit Teaspoon = new("tsp", Dimension.Volume, 5m);
    public static readonly Unit One = new("unit", Dimension.Count, 1m);
    public static readonly Unit Piece = new("piece", Dimension.Count, 1m);

    /// <summary>Every known unit.</summary>
    public static readonly IReadOnlyList<Unit> All = [Gram, Kilogram, Millilitre, Litre, Cup, Tablespoon, Teaspoon, One, Piece];

    /// <summary>The unit of a code. Throws <see cref="RuleViolation"/> <c>unit_unknown</c>.</summary>
    public static Unit Of(string code) => All.FirstOrDefault(u => u.Code == code)
        ?? throw new RuleViolation("unit_unknown", $"'{code}' is not a unit. Known: {string.Join(", ", All.Select(u => u.Code))}.");

    public override string ToString() => Code;
}

/// <summary>What an item knows of itself to convert between dimensions; a missing factor is an error, never a guess.</summary>
/// <param name="DensityKgPerLitre">kg in one litre.</param>
/// <param name="UnitWeightGrams">Grams of one piece.</param>
public sealed record ConversionFactors(decimal? DensityKgPerLitre = null, decimal? UnitWeightGrams = null)
{
    public static readonly ConversionFactors None = new();
}

/// <summary>A decimal amount of a unit. Different dimensions refuse to add; conversion across dimensions needs the item's factors.</summary>
public readonly record struct Quantity(decimal Amount, Unit Unit)
{
    public static Quantity operator +(Quantity a, Quantity b) => a with { Amount = a.Amount + b.To(a.Unit).Amount };
    public static Quantity operator -(Quantity a, Quantity b) => a with { Amount = a.Amount - b.To(a.Unit).Amount };
    public static Quantity operator *(Quantity a, decimal factor) => a with { Amount = a.Amount * factor };

    /// <summary>Converts exactly. Throws <see cref="RuleViolation"/> <c>conversion_unknown</c> when a factor is missing.</summary>
    public Quantity To(Unit target, ConversionFactors? factors = null)
    {
        if (Unit == target) return this;
        if (Unit.Dimension == target.Dimension) return new(Amount * Unit.Factor / target.Factor, target);
        var grams = Grams(factors ?? ConversionFactors.None, target);
        return target.Dimension switch
        {
            Dimension.Mass => new(grams / target.Factor, target),
            Dimension.Volume => new(grams / Density(factors, target) / target.Factor, target),
            Dimension.Count => new(grams / PieceWeight(factors, target), target),
            _ => throw Unknown(target),
        };
    }

    private decimal Grams(ConversionFactors factors, Unit target) => Unit.Dimension switch
    {
        Dimension.Mass => Amount * Unit.Factor,
        Dimension.Volume => Amount * Unit.Factor * Density(factors, target),
        Dimension.Count => Amount * PieceWeight(factors, target),
        _ => throw Unknown(target),
    };

    // kg per litre equals g per ml, so the density needs no further factor.
    private decimal Density(ConversionFactors? factors, Unit target) => factors?.DensityKgPerLitre is { } d and > 0 ? d : throw Unknown(target);

    private decimal PieceWeight(ConversionFactors? factors, Unit target) => factors?.UnitWeightGrams is { } w and > 0 ? w : throw Unknown(target);

    private RuleViolation Unknown(Unit target) =>
        new("conversion_unknown", $"{Unit.Code} cannot become {target.Code}: the item has no density or piece weight for it.");

    public override string ToString() => $"{Amount} {Unit.Code}";
}

/// <summary>A percentage as people write it: 20 means 20 %.</summary>
public readonly record struct Percentage(decimal Value)
{
    /// <summary>The share, 20 % → 0.20.</summary>
    public decimal Share => Value / 100m;
    public decimal Of(decimal amount) => amount * Share;
    public override string ToString() => $"{Value} %";
}
