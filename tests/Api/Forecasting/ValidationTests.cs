using System.Globalization;
using System.Net;
using Bakery.Contracts.External;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Sales;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Forecasting;

[Collection(ClockCollection.Name)]
public sealed class ValidationTests(ClockServer server)
{
    [Fact]
    public async Task Wednesday_is_validated_on_Thursday_with_the_printed_error()
    {
        var bakery = await ReferenceForecastTests.WithSales(server);
        await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 1 });
        try
        {
            server.SetClock(new DateTimeOffset(2026, 11, 12, 4, 30, 0, TimeSpan.Zero));
            await bakery.Tenant.SignIn();
            var sold = new Dictionary<string, (int A, int B)> { ["Barra"] = (124, 85), ["Bollo de pan"] = (63, 54), ["Pan de pueblo"] = (20, 13), ["Hogaza"] = (19, 12), ["Hogaza pequeña"] = (16, 10), ["Croissant"] = (78, 49), ["Napolitana"] = (33, 25), ["Agua 50 cl"] = (21, 15) };
            var text = "date,time,location,item,qty\n" + string.Concat(sold.SelectMany(s => new[] { $"2026-11-11,10:00,Tienda Alde Zaharra,{s.Key},{s.Value.A}\n", $"2026-11-11,10:00,Tienda Deusto,{s.Key},{s.Value.B}\n" }));
            var import = await bakery.Tenant.Post("sales/imports/validate", Bakeries.File(text));
            await bakery.Tenant.Post($"sales/imports/{import["import_id"].Text()}/commit", new { duplicates = "skip" });
            foreach (var (item, at) in new[] { ("P2", "2026-11-11T12:10:00Z"), ("P7", "2026-11-11T15:30:00Z") })
                await bakery.Tenant.Send(HttpMethod.Put, "sales/sold-out", new { item_id = bakery[item], location_id = bakery["B"], business_day = "2026-11-11", at });

            // Until the shops have closed the day, nothing can be compared.
            var early = await bakery.Tenant.Post("forecasting/validation/validate-yesterday");
            Assert.Equal((0, 16), (early["evaluated"]!.GetValue<int>(), early["without_actuals"]!.GetValue<int>()));
            foreach (var shop in new[] { "A", "B" })
                await bakery.Tenant.Post("sales/day-closes", new { location_id = bakery[shop], business_day = "2026-11-11", unsold = Array.Empty<object>() });
            var run = await bakery.Tenant.Post("forecasting/validation/validate-yesterday");
            Assert.Equal((14, 2, "0.0412", "0.0000"), (run["evaluated"]!.GetValue<int>(), run["censored"]!.GetValue<int>(), run["wape"].Text(), run["skill"].Text()));
            // A late ticket of three loaves: the day is validated again by itself.
            var late = await bakery.Tenant.Post("sales/imports/validate", Bakeries.File("date,time,location,item,qty\n2026-11-11,11:00,Tienda Alde Zaharra,Hogaza,3\n2026-11-11,12:00,Tienda Alde Zaharra,Hogaza,4\n"));
            var added = await bakery.Tenant.Post($"sales/imports/{late["import_id"].Text()}/commit", new { duplicates = "skip" });
            await bakery.Tenant.Settled();
            var repeated = await bakery.Tenant.Get("forecasting/accuracy?from=2026-11-01&to=2026-11-12");
            Assert.Equal(decimal.Round(30m / 565, 4), repeated["figures"]!["wape"].Number());
            await bakery.Tenant.Post($"sales/imports/{added["import_id"].Text()}/undo");
            await bakery.Tenant.Settled();

            var accuracy = await bakery.Tenant.Get("forecasting/accuracy?from=2026-11-01&to=2026-11-12");
            Assert.Equal("0.0412", accuracy["figures"]!["wape"].Text());
            await InEuros(bakery);
        }
        finally
        {
            server.SetClock(BakeryServer.Start);
        }
    }

    /// <summary>Euros of waste and lost sales, and the working that gives them.</summary>
    private static async Task InEuros(Goizeko bakery)
    {
        const string period = "from=2026-11-11&to=2026-11-11";
        var money = await bakery.Tenant.Get($"forecasting/accuracy/money?{period}");
        // Seven products in two shops; water is bought and has no quantity of its own.
        Assert.Equal((14, 2), (money["days"]!.GetValue<int>(), money["days_without_cost"]!.GetValue<int>()));
        var rows = money["items"]!.AsArray();
        Assert.Equal(money["served"]!["total_euros"].Number(), rows.Sum(r => r!["served"]!["total_euros"].Number()));
        var barra = rows.Single(r => r!["item_id"]!.GetValue<Guid>() == bakery["P1"] && r["location_id"]!.GetValue<Guid>() == bakery["A"])!;
        Assert.Equal((127m, 3m, 0m, 124m), (barra["served"]!["quantity"].Number(), barra["served"]!["waste_pieces"].Number(), barra["served"]!["lost_pieces"].Number(), barra["demand"].Number()));
        var day = (await bakery.Tenant.Get($"forecasting/accuracy/money/days?item_id={bakery["P1"]}&location_id={bakery["A"]}&{period}"))["days"]!.AsArray().Single()!;
        Assert.Equal(barra["served"]!["waste_euros"].Number(), 3 * day["waste_per_piece"].Number());
        // 1.20 EUR with 4 % tax less the cost of a piece.
        Assert.Equal(decimal.Round(1.20m / 1.04m, 4), day["margin_per_piece"].Number() + day["waste_per_piece"].Number());
        // The cold start is the baseline: nothing saved and nothing lost by it.
        Assert.All(rows, r => Assert.Equal(0, r!["saved"].Number()));
        // Both sold-out days count with what would have been sold.
        Assert.Equal(2, rows.Sum(r => r!["estimated_days"]!.GetValue<int>()));
        var gone = rows.Single(r => r!["item_id"]!.GetValue<Guid>() == bakery["P7"] && r["location_id"]!.GetValue<Guid>() == bakery["B"])!;
        Assert.True(gone["demand"].Number() >= 25, gone.ToJsonString());
    }

    [Fact]
    public async Task A_day_that_is_not_over_cannot_be_validated()
    {
        var bakery = await Bakeries.Small(server);
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Post, "forecasting/validation/validate-date-range", new { from = "2026-11-10", to = "2026-11-10" }));
    }
}
