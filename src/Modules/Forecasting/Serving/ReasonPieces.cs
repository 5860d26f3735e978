using Bakery.Forecast;
using Bakery.Forecasting.Batches;
using Bakery.Kernel.Values;

namespace Bakery.Forecasting.Serving;

/// <summary>A part of the difference between the served median and the baseline.</summary>
/// <param name="Code">weekday, season, holiday, month, trend, calendar, product, model, other, or the kind of a rule.</param>
/// <param name="Pieces">Above zero: more than the baseline.</param>
public sealed record ReasonPiece(string Code, decimal Pieces);

/// <summary>Turns what the model and the rules did into at most four pieces whose sum is the difference to the last decimal.</summary>
internal static class ReasonPieces
{
    private const int Named = 3;

    /// <param name="reasons">The model's, in pieces.</param>
    /// <param name="modelDifference">Median of the model less the baseline, before rules.</param>
    /// <param name="rules">In the order they were applied.</param>
    /// <param name="modelMedian">Median before rules.</param>
    /// <param name="difference">Served median less baseline, four decimals.</param>
    public static IReadOnlyList<ReasonPiece> Of(IReadOnlyList<ForecastReason> reasons, double modelDifference, IReadOnlyList<RuleApplied> rules, double modelMedian, decimal difference)
    {
        var pieces = new Dictionary<string, decimal>();
        void Add(string code, double amount) => pieces[code] = pieces.GetValueOrDefault(code) + Rounding.FourDecimals((decimal)Math.Clamp(amount, -1e12, 1e12));
        foreach (var reason in reasons) Add(reason.Code, reason.Pieces);
        if (reasons.Count == 0 && Math.Abs(modelDifference) >= 0.00005) Add("model", modelDifference);
        var median = modelMedian;
        foreach (var rule in rules)
        {
            Add(rule.Kind, median * ((double)rule.Multiplier - 1));
            median *= (double)rule.Multiplier;
        }
        var strongest = pieces.Where(p => p.Key != "other" && p.Value != 0).OrderByDescending(p => Math.Abs(p.Value)).ThenBy(p => p.Key, StringComparer.Ordinal).Take(Named).Select(p => new ReasonPiece(p.Key, p.Value)).ToList();
        var rest = difference - strongest.Sum(p => p.Pieces);
        // What rounding left goes to the strongest reason; a real remainder has its own line.
        if (Math.Abs(rest) < 0.01m && strongest.Count > 0) strongest[0] = strongest[0] with { Pieces = strongest[0].Pieces + rest };
        else if (rest != 0) strongest.Add(new ReasonPiece("other", rest));
        return strongest;
    }
}
