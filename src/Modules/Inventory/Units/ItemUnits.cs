using Bakery.Kernel.Values;

namespace Bakery.Inventory.Units;

/// <summary>
/// The units engine for one item (operations.md §1): the kernel's units plus the item's density, piece weight and package. Mass, volume and count
/// convert into each other only with the item's factors; a missing factor is <c>conversion_unknown</c>, never a guess.
/// </summary>
/// <param name="StockUnit">Unit the item is kept in.</param>
/// <param name="DensityKgPerL">kg of one litre.</param>
/// <param name="UnitWeightG">Grams of one piece.</param>
/// <param name="PackageUnit">bag, box, sack, pack or carton.</param>
/// <param name="PackageQuantity">Stock units in one package.</param>
internal sealed record ItemUnits(string StockUnit, decimal? DensityKgPerL = null, decimal? UnitWeightG = null, string? PackageUnit = null, decimal? PackageQuantity = null)
{
    /// <summary>What half a gram is in kg: a residue below it is booked away (operations.md §2.2, rule 6).</summary>
    private const decimal ResidueKg = 0.0005m;

    public static readonly IReadOnlyList<string> Packages = ["bag", "box", "sack", "pack", "carton"];

    /// <summary>Converts exactly. Throws <c>unit_unknown</c> and <c>conversion_unknown</c>.</summary>
    public ExactAmount Convert(ExactAmount amount, string from, string to)
    {
        if (from == to) return amount;
        var (source, target) = (Size(from), Size(to));
        var inBase = amount * source.Factor;
        if (source.Dimension == target.Dimension) return inBase / target.Factor;
        var grams = source.Dimension switch
        {
            Dimension.Mass => inBase,
            Dimension.Volume => inBase * Density(from, to),
            Dimension.Count => inBase * PieceWeight(from, to),
            _ => throw Unknown(from, to),
        };
        return target.Dimension switch
        {
            Dimension.Mass => grams / target.Factor,
            Dimension.Volume => grams / Density(from, to) / target.Factor,
            Dimension.Count => grams / PieceWeight(from, to) / target.Factor,
            _ => throw Unknown(from, to),
        };
    }

    /// <summary>A quantity in the stock unit, to <paramref name="decimals"/> places. Throws <c>validation_failed</c> when it is beyond what stock may hold.</summary>
    public decimal ToStock(decimal quantity, string? unit, int decimals = 12)
    {
        try
        {
            return Convert(ExactAmount.Of(quantity), unit ?? StockUnit, StockUnit).Round(decimals);
        }
        catch (OverflowException)
        {
            throw RuleViolation.Invalid("quantity", "Too large.");
        }
    }

    /// <summary>kg of one stock unit, or null when the item has no factor for it.</summary>
    public decimal? KilogramsPerUnit => CanWeigh ? Convert(ExactAmount.Of(1m), StockUnit, "kg").Round(12) : null;

    /// <summary>Below this a lot's rest is dust: half a gram, or 0.0005 of the stock unit when that is more. Pieces know no half grams.</summary>
    public decimal Residue => Unit.Of(StockUnit).Dimension == Dimension.Count || KilogramsPerUnit is not { } kg ? ResidueKg : Math.Max(ResidueKg, ResidueKg / kg);

    private bool CanWeigh => Unit.Of(StockUnit).Dimension switch
    {
        Dimension.Mass => true,
        Dimension.Volume => DensityKgPerL > 0,
        Dimension.Count => UnitWeightG > 0,
        _ => false,
    };

    private (Dimension Dimension, ExactAmount Factor) Size(string code)
    {
        var unit = Unit.Of(Packages.Contains(code) ? StockUnit : code);
        if (unit.Code == code) return (unit.Dimension, ExactAmount.Of(unit.Factor));
        if (code != PackageUnit || PackageQuantity is not > 0) throw Unknown(code, StockUnit);
        return (unit.Dimension, ExactAmount.Of(PackageQuantity.Value) * ExactAmount.Of(unit.Factor));
    }

    // kg per litre equals g per ml, so the density needs no further factor.
    private ExactAmount Density(string from, string to) => DensityKgPerL is { } d and > 0 ? ExactAmount.Of(d) : throw Unknown(from, to);

    private ExactAmount PieceWeight(string from, string to) => UnitWeightG is { } w and > 0 ? ExactAmount.Of(w) : throw Unknown(from, to);

    private static RuleViolation Unknown(string from, string to) => new("conversion_unknown", $"{from} cannot become {to}: the item has no density, piece weight or package for it.");
}
