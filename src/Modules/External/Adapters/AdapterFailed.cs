namespace Bakery.External.Adapters;

/// <summary>A source gave no usable answer. What is stored is used instead; a forecast never fails because of it.</summary>
internal sealed class AdapterFailed(string adapter, string reason, Exception? inner = null) : Exception($"{adapter}: {reason}", inner)
{
    public string Adapter { get; } = adapter;
    public string Reason { get; } = reason;
}

/// <summary>One day's weather; null where the source says nothing.</summary>
/// <param name="TemperatureMax">°C.</param>
/// <param name="PrecipitationMm">mm in 24 h; a trace is 0.05.</param>
/// <param name="PrecipitationProbability">Percent.</param>
internal sealed record DayWeather(DateOnly Date, decimal? TemperatureMax, decimal? TemperatureMin, decimal? PrecipitationMm, decimal? PrecipitationProbability, decimal? WindKmh);

/// <summary>Whether the outside may be asked at all: <c>EXTERNAL_SOURCES=off</c> keeps a bakery without a network, or a test, from waiting for it.</summary>
internal sealed class Sources(Microsoft.Extensions.Configuration.IConfiguration configuration)
{
    public bool AreOn { get; } = configuration["EXTERNAL_SOURCES"] != "off";
}

/// <summary>State of an adapter since the start of the process.</summary>
public sealed record AdapterStatus(string Adapter, bool IsConfigured, DateTimeOffset? LastSuccess, DateTimeOffset? LastFailure, string? LastReason, string Attribution);

/// <summary>Remembers how the adapters are doing, for the status page and for choosing the fallback.</summary>
internal sealed class AdapterHealth(TimeProvider clock)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, (DateTimeOffset? Success, DateTimeOffset? Failure, string? Reason)> states = new();

    public void Succeeded(string adapter) => states.AddOrUpdate(adapter, _ => (clock.GetUtcNow(), null, null), (_, s) => (clock.GetUtcNow(), s.Failure, s.Reason));
    public void Failed(string adapter, string reason) => states.AddOrUpdate(adapter, _ => (null, clock.GetUtcNow(), reason), (_, s) => (s.Success, clock.GetUtcNow(), reason));

    public AdapterStatus Of(string adapter, bool isConfigured, string attribution)
    {
        var (success, failure, reason) = states.GetValueOrDefault(adapter);
        return new AdapterStatus(adapter, isConfigured, success, failure, reason, attribution);
    }
}
