using Bakery.Forecasting.Serving;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bakery.Contracts.External;
using Bakery.Contracts.Forecasting;
using Bakery.Forecast;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Forecasting.Batches;

/// <summary>Where a batch stands: a large one waits for its turn.</summary>
public enum BatchState { Pending, Completed }

/// <summary>One making of forecasts.</summary>
internal sealed class ForecastBatch : ITenantOwned
{
    private ForecastBatch() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid? RunId { get; private set; }
    public BatchState State { get; private set; } = BatchState.Pending;
    public DateOnly From { get; private set; }
    public int Days { get; private set; }
    public int Series { get; private set; }
    public int Forecasts { get; private set; }
    public decimal BaselineShare { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    public static ForecastBatch Create(Guid id, Guid? run, DateOnly from, int days, DateTimeOffset now) => new() { Id = id, RunId = run, From = from, Days = days, CreatedAt = now };

    public void Made(int series, int forecasts, decimal baselineShare) => (State, Series, Forecasts, BaselineShare) = (BatchState.Completed, series, forecasts, Rounding.FourDecimals(baselineShare));
}

/// <summary>The forecast of one item at one location for one day. A newer one supersedes it; it stays for the validation.</summary>
[NotAudited("Machine-made in bulk by a batch, which is audited.")]
internal sealed class DayForecast : ITenantOwned
{
    private DayForecast() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid BatchId { get; private set; }
    public Guid ItemId { get; private set; }
    public Guid LocationId { get; private set; }
    public DateOnly Date { get; private set; }
    public int HorizonDays { get; private set; }
    public decimal P50 { get; private set; }
    public decimal Mean { get; private set; }
    public decimal[] Quantiles { get; private set; } = [];
    public decimal Lower80 { get; private set; }
    public decimal Upper80 { get; private set; }
    public decimal Baseline { get; private set; }
    public decimal BaselineLower { get; private set; }
    public decimal BaselineUpper { get; private set; }
    public string Algorithm { get; private set; } = "";
    public bool IsBaseline { get; private set; }
    public Guid? ModelId { get; private set; }
    public int Confidence { get; private set; }
    public string ConfidenceNote { get; private set; } = "none";
    public int WeeksOfHistory { get; private set; }
    public decimal? CriticalRatio { get; private set; }
    public decimal? NewsvendorQuantity { get; private set; }
    public bool RatioIsAssumed { get; private set; }
    public decimal ExpectedWaste { get; private set; }
    public decimal ExpectedLostSales { get; private set; }
    public decimal SkillVsBaseline { get; private set; }

    /// <summary>What the baseline alone would have asked for, by the same service level.</summary>
    public decimal? BaselineQuantity { get; private set; }

