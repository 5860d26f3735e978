using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Bakery.External.Adapters;

/// <summary>The clients of the outside sources: a time-out per try, retries, a breaker, an ETag cache; each address can be replaced by a setting.</summary>
internal static class SourceClients
{
    private const string Contact = "https://bakery-ia.example";

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AdapterHealth>();
        services.AddSingleton<Sources>();
        services.AddSingleton<Paces>();
        services.AddTransient<EtagCache>();
        Client<Aemet>(services, configuration, "AEMET_URL", "https://opendata.aemet.es/");
        Client<OpenMeteo>(services, configuration, "OPEN_METEO_URL", "https://api.open-meteo.com/");
        Client<MadridTraffic>(services, configuration, "MADRID_TRAFFIC_URL", "https://informo.madrid.es/");
        Client<Nominatim>(services, configuration, "NOMINATIM_URL", "https://nominatim.openstreetmap.org/");
        // A busy instance is not asked again but followed by the next one; its own time-out is 25 s.
        Client<Overpass>(services, configuration, "OVERPASS_URL", "https://overpass-api.de/", Overpass.TimeOutSeconds + 5, retries: 0);
        services.AddSingleton(new OverpassInstances([.. (configuration["OVERPASS_URLS"] is { Length: > 0 } own ? own : "https://overpass-api.de/,https://overpass.kumi.systems/").Split(',').Select(u => new Uri(u.Trim()))]));
    }

    private static void Client<T>(IServiceCollection services, IConfiguration configuration, string setting, string standard, int seconds = 10, int retries = 2) where T : class
    {
        var client = services.AddHttpClient<T>(http =>
        {
            http.BaseAddress = new Uri(configuration[setting] is { Length: > 0 } given ? given : standard);
            // Public instances want to know whom to write to.
            http.DefaultRequestHeaders.UserAgent.ParseAdd($"BakeryIA/0.1 (+{(configuration["EXTERNAL_CONTACT"] is { Length: > 0 } contact && Uri.IsWellFormedUriString(contact, UriKind.Absolute) ? contact : Contact)})");
            http.Timeout = Timeout.InfiniteTimeSpan;
        });
        client.AddResilienceHandler("external", pipeline =>
        {
            if (retries > 0) pipeline.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = retries, Delay = TimeSpan.FromMilliseconds(300), BackoffType = DelayBackoffType.Exponential, UseJitter = true });
            pipeline.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions { MinimumThroughput = 10, BreakDuration = TimeSpan.FromMinutes(1) })
                .AddTimeout(TimeSpan.FromSeconds(int.TryParse(configuration["EXTERNAL_TIMEOUT_SECONDS"], out var given) && given > 0 ? given : seconds));
        });
        client.AddHttpMessageHandler<EtagCache>();
    }
}
