namespace Bakery.Planning.Food;

/// <summary>What is known of one allergen in an ingredient, worst first.</summary>
public enum AllergenState
{
    /// <summary>It is an ingredient, or part of one.</summary>
    Contains,

    /// <summary>It may be there by cross-contact.</summary>
    Traces,

    /// <summary>Nobody has said: blocks labels.</summary>
    Unknown,

    /// <summary>It is not there.</summary>
    Free,
}

/// <summary>How an allergen stands before and after one ingredient takes the place of another.</summary>
public sealed record AllergenShift(string Code, AllergenState From, AllergenState To);

/// <summary>The 14 substances of Regulation (EU) 1169/2011, Annex II, and how their states add up.</summary>
public static class Allergens
{
    /// <summary>The codes in the order of Annex II.</summary>
    public static readonly IReadOnlyList<string> Codes =
        ["gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts", "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs"];

    /// <summary>The worst state wins; what an ingredient does not mention is unknown; no ingredients at all leave everything free.</summary>
    /// <param name="ingredients">States by code, one map per ingredient.</param>
    /// <returns>All 14 codes.</returns>
    public static IReadOnlyDictionary<string, AllergenState> RollUp(IEnumerable<IReadOnlyDictionary<string, AllergenState>> ingredients)
    {
        var states = Codes.ToDictionary(code => code, _ => AllergenState.Free);
        foreach (var ingredient in ingredients)
            foreach (string code in Codes)
                states[code] = Worse(states[code], ingredient.GetValueOrDefault(code, AllergenState.Unknown));
        return states;
    }

    /// <summary>What a substitute changes: every allergen that stands otherwise, and every one of which nobody knows how it will.</summary>
    public static IReadOnlyList<AllergenShift> Shifts(IReadOnlyDictionary<string, AllergenState> from, IReadOnlyDictionary<string, AllergenState> to) =>
        [.. Codes.Select(code => new AllergenShift(code, from.GetValueOrDefault(code, AllergenState.Unknown), to.GetValueOrDefault(code, AllergenState.Unknown))).Where(shift => shift.From != shift.To || shift.To == AllergenState.Unknown)];

    private static AllergenState Worse(AllergenState one, AllergenState other) => one < other ? one : other;
}