    /// <summary>Price less tax, cost and salvage of a piece as they were when the forecast was made; null when not known.</summary>
    public decimal? NetPrice { get; private set; }
    public decimal? VariableCost { get; private set; }
    public decimal? Salvage { get; private set; }
    public string Reasons { get; private set; } = "[]";
    public string Factors { get; private set; } = "[]";
    public string RulesApplied { get; private set; } = "[]";
    public string? Calendar { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? SupersededAt { get; private set; }

    public static DayForecast Create(Guid id, Guid batch, Made m, DateTimeOffset now)
    {
        var p = m.Day.Served;
        return new DayForecast
        {
            Id = id, BatchId = batch, ItemId = m.ItemId, LocationId = m.LocationId, Date = p.Date, HorizonDays = m.HorizonDays, P50 = Four(p.P50), Mean = Four(p.Mean), Quantiles = [.. p.Quantiles.Select(Four)],
            Lower80 = Four(p.Lower80), Upper80 = Four(p.Upper80), Baseline = Four(m.Day.Baseline.P50), BaselineLower = Four(m.Day.Baseline.Lower80), BaselineUpper = Four(m.Day.Baseline.Upper80),
            Algorithm = m.Algorithm, IsBaseline = m.Algorithm == Forecaster.Baseline, ModelId = m.ModelId, Confidence = m.Day.Confidence, ConfidenceNote = m.Note, WeeksOfHistory = m.WeeksOfHistory,
            CriticalRatio = m.Ratio is { } r ? Rounding.FourDecimals((decimal)r.Ratio) : null, NewsvendorQuantity = m.Quantity, RatioIsAssumed = m.Ratio?.IsAssumed ?? false,
            ExpectedWaste = Four(m.Expected.Waste), ExpectedLostSales = Four(m.Expected.Lost), SkillVsBaseline = m.Skill, BaselineQuantity = m.BaselineQuantity,
            NetPrice = m.Economics is { } e ? Rounding.FourDecimals(e.Price / (1 + e.TaxRate)) : null, VariableCost = m.Economics is { } c ? Rounding.FourDecimals(c.VariableCost) : null, Salvage = m.Economics?.Salvage,
            Reasons = JsonSerializer.Serialize(m.Reasons, Wire.Lenient), Factors = JsonSerializer.Serialize(m.Day.Factors, Wire.Lenient),
            RulesApplied = JsonSerializer.Serialize(m.Rules, Wire.Lenient), Calendar = m.Calendar is null ? null : JsonSerializer.Serialize(m.Calendar, Wire.Lenient), CreatedAt = now,
        };
    }

    public void Supersede(DateTimeOffset now) => SupersededAt ??= now;

    /// <summary>The distribution as the library wants it.</summary>
    public Prediction ToPrediction() => Prediction.FromQuantiles(Date, (double)Mean, [.. Quantiles.Select(q => (double)q)]);

    public ForecastAnswer ToAnswer() => new(Id, ItemId, LocationId, Date, P50, Mean, Lower80, Upper80, Baseline, Algorithm, IsBaseline, ConfidenceNote, CriticalRatio, NewsvendorQuantity, Quantiles);

    /// <summary>Pieces as they are stored.</summary>
    public static decimal Four(double value) => Rounding.FourDecimals((decimal)Math.Min(value, 1e12));
}

/// <summary>What the maker hands over for one day.</summary>
internal sealed record Made(Guid ItemId, Guid LocationId, ForecastDay Day, int HorizonDays, string Algorithm, Guid? ModelId, int WeeksOfHistory, CriticalRatio? Ratio, decimal? Quantity, decimal? BaselineQuantity, ProductEconomics? Economics,
    (double Waste, double Lost) Expected, decimal Skill, string Note, IReadOnlyList<RuleApplied> Rules, IReadOnlyList<ReasonPiece> Reasons, CalendarDay? Calendar);

/// <param name="Kind">rain, snow, heat, holiday or event.</param>
/// <param name="IsAssumed">True until the bakery's own sales have taught it.</param>
public sealed record RuleApplied(string Kind, decimal Multiplier, bool IsAssumed);

/// <summary>A forecast as people see it: the baseline stands beside the served value.</summary>
/// <param name="BaselineQuantity">What the baseline alone would have asked for, by the same service level.</param>
/// <param name="Reasons">Why the median differs from the baseline, in pieces that add up to the difference.</param>
public sealed record ForecastView(Guid Id, Guid BatchId, Guid ItemId, Guid LocationId, DateOnly Date, int HorizonDays, decimal P50, decimal Mean, IReadOnlyList<decimal> Quantiles, [property: JsonPropertyName("lower_80")] decimal Lower80, [property: JsonPropertyName("upper_80")] decimal Upper80, decimal Baseline,
    decimal BaselineLower, decimal BaselineUpper, string Algorithm, bool IsBaseline, Guid? ModelId, int Confidence, string ConfidenceNote, int WeeksOfHistory, decimal? CriticalRatio, decimal? NewsvendorQuantity, bool RatioIsAssumed,
    decimal ExpectedWaste, decimal ExpectedLostSales, decimal SkillVsBaseline, decimal? BaselineQuantity, IReadOnlyList<ReasonPiece> Reasons, IReadOnlyList<ForecastFactor> Factors, IReadOnlyList<RuleApplied> RulesApplied, CalendarDay? Calendar, DateTimeOffset CreatedAt, DateTimeOffset? SupersededAt)
{
    internal static ForecastView Of(DayForecast f) => new(f.Id, f.BatchId, f.ItemId, f.LocationId, f.Date, f.HorizonDays, f.P50, f.Mean, f.Quantiles, f.Lower80, f.Upper80, f.Baseline, f.BaselineLower, f.BaselineUpper, f.Algorithm,
        f.IsBaseline, f.ModelId, f.Confidence, f.ConfidenceNote, f.WeeksOfHistory, f.CriticalRatio, f.NewsvendorQuantity, f.RatioIsAssumed, f.ExpectedWaste, f.ExpectedLostSales, f.SkillVsBaseline, f.BaselineQuantity, JsonSerializer.Deserialize<List<ReasonPiece>>(f.Reasons, Wire.Lenient)!,
        JsonSerializer.Deserialize<List<ForecastFactor>>(f.Factors, Wire.Lenient)!, JsonSerializer.Deserialize<List<RuleApplied>>(f.RulesApplied, Wire.Lenient)!,
        f.Calendar is null ? null : JsonSerializer.Deserialize<CalendarDay>(f.Calendar, Wire.Lenient), f.CreatedAt, f.SupersededAt);
}
