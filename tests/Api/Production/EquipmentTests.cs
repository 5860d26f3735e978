using System.Net;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Production;

[Collection(ClockCollection.Name)]
public sealed class EquipmentTests(ClockServer server)
{
    [Fact]
    public async Task A_machine_that_fails_raises_an_alert_until_it_runs_again_and_its_downtime_is_kept()
    {
        var floor = new Floor(server, await Goizeko.Open(server, withStock: false));
        await floor.AddMachines();
        var path = $"production/equipment/{floor.Equipment["Amasadora"]}";
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await floor.Tenant.Fails(HttpMethod.Post, $"{path}/status", new { to = "failed" }));
        await floor.Tenant.Post($"{path}/status", new { to = "failed", reason = "The belt tore." });
        await floor.Tenant.Settled();
        var alert = Assert.Single(await floor.Alerts("production.equipment_failed"));
        Assert.Equal("high", alert["severity"].Text());
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await floor.Tenant.Fails(HttpMethod.Post, $"{path}/status", new { to = "failed", reason = "Again." }));
        await floor.Tenant.Post($"{path}/status", new { to = "operational", done = "New belt.", cost = "84.50" });
        await floor.Tenant.Settled();
        Assert.Equal("resolved", (await floor.Tenant.Get($"alerts/{alert["id"]}"))["status"].Text());
        var downtime = (await floor.Tenant.Get($"{path}/downtimes"))["items"]!.AsArray().Single()!;
        Assert.Equal(("The belt tore.", "New belt.", "84.5000"), (downtime["reason"].Text(), downtime["done"].Text(), downtime["cost"].Text()));
    }

    [Fact]
    public async Task Maintenance_is_due_by_days_or_by_hours_and_told_once_until_it_is_done()
    {
        var floor = new Floor(server, await Goizeko.Open(server, withStock: false));
        await floor.AddMachines();
        var oven = floor.Equipment["Horno de pisos"];
        var weekly = await floor.Tenant.Post("production/maintenance", new { equipment_id = oven, name = "Clean the burner", every_days = 7, last_done_on = "2026-11-03" });
        var hourly = await floor.Tenant.Post("production/maintenance", new { equipment_id = oven, name = "Change the filter", every_hours = "100" });
        Assert.Equal(("2026-11-10", true), (weekly["due_on"].Text(), weekly["is_overdue"]!.GetValue<bool>()));
        Assert.False(hourly["is_overdue"]!.GetValue<bool>());
        await floor.Tenant.Post($"production/equipment/{oven}/hours", new { hours_run = "130" });
        Assert.True((await floor.Tenant.Get($"production/maintenance/{hourly["id"]}"))["is_overdue"]!.GetValue<bool>());
        await floor.Look();
        await floor.Look();
        Assert.Equal(2, (await floor.Alerts("production.maintenance_overdue")).Count);
        await floor.Tenant.Post($"production/maintenance/{weekly["id"]}/done", new { note = "Done with the brush." });
        await floor.Tenant.Post($"production/maintenance/{hourly["id"]}/done", new { hours_run = "131" });
        await floor.Tenant.Settled();
        Assert.Empty(await floor.Alerts("production.maintenance_overdue"));
        Assert.Equal("2026-11-17", (await floor.Tenant.Get($"production/maintenance/{weekly["id"]}"))["due_on"].Text());
    }

    [Fact]
    public async Task A_batch_that_is_more_than_fifteen_minutes_late_is_told_and_louder_when_it_is_ordered()
    {
        var floor = await Floor.Open(server);
        try
        {
            // 04:30 in Madrid: nothing of the night has begun.
            server.SetClock(new DateTimeOffset(2026, 11, 11, 3, 30, 0, TimeSpan.Zero));
            await floor.Tenant.SignIn();
            await floor.Look();
            var severities = (await floor.Alerts("production.batch_delayed")).Select(a => (a["entity"]!["id"]!.GetValue<Guid>(), a["severity"].Text())).ToDictionary();
            Assert.Equal("high", severities[Floor.Id(await floor.Batch("P1"))]);
            Assert.Equal("medium", severities[Floor.Id(await floor.Batch("P7"))]);
            await floor.Move(await floor.Batch("P1"), new { to = "in_progress" });
            await floor.Tenant.Settled();
            var begun = Floor.Id(await floor.Batch("P1"));
            Assert.DoesNotContain(await floor.Alerts("production.batch_delayed"), a => a["entity"]!["id"]!.GetValue<Guid>() == begun);
        }
        finally
        {
            server.SetClock(BakeryServer.Start);
        }
    }
}
