namespace Bakery.Sales.Onboarding;

/// <summary>What kind of bakery the sales look like.</summary>
/// <param name="Model">production, retail, mixed or central_workshop.</param>
/// <param name="Confidence">0 to 100.</param>
/// <param name="Reasons">many_locations, mostly_resale, hardly_any_resale, own_and_resale, few_products_known.</param>
public sealed record BusinessGuess(string Model, int Confidence, IReadOnlyList<string> Reasons);

internal static class BusinessModels
{
    private const int ManyLocations = 3;
    private const decimal MostlyResale = 0.6m, HardlyAnyResale = 0.1m, KnownEnough = 0.5m;

    /// <param name="locations">Names of locations in the file.</param>
    /// <param name="resale">Share of the pieces that are bought in, 0 to 1.</param>
    /// <param name="known">Share of the pieces whose product was recognised.</param>
    public static BusinessGuess Of(int locations, decimal resale, decimal known)
    {
        string[] doubt = known < KnownEnough ? ["few_products_known"] : [];
        var less = doubt.Length * 30;
        if (locations >= ManyLocations) return new BusinessGuess("central_workshop", 70 - less, ["many_locations", .. doubt]);
        if (resale >= MostlyResale) return new BusinessGuess("retail", 80 - less, ["mostly_resale", .. doubt]);
        return resale <= HardlyAnyResale ? new BusinessGuess("production", 70 - less, ["hardly_any_resale", .. doubt]) : new BusinessGuess("mixed", 75 - less, ["own_and_resale", .. doubt]);
    }
}
