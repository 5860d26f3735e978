using System.Text.Json.Serialization;

namespace Bakery.Forecast.Pooled;

/// <summary>A series with the name that it keeps from one training to the next.</summary>
/// <param name="Key">For example product and location.</param>
/// <param name="History">Demand per day.</param>
public sealed record PooledSeries(string Key, DemandSeries History);

/// <summary>The pooled model of a tenant. It can be stored as JSON and used later on longer histories.</summary>
public sealed record PooledModel
{
    /// <summary>Keys of the series it was trained on; their place is their code.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Names of calendar days; their place is their code.</summary>
    public required IReadOnlyList<string> DayNames { get; init; }

    /// <summary>Flags of the calendar.</summary>
    public required int Flags { get; init; }

    /// <summary>Last day known to the training.</summary>
    public required DateOnly TrainedTo { get; init; }

    /// <summary>Null with too little history; then the structural forecast is served.</summary>
    public PooledTrees? Trees { get; init; }

    public required PooledCalibration Calibration { get; init; }

    /// <summary>How each series did on forecasts of the past that were made without knowing what came.</summary>
    public required IReadOnlyDictionary<string, PooledScore> Scores { get; init; }

    /// <summary>The past forecasts the scores rest on; known after a training, not stored with the model.</summary>
    [JsonIgnore]
    public IReadOnlyList<PastForecast> Past { get; init; } = [];
}

/// <summary>What would have been served on a past day, made without knowing what came.</summary>
/// <param name="Key">The series.</param>
/// <param name="Origin">Last day known.</param>
/// <param name="Served">The distribution of the day.</param>
/// <param name="Baseline">Mean of the last four same weekdays.</param>
/// <param name="Actual">Sold; sold-out days are left out.</param>
public sealed record PastForecast(string Key, DateOnly Origin, Prediction Served, double Baseline, double Actual);
