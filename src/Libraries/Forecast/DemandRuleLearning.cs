namespace Bakery.Forecast;

/// <summary>What days of one kind do to demand.</summary>
/// <param name="Multiplier">Mean with / mean without, shrunk by n / (n + 10) towards 1, within 0.5 and 2.</param>
/// <param name="Samples">Days of the kind.</param>
/// <param name="PValue">Two-sided p of Welch's t-test.</param>
/// <param name="Confidence">50 · min(1, n / 40) + 50 · (1 − p), 0 to 100.</param>
public sealed record LearnedRule(double Multiplier, int Samples, double PValue, int Confidence);

/// <summary>Learns business rules (rain, heat, holiday …) from a history. Source of the test: B. L. Welch, Biometrika 34 (1947).</summary>
public static class DemandRuleLearning
{
    /// <summary>Fewer days teach nothing.</summary>
    public const int SamplesNeeded = 10;

    private const double Significance = 0.05;

    /// <summary>A rule, or null when there are fewer than ten days or the difference may be chance.</summary>
    /// <param name="series">History.</param>
    /// <param name="days">The days of the kind.</param>
    public static LearnedRule? Learn(DemandSeries series, IReadOnlySet<DateOnly> days)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(days);
        List<double> with = [], without = [];
        for (var i = 0; i < series.Length; i++)
        {
            var date = series.Start.AddDays(i);
            var same = series.LastSameWeekdays(date, ColdStart.SameWeekdays);
            if (series.DemandOn(date) is { } demand && same.Count >= 2 && same.Average() is > 0 and var usual)
            {
                (days.Contains(date) ? with : without).Add(demand / usual);
            }
        }

        if (with.Count < SamplesNeeded || without.Count < SamplesNeeded)
        {
            return null;
        }

        var (m1, v1) = Moments(with);
        var (m2, v2) = Moments(without);
        double s1 = v1 / with.Count, s2 = v2 / without.Count;
        double p;
        if (s1 + s2 <= 0)
        {
            p = m1 == m2 ? 1 : 0;
        }
        else
        {
            var t = (m1 - m2) / Math.Sqrt(s1 + s2);
            var degrees = (s1 + s2) * (s1 + s2) / (s1 * s1 / (with.Count - 1) + s2 * s2 / (without.Count - 1));
            p = Normal.TwoSidedStudent(t, degrees);
        }

        if (p >= Significance || m2 <= 0)
        {
            return null;
        }

        var shrink = with.Count / (with.Count + 10.0);
        var multiplier = Math.Clamp(1 + (m1 / m2 - 1) * shrink, 0.5, 2);
        var confidence = 50 * Math.Min(1, with.Count / 40.0) + 50 * (1 - p);
        return new LearnedRule(multiplier, with.Count, p, (int)Math.Round(confidence, MidpointRounding.AwayFromZero));
    }

    private static (double Mean, double Variance) Moments(List<double> values)
    {
        var mean = values.Average();
        return (mean, values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
