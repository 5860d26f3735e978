using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Distributed;

/// <summary>Three gateways beside one another share what must be one for all: rate limits and live events.</summary>
[Collection(nameof(DistributedBakery))]
public sealed class ThreeGatewaysTests(DistributedBakery bakery)
{
    private const int Limit = 60;

    private async Task<List<Replica>> Three()
    {
        await bakery.Needed();
        var three = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Replica.Of(bakery.PidOf("gateway"), bakery.Port + 250 + i, ("RATE_LIMIT_USER", $"{Limit}"))));
        foreach (var gateway in three) await KnowsRedis(gateway);
        return [.. three];
    }

    /// <summary>A gateway is ready without Redis, and counts for itself until it has it.</summary>
    private static async Task KnowsRedis(Replica gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway.Address };
        while ((await http.GetFromJsonAsync<JsonElement>("/health/ready")).GetProperty("cache").GetString() != "redis") await Task.Delay(50);
    }

    [Fact]
    public async Task Three_gateways_count_a_users_requests_together_and_say_the_limit_when_they_refuse()
    {
        var gateways = await Three();
        try
        {
            var owner = await TestTenant.Create(bakery, "Three gateways");
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = owner.Http.DefaultRequestHeaders.Authorization;
            var taken = 0;
            for (var i = 0; i < Limit * 3 / 2; i++)
            {
                using var answer = await http.GetAsync(new Uri(gateways[i % 3].Address, $"/api/v1/tenants/{owner.Id}/inventory/items"));
                if (answer.IsSuccessStatusCode) taken++;
                else
                {
                    Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
                    string Header(string name) => answer.Headers.GetValues(name).Single();
                    Assert.Equal(($"{Limit}", "0"), (Header("X-RateLimit-Limit"), Header("X-RateLimit-Remaining")));
                    Assert.Equal(Header("Retry-After"), Header("X-RateLimit-Reset"));
                    Assert.InRange(int.Parse(Header("X-RateLimit-Reset"), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
                }
            }
            // Two of the minute's requests went through a fourth gateway, when the owner signed up; one more or less where the minute turns.
            Assert.InRange(taken, Limit - 3, Limit - 1);
        }
        finally
        {
            foreach (var gateway in gateways) gateway.Dispose();
        }
    }

    [Fact]
    public async Task An_address_at_the_public_portal_is_counted_by_itself()
    {
        await bakery.Needed();
        using var gateway = await Replica.Of(bakery.PidOf("gateway"), bakery.Port + 253, ("RATE_LIMIT_PORTAL", "3"));
        await KnowsRedis(gateway);
        using var http = new HttpClient { BaseAddress = gateway.Address };
        var taken = 0;
        while (taken < 12 && (await http.GetAsync("/api/v1/public/portal/nobody")).StatusCode == HttpStatusCode.NotFound) taken++;
        Assert.InRange(taken, 3, 11); // more than three where the minute turns
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await http.GetAsync("/api/v1/external/cities")).StatusCode);
    }

    [Fact]
    public async Task A_browser_whose_gateway_is_killed_goes_on_at_the_next_and_hears_every_event_once()
    {
        var gateways = await Three();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            var owner = await TestTenant.Create(bakery, "Live");
            var browser = new Browser(owner);
            var following = browser.Follow([.. gateways.Select(g => g.Address)], limit.Token);
            await browser.IsOpen;
            var heard = 0;
            foreach (var gateway in gateways)
            {
                await Items(owner, heard, 5);
                heard += 5;
                await browser.Has(heard, limit.Token);
                // What happens while nobody listens is replayed.
                gateway.Kill();
                if (gateway == gateways[^1]) break;
                await Items(owner, heard, 5);
                heard += 5;
                await browser.Has(heard, limit.Token);
            }
            await following;
            Assert.Equal(heard, browser.Events.Count);
            Assert.All(browser.Events, e => Assert.Equal("item_changed", e.Name));
            Assert.Equal(browser.Events.Select(e => e.Id).Order().Distinct(), browser.Events.Select(e => e.Id));
        }
        finally
        {
            foreach (var gateway in gateways) gateway.Dispose();
        }
    }

    private static async Task Items(TestTenant owner, int from, int count)
    {
        for (var i = from; i < from + count; i++) await owner.Post("inventory/items", new { name = $"Harina {i}", sku = $"H{i}", item_type = "ingredient", ingredient_category = "flour", stock_unit = "kg" });
    }
}
