using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Sales;
using Bakery.Tests.Api.Support;
using Npgsql;

namespace Bakery.Tests.Api.External;

/// <summary>A host of its own whose sources are a local replay server.</summary>
public sealed class OpenSources : IAsyncLifetime
{
    public ReplayServer Replay { get; private set; } = null!;
    public BakeryServer Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Replay = await ReplayServer.Start();
        Server.Settings["EXTERNAL_SOURCES"] = "on";
        Server.Settings["EXTERNAL_TIMEOUT_SECONDS"] = "2";
        Server.Settings["AEMET_API_KEY"] = "key";
        foreach (var name in new[] { "AEMET_URL", "OPEN_METEO_URL", "MADRID_TRAFFIC_URL", "NOMINATIM_URL", "OVERPASS_URLS" }) Server.Settings[name] = Replay.Address.ToString();
        Server.Settings["MADRID_TRAFFIC_HISTORY_URL"] = Replay.Address + "history/{year}-{month}.csv";
        await Server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Replay.DisposeAsync();
    }

    /// <summary>Returns when no errand is due any more.</summary>
    public async Task ErrandsDone()
    {
        await Server.Settled();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (await Number($"SELECT count(*) FROM external.errand WHERE due_at < '{BakeryServer.Start.AddMinutes(1):O}' OR (attempts = 0)") > 0) await Task.Delay(20, limit.Token);
    }

    public async Task<long> Number(string sql)
    {
        await using var connection = new NpgsqlConnection(Server.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<(TestTenant Tenant, Guid Location)> Shop(string city, string latitude, string longitude)
    {
        var tenant = await Server.NewTenant();
        var made = await tenant.Post("locations", new { name = "Tienda", type = "retail_outlet", opening_hours = new Dictionary<string, object>(), address = (string?)null, city, latitude, longitude });
        return (tenant, made["id"]!.GetValue<Guid>());
    }
}

public sealed class SourceTests(OpenSources sources) : IClassFixture<OpenSources>
{
    private const string Map = """
        {"elements":[
          {"type":"node","lat":43.2634,"lon":-2.9350,"tags":{"shop":"bakery","name":"Okindegi Zaharra"}},
          {"type":"node","lat":43.2630,"lon":-2.9350,"tags":{"shop":"bakery","name":"Goizeko Labea"}},
          {"type":"way","center":{"lat":43.2660,"lon":-2.9350},"tags":{"amenity":"school","name":"Ikastola"}},
          {"type":"node","lat":43.2700,"lon":-2.9350,"tags":{"shop":"pastry"}},
          {"type":"node","lat":43.2631,"lon":-2.9350,"tags":{"highway":"bus_stop"}}]}
        """;

    private ReplayServer Replay => sources.Replay;

    [Fact]
    public async Task Surroundings_are_looked_at_once_in_90_days_and_again_on_demand()
    {
        Replay.Answers["/api/interpreter"] = c => ReplayServer.Text(c, Map);
        var (tenant, shop) = await sources.Shop("Bilbao", "43.2630", "-2.9350");
        var before = Replay.Count("/api/interpreter");
        Assert.Null((await tenant.Get($"external/poi-context?location_id={shop}"))["context"]);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await tenant.Fails(HttpMethod.Get, $"external/poi-context/competitors?location_id={shop}"));

        var seen = await Detect(tenant, "detect", shop);
        Assert.Equal(("ready", "© OpenStreetMap contributors"), (seen["state"].Text(), seen["context"]!["attribution"].Text()));
        var schools = Category(seen, "schools");
        Assert.Equal((1, 0, 1), (schools["count"]!.GetValue<int>(), schools["within_300_m"]!.GetValue<int>(), schools["within_500_m"]!.GetValue<int>()));
        Assert.Equal("333.6000", schools["nearest_m"].Text());
        Assert.Equal(("0.3328", "0.4992"), (schools["proximity_score"].Text(), schools["weighted_score"].Text()));
        Assert.False(Category(seen, "health")["is_feature"]!.GetValue<bool>());
        Assert.Equal(("2.3000", "moderate_competition", "normal_market"), (seen["context"]!["competition"]!["pressure"].Text(), seen["context"]!["competition"]!["zone"].Text(), seen["context"]!["competition"]!["market_type"].Text()));
        Assert.Equal(["Okindegi Zaharra", null], (await tenant.Get($"external/poi-context/competitors?location_id={shop}"))["items"]!.AsArray().Select(i => i!["name"]?.GetValue<string>()));

        await Detect(tenant, "detect", shop);
        Assert.Equal(1, Replay.Count("/api/interpreter") - before);
        await Detect(tenant, "refresh", shop);
        Assert.Equal(2, Replay.Count("/api/interpreter") - before);

        var suggestion = await tenant.Post("external/location-context/suggest-calendar", new { location_id = shop });
        Assert.Equal(("PV-2026", 70), (suggestion["suggested_calendar_id"].Text(), suggestion["confidence"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.NoContent, (await tenant.Send(HttpMethod.Delete, $"external/poi-context?location_id={shop}", null)).StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await tenant.Fails(HttpMethod.Delete, $"external/poi-context?location_id={shop}"));
    }

    [Fact]
    public async Task A_busy_map_is_asked_again_later()
    {
        Replay.Answers["/api/interpreter"] = c => ReplayServer.Status(c, 429);
        var (tenant, shop) = await sources.Shop("Bilbao", "43.2630", "-2.9350");
        var answer = await tenant.Send(HttpMethod.Post, "external/poi-context/detect", new { location_id = shop });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var queued = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(("queued", "http_429"), (queued["state"].Text(), queued["reason"].Text()));
        Replay.Answers["/api/interpreter"] = c => ReplayServer.Text(c, Map);
        await sources.ErrandsDone();
        // Either the errand met the free map at once, or it waits for its next try.
        var context = (await tenant.Get($"external/poi-context?location_id={shop}"))["context"];
        Assert.True(context is not null || await sources.Number($"SELECT count(*) FROM external.errand WHERE location_id = '{shop}' AND attempts = 1") == 1);
    }

    [Fact]
    public async Task A_location_without_coordinates_or_of_nobody_is_refused()
    {
        var bakery = await Bakeries.Small(sources.Server);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "location_without_coordinates"), await bakery.Tenant.Fails(HttpMethod.Post, "external/poi-context/detect", new { location_id = bakery["A"] }));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await bakery.Tenant.Fails(HttpMethod.Post, "external/poi-context/detect", new { location_id = Guid.Empty }));
    }

    [Fact]
    public async Task A_place_is_asked_for_once_in_180_days_and_an_unreachable_map_is_named()
    {
        var tenant = await sources.Server.NewTenant();
        Replay.Answers["/reverse"] = c => ReplayServer.Text(c, """{"display_name":"Gran Via, Bilbao","lat":"43.2631","lon":"-2.9351","address":{"road":"Gran Via","city":"Bilbao"}}""");
        var first = await tenant.Get("external/geocode/reverse?latitude=43.26301&longitude=-2.93502");
        Assert.Equal(("Gran Via", "© OpenStreetMap contributors", false), (first["items"]![0]!["address"]!["street"].Text(), first["attribution"].Text(), first["is_stale"]!.GetValue<bool>()));
        Replay.Answers["/reverse"] = c => ReplayServer.Status(c, 403);
        Assert.Equal(first.ToJsonString(), (await tenant.Get("external/geocode/reverse?latitude=43.26301&longitude=-2.93502")).ToJsonString());
        Assert.Equal(1, Replay.Asked.Count(a => a.Contains("lat=43.26301", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), await tenant.Fails(HttpMethod.Get, "external/geocode/reverse?latitude=40&longitude=-3"));

        Replay.Answers["/search"] = c => ReplayServer.Text(c, """[{"display_name":"Bilbao","lat":"43.26","lon":"-2.93","type":"city"}]""");
        Assert.Single((await tenant.Get("external/geocode/search?q=Bilbao"))["items"]!.AsArray());
        await tenant.Get("external/geocode/search?q=%20BILBAO%20");
        Assert.Equal(1, Replay.Asked.Count(a => a.Contains("q=Bilbao", StringComparison.OrdinalIgnoreCase)));
        Assert.Single((await tenant.Get("external/geocode/search?street=Gran%20V%C3%ADa%201&city=Bilbao"))["items"]!.AsArray());
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await tenant.Fails(HttpMethod.Get, "external/geocode/search"));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await tenant.Fails(HttpMethod.Get, "external/geocode/reverse?latitude=91&longitude=0"));
    }

    [Fact]
    public async Task A_new_city_is_filled_with_two_years_of_weather_and_traffic_while_no_transaction_waits()
    {
        var held = 0L;
        Replay.Answers["/v1/archive"] = async c =>
        {
            // Other work may be in a transaction for a moment; one that waited for this answer would stay.
            for (var i = 0; i < 100; i++)
                if ((held = await sources.Number("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()")) == 0) break;
                else await Task.Delay(20);
            var from = DateOnly.Parse(c.Request.Query["start_date"]!, System.Globalization.CultureInfo.InvariantCulture);
            await ReplayServer.Text(c, Samples.Weather(from, DateOnly.Parse(c.Request.Query["end_date"]!, System.Globalization.CultureInfo.InvariantCulture).DayNumber - from.DayNumber + 1, 21.5m));
        };
        Replay.Answers["/v1/forecast"] = c => ReplayServer.Text(c, Samples.Weather(new(2026, 11, 10), 8, 16));
        Replay.Answers["/history/2026-09.csv"] = c => ReplayServer.Text(c, "id;fecha;tipo_elem;intensidad;ocupacion;carga;vmed;error;periodo_integracion\n1;2026-09-01 00:00:00;URB;120;1;12;0;N;5\n");
        var (tenant, shop) = await sources.Shop("Madrid", "40.4160", "-3.7030");
        await sources.ErrandsDone();
        Assert.Equal(0, held);
        Assert.Contains(Replay.Asked, a => a.Contains("/estacion/3195", StringComparison.Ordinal)); // AEMET is asked first; it has nothing here

        var city = await tenant.Get("/api/v1/external/cities/28079/availability");
        Assert.Equal(("2024-11-10", "2026-11-08", 729, "1.0000"), (city["weather"]!["from"].Text(), city["weather"]!["to"].Text(), city["weather"]!["days"]!.GetValue<int>(), city["weather"]!["coverage"].Text()));
        Assert.Equal(("2026-09-01", 1), (city["traffic"]!["from"].Text(), city["traffic"]!["days"]!.GetValue<int>()));
        Assert.NotNull(city["forecast_issued_at"]);
        var traffic = await tenant.Get($"external/traffic/history?location_id={shop}&from=2026-09-01&to=2026-09-30");
        Assert.Equal(("120.0000", "12.0000", true), (traffic["items"]![0]!["intensity"].Text(), traffic["items"]![0]!["load"].Text(), traffic["items"]![0]!["is_final"]!.GetValue<bool>()));
        Assert.Contains("Madrid", traffic["attribution"].Text());
        var weather = await tenant.Get($"external/weather/history?location_id={shop}&from=2026-11-08&to=2026-11-09");
        Assert.Equal(["observed", "climatology"], weather["days"]!.AsArray().Select(d => d!["weather_source"].Text()));
    }

    [Fact]
    public async Task Forecast_and_warnings_of_AEMET_are_shown_with_their_source()
    {
        Replay.Answers["/opendata/api/prediccion/especifica/municipio/diaria/48044"] = c => ReplayServer.Text(c, Envelope("forecast"));
        Replay.Answers["/opendata/api/avisos_cap/ultimoelaborado/area/75"] = c => ReplayServer.Text(c, Envelope("warnings"));
        Replay.Answers["/data/forecast"] = c => ReplayServer.Text(c, """[{"prediccion":{"dia":[{"fecha":"2026-11-11T00:00:00","temperatura":{"maxima":13,"minima":7}}]}}]""");
        Replay.Answers["/data/warnings"] = async c => await c.Response.Body.WriteAsync(Samples.Archive(false, Samples.Alert("Severe")));
        var (tenant, shop) = await sources.Shop("Getxo", "43.3430", "-3.0080");
        await sources.ErrandsDone();
        var answer = await tenant.Get($"external/weather/forecast?location_id={shop}");
        var tomorrow = answer["days"]!.AsArray().Single(d => d!["date"].Text() == "2026-11-11")!;
        Assert.Equal(("13.0000", "forecast"), (tomorrow["temperature_max"].Text(), tomorrow["weather_source"].Text()));
        Assert.Equal(("orange", "Aviso de lluvias de nivel naranja"), (answer["warnings"]![0]!["level"].Text(), answer["warnings"]![0]!["event"].Text()));
        Assert.Contains("AEMET", answer["attribution"].Text());
    }

    [Fact]
    public async Task A_school_calendar_says_which_days_are_free()
    {
        var tenant = await sources.Server.NewTenant();
        Assert.Equal("PV-2026", (await tenant.Get("/api/v1/external/school-calendars/PV-2026"))["id"].Text());
        Assert.Equal("christmas", (await tenant.Get("/api/v1/external/school-calendars/PV-2026/is-holiday?date=2026-12-24"))["name_key"].Text());
        Assert.False((await tenant.Get("/api/v1/external/school-calendars/PV-2026/is-holiday?date=2026-11-11"))["is_holiday"]!.GetValue<bool>());
        foreach (var unknown in new[] { "school-calendars/XX-2026", "school-calendars/PV", "cities/00000/availability" })
            Assert.Equal((HttpStatusCode.NotFound, "not_found"), await tenant.Fails(HttpMethod.Get, $"/api/v1/external/{unknown}"));
    }

    private string Envelope(string data) => "{\"estado\":200,\"datos\":\"" + Replay.Address + $"data/{data}\"}}";

    private static async Task<JsonNode> Detect(TestTenant tenant, string verb, Guid shop) => await tenant.Post($"external/poi-context/{verb}", new { location_id = shop });
    private static JsonNode Category(JsonNode answer, string name) => answer["context"]!["categories"]!.AsArray().Single(c => c!["category"].Text() == name)!;
}
