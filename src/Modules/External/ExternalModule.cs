using Bakery.Contracts.Forecasting;
using Bakery.Contracts.External;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Tenant;
using Bakery.External.Adapters;
using Bakery.External.Calendar;
using Bakery.External.Errands;
using Bakery.External.Events;
using Bakery.External.Geocoding;
using Bakery.External.Locations;
using Bakery.External.Poi;
using Bakery.External.Weather;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.External;

/// <summary>What happens outside the bakery: weather, holidays, school, traffic, local reasons.</summary>
public sealed class ExternalModule : IModule
{
    public string Name => "external";

    public void Configure(ModuleBuilder module)
    {
        module.Store<ExternalDb>();
        SourceClients.Add(module.Services, module.Configuration);
        module.Services.AddScoped<WeatherSources>();
        module.Services.AddScoped<PoiDetection>();
        module.Services.AddScoped<GeocodeCache>();
        module.Services.AddScoped<ErrandBook>();
        module.Services.AddScoped<ErrandRunner>();
        module.Services.AddHostedService<ErrandLoop>();

        module.TenantRoutes(r =>
        {
            r.Get("calendar", ShowCalendar.Handle, "Shows what is special about each day at a location").Permit(Role.Viewer, "calendar.read");
            r.Get("holidays", ShowHolidays.Handle, "Lists public holidays").Permit(Role.Viewer, "calendar.read");
            r.Get("weather/forecast", ShowWeather.Forecast, "Shows the weather of the next days at a location").Permit(Role.Viewer, "weather.read");
            r.Get("weather/history", ShowWeather.History, "Shows the weather of a period at a location").Permit(Role.Viewer, "weather.read");
            r.Get("traffic/history", ShowTraffic.Handle, "Shows the traffic of a period in a location's city").Permit(Role.Viewer, "traffic.read");
            r.Get("location-context", ShowContext.Handle, "Shows the surroundings of a location").Permit(Role.Viewer, "context.read");
            r.Post("location-context", SetContext.Handle, "Sets community, local holidays and school of a location").Permit(Role.Admin, "context.write");
            r.Post("location-context/suggest-calendar", SuggestCalendar.Handle, "Suggests a school calendar").Permit(Role.Admin, "context.read");
            r.Get("events", ListEvents.Handle, "Lists local events").Permit(Role.Viewer, "events.read");
            r.Post("events", CreateEvent.Handle, "Adds a local event").Permit(Role.Member, "events.write");
            r.Get("events/{id:guid}", GetEvent.Handle, "Shows a local event").Permit(Role.Viewer, "events.read");
            r.Put("events/{id:guid}", UpdateEvent.Handle, "Changes a local event").Permit(Role.Member, "events.write").Versioned();
            r.Delete("events/{id:guid}", DeleteEvent.Handle, "Deletes a local event").Permit(Role.Member, "events.write").Versioned();
            r.Get("geocode/search", SearchPlaces.Handle, "Finds places by text or by the parts of an address").Permit(Role.Member, "geocode.read").Problems(503, "dependency_unavailable");
            r.Get("geocode/reverse", ReversePlace.Handle, "Finds the address at a point").Permit(Role.Member, "geocode.read").Problems(503, "dependency_unavailable");
            r.Post("poi-context/detect", DetectPoi.Handle, "Looks at what surrounds a location, at most every 90 days").Permit(Role.Admin, "poi.write").Problems(402, "upgrade_required").Problems(422, "location_without_coordinates").Problems(503, "dependency_unavailable");
            r.Post("poi-context/refresh", DetectPoi.Refresh, "Looks again at what surrounds a location").Permit(Role.Admin, "poi.write").Problems(402, "upgrade_required").Problems(422, "location_without_coordinates").Problems(503, "dependency_unavailable");
            r.Get("poi-context", ShowPoi.Handle, "Shows what surrounds a location").Permit(Role.Viewer, "poi.read").Problems(402, "upgrade_required");
            r.Delete("poi-context", DeletePoi.Handle, "Forgets what surrounds a location").Permit(Role.Admin, "poi.write").Problems(402, "upgrade_required");
            r.Get("poi-context/competitors", ListCompetitors.Handle, "Lists the bakeries around a location").Permit(Role.Viewer, "poi.read").Problems(402, "upgrade_required");
        });
        module.PlatformRoutes("external", r =>
        {
            r.Get("cities", ListCities.Handle, "Lists the cities with weather and holidays").ForSignedIn();
            r.Get("cities/{id}/availability", ShowAvailability.Handle, "Shows which data are stored of a city").ForSignedIn().Problems(404, "not_found");
            r.Get("cities/{id}/school-calendars", ListSchoolCalendars.Handle, "Lists the school calendars of a city").ForSignedIn().Problems(404, "not_found");
            r.Get("school-calendars/{id}", ShowSchoolCalendar.Handle, "Shows a school calendar").ForSignedIn().Problems(404, "not_found");
            r.Get("school-calendars/{id}/is-holiday", AskSchoolHoliday.Handle, "Says whether a day is without school").ForSignedIn().Problems(404, "not_found");
            r.Get("status", ShowStatus.Handle, "Shows how the outside sources are doing").ForSignedIn();
        });

        module.On<LocationChanged>(OnLocationChanged.Handle);
        module.On<LocationContextUpdated>(OnContextPrepared.Handle);
        module.On<ScenarioPlanned>(OnScenarioPlanned.Handle);
        module.On<DayClosed>(OnDayClosed.Handle);
        module.On<SalesImported>(OnSalesImported.Handle);
        module.Cron("weather-forecast", "7 */3 * * *", WeatherRefresh.Handle);
        module.Cron("weather-observed", "0 5 * * *", WeatherObservation.Handle);
        module.Cron("traffic", "*/30 * * * *", TrafficReading.Handle);
        module.Cron("window", "0 2 2 * *", MoveWindow.Handle);

        module.Answer<CalendarDays, IReadOnlyList<CalendarDay>>(AnswerCalendarDays.Handle);
    }
}
