using System.Net;
using Bakery.Tests.Api.Forecasting;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Npgsql;

namespace Bakery.Tests.Api.Tenant;

/// <summary>Organisations that belong to an organisation (platform.md 2.1, ai.md 4.9).</summary>
public sealed class HierarchyTests(BakeryServer server)
{
    [Fact]
    public async Task A_parent_reads_its_children_and_changes_nothing_and_children_see_no_sibling()
    {
        var parent = await server.NewTenant("Central");
        Assert.Equal((HttpStatusCode.PaymentRequired, "upgrade_required"), await parent.Fails(HttpMethod.Post, "hierarchy/children", new { name = "Deusto" }));
        await Sql($"UPDATE tenant.organisation SET tier = 'enterprise' WHERE id = '{parent.Id}'");
        var (deusto, getxo) = (await parent.Post("hierarchy/children", new { name = "Deusto" }), await parent.Post("hierarchy/children", new { name = "Getxo" }));
        var family = await parent.Get("hierarchy");
        Assert.Equal(("parent", "Deusto,Getxo"), (family["tenant_type"].Text(), string.Join(",", family["children"]!.AsArray().Select(c => c!["name"].Text()))));

        await parent.SignIn();
        var ofChild = await parent.Get($"/api/v1/tenants/{deusto["id"].Text()}/hierarchy");
        Assert.Equal(("child", "Central", 0, $"/{parent.Id}/{deusto["id"].Text()}"), (ofChild["tenant_type"].Text(), ofChild["parent"]!["name"].Text(), ofChild["children"]!.AsArray().Count, ofChild["path"].Text()));
        // One level only.
        Assert.Equal((HttpStatusCode.Conflict, "hierarchy_too_deep"), await parent.Fails(HttpMethod.Post, $"/api/v1/tenants/{deusto["id"].Text()}/hierarchy/children", new { name = "Deeper" }));

        // Another admin of the parent is no member of the child: reads, and no more.
        var admin = await server.NewTenant("Elsewhere");
        await Sql($"INSERT INTO tenant.member (id, tenant_id, user_id, role, location_ids, joined_at, version) SELECT gen_random_uuid(), '{parent.Id}', user_id, 'admin', '{{}}', now(), 1 FROM tenant.member WHERE tenant_id = '{admin.Id}'");
        await admin.SignIn();
        var child = $"/api/v1/tenants/{getxo["id"].Text()}";
        Assert.Equal("Getxo", (await admin.Get(child))["name"].Text());
        Assert.Empty((await admin.Get($"{child}/inventory/items"))["items"]!.AsArray());
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), await admin.Fails(HttpMethod.Post, $"{child}/inventory/items", new { name = "x" }));
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), await admin.Fails(HttpMethod.Get, $"{child}/members"));
    }

    [Fact]
    public async Task The_network_adds_the_children_and_its_answer_stands_for_an_hour()
    {
        var (parent, child) = (await ReferenceForecastTests.WithSales(server), await ReferenceForecastTests.WithSales(server));
        foreach (var bakery in new[] { parent, child }) await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 2 });
        const string network = "forecasting/network/forecast?from=2026-11-11&days=1";
        var alone = (await parent.Tenant.Get(network))["items"]!.AsArray()[0]!["p50"].Number();
        await Sql($"UPDATE tenant.organisation SET parent_id = '{parent.Tenant.Id}', tier = 'enterprise' WHERE id = '{child.Tenant.Id}'");
        Assert.Equal(alone, (await parent.Tenant.Get(network))["items"]!.AsArray()[0]!["p50"].Number());
        Assert.Equal(2 * alone, (await parent.Tenant.Get("forecasting/network/forecast?from=2026-11-11&days=2"))["items"]!.AsArray()[0]!["p50"].Number());
        var shares = (await parent.Tenant.Get("forecasting/network/contributions?from=2026-11-11&days=1"))["items"]!.AsArray();
        Assert.Equal(new[] { parent.Tenant.Id, child.Tenant.Id }.Order(), shares.Select(s => s!["tenant_id"]!.GetValue<Guid>()).Distinct().Order());
        var need = (await parent.Tenant.Get("forecasting/network/production-requirements?from=2026-11-11&days=1"))["items"]!.AsArray();
        Assert.Equal(2, need.Select(n => n!["tenant_id"]!.GetValue<Guid>()).Distinct().Count());
        // The child stays with its own.
        Assert.Equal(alone, (await child.Tenant.Get(network))["items"]!.AsArray()[0]!["p50"].Number());
    }

    private async Task Sql(string sql)
    {
        await using var connection = new NpgsqlConnection(server.OwnerConnection);
        await connection.OpenAsync();
        await new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync();
    }
}
