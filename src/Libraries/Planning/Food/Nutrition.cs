namespace Bakery.Planning.Food;

/// <summary>Energy and nutrients of 100 g; energy in kJ and kcal, the rest in g (Regulation (EU) 1169/2011, Annex XV).</summary>
public sealed record Nutrition(
    decimal EnergyKj,
    decimal EnergyKcal,
    decimal Fat,
    decimal Saturates,
    decimal Carbohydrate,
    decimal Sugars,
    decimal Protein,
    decimal Salt,
    decimal Fibre = 0m)
{
    /// <summary>Nothing of anything, water for example.</summary>
    public static readonly Nutrition None = new(0m, 0m, 0m, 0m, 0m, 0m, 0m, 0m);

    /// <summary>Common salt: 100 g of it hold 100 g of salt.</summary>
    public static readonly Nutrition OfSalt = None with { Salt = 100m };

    /// <summary>Nutrition per 100 g of a baked piece: what its ingredients bring, over what the piece weighs when it is baked.</summary>
    /// <param name="ingredients">Weight in the piece in g, and what 100 g of the ingredient hold.</param>
    /// <param name="bakedWeightG">Weight of the baked piece in g.</param>
    public static Nutrition PerHundred(IEnumerable<(decimal Grams, Nutrition PerHundred)> ingredients, decimal bakedWeightG)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bakedWeightG);
        var sum = None;
        foreach (var (grams, each) in ingredients) sum = sum.Plus(each.Times(grams / 100m));
        return sum.Times(100m / bakedWeightG);
    }

    /// <summary>Every value times a factor.</summary>
    public Nutrition Times(decimal factor) => new(EnergyKj * factor, EnergyKcal * factor, Fat * factor, Saturates * factor, Carbohydrate * factor,
        Sugars * factor, Protein * factor, Salt * factor, Fibre * factor);

    private Nutrition Plus(Nutrition other) => new(EnergyKj + other.EnergyKj, EnergyKcal + other.EnergyKcal, Fat + other.Fat, Saturates + other.Saturates,
        Carbohydrate + other.Carbohydrate, Sugars + other.Sugars, Protein + other.Protein, Salt + other.Salt, Fibre + other.Fibre);
}

/// <summary>How a declared value is written (European Commission, guidance on tolerances for nutrient values, December 2012, table 4).</summary>
public static class DeclaredValue
{
    /// <summary>Fat, carbohydrate, sugars, protein and fibre: whole grams from 10, one decimal above 0.5, else 0.</summary>
    public static decimal Grams(decimal value) => value >= 10m ? Round(value, 0) : value > 0.5m ? Round(value, 1) : 0m;

    /// <summary>Saturates: as the others, down to 0.1.</summary>
    public static decimal Saturates(decimal value) => value >= 10m ? Round(value, 0) : value > 0.1m ? Round(value, 1) : 0m;

    /// <summary>Salt: one decimal from 1 g, two above 0.0125, else 0.</summary>
    public static decimal Salt(decimal value) => value >= 1m ? Round(value, 1) : value > 0.0125m ? Round(value, 2) : 0m;

    /// <summary>Energy: whole kJ and kcal.</summary>
    public static decimal Energy(decimal value) => Round(value, 0);

    private static decimal Round(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}
