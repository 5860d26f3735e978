using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bakery.Contracts.Orchestrator;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Sales;
using Bakery.Tests.Api.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Tests.Api.Forecasting;

public sealed class ReferenceForecastTests(BakeryServer server)
{
    private static readonly DateOnly[] Wednesdays = [new(2026, 10, 14), new(2026, 10, 21), new(2026, 10, 28), new(2026, 11, 4)];

    // product → mean, 80 % band, quantity of shop A, then of shop B
    private static readonly Dictionary<string, (decimal M, double Low, double High, int Q)[]> Printed = new()
    {
        ["P1"] = [(122, 107.8, 136.2, 127), (82, 70.4, 93.6, 86)],
        ["P2"] = [(61, 51.0, 71.0, 64), (49, 40.0, 58.0, 52)],
        ["P3"] = [(19, 13.4, 24.6, 21), (12, 7.6, 16.4, 14)],
        ["P4"] = [(17, 11.7, 22.3, 21), (10, 5.9, 14.1, 13)],
        ["P5"] = [(14, 9.2, 18.8, 18), (9, 5.2, 12.8, 12)],
        ["P6"] = [(77, 65.8, 88.2, 80), (50, 40.9, 59.1, 52)],
        ["P7"] = [(35, 27.4, 42.6, 36), (24, 17.7, 30.3, 25)],
    };

