using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Production;

public sealed class QualityTests(BakeryServer server)
{
    private static Task<JsonNode> Template(Floor floor, bool always = true) => floor.Tenant.Post("production/quality/templates", new
    {
        name = "Napolitana recién hecha", kind = "product_quality", stage = "baking", product_item_ids = always ? new[] { floor.Bakery["P7"] } : [], sample_size = 3, threshold = "7",
        criteria = new object[] { new { name = "Colour", weight = "1", type = "score" }, new { name = "Weight", weight = "2", type = "measurement", min = "68", max = "76", unit = "g" }, new { name = "No metal", weight = "1", type = "boolean", is_critical = true } },
    });

    private static object Found(int colour, decimal[] weights, int metal = 1) => new { results = new object[] { new { name = "Colour", values = new[] { colour } }, new { name = "Weight", values = weights }, new { name = "No metal", values = new[] { metal } } } };

    private static async Task<JsonNode> Check(Floor floor, JsonNode batch, string status = "due") => (await floor.Tenant.Get($"production/quality/checks?batch_id={batch["id"]}&status={status}"))["items"]!.AsArray().Single()!;

    private static Task<JsonNode> Record(Floor floor, JsonNode check, object found) => floor.Tenant.Post($"production/quality/checks/{check["id"]}/result", found);

    private async Task<(Floor Floor, JsonNode Batch)> Started(bool always = true)
    {
        var floor = await Floor.Open(server);
        var template = await Template(floor, always);
        Assert.Equal("TPL-PQ-0001", template["code"].Text());
        var batch = await floor.Batch("P7");
        await floor.Move(batch, new { to = "in_progress" });
        return (floor, batch);
    }

    [Fact]
    public async Task A_batch_with_a_check_is_completed_by_passing_it()
    {
        var (floor, batch) = await Started();
        Assert.Equal((HttpStatusCode.Conflict, "quality_check_due"), await floor.Tenant.Fails(HttpMethod.Post, $"production/batches/{batch["id"]}/transitions", new { to = "completed", actual_quantity = "60" }));
        await floor.Move(batch, new { to = "quality_check", actual_quantity = "58" });
        var check = await Record(floor, await Check(floor, batch), Found(8, [70, 72, 75]));
        Assert.Equal(("passed", "9.5000"), (check["status"].Text(), check["score"].Text()));
        await floor.Tenant.Settled();
        Assert.Equal(("completed", "58.0000"), ((await floor.Reload(batch))["status"].Text(), (await floor.Reload(batch))["actual_quantity"].Text()));
        Assert.Equal("58.0000", (await floor.Tenant.Get($"inventory/lots?item_id={floor.Bakery["P7"]}"))["items"]![0]!["quantity"].Text());
    }

