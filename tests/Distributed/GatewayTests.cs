using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Distributed;

/// <summary>What the gateway lets through and what it refuses.</summary>
[Collection(nameof(DistributedBakery))]
public sealed class GatewayTests(DistributedBakery bakery)
{
    private async Task<TestTenant> Owner()
    {
        await bakery.Needed();
        return await TestTenant.Create(bakery, "Gateway");
    }

    [Theory]
    [InlineData("/internal/v1/queries/tenant.active-tenants")]
    [InlineData("/internal/v1/auth/service-token")]
    [InlineData("/api/v1/nobody")]
    [InlineData("/api/v1/tenants/no-id/inventory/items")]
    public async Task Internal_and_unknown_paths_do_not_exist(string path)
    {
        var owner = await Owner();
        using var answer = await owner.Http.PostAsync(path, JsonContent.Create(new { }));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Another_tenant_is_unknown_whatever_the_headers_say()
    {
        var (owner, other) = (await Owner(), await Owner());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tenants/{other.Id}/inventory/items");
        request.Headers.Add("x-tenant-id", other.Id.ToString());
        request.Headers.Add("x-user-role", "super_admin");
        request.Headers.Add("x-service-name", "inventory");
        using var answer = await owner.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Headers_without_a_token_are_nobody()
    {
        var owner = await Owner();
        using var nobody = bakery.CreateClient();
        nobody.DefaultRequestHeaders.Add("x-user-id", owner.Id.ToString());
        nobody.DefaultRequestHeaders.Add("x-tenant-id", owner.Id.ToString());
        nobody.DefaultRequestHeaders.Add("x-user-role", "admin");
        using var answer = await nobody.GetAsync($"/api/v1/tenants/{owner.Id}/inventory/items");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var direct = await nobody.GetAsync(new Uri(bakery.Of("inventory"), $"/api/v1/tenants/{owner.Id}/inventory/items"));
        Assert.Equal(HttpStatusCode.Unauthorized, direct.StatusCode);
    }

    [Fact]
    public async Task A_body_over_ten_megabytes_is_refused()
    {
        var owner = await Owner();
        using var body = new ByteArrayContent(new byte[11 * 1024 * 1024]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await owner.Http.PostAsync($"/api/v1/tenants/{owner.Id}/inventory/items", body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_question_between_services_needs_a_service_token()
    {
        var owner = await Owner();
        using var answer = await owner.Http.PostAsync(new Uri(bakery.Of("tenant"), "/internal/v1/queries/tenant.active-tenants"), JsonContent.Create(new { }));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_session_that_ended_is_refused_by_every_process_at_once()
    {
        var owner = await Owner();
        var token = owner.Http.DefaultRequestHeaders.Authorization;
        (await owner.Http.PostAsync("/api/v1/auth/logout", null)).EnsureSuccessStatusCode();
        using var http = bakery.CreateClient();
        http.DefaultRequestHeaders.Authorization = token;
        // Redis tells the others within a moment.
        for (var look = 0; look < 100 && (await http.GetAsync($"/api/v1/tenants/{owner.Id}/inventory/items")).StatusCode != HttpStatusCode.Unauthorized; look++) await Task.Delay(20);
        foreach (var address in new[] { bakery.Gateway, bakery.Of("inventory") })
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(new Uri(address, $"/api/v1/tenants/{owner.Id}/inventory/items"))).StatusCode);
    }

    [Fact]
    public async Task Live_events_of_any_service_come_through_the_gateway()
    {
        var owner = await Owner();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var browser = new Browser(owner);
        var following = browser.Follow([bakery.Gateway], limit.Token);
        await browser.IsOpen;
        await Item(owner, "Harina");
        await browser.Has(1, limit.Token);
        Assert.Equal("item_changed", Assert.Single(browser.Events).Name);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    private static Task Item(TestTenant owner, string name) => owner.Post("inventory/items", new { name, sku = name, item_type = "ingredient", ingredient_category = "other", stock_unit = "kg" });

    [Fact]
    public async Task Ready_says_which_broker_and_cache_are_in_use()
    {
        await bakery.Needed();
        using var http = bakery.CreateClient();
        var answer = await http.GetFromJsonAsync<JsonElement>(new Uri(bakery.Of("orders"), "/health/ready"));
        Assert.Equal(("ready", "rabbitmq", "redis"), (answer.GetProperty("status").GetString(), answer.GetProperty("broker").GetString(), answer.GetProperty("cache").GetString()));
    }
}
