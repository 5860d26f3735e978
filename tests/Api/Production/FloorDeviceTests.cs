using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Production;

public sealed class FloorDeviceTests(BakeryServer server)
{
    [Fact]
    public async Task A_code_pairs_one_device_which_may_do_the_floors_work_and_nothing_else()
    {
        var floor = await Floor.Open(server);
        var pairing = await floor.Tenant.Post("auth/floor-devices", new { name = "Amasado", location_id = floor.Bakery["O"] });
        var code = pairing["code"]!.GetValue<string>();
        Assert.EndsWith($"/floor/pair?code={code}", pairing["link"].Text(), StringComparison.Ordinal);
        var tablet = new Tablet(floor.Tenant, server.CreateClient());
        var session = await TestTenant.Read(await tablet.Send(HttpMethod.Post, "/api/v1/auth/floor/pair", new { code = code.ToLowerInvariant() }));
        Assert.Equal(("Amasado", floor.Bakery["O"], floor.Tenant.Id), (session["device_name"].Text(), session["location_id"]!.GetValue<Guid>(), session["tenant_id"]!.GetValue<Guid>()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await new Tablet(floor.Tenant, server.CreateClient()).Send(HttpMethod.Post, "/api/v1/auth/floor/pair", new { code })).StatusCode);

        await tablet.Open();
        Assert.Equal(HttpStatusCode.OK, (await tablet.Send(HttpMethod.Get, "production/floor/day?date=2026-11-11")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await tablet.Send(HttpMethod.Get, "inventory/haccp/points")).StatusCode);
        foreach (var path in new[] { "production/plans?date=2026-11-11", "inventory/lots", "auth/floor-devices", "orders", "production/batches", "/api/v1/auth/me" })
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await tablet.Send(HttpMethod.Get, path)).StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.Send(HttpMethod.Get, "/api/events")).StatusCode);

        Assert.NotNull((await floor.Tenant.Get("auth/floor-devices"))["items"]![0]!["last_used_at"]);
        await TestTenant.Read(await floor.Tenant.Send(HttpMethod.Delete, $"auth/floor-devices/{tablet.Id}"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.Send(HttpMethod.Get, "production/floor/day?date=2026-11-11")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.Send(HttpMethod.Post, "/api/v1/auth/floor/session", new { })).StatusCode);
        Assert.Empty((await floor.Tenant.Get("auth/floor-devices"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_fifth_wrong_pin_locks_a_person_out_although_the_request_fails()
    {
        var tenant = await server.NewTenant();
        var site = await Site(tenant);
        foreach (var weak in new[] { "123", "1234567", "12a4", "1111", "1234", "9876" })
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "pin_weak"), await tenant.Fails(HttpMethod.Post, "auth/floor-workers", new { name = "Ane", initials = "AN", pin = weak }));
        var worker = await Tablet.Worker(tenant, "Ane", "an");
        Assert.Equal((HttpStatusCode.Conflict, "duplicate"), await tenant.Fails(HttpMethod.Post, "auth/floor-workers", new { name = "Andoni", initials = "AN", pin = "4471" }));
        var tablet = await Tablet.Pair(server, tenant, site);
        Assert.Equal((HttpStatusCode.OK, null), await tablet.Begin(worker, "2580"));
        await tablet.Open();
        Assert.Equal("2026-11-10", tablet.Session["workers"]![0]!["shift_until"].Text()[..10]);
        for (var i = 0; i < 5; i++) Assert.Equal((HttpStatusCode.UnprocessableEntity, "pin_wrong"), await tablet.Begin(worker, "0852", Guid.CreateVersion7().ToString()));
        Assert.Equal((HttpStatusCode.TooManyRequests, "pin_locked"), await tablet.Begin(worker, "2580"));
        await tenant.Put($"auth/floor-workers/{worker}", new { name = "Ane", initials = "AN", pin = "4471" });
        Assert.Equal((HttpStatusCode.OK, null), await tablet.Begin(worker, "4471"));
        Assert.Equal(HttpStatusCode.NoContent, (await tablet.Send(HttpMethod.Post, "/api/v1/auth/floor/shifts/end", new { worker_id = worker })).StatusCode);
        await tablet.Open();
        Assert.Null(tablet.Session["workers"]![0]!["shift_until"]);
    }

    [Fact]
    public async Task A_device_and_a_person_of_another_bakery_are_unknown()
    {
        var (mine, theirs) = (await server.NewTenant(), await server.NewTenant());
        var site = await Site(mine);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await theirs.Fails(HttpMethod.Post, "auth/floor-devices", new { name = "Tablet", location_id = site }));
        var tablet = await Tablet.Pair(server, mine, site);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await tablet.Begin(await Tablet.Worker(theirs, "Jon", "JO"), "2580"));
        Assert.Equal(HttpStatusCode.NotFound, (await tablet.Send(HttpMethod.Get, $"/api/v1/tenants/{theirs.Id}/production/floor/day?date=2026-11-11")).StatusCode);
    }

    private static async Task<Guid> Site(TestTenant tenant) => Floor.Id(await tenant.Post("locations", new { name = "Obrador", type = "central_production", opening_hours = new Dictionary<string, string>(), address = (string?)null, city = "Bilbao", latitude = (string?)null, longitude = (string?)null }));
}
