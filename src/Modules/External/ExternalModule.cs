using Bakery.Contracts.External;
using Bakery.Contracts.Tenant;
using Bakery.External.Adapters;
using Bakery.External.Calendar;
using Bakery.External.Events;
using Bakery.External.Locations;
using Bakery.External.Weather;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Bakery.External;

/// <summary>What happens outside the bakery: weather, holidays, school, traffic, local reasons.</summary>
public sealed class ExternalModule : IModule
{
    public string Name => "external";

    public void Configure(ModuleBuilder module)
    {
        module.Store<ExternalDb>();
        var (services, configuration) = (module.Services, module.Configuration);
        services.AddSingleton<AdapterHealth>();
        services.AddSingleton<Sources>();
        services.AddScoped<WeatherReader>();
        Client<Aemet>(services, configuration, "AEMET_URL", "https://opendata.aemet.es/");
        Client<OpenMeteo>(services, configuration, "OPEN_METEO_URL", "https://api.open-meteo.com/");
        Client<MadridTraffic>(services, configuration, "MADRID_TRAFFIC_URL", "https://informo.madrid.es/");
        Client<Nominatim>(services, configuration, "NOMINATIM_URL", "https://nominatim.openstreetmap.org/");
        services.AddSingleton<IReadOnlyList<Uri>>([.. (configuration["OVERPASS_URLS"] ?? "https://overpass-api.de/,https://overpass.kumi.systems/").Split(',').Select(u => new Uri(u.Trim()))]);
        Client<Overpass>(services, configuration, "OVERPASS_URL", "https://overpass-api.de/");

        module.TenantRoutes(r =>
        {
            r.Get("calendar", ShowCalendar.Handle, "Shows what is special about each day at a location").Permit(Role.Viewer, "calendar.read");
            r.Get("holidays", ShowHolidays.Handle, "Lists public holidays").Permit(Role.Viewer, "calendar.read");
            r.Get("weather/forecast", ShowWeather.Forecast, "Shows the weather of the next days at a location").Permit(Role.Viewer, "weather.read");
            r.Get("weather/history", ShowWeather.History, "Shows the weather of a period at a location").Permit(Role.Viewer, "weather.read");
            r.Get("location-context", ShowContext.Handle, "Shows the surroundings of a location").Permit(Role.Viewer, "context.read");
            r.Post("location-context", SetContext.Handle, "Sets community, local holidays and school of a location").Permit(Role.Admin, "context.write");
            r.Post("location-context/suggest-calendar", SuggestCalendar.Handle, "Suggests a school calendar").Permit(Role.Admin, "context.read");
            r.Get("events", ListEvents.Handle, "Lists local events").Permit(Role.Viewer, "events.read");
            r.Post("events", CreateEvent.Handle, "Adds a local event").Permit(Role.Member, "events.write");
            r.Get("events/{id:guid}", GetEvent.Handle, "Shows a local event").Permit(Role.Viewer, "events.read");
            r.Put("events/{id:guid}", UpdateEvent.Handle, "Changes a local event").Permit(Role.Member, "events.write").Versioned();
            r.Delete("events/{id:guid}", DeleteEvent.Handle, "Deletes a local event").Permit(Role.Member, "events.write").Versioned();
            r.Get("geocode/search", SearchPlaces.Handle, "Finds places by address").Permit(Role.Member, "geocode.read").Problems(503, "dependency_unavailable");
        });
        module.PlatformRoutes("external", r =>
        {
            r.Get("cities", ListCities.Handle, "Lists the cities with weather and holidays").ForSignedIn();
            r.Get("cities/{id}/school-calendars", ListSchoolCalendars.Handle, "Lists the school calendars of a city").ForSignedIn().Problems(404, "not_found");
            r.Get("status", ShowStatus.Handle, "Shows how the outside sources are doing").ForSignedIn();
        });

        module.On<LocationChanged>(OnLocationChanged.Handle);
        module.On<LocationContextUpdated>(OnContextPrepared.Handle);
        module.Cron("weather-forecast", "7 */3 * * *", WeatherRefresh.Handle);
        module.Cron("weather-observed", "0 5 * * *", WeatherObservation.Handle);
        module.Cron("traffic", "*/30 * * * *", TrafficReading.Handle);

        module.Answer<CalendarDays, IReadOnlyList<CalendarDay>>(AnswerCalendarDays.Handle);
    }

    /// <summary>10 s per try, two retries, a breaker, and no request at all when the address is empty.</summary>
    private static void Client<T>(IServiceCollection services, IConfiguration configuration, string setting, string standard) where T : class => services
        .AddHttpClient<T>(http =>
        {
            http.BaseAddress = new Uri(configuration[setting] is { Length: > 0 } given ? given : standard);
            http.DefaultRequestHeaders.UserAgent.ParseAdd("BakeryIA/0.1 (+https://bakery-ia.example)");
            http.Timeout = Timeout.InfiniteTimeSpan;
        })
        .AddResilienceHandler("external", pipeline => pipeline
            .AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 2, Delay = TimeSpan.FromMilliseconds(300), BackoffType = DelayBackoffType.Exponential, UseJitter = true })
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions { MinimumThroughput = 10, BreakDuration = TimeSpan.FromMinutes(1) })
            .AddTimeout(TimeSpan.FromSeconds(int.TryParse(configuration["EXTERNAL_TIMEOUT_SECONDS"], out var seconds) && seconds > 0 ? seconds : 10)));
}
