using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Bakery.External.Adapters;
using Bakery.External.Poi;
using Bakery.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Tests.Api.External;

/// <summary>The adapters as real HTTP clients against a local server that replays recorded answers, errors, silence and rubbish.</summary>
public sealed class AdapterTests : IAsyncLifetime
{
    private readonly AdapterHealth health = new(TimeProvider.System);
    private readonly Paces paces = new(TimeProvider.System, new ConfigurationBuilder().AddInMemoryCollection(new[] { "AEMET_URL", "NOMINATIM_URL", "OVERPASS_URLS" }.Select(n => KeyValuePair.Create(n, (string?)"own"))).Build());
    private ReplayServer? replay;
    private HttpClient? http;

    private IDictionary<string, Func<HttpContext, Task>> answers => replay!.Answers;

    public async ValueTask InitializeAsync()
    {
        replay = await ReplayServer.Start();
        http = new HttpClient { BaseAddress = replay.Address, Timeout = TimeSpan.FromSeconds(5) };
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        if (replay is not null) await replay.DisposeAsync();
    }

    [Fact]
    public async Task Aemet_is_asked_in_two_steps_and_its_Latin_bodies_and_decimal_commas_are_read()
    {
        const string path = "/opendata/api/prediccion/especifica/municipio/diaria/48020";
        answers[path] = c => Text(c, c.Request.Headers["api_key"] == "key" ? "{\"descripcion\":\"éxito\",\"estado\":200,\"datos\":\"" + http!.BaseAddress + "data/1\",\"metadatos\":\"x\"}" : "{\"estado\":401}");
        answers["/data/1"] = c => Text(c, """
            [{"nombre":"Bilbao","provincia":"Bizkaia, año","prediccion":{"dia":[
              {"fecha":"2026-11-11T00:00:00","probPrecipitacion":[{"value":80,"periodo":"00-24"},{"value":20,"periodo":"00-12"}],"temperatura":{"maxima":16,"minima":9},"viento":[{"velocidad":15}]},
              {"fecha":"2026-11-12T00:00:00","temperatura":{"maxima":"14,5"}}]}}]
            """);
        var days = await Aemet().Forecast("48020", default);
        Assert.Equal([new DayWeather(new(2026, 11, 11), 16, 9, null, 80, 15), new DayWeather(new(2026, 11, 12), 14.5m, null, null, null, null)], days);
        Assert.NotNull(health.Of("aemet", true, "").LastSuccess);
    }

