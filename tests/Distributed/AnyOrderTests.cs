using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Distributed;

/// <summary>Parts that go and come back in any order: nobody starts anything by hand.</summary>
[Collection(nameof(DistributedBakery))]
public sealed class AnyOrderTests(DistributedBakery bakery)
{
    [Fact]
    public async Task Services_that_start_before_brokers_and_databases_are_ready_once_the_last_is_there()
    {
        await bakery.Needed();
        var owner = await TestTenant.Create(bakery, "Any order");
        await Task.WhenAll(bakery.Tool("rabbitmq", "stop"), bakery.Tool("redis", "stop"), bakery.Tool("postgres", "stop"));
        foreach (var service in DistributedBakery.Services) bakery.Kill(service);
        bakery.Kill("gateway");
        await Task.WhenAll(bakery.Restart("rabbitmq"), bakery.Restart("redis"));
        await bakery.Restart("postgres");
        var began = Stopwatch.GetTimestamp();
        await bakery.Ready();
        TestContext.Current.TestOutputHelper?.WriteLine($"all ready {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s after the last part");
        await owner.Post("inventory/items", new { name = "Harina", sku = "H", item_type = "ingredient", ingredient_category = "flour", stock_unit = "kg" });
        await bakery.Settled();
        Assert.Single((await owner.Get("inventory/items"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_service_that_is_away_is_said_at_once_the_others_go_on_and_it_comes_back()
    {
        await bakery.Needed();
        var owner = await TestTenant.Create(bakery, "Away");
        bakery.Kill("orders");
        Assert.Equal((System.Net.HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), await owner.Fails(HttpMethod.Get, "orders"));
        await owner.Get("inventory/items");
        await bakery.Ready();
        // The gateway tries again when its breaker has rested.
        for (var look = 0; look < 150 && !(await owner.Send(HttpMethod.Get, "orders")).IsSuccessStatusCode; look++) await Task.Delay(100);
        await owner.Get("orders");
    }

    [Fact]
    public async Task While_redis_is_away_everything_works_and_says_so()
    {
        await bakery.Needed();
        await bakery.Tool("redis", "stop");
        try
        {
            var owner = await TestTenant.Create(bakery, "No Redis");
            await owner.Post("inventory/items", new { name = "Sal", sku = "S", item_type = "ingredient", ingredient_category = "salt", stock_unit = "kg" });
            await bakery.Settled();
            using var http = new HttpClient();
            foreach (var address in new[] { bakery.Gateway, bakery.Of("inventory") })
                Assert.Equal("redis_unreachable", (await http.GetFromJsonAsync<JsonElement>(new Uri(address, "/health/ready"))).GetProperty("cache").GetString());
        }
        finally
        {
            await bakery.Restart("redis");
            await bakery.KnowsRedis();
        }
    }
}
