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

    /// <param name="weights">Shares of the members.</param>
    /// <param name="state">The series at its origin.</param>
    /// <param name="member">What the members said.</param>
    /// <param name="trees">What the trees gave to each group of features; null without trees.</param>
    /// <param name="difference">Served median minus the baseline's.</param>
    public static IReadOnlyList<ForecastReason> Of(
        in MemberWeights weights, OriginState state, in MemberForecast member, TreeParts? trees, double difference)
    {
        var pieces = new Dictionary<string, double>(StringComparer.Ordinal);
        void Add(string code, double amount) => pieces[code] = pieces.GetValueOrDefault(code) + amount;
        var horizon = member.Horizon;
        var weight = trees is null ? 0 : weights.Trees;
        var (usual, season, anchor) = (state.Usual(horizon), state.Usual(horizon) * state.SeasonFactor(horizon), state.Anchor(horizon));
        var structural = 1 - weight;
        if (trees is not null)
        {
            structural += weight / 2 * trees.CorrectionMean;
            Add("weekday", weight / 2 * state.Level * trees.MedianMean);
            for (var i = 0; i < TreeCodes.Length; i++)
            {
                Add(TreeCodes[i], weight / 2 * (state.Level * trees.Median[i] + anchor * trees.Correction[i]));
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

/// <summary>The trees' medians, ready to be explained by groups of features.</summary>
internal sealed class PooledShares
{
    private readonly TreeShap _median;
    private readonly TreeShap _correction;
    private readonly int _width;

    public PooledShares(PooledTrees trees, Features features)
    {
        var players = PooledReasons.PlayersOf(features.Names);
        (_median, _correction, _width) = (new TreeShap(trees.Median, players), new TreeShap(trees.Correction, players), players.Length);
    }

    /// <summary>The parts of several days of a series, from their features one after another.</summary>
    public IReadOnlyList<TreeParts> Of(ReadOnlySpan<float> rows)
    {
        var days = rows.Length / _width;
        double[] median = new double[days * TreeShap.MostPlayers], correction = new double[days * TreeShap.MostPlayers];
        double medianMean = _median.Add(rows, _width, median), correctionMean = _correction.Add(rows, _width, correction);
        return [.. Enumerable.Range(0, days).Select(d => new TreeParts(
            medianMean, new ArraySegment<double>(median, d * TreeShap.MostPlayers, TreeShap.MostPlayers),
            correctionMean, new ArraySegment<double>(correction, d * TreeShap.MostPlayers, TreeShap.MostPlayers)))];
    }
}

/// <summary>What the trees gave to each group of features on one day, beside their means over all rows.</summary>
internal sealed record TreeParts(double MedianMean, ArraySegment<double> Median, double CorrectionMean, ArraySegment<double> Correction);
