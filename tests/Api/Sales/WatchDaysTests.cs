using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Sales;

/// <summary>On a host of its own: its jobs have their own clock.</summary>
public sealed class WatchDaysTests
{
    [Fact]
    public async Task A_day_not_closed_and_a_day_without_sales_are_told_once_and_cleared_when_mended()
    {
        await using var server = new BakeryServer();
        await server.InitializeAsync();
        var bakery = await Bakeries.Small(server);
        foreach (var day in new[] { "07", "09" })
            await bakery.Tenant.Post("sales/records", new { item_id = bakery["P1"], location_id = bakery["A"], sold_at = $"2026-11-{day}T10:00:00Z", quantity = "10", unit_price = "1.20" });
        server.SetClock(new DateTimeOffset(2026, 11, 10, 4, 45, 30, TimeSpan.Zero));
        await bakery.Tenant.SignIn();
        var alerts = await Alerts(bakery, 3);
        Assert.Equal([("sales.data_missing", "2026-11-08"), ("sales.day_not_closed", "2026-11-07"), ("sales.day_not_closed", "2026-11-09")], alerts.Select(Of).Order());
        Assert.All(alerts, a => Assert.Equal(("medium", "action_needed"), (a["severity"].Text(), a["type_class"].Text())));

        await bakery.Tenant.Post("sales/day-closes", new { location_id = bakery["A"], business_day = "2026-11-09", unsold = Array.Empty<object>() });
        await bakery.Commit(await bakery.Validate("date,item,qty\n2026-11-08,Barra,7\n2026-11-06,Barra,7\n"));
        // The next look finds only what is still open, and says it no second time.
        server.SetClock(new DateTimeOffset(2026, 11, 10, 5, 0, 30, TimeSpan.Zero));
        await bakery.Tenant.SignIn();
        alerts = await Alerts(bakery, 1);
        Assert.Equal([("sales.day_not_closed", "2026-11-07", 1)], alerts.Select(a => (a["event_type"].Text(), Of(a).Item2, a["occurrences"]!.GetValue<int>())));
    }

    private static (string, string) Of(JsonNode alert) => (alert["event_type"].Text(), alert["reasoning_data"]!["parameters"]!["date"].Text());

    private static async Task<List<JsonNode>> Alerts(Bakeries bakery, int expected)
    {
        var found = new List<JsonNode>();
        for (var look = 0; look < 3000 && found.Count != expected; look++)
        {
            await bakery.Tenant.Settled();
            found = [.. (await bakery.Tenant.Get("alerts?status=active"))["items"]!.AsArray().Where(a => a!["event_type"].Text().StartsWith("sales.d", StringComparison.Ordinal)).Select(a => a!)];
        }
        return found;
    }
}
