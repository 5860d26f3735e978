using Bakery.Forecast.Trees;

namespace Bakery.Forecast.Pooled;

/// <summary>
/// Splits the difference between the served median and the baseline into reasons in pieces: what the structural forecast gives to season
/// and named days, and the Shapley values of the trees by groups of features. The three strongest are named, the rest is one; together they are the difference.
/// </summary>
internal static class PooledReasons
{
    private const int Named = 3;

    /// <summary>Features that mean the same to a baker count as one.</summary>
    private static readonly string[] TreeCodes = ["weekday", "season", "holiday", "month", "product", "calendar", "trend"];

    public static IReadOnlyList<ForecastReason> Of(
        PooledModel model, Features features, OriginState state, in MemberForecast member, ReadOnlySpan<float> row, double difference)
    {
        var pieces = new Dictionary<string, double>(StringComparer.Ordinal);
        void Add(string code, double amount) => pieces[code] = pieces.GetValueOrDefault(code) + amount;
        var horizon = member.Horizon;
        var weights = model.Calibration.Weights;
        var weight = model.Trees is null ? 0 : weights.Trees;
        var (usual, season, anchor) = (state.Usual(horizon), state.Usual(horizon) * state.SeasonFactor(horizon), state.Anchor(horizon));
        var structural = 1 - weight;
        if (model.Trees is { } trees)
        {
            Span<double> first = stackalloc double[TreeCodes.Length], second = stackalloc double[TreeCodes.Length];
            var levelBase = TreeShap.Add(trees.Median, row, features.Players, first);
            structural += weight / 2 * TreeShap.Add(trees.Correction, row, features.Players, second);
            Add("weekday", weight / 2 * state.Level * levelBase);
            for (var i = 0; i < TreeCodes.Length; i++)
            {
                Add(TreeCodes[i], weight / 2 * (state.Level * first[i] + anchor * second[i]));
            }
        }

        Add("weekday", structural * usual - member.Baseline);
        Add("trend", weights.Additive * (member.Additive - member.Structural));
        Add("season", structural * (season - usual));
        Add("holiday", structural * (anchor - season));
        var strongest = pieces.Where(p => Math.Abs(p.Value) >= 0.05).OrderByDescending(p => Math.Abs(p.Value)).ThenBy(p => p.Key, StringComparer.Ordinal)
            .Take(Named).Select(p => new ForecastReason(p.Key, p.Value)).ToList();
        var rest = difference - strongest.Sum(r => r.Pieces);
        return Math.Abs(rest) < 1e-9 ? strongest : [.. strongest, new ForecastReason("other", rest)];
    }

    /// <summary>Place of each feature's code among those of the trees.</summary>
    public static int[] PlayersOf(IEnumerable<string> features) => [.. features.Select(f => Array.IndexOf(TreeCodes, CodeOf(f)))];

    private static string CodeOf(string feature) => feature switch
    {
        "weekday" or "lag_1" or "lag_2" or "lag_3" or "lag_4" or "mean_4" or "median_8" or "pattern" or "usual" => "weekday",
        "day_of_year" or "season" or "own_season" or "last_year_day" or "growth" => "season",
        "named_day" or "to_holiday" or "since_holiday" or "is_holiday" or "is_named" or "bridge" or "named_own" or "named_all"
            or "open_before" or "open_after" => "holiday",
        "day_of_month" or "to_month_end" => "month",
        "series" => "product",
        _ when feature.StartsWith("flag_", StringComparison.Ordinal) => "calendar",
        _ => "trend",
    };
}
