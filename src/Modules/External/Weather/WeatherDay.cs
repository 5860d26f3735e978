using Bakery.External.Adapters;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;

namespace Bakery.External.Weather;

/// <summary>The weather of a city on a day: the latest forecast, and later what was observed. Kept once for all bakeries.</summary>
[NotAudited("Measurements of others, replaced by newer ones.")]
internal sealed class WeatherDay : IPlatformOwned
{
    private WeatherDay() { }

    public string CityId { get; private set; } = "";
    public DateOnly Date { get; private set; }
    public bool IsForecast { get; private set; }
    public string Adapter { get; private set; } = "";
    public decimal? TemperatureMax { get; private set; }
    public decimal? TemperatureMin { get; private set; }
    public decimal? PrecipitationMm { get; private set; }
    public decimal? PrecipitationProbability { get; private set; }
    public decimal? WindKmh { get; private set; }

    /// <summary>When it was said, so that a back-test uses only what was known.</summary>
    public DateTimeOffset IssuedAt { get; private set; }

    public static WeatherDay Create(string city, DateOnly date, bool isForecast) => new() { CityId = city, Date = date, IsForecast = isForecast };

    public void Set(DayWeather w, string adapter, DateTimeOffset now) =>
        (Adapter, TemperatureMax, TemperatureMin, PrecipitationMm, PrecipitationProbability, WindKmh, IssuedAt) = (adapter, w.TemperatureMax, w.TemperatureMin, w.PrecipitationMm, w.PrecipitationProbability, w.WindKmh, now);
}

/// <summary>A warning that touches a city.</summary>
[NotAudited("Warnings of others, replaced by newer ones.")]
internal sealed class WeatherWarning : IPlatformOwned
{
    private WeatherWarning() { }

    public Guid Id { get; private set; }
    public string CityId { get; private set; } = "";
    public string Event { get; private set; } = "";
    public string Level { get; private set; } = "";
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset To { get; private set; }
    public string Headline { get; private set; } = "";

    public static WeatherWarning Create(Guid id, string city, IssuedWarning w) => new() { Id = id, CityId = city, Event = Short(w.Event), Level = w.Level, From = w.From, To = w.To, Headline = Short(w.Headline) };

    private static string Short(string text) => text.Length > 300 ? text[..300] : text;
}

/// <summary>Mean traffic of a city on a day.</summary>
[NotAudited("Measurements of others.")]
internal sealed class TrafficDay : IPlatformOwned
{
    private TrafficDay() { }

    public string CityId { get; private set; } = "";
    public DateOnly Date { get; private set; }
    public decimal Intensity { get; private set; }
    public decimal Load { get; private set; }
    public int Samples { get; private set; }

    /// <summary>True when the day is the mean of the published month, which live readings change no more.</summary>
    public bool IsFinal { get; private set; }

    public static TrafficDay Create(string city, DateOnly date) => new() { CityId = city, Date = date };

    /// <summary>Takes another reading of all points into the mean.</summary>
    public void Add(decimal intensity, decimal load)
    {
        if (IsFinal) return;
        (Intensity, Load) = ((Intensity * Samples + intensity) / (Samples + 1), (Load * Samples + load) / (Samples + 1));
        Samples++;
    }

    /// <summary>The published mean replaces what was read live.</summary>
    public void Publish(TrafficMean mean) => (Intensity, Load, Samples, IsFinal) = (mean.Intensity, mean.Load, mean.Samples, true);
}