    [Fact]
    public async Task Tuesdays_forecast_for_Wednesday_is_the_printed_one_with_the_same_quantities()
    {
        var bakery = await WithSales(server);
        var batch = await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 1 });
        Assert.Equal((16, 16, "1.0000"), (batch["series"]!.GetValue<int>(), batch["forecasts"]!.GetValue<int>(), batch["baseline_share"].Text()));

        var forecasts = (await bakery.Tenant.Get("forecasting/forecasts?from=2026-11-11&to=2026-11-11&limit=200"))["items"]!.AsArray();
        foreach (var (product, shops) in Printed)
        {
            foreach (var (shop, expected) in new[] { ("A", shops[0]), ("B", shops[1]) })
            {
                var f = Of(forecasts, bakery[product], bakery[shop]);
                Assert.Equal(($"{product} {shop}", expected.M, expected.M, expected.Q), ($"{product} {shop}", f["mean"].Number(), f["p50"].Number(), (int)f["newsvendor_quantity"].Number()));
                Assert.Equal(expected.Low, (double)f["lower_80"].Number(), 0.0501);
                Assert.Equal(expected.High, (double)f["upper_80"].Number(), 0.0501);
                Assert.Equal(("weekday_mean", true, "cold_start", 6), (f["algorithm"].Text(), f["is_baseline"]!.GetValue<bool>(), f["confidence_note"].Text(), f["weeks_of_history"]!.GetValue<int>()));
            }
        }
        Assert.Equal((0.6443m, 0.8033m), (Of(forecasts, bakery["P1"], bakery["A"])["critical_ratio"].Number(), Of(forecasts, bakery["P4"], bakery["A"])["critical_ratio"].Number()));
        var water = Of(forecasts, bakery["P8"], bakery["A"]);
        Assert.Equal((23m, true), (water["p50"].Number(), water["newsvendor_quantity"] is null));
    }

    [Fact]
    public async Task A_run_is_answered_once_with_its_forecasts_and_a_repeat_changes_nothing()
    {
        var bakery = await WithSales(server);
        var run = Guid.CreateVersion7();
        for (var attempt = 1; attempt <= 2; attempt++) await Publish(bakery.Tenant, server, new StepRequested(run, "scheduled", "forecast", attempt, "run", new DateOnly(2026, 11, 10), new DateOnly(2026, 11, 11), 7));
        var forecasts = await bakery.Tenant.Get("forecasting/forecasts?from=2026-11-11&to=2026-11-17&limit=1");
        Assert.Equal(16 * 7, forecasts["total"]!.GetValue<int>());

        await Publish(bakery.Tenant, server, new StepRequested(run, "scheduled", "forecast", 1, "compensate", new DateOnly(2026, 11, 10), new DateOnly(2026, 11, 11), 7));
        Assert.Equal(0, (await bakery.Tenant.Get("forecasting/forecasts?from=2026-11-11&to=2026-11-17&limit=1"))["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_new_batch_supersedes_the_old_one_and_a_past_day_is_refused()
    {
        var bakery = await WithSales(server);
        await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 2 });
        await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 2 });
        Assert.Equal(32, (await bakery.Tenant.Get("forecasting/forecasts?limit=1"))["total"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Post, "forecasting/batches", new { from = "2026-11-01", days = 2 }));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Post, "forecasting/batches", new { from = "2026-11-11", days = 31 }));
    }

    [Fact]
    public async Task A_forecast_shows_waste_and_lost_sales_around_its_quantity()
    {
        var bakery = await WithSales(server);
        var made = await bakery.Tenant.Post("forecasting/realtime", new { item_id = bakery["P1"], location_id = bakery["A"], from = "2026-11-11", days = 1 });
        var explained = await bakery.Tenant.Get($"forecasting/forecasts/{made["items"]![0]!["id"].Text()}/explain");
        var alternatives = explained["alternatives"]!.AsArray();
        Assert.Equal(3, alternatives.Count);
        Assert.True(alternatives[0]!["expected_waste"].Number() < alternatives[2]!["expected_waste"].Number());
        Assert.True(alternatives[0]!["expected_lost_sales"].Number() > alternatives[2]!["expected_lost_sales"].Number());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "no_history"), await bakery.Tenant.Fails(HttpMethod.Post, "forecasting/realtime", new { item_id = bakery["P1"], location_id = bakery["O"], from = "2026-11-11", days = 1 }));
    }

    internal static async Task Publish(TestTenant tenant, BakeryServer server, IMessage message)
    {
        await using var services = server.Services.CreateAsyncScope();
        services.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant.Id, Actor.System);
        services.ServiceProvider.GetRequiredService<IBus>().Publish(message);
        // Any module's save carries the message into an outbox.
        var module = services.ServiceProvider.GetRequiredService<ModuleRegistry>().Hosted.First(m => m.Name == "orchestrator");
        await ((ModuleDb)services.ServiceProvider.GetRequiredService(module.Database!)).SaveChangesAsync();
        await tenant.Settled();
    }

    /// <summary>The reference bakery with six weeks of sales, the printed ones on its Wednesdays.</summary>
    internal static async Task<Goizeko> WithSales(BakeryServer server)
    {
        var bakery = await Goizeko.Open(server);
        var import = await bakery.Tenant.Post("sales/imports/validate", Bakeries.File(Sales()));
        Assert.Equal(0, import["error_count"]!.GetValue<int>());
        await bakery.Tenant.Post($"sales/imports/{import["import_id"].Text()}/commit", new { duplicates = "skip" });
        // Shop A sold out of croissants at eleven on 28 October.
        var marked = await bakery.Tenant.Send(HttpMethod.Put, "sales/sold-out", new { item_id = bakery["P6"], location_id = bakery["A"], business_day = "2026-10-28", at = "2026-10-28T10:00:00Z" });
        Assert.True(marked.IsSuccessStatusCode);
        await bakery.Tenant.Settled();
        return bakery;
    }

    private static readonly Dictionary<string, (string Name, int[] A, int[] B)> WednesdaySales = new()
    {
        ["P1"] = ("Barra", [118, 124, 121, 125], [82, 78, 86, 82]), ["P2"] = ("Bollo de pan", [60, 64, 58, 62], [48, 52, 50, 46]), ["P3"] = ("Pan de pueblo", [18, 20, 17, 21], [12, 11, 14, 11]),
        ["P4"] = ("Hogaza", [16, 18, 15, 19], [10, 9, 12, 9]), ["P5"] = ("Hogaza pequeña", [14, 12, 15, 15], [8, 10, 9, 9]), ["P6"] = ("Croissant", [72, 76, 60, 80], [50, 46, 54, 50]),
        ["P7"] = ("Napolitana", [34, 38, 33, 35], [24, 22, 26, 24]), ["P8"] = ("Agua 50 cl", [22, 25, 21, 24], [14, 15, 13, 14]),
    };

    private static string Sales()
    {
        var text = new StringBuilder("fecha;hora;tienda;producto;cantidad\n");
        void Add(DateOnly day, string hour, string shop, string product, decimal quantity) =>
            text.Append(CultureInfo.InvariantCulture, $"{day:dd/MM/yyyy};{hour};{shop};{product};{quantity.ToString(CultureInfo.InvariantCulture).Replace('.', ',')}\n");
        foreach (var (name, a, b) in WednesdaySales.Values)
        {
            foreach (var (shop, sales) in new[] { ("Tienda Alde Zaharra", a), ("Tienda Deusto", b) })
            {
                for (var day = new DateOnly(2026, 9, 29); day <= new DateOnly(2026, 11, 9); day = day.AddDays(1))
                {
                    var wednesday = Array.IndexOf(Wednesdays, day);
                    decimal quantity = wednesday >= 0 ? sales[wednesday] : sales[0] + day.Day % 5;
                    // Three quarters are sold before eleven; on the sold-out day everything is.
                    if (name == "Croissant" && shop == "Tienda Alde Zaharra" && day == Wednesdays[2]) Add(day, "10:30", shop, name, quantity);
                    else
                    {
                        Add(day, "09:30", shop, name, quantity * 3 / 4);
                        Add(day, "16:15", shop, name, quantity / 4);
                    }
                }
            }
        }
        return text.ToString();
    }

    private static JsonNode Of(JsonArray forecasts, Guid item, Guid location) => forecasts.Single(f => f!["item_id"]!.GetValue<Guid>() == item && f["location_id"]!.GetValue<Guid>() == location)!;
}