    [Fact]
    public void Observed_values_with_traces_and_gaps_are_read()
    {
        Assert.SkipWhen(Repository.Shared is null, "skipped: ../shared is missing");
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Shared!, "data", "aemet", "valores_climatologicos_diarios_sample.json")));
        Assert.NotEmpty(Bakery.External.Adapters.Aemet.ReadObserved(sample.RootElement));
        using var made = JsonDocument.Parse("""[{"fecha":"2026-01-02","tmax":"12,3","prec":"Ip"},{"fecha":"2026-01-03","prec":"Acum"},{"fecha":"2026-01-04","prec":"7,4","velmedia":"2,5"}]""");
        Assert.Equal([0.05m, null, 7.4m], Bakery.External.Adapters.Aemet.ReadObserved(made.RootElement).Select(d => d.PrecipitationMm));
    }

    [Theory]
    [InlineData("{\"estado\":401}", "state_401")]
    [InlineData("{\"estado\":429}", "state_429")]
    [InlineData("{\"estado\":200}", "no_data_address")]
    [InlineData("<html>maintenance</html>", "rubbish")]
    [InlineData("", "rubbish")]
    [InlineData("[]", "rubbish")]
    public async Task Aemets_errors_inside_a_good_answer_are_named(string body, string reason)
    {
        answers["/opendata/api/prediccion/especifica/municipio/diaria/48020"] = c => Text(c, body);
        Assert.Equal(reason, (await Assert.ThrowsAsync<AdapterFailed>(() => Aemet().Forecast("48020", default))).Reason);
        Assert.Equal(reason, health.Of("aemet", true, "").LastReason);
    }

    [Fact]
    public async Task Without_a_key_AEMET_is_not_asked() => Assert.Equal("no_key", (await Assert.ThrowsAsync<AdapterFailed>(() => Aemet("").Forecast("48020", default))).Reason);

    [Fact]
    public async Task Open_Meteos_columns_may_have_holes()
    {
        answers["/v1/forecast"] = c => Text(c, """{"daily_units":{"time":"iso8601"},"daily":{"time":["2026-11-11","2026-11-12"],"temperature_2m_max":[16.1,null],"temperature_2m_min":[9.0,8.5],"precipitation_sum":[0.0,null]}}""");
        var days = await new OpenMeteo(http!, health).Forecast(43.2m, -2.9m, default);
        Assert.Equal([new DayWeather(new(2026, 11, 11), 16.1m, 9.0m, 0.0m, null, null), new DayWeather(new(2026, 11, 12), null, 8.5m, null, null, null)], days);
    }

    [Theory]
    [InlineData(500, "{}", "http_500")]
    [InlineData(200, "{\"daily\":{}}", "rubbish")]
    [InlineData(200, "{\"daily\":{\"time\":[\"yesterday\"]}}", "rubbish")]
    [InlineData(200, "not json", "rubbish")]
    public async Task A_source_that_fails_says_why(int status, string body, string reason)
    {
        answers["/v1/forecast"] = c => Text(c, body, status);
        Assert.Equal(reason, (await Assert.ThrowsAsync<AdapterFailed>(() => new OpenMeteo(http!, health).Forecast(1, 1, default))).Reason);
    }

    [Fact]
    public async Task Silence_is_a_timeout_and_a_closed_port_is_unreachable()
    {
        answers["/v1/forecast"] = c => Task.Delay(Timeout.Infinite, c.RequestAborted);
        using var hasty = new HttpClient { BaseAddress = http!.BaseAddress, Timeout = TimeSpan.FromMilliseconds(200) };
        Assert.Equal("timeout", (await Assert.ThrowsAsync<AdapterFailed>(() => new OpenMeteo(hasty, health).Forecast(1, 1, default))).Reason);
        using var nowhere = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1/") };
        Assert.Equal("unreachable", (await Assert.ThrowsAsync<AdapterFailed>(() => new OpenMeteo(nowhere, health).Forecast(1, 1, default))).Reason);
    }

    [Fact]
    public async Task Traffic_points_with_errors_are_dropped_and_commas_are_read()
    {
        const string xml = """
            <?xml version="1.0" encoding="UTF-8"?><pms><fecha_hora>15/06/2024 14:30:04</fecha_hora>
            <pm><idelem>9841</idelem><intensidad>120</intensidad><ocupacion>15</ocupacion><carga>4</carga><error>N</error><st_x>438339,375</st_x><st_y>4480454,9</st_y></pm>
            <pm><idelem>9843</idelem><error>S</error></pm><pm><idelem>9844</idelem><error>N</error></pm></pms>
            """;
        answers["/informo/tmadrid/pm.xml"] = c => Text(c, xml);
        var point = Assert.Single(await Traffic().Now(default));
        Assert.Equal(("9841", 120m, 438339.375m, new DateTime(2024, 6, 15, 14, 30, 4)), (point.Id, point.Intensity, point.UtmX!.Value, point.At));
        Assert.Throws<FormatException>(() => MadridTraffic.Read(XDocument.Parse("<pms/>")));
    }

    [Fact]
    public async Task Places_come_with_their_coordinates_as_texts()
    {
        answers["/search"] = c => Text(c, """[{"display_name":"Bilbao, Bizkaia","lat":"43.2630","lon":"-2.9350","boundingbox":["43.2","43.3","-3.0","-2.9"],"type":"city"}]""");
        Assert.Equal([new FoundPlace("Bilbao, Bizkaia", 43.2630m, -2.9350m, "city", new PlaceBox(43.2m, 43.3m, -3.0m, -2.9m))], await Nominatim().Search("bilbao", default));
    }

    [Fact]
    public async Task A_busy_Overpass_is_followed_by_the_next_instance()
    {
        answers["/busy/api/interpreter"] = c => Status(c, 429);
        answers["/free/api/interpreter"] = c => Text(c, """{"elements":[{"type":"node","lat":43.26,"lon":-2.93,"tags":{"shop":"bakery","name":"Okindegia"}},{"type":"way","center":{"lat":43.27,"lon":-2.94},"tags":{"amenity":"school"}},{"type":"node"}]}""");
        var found = await Overpass(http!, "busy", "free").Around(43.26m, -2.93m, PoiCategory.All, default);
        Assert.Equal(["Okindegia", null], found.Select(f => f.Name));
        Assert.Equal("school", found[1].Tags["amenity"]);
        Assert.Equal("http_429", (await Assert.ThrowsAsync<AdapterFailed>(() => Overpass(http!, "busy").Around(1, 1, PoiCategory.All, default))).Reason);
    }

    [Fact]
    public async Task Daily_values_of_a_station_are_asked_for_by_period_and_read_from_Latin_text()
    {
        answers["/opendata/api/valores/climatologicos/diarios/datos/fechaini/2019-10-01T00:00:00UTC/fechafin/2019-10-03T23:59:59UTC/estacion/3194U"] = c => Text(c, "{\"estado\":200,\"datos\":\"" + http!.BaseAddress + "data/2\"}");
        answers["/data/2"] = c => Text(c, """[{"fecha":"2019-10-01","nombre":"PEÑÍSCOLA","tmin":"10,0","tmax":"28,1","prec":"0,0","velmedia":"2,5"},{"fecha":"2019-10-02","tmin":"11,5"}]""");
        Assert.Equal([new DayWeather(new(2019, 10, 1), 28.1m, 10.0m, 0.0m, null, 9.00m), new DayWeather(new(2019, 10, 2), null, 11.5m, null, null, null)], await Aemet().Observed("3194U", new(2019, 10, 1), new(2019, 10, 3), default));
        // No data of the period: an envelope in place of the data.
        answers["/data/2"] = c => Text(c, "{\"descripcion\":\"No hay datos\",\"estado\":404}");
        Assert.Equal("state_404", (await Assert.ThrowsAsync<AdapterFailed>(() => Aemet().Observed("3194U", new(2019, 10, 1), new(2019, 10, 3), default))).Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Warnings_come_as_an_archive_of_alerts_and_name_their_area(bool isPacked)
    {
        answers["/opendata/api/avisos_cap/ultimoelaborado/area/75"] = c => Text(c, "{\"estado\":200,\"datos\":\"" + http!.BaseAddress + "data/3\"}");
        answers["/data/3"] = async c => await c.Response.Body.WriteAsync(Samples.Archive(isPacked, Samples.Alert("Severe"), Samples.Alert("Minor"), "not an alert"));
        var failed = await Assert.ThrowsAsync<AdapterFailed>(() => Aemet().Warnings("PV", default));
        Assert.Equal("rubbish", failed.Reason);
        answers["/data/3"] = async c => await c.Response.Body.WriteAsync(Samples.Archive(isPacked, Samples.Alert("Severe"), Samples.Alert("Minor")));
        var warning = Assert.Single(await Aemet().Warnings("PV", default));
        Assert.Equal(("Aviso de lluvias de nivel naranja", "orange", new DateTimeOffset(2026, 11, 10, 11, 0, 0, TimeSpan.Zero)), (warning.Event, warning.Level, warning.From));
        Assert.True(warning.Covers(43.263m, -2.935m));
        Assert.False(warning.Covers(43.318m, -1.981m));
        Assert.Equal("no_area", (await Assert.ThrowsAsync<AdapterFailed>(() => Aemet().Warnings("XX", default))).Reason);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        answers["/v1/forecast"] = c =>
        {
            c.Response.Headers.ETag = "\"7\"";
            return c.Request.Headers.IfNoneMatch == "\"7\"" ? Status(c, 304) : Text(c, """{"daily":{"time":["2026-11-11"],"temperature_2m_max":[16.1]}}""");
        };
        await using var memory = new ServiceCollection().AddHybridCache().Services.BuildServiceProvider();
        using var remembering = new HttpClient(new EtagCache(memory.GetRequiredService<HybridCache>()) { InnerHandler = new HttpClientHandler() }) { BaseAddress = http!.BaseAddress };
        var first = await new OpenMeteo(remembering, health).Forecast(1, 1, default);
        Assert.Equal(first, await new OpenMeteo(remembering, health).Forecast(1, 1, default));
        Assert.Equal(2, replay!.Count("/v1/forecast"));
        // Another address has its own answer.
        answers["/v1/forecast"] = c => Text(c, c.Request.Headers.IfNoneMatch.Count == 0 ? """{"daily":{"time":["2026-11-12"]}}""" : "tagged");
        Assert.Equal(new DateOnly(2026, 11, 12), (await new OpenMeteo(remembering, health).Forecast(2, 2, default))[0].Date);
    }

    [Fact]
    public async Task An_address_in_parts_is_searched_as_such_and_a_point_has_one_address()
    {
        answers["/search"] = c => Text(c, c.Request.Query["street"] == "Gran Vía 1" && c.Request.Query["city"] == "Bilbao" && c.Request.Query["postalcode"] == "48001" && !c.Request.Query.ContainsKey("q") ? "[]" : "{}");
        Assert.Empty(await Nominatim().Search(new AddressQuery("Gran Vía 1", "Bilbao", "48001", null), default));
        answers["/reverse"] = c => Text(c, c.Request.Query["lat"] == "43.263" ? """
            {"display_name":"1, Gran Via, Abando, Bilbao","lat":"43.2631","lon":"-2.9351","type":"house","address":{"house_number":"1","road":"Gran Via","suburb":"Abando","city":"Bilbao","province":"Bizkaia","state":"Euskadi","postcode":"48001"}}
            """ : "{\"error\":\"Unable to geocode\"}");
        var place = Assert.Single(await Nominatim().Reverse(43.263m, -2.935m, default));
        Assert.Equal(new PlaceAddress("Gran Via", "1", "Abando", "48001", "Bilbao", "Bizkaia", "Euskadi"), place.Address);
        Assert.Empty(await Nominatim().Reverse(43.9m, -8.9m, default));
        answers["/reverse"] = c => Text(c, "[]");
        Assert.Equal("rubbish", (await Assert.ThrowsAsync<AdapterFailed>(() => Nominatim().Reverse(1, 1, default))).Reason);
    }

    [Fact]
    public async Task A_silent_or_broken_Overpass_is_followed_by_the_next_one_too()
    {
        answers["/silent/api/interpreter"] = c => Task.Delay(Timeout.Infinite, c.RequestAborted);
        answers["/rubbish/api/interpreter"] = c => Text(c, "<html>");
        answers["/late/api/interpreter"] = c => Text(c, """{"remark":"runtime error: Query timed out","elements":[]}""");
        answers["/free/api/interpreter"] = c => Text(c, """{"elements":[]}""");
        using var hasty = new HttpClient { BaseAddress = http!.BaseAddress, Timeout = TimeSpan.FromMilliseconds(200) };
        Assert.Empty(await Overpass(hasty, "silent", "rubbish", "late", "free").Around(1, 1, PoiCategory.All, default));
        Assert.Equal("incomplete", (await Assert.ThrowsAsync<AdapterFailed>(() => Overpass(hasty, "silent", "late").Around(1, 1, PoiCategory.All, default))).Reason);
        Assert.Equal("timeout", (await Assert.ThrowsAsync<AdapterFailed>(() => Overpass(hasty, "silent").Around(1, 1, PoiCategory.All, default))).Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_month_of_traffic_becomes_a_mean_per_day_without_the_bad_readings(bool isZip)
    {
        const string csv = """
            "id";"fecha";"tipo_elem";"intensidad";"ocupacion";"carga";"vmed";"error";"periodo_integracion"
            1001;"2026-09-01 00:00:00";"M30";100;1;10;60;"N";5
            1002;"2026-09-01 00:00:00";"URB";300;1;30;0;"N";5
            1001;"2026-09-01 00:15:00";"M30";200;1;20;60;"N";5
            1002;"2026-09-01 00:15:00";"URB";9000;1;99;0;"S";5
            1001;"2026-09-02 00:00:00";"M30";50;1;5;60;"N";5
            broken line
            """;
        answers["/history/2026-09.x"] = async c => await c.Response.Body.WriteAsync(isZip ? Samples.Zip("09-2026.csv", csv) : Encoding.UTF8.GetBytes(csv));
        Assert.Equal([new TrafficMean(new(2026, 9, 1), 200, 20, 2), new TrafficMean(new(2026, 9, 2), 50, 5, 1)], await Traffic().History(2026, 9, default));
    }

    [Fact]
    public async Task A_month_of_traffic_without_address_answer_or_columns_says_so()
    {
        Assert.Equal("http_404", (await Assert.ThrowsAsync<AdapterFailed>(() => Traffic().History(2026, 8, default))).Reason);
        answers["/history/2026-09.x"] = c => Text(c, "<html>maintenance</html>");
        Assert.Equal("rubbish", (await Assert.ThrowsAsync<AdapterFailed>(() => Traffic().History(2026, 9, default))).Reason);
        answers["/history/2026-09.x"] = async c => await c.Response.Body.WriteAsync("PK but no archive"u8.ToArray());
        Assert.Equal("rubbish", (await Assert.ThrowsAsync<AdapterFailed>(() => Traffic().History(2026, 9, default))).Reason);
        Assert.Equal("no_address", (await Assert.ThrowsAsync<AdapterFailed>(() => new MadridTraffic(http!, health, new ConfigurationBuilder().Build()).History(2026, 9, default))).Reason);
    }

    private Aemet Aemet(string key = "key") => new(http!, Settings("AEMET_API_KEY", key), health, paces);
    private Nominatim Nominatim() => new(http!, health, paces);
    private Overpass Overpass(HttpClient client, params string[] names) => new(client, health, new OverpassInstances([.. names.Select(n => new Uri(client.BaseAddress!, n + "/"))]), paces);
    private MadridTraffic Traffic() => new(http!, health, Settings("MADRID_TRAFFIC_HISTORY_URL", http!.BaseAddress + "history/{year}-{month}.x"));

    private static IConfiguration Settings(string name, string value) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [name] = value }).Build();
    private static Task Text(HttpContext context, string body, int status = 200) => ReplayServer.Text(context, body, status);
    private static Task Status(HttpContext context, int status) => ReplayServer.Status(context, status);
}
