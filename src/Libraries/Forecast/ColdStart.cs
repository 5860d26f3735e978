namespace Bakery.Forecast;

/// <summary>How a cold-start forecast got its mean, weakest last.</summary>
public enum ColdStartBasis
{
    /// <summary>Mean of up to four same weekdays of this series.</summary>
    SameWeekdays,

    /// <summary>Mean of all open days of this series times the weekday profile.</summary>
    AllDays,

    /// <summary>Mean of similar products.</summary>
    SimilarProducts,

    /// <summary>Nothing is known.</summary>
    Unknown,
}

/// <summary>A cold-start forecast of one day.</summary>
/// <param name="Prediction">Mean, median and quantiles.</param>
/// <param name="Sigma">Standard deviation used for the quantiles, in pieces.</param>
/// <param name="Basis">Where the mean came from.</param>
/// <param name="Samples">Days the mean rests on.</param>
public sealed record ColdStartForecast(Prediction Prediction, double Sigma, ColdStartBasis Basis, int Samples)
{
    /// <summary>The exact quantile m + z·σ at any level, not below zero.</summary>
    public double Quantile(double level) => Math.Max(0, Prediction.Mean + Normal.Quantile(level) * Sigma);
}

/// <summary>
/// The forecast for a series with less than eight weeks of history, and the baseline of every other one: the mean of the last
/// four same weekdays, σ = max(√m, sample standard deviation).
/// </summary>
public static class ColdStart
{
    /// <summary>Series with fewer weeks than this are served the cold start.</summary>
    public const int WeeksNeeded = 8;

    /// <summary>Same weekdays that enter the mean.</summary>
    public const int SameWeekdays = 4;

    /// <summary>Forecasts one day from the series' own history, or from what is known of its neighbours.</summary>
    /// <param name="series">History up to the day before the forecast is made; sold-out days count with their demand estimate.</param>
    /// <param name="date">The day to forecast.</param>
    /// <param name="weekdayProfile">Share of an average open day, Sunday first (1 = average); used with fewer than two same weekdays.</param>
    /// <param name="similarMean">Mean quantity of similar products on that weekday, or null.</param>
    public static ColdStartForecast Forecast(
        DemandSeries series, DateOnly date, IReadOnlyList<double>? weekdayProfile = null, double? similarMean = null)
    {
        var same = series.LastSameWeekdays(date, SameWeekdays);
        if (same.Count >= 2)
        {
            return FromSamples(date, same, ColdStartBasis.SameWeekdays);
        }

        var open = series.OpenValues();
        if (open.Count > 0)
        {
            var factor = weekdayProfile is { Count: 7 } ? weekdayProfile[(int)date.DayOfWeek] : 1;
            return FromSamples(date, [.. open.Select(v => v * factor)], ColdStartBasis.AllDays);
        }

        return similarMean is { } similar
            ? Build(date, similar, Math.Sqrt(Math.Max(0, similar)), ColdStartBasis.SimilarProducts, 0)
            : Build(date, 0, 0, ColdStartBasis.Unknown, 0);
    }

    /// <summary>Mean and spread of the samples themselves.</summary>
    public static ColdStartForecast FromSamples(DateOnly date, IReadOnlyList<double> samples, ColdStartBasis basis)
    {
        if (samples.Count == 0)
        {
            return Build(date, 0, 0, ColdStartBasis.Unknown, 0);
        }

        var mean = samples.Average();
        var deviation = samples.Count < 2 ? 0 : Math.Sqrt(samples.Sum(s => (s - mean) * (s - mean)) / (samples.Count - 1));
        return Build(date, mean, Math.Max(Math.Sqrt(Math.Max(0, mean)), deviation), basis, samples.Count);
    }

    private static ColdStartForecast Build(DateOnly date, double mean, double sigma, ColdStartBasis basis, int samples) =>
        new(Prediction.FromNormal(date, mean, sigma), sigma, basis, samples);
}
