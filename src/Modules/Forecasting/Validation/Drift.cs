using Bakery.Forecast;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;

namespace Bakery.Forecasting.Validation;

/// <summary>When the forecasts of a series have become poor (ai.md 4.7). Sold-out days do not count.</summary>
internal static class Drift
{
    public const int DaysLookedAt = 42;
    public static readonly TimeSpan Rest = TimeSpan.FromDays(7);

    private const int Watched = 14;
    private const int WatchedNeeded = 7;
    private const int Before = 28;
    private const int BeforeNeeded = 14;
    private const int CoverageDays = 28;
    private const int CoverageNeeded = 20;
    private const double FarOff = 0.30;
    private const int DaysFarOff = 5;
    private const double AgainstBaseline = 1.15;
    private const double WorseBy = 0.10;
    private const double CoverageLow = 0.70;
    private const double CoverageHigh = 0.90;

    // Below five pieces a percentage says nothing.
    private const decimal PercentFrom = 5;

    /// <summary>Why the series should be trained again, or null: five of the last fourteen days more than 30 % off, an error above 1.15 times the baseline's, or ten points above that of the four weeks before.</summary>
    public static string? Reason(IReadOnlyList<ValidatedDay> days, DateOnly to)
    {
        var now = days.Where(d => !d.IsCensored && d.Date > to.AddDays(-Watched) && d.Date <= to).ToList();
        if (now.Count(d => d.Actual >= PercentFrom && (double)(Math.Abs(d.Actual - d.P50) / d.Actual) > FarOff) >= DaysFarOff) return "days_far_off";
        if (now.Count < WatchedNeeded || Accuracy.Of([.. now.Select(d => d.ToSample())]) is not { Wape: { } wape } report) return null;
        if (report.BaselineWape is { } baseline && wape > AgainstBaseline * baseline) return "worse_than_baseline";
        var before = days.Where(d => !d.IsCensored && d.Date <= to.AddDays(-Watched) && d.Date > to.AddDays(-Watched - Before)).ToList();
        return before.Count >= BeforeNeeded && Accuracy.Of([.. before.Select(d => d.ToSample())])?.Wape is { } earlier && wape > earlier + WorseBy ? "getting_worse" : null;
    }

    /// <summary>Factor on the band that would have held 80 % of the last four weeks; null while 70 to 90 % were inside, or with too few days.</summary>
    public static double? BandFactor(IReadOnlyList<ValidatedDay> days)
    {
        var scored = days.Where(d => !d.IsCensored).OrderByDescending(d => d.Date).Take(CoverageDays).ToList();
        if (scored.Count < CoverageNeeded) return null;
        var ratios = scored.Select(d =>
        {
            var (low, middle, high) = ((double)d.Quantiles[1], (double)d.P50, (double)d.Quantiles[17]);
            var (error, half) = ((double)d.Actual - middle, (double)d.Actual >= middle ? high - middle : middle - low);
            return Math.Abs(error) / Math.Max(half, 0.05);
        }).Order().ToList();
        var inside = ratios.Count(r => r <= 1 + 1e-9) / (double)ratios.Count;
        return inside is >= CoverageLow and <= CoverageHigh ? null : Math.Clamp(ratios[(int)Math.Ceiling(0.8 * ratios.Count) - 1], 0.5, 2);
    }
}

/// <summary>What a series' band is multiplied with until its model is trained anew.</summary>
[NotAudited("Machine-made by a validation run, which is audited.")]
internal sealed class BandCorrection : ITenantOwned
{
    private BandCorrection() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid ItemId { get; private set; }
    public Guid LocationId { get; private set; }
    public Guid? ModelId { get; private set; }
    public decimal Factor { get; private set; }
    public DateTimeOffset At { get; private set; }

    public static BandCorrection Create(Guid id, Guid item, Guid location) => new() { Id = id, ItemId = item, LocationId = location };

    public void Set(Guid? model, decimal factor, DateTimeOffset at) => (ModelId, Factor, At) = (model, factor, at);
}