    [Fact]
    public async Task A_failed_check_raises_an_alert_and_is_released_by_a_person_with_a_reason()
    {
        var (floor, batch) = await Started();
        await floor.Move(batch, new { to = "quality_check", actual_quantity = "60" });
        var check = await Record(floor, await Check(floor, batch), Found(5, [70, 80, 81]));
        Assert.Equal("failed", check["status"].Text());
        await floor.Tenant.Settled();
        var alert = Assert.Single(await floor.Alerts("production.quality_failed"));
        Assert.Equal(("high", "active", "Napolitana"), (alert["severity"].Text(), alert["status"].Text(), alert["reasoning_data"]!["parameters"]!["product_name"].Text()));
        Assert.Equal((HttpStatusCode.Conflict, "quality_failed"), await floor.Tenant.Fails(HttpMethod.Post, $"production/batches/{batch["id"]}/transitions", new { to = "completed" }));
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await floor.Tenant.Fails(HttpMethod.Post, $"production/quality/checks/{check["id"]}/result", Found(9, [70])));
        var released = await floor.Tenant.Post($"production/quality/checks/{check["id"]}/release", new { reason = "Sold as broken at half price." });
        Assert.Equal(("released", "Sold as broken at half price."), (released["status"].Text(), released["release_reason"].Text()));
        await floor.Tenant.Settled();
        Assert.Equal("completed", (await floor.Reload(batch))["status"].Text());
        Assert.Equal("resolved", (await floor.Tenant.Get($"alerts/{alert["id"]}"))["status"].Text());
    }

    [Fact]
    public async Task A_failed_critical_criterion_leaves_only_rework_or_failure()
    {
        var (floor, batch) = await Started();
        await floor.Move(batch, new { to = "quality_check", actual_quantity = "60" });
        var check = await Record(floor, await Check(floor, batch), Found(9, [70], metal: 0));
        Assert.Equal(["No metal"], check["critical_failed"]!.AsArray().Select(c => c!.GetValue<string>()));
        Assert.Equal((HttpStatusCode.Conflict, "critical_check_failed"), await floor.Tenant.Fails(HttpMethod.Post, $"production/quality/checks/{check["id"]}/release", new { reason = "It will do." }));
        await floor.Tenant.Settled();
        Assert.Single(await floor.Alerts("production.quality_failed"));
        await floor.Move(batch, new { to = "in_progress" });
        Assert.Equal("replaced", (await floor.Tenant.Get($"production/quality/checks/{check["id"]}"))["status"].Text());
        await floor.Move(batch, new { to = "quality_check" });
        await Record(floor, await Check(floor, batch), Found(9, [70]));
        await floor.Tenant.Settled();
        Assert.Equal("completed", (await floor.Reload(batch))["status"].Text());
        Assert.Empty(await floor.Alerts("production.quality_failed"));
    }

    [Fact]
    public async Task A_sample_of_a_finished_lot_that_fails_holds_the_lot_until_it_is_released()
    {
        var (floor, batch) = await Started(always: false);
        await floor.Move(batch, new { to = "completed", actual_quantity = "60" });
        await floor.Tenant.Settled();
        var template = (await floor.Tenant.Get("production/quality/templates"))["items"]![0]!;
        var check = await floor.Tenant.Post("production/quality/checks", new { batch_id = Floor.Id(batch), template_id = Floor.Id(template) });
        await Record(floor, check, Found(2, [80, 81, 82]));
        await floor.Tenant.Settled();
        async Task<string> State() => (await floor.Tenant.Get($"inventory/lots?item_id={floor.Bakery["P7"]}"))["items"]![0]!["state"].Text();
        Assert.Equal("blocked", await State());
        await floor.Tenant.Post($"production/quality/checks/{check["id"]}/release", new { reason = "The scale was wrong; weighed again." });
        await floor.Tenant.Settled();
        Assert.Equal("available", await State());
    }

    [Fact]
    public async Task A_tablet_finishes_to_the_check_and_records_it()
    {
        var (floor, batch) = await Started();
        object Act(int seq, string type, Guid entity, object payload) => new { act_id = Guid.CreateVersion7(), type, entity_id = entity, event_time = "2026-11-10T04:30:00Z", seq, payload };
        await floor.Tenant.Post("production/floor/sync", new { device_id = "tablet", acts = new[] { Act(1, "finish", Floor.Id(batch), new { actual_quantity = "59" }) } });
        Assert.Equal("quality_check", (await floor.Reload(batch))["status"].Text());
        var check = await Check(floor, batch);
        var answer = await floor.Tenant.Post("production/floor/sync", new { device_id = "tablet", acts = new[] { Act(2, "quality", Floor.Id(check), Found(9, [70])), Act(3, "quality", Floor.Id(check), Found(9, [70])) } });
        Assert.Equal(["applied", "conflict"], answer["acts"]!.AsArray().Select(a => a!["outcome"].Text()));
        Assert.Equal(("completed", "59.0000"), ((await floor.Reload(batch))["status"].Text(), (await floor.Reload(batch))["actual_quantity"].Text()));
    }
}
