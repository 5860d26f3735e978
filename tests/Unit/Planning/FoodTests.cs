using Bakery.Planning.Food;
using Bakery.Planning.Formulas;
using CsCheck;

namespace Bakery.Tests.Unit.Planning;

public sealed class FoodTests
{
    private static Dictionary<string, AllergenState> Known(params (string Code, AllergenState State)[] said)
    {
        var states = Allergens.Codes.ToDictionary(c => c, _ => AllergenState.Free);
        foreach (var (code, state) in said) states[code] = state;
        return states;
    }

    [Fact]
    public void The_worst_state_wins_over_all_ingredients_and_silence_is_unknown()
    {
        var states = Allergens.RollUp([Known(("gluten", AllergenState.Contains), ("milk", AllergenState.Traces)), Known(("milk", AllergenState.Contains), ("eggs", AllergenState.Unknown)), Known(("eggs", AllergenState.Traces), ("nuts", AllergenState.Unknown))]);
        Assert.Equal((AllergenState.Contains, AllergenState.Contains, AllergenState.Traces, AllergenState.Unknown, AllergenState.Free), (states["gluten"], states["milk"], states["eggs"], states["nuts"], states["fish"]));
        Assert.All(Allergens.RollUp([new Dictionary<string, AllergenState>()]).Values, s => Assert.Equal(AllergenState.Unknown, s));
    }

    [Fact]
    public void The_order_of_the_ingredients_never_matters() =>
        Gen.Select(Gen.Int[0, 3].Array[14].Array[1, 6], Gen.Int[0, 1000]).Sample((kinds, seed) =>
        {
            var maps = kinds.Select(k => (IReadOnlyDictionary<string, AllergenState>)Allergens.Codes.Select((c, i) => (c, (AllergenState)k[i])).ToDictionary(p => p.c, p => p.Item2)).ToList();
            var (one, other) = (Allergens.RollUp(maps), Allergens.RollUp(maps.OrderBy(m => (m.GetHashCode() * 31) ^ seed)));
            Assert.All(Allergens.Codes, c => Assert.Equal(one[c], other[c]));
            Assert.All(Allergens.Codes, c => Assert.Equal(maps.Min(m => m[c]), one[c]));
        });

    [Fact]
    public void A_barra_of_the_reference_day_holds_its_salt()
    {
        // 310 g raw, 1.7 of 171.2 percent, 250 g baked: 1.231 g per 100 g.
        var nutrition = Nutrition.PerHundred([(310m * 1.7m / 171.2m, Nutrition.OfSalt), (310m * 68m / 171.2m, Nutrition.None)], 250m);
        Assert.Equal(1.231m, Math.Round(nutrition.Salt, 3));
    }

    [Theory]
    [InlineData("12.4", "12"), InlineData("9.96", "10.0"), InlineData("0.54", "0.5"), InlineData("0.5", "0")]
    public void Grams_are_declared_as_the_guidance_says(string value, string declared) =>
        Assert.Equal(decimal.Parse(declared, System.Globalization.CultureInfo.InvariantCulture), DeclaredValue.Grams(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Salt_is_declared_with_two_decimals_below_a_gram() => Assert.Equal((1.2m, 0.96m, 0m), (DeclaredValue.Salt(1.231m), DeclaredValue.Salt(0.957m), DeclaredValue.Salt(0.012m)));

    [Fact]
    public void Ingredients_fall_by_weight_compounds_show_their_parts_and_allergens_stand_out()
    {
        var list = IngredientList.Write([
            new("agua", null, 340, [], false), new("harina de *trigo*", null, 500, ["gluten"], false), new("chocolate", "azúcar, lecitina de *soja*", 60, ["soja"], true), new("mantequilla", null, 100, ["leche"], false), new("Agua", null, 20, [], false)]);
        Assert.Equal("harina de TRIGO, agua, mantequilla (LECHE), chocolate (6\u00a0%) (azúcar, lecitina de SOJA).", string.Concat(list.Select(r => r.Text)));
        Assert.Equal(["TRIGO", "LECHE", "SOJA"], list.Where(r => r.IsStrong).Select(r => r.Text));
    }

    [Theory]
    [InlineData("Pan integral de centeno", BreadClaim.Wholemeal), InlineData("Ogi osokoa", BreadClaim.Wholemeal), InlineData("Hogaza de masa madre", BreadClaim.Sourdough), InlineData("Barra artesana", BreadClaim.Artisan),
     InlineData("Pan de leña", BreadClaim.WoodFired)]
    public void A_name_makes_its_claim(string name, BreadClaim claim) => Assert.Equal([claim], BreadClaims.In(name));

    [Fact]
    public void The_offered_wording_is_no_claim() => Assert.Empty(BreadClaims.In("Barra elaborada con harina integral 60 %"));

    [Fact]
    public void Integral_needs_all_wholemeal_and_sourdough_a_levain_with_little_yeast()
    {
        BreadFacts Facts(decimal wholemeal, bool levain, decimal yeast, decimal salt = 1.2m, bool signed = false) => new(BreadKind.Common, wholemeal, levain, yeast, 0.2m, salt, signed);
        ClaimVerdict Of(BreadClaim claim, BreadFacts facts) => BreadClaims.Check([claim], facts).Single(f => f.Claim == claim).Verdict;
        Assert.Equal((ClaimVerdict.Refused, ClaimVerdict.Allowed), (Of(BreadClaim.Wholemeal, Facts(99.9m, false, 0)), Of(BreadClaim.Wholemeal, Facts(100m, false, 0))));
        Assert.Equal((ClaimVerdict.Allowed, ClaimVerdict.Refused, ClaimVerdict.Refused), (Of(BreadClaim.Sourdough, Facts(0, true, 0.2m)), Of(BreadClaim.Sourdough, Facts(0, true, 0.3m)), Of(BreadClaim.Sourdough, Facts(0, false, 0))));
        Assert.Equal((ClaimVerdict.Refused, ClaimVerdict.Allowed), (Of(BreadClaim.Artisan, Facts(0, false, 0)), Of(BreadClaim.Artisan, Facts(0, false, 0, signed: true))));
    }

    [Fact]
    public void Common_bread_above_the_salt_limit_is_warned_and_pastry_is_not()
    {
        var salty = new BreadFacts(BreadKind.Common, 0, false, 1, 0.2m, 1.375m, false);
        Assert.Equal((BreadClaim.Salt, ClaimVerdict.Warned, 1.375m, 1.31m), BreadClaims.Check([], salty).Select(f => (f.Claim, f.Verdict, f.Value!.Value, f.Limit!.Value)).Single());
        Assert.Empty(BreadClaims.Check([], salty with { Kind = BreadKind.NotBread }));
        Assert.Empty(BreadClaims.Check([], salty with { SaltPer100G = 1.31m }));
    }

    [Fact]
    public void Another_hydration_moves_the_water_and_the_total_and_nothing_else()
    {
        var solved = Scaling.ToHydration([100m, 68m, 1.7m, 1m], [true, false, false, false], [false, true, false, false], [false, false, false, false], 69m);
        Assert.Equal([100m, 69m, 1.7m, 1m], solved);
        Assert.Equal([100m, 20m, 55m], Scaling.ToHydration([100m, 20m, 48m], [true, false, false], [false, true, true], [false, true, false], 75m));
        Assert.Throws<ArgumentException>(() => Scaling.ToHydration([100m, 68m], [true, false], [false, true], [false, true], 70m));
    }
}
