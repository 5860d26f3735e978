using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Bakery.External.Adapters;

using Bakery.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bakery.Tests.Api.External;

/// <summary>The adapters as real HTTP clients against a local server that replays recorded answers, errors, silence and rubbish.</summary>
public sealed class AdapterTests : IAsyncLifetime
{
    private readonly Dictionary<string, Func<HttpContext, Task>> answers = [];
    private readonly AdapterHealth health = new(TimeProvider.System);
    private WebApplication? server;
    private HttpClient? http;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(context => answers.TryGetValue(context.Request.Path, out var answer) ? answer(context) : Status(context, 404));
        await server.StartAsync();
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        http = new HttpClient { BaseAddress = new Uri(address + "/"), Timeout = TimeSpan.FromSeconds(5) };
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        if (server is not null) await server.DisposeAsync();
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
        var point = Assert.Single(await new MadridTraffic(http!, health).Now(default));
        Assert.Equal(("9841", 120m, 438339.375m, new DateTime(2024, 6, 15, 14, 30, 4)), (point.Id, point.Intensity, point.UtmX!.Value, point.At));
        Assert.Throws<FormatException>(() => MadridTraffic.Read(XDocument.Parse("<pms/>")));
    }

    [Fact]
    public async Task Places_come_with_their_coordinates_as_texts()
    {
        answers["/search"] = c => Text(c, """[{"display_name":"Bilbao, Bizkaia","lat":"43.2630","lon":"-2.9350","boundingbox":["43.2","43.3","-3.0","-2.9"],"type":"city"}]""");
        Assert.Equal([new FoundPlace("Bilbao, Bizkaia", 43.2630m, -2.9350m, "city")], await new Nominatim(http!, health).Search("bilbao", default));
    }

    [Fact]
    public async Task A_busy_Overpass_is_followed_by_the_next_instance()
    {
        answers["/busy/api/interpreter"] = c => Status(c, 429);
        answers["/free/api/interpreter"] = c => Text(c, """{"elements":[{"type":"node","lat":43.26,"lon":-2.93,"tags":{"shop":"bakery","name":"Okindegia"}},{"type":"way","center":{"lat":43.27,"lon":-2.94},"tags":{"amenity":"school"}},{"type":"node"}]}""");
        var found = await new Overpass(http!, health, [new Uri(http!.BaseAddress!, "busy/"), new Uri(http.BaseAddress!, "free/")]).Around(43.26m, -2.93m, default);
        Assert.Equal(["competitors", "schools"], found.Select(f => f.Category));
        Assert.Equal("http_429", (await Assert.ThrowsAsync<AdapterFailed>(() => new Overpass(http!, health, [new Uri(http!.BaseAddress!, "busy/")]).Around(1, 1, default))).Reason);
    }

    private Aemet Aemet(string key = "key") => new(http!, new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["AEMET_API_KEY"] = key }).Build(), health);

    private static async Task Text(HttpContext context, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        await context.Response.Body.WriteAsync(Encoding.Latin1.GetBytes(body));
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
