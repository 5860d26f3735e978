using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Production;

public sealed class ScheduleTests(BakeryServer server)
{
    private const string Path = "production/schedule?date=2026-11-11";

    private static DateTimeOffset At(JsonNode? node) => DateTimeOffset.Parse(node!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);

    private static List<JsonNode> Tasks(JsonNode schedule) => [.. schedule["tasks"]!.AsArray().Select(t => t!)];

    [Fact]
    public async Task An_approved_plan_is_scheduled_onto_the_machines_and_times_its_batches()
    {
        var floor = await Floor.Open(server, withMachines: true);
        var schedule = await floor.Tenant.Get(Path);
        Assert.Empty(schedule["conflicts"]!.AsArray());
        Assert.Equal(0, schedule["lateness_minutes"]!.GetValue<int>());
        // 135.102 kg of D1 are four mixes of the 40 kg mixer, on the mixer, before its pieces are divided.
        var dough = await floor.Batch("D1");
        var mixes = Tasks(schedule).Where(t => t["batch_id"]!.GetValue<Guid>() == Floor.Id(dough) && t["stage"].Text() == "mixing").ToList();
        Assert.Equal(4, mixes.Count);
        Assert.All(mixes, m => Assert.Equal(floor.Equipment["Amasadora"], m["equipment_id"]!.GetValue<Guid>()));
        var divided = Tasks(schedule).Single(t => t["batch_name"].Text() == "Barra" && t["stage"].Text() == "dividing");
        Assert.All(mixes, m => Assert.True(At(m["end"]) <= At(divided["start"])));
        // Poolish rests twelve hours, so it is made the day before.
        var poolish = Tasks(schedule).Where(t => t["batch_name"].Text() == "Poolish").ToList();
        Assert.True(At(poolish.Min(p => At(p["start"])).ToString("O")) < new DateTimeOffset(2026, 11, 10, 23, 0, 0, TimeSpan.Zero));
        var batch = await floor.Batch("P6");
        var own = Tasks(schedule).Where(t => t["batch_id"]!.GetValue<Guid>() == Floor.Id(batch)).ToList();
        Assert.Equal((own.Min(t => At(t["start"])), own.Max(t => At(t["end"]))), (At(batch["planned_start"]), At(batch["planned_end"])));
        Assert.True(own.Max(t => At(t["end"])) <= new DateTimeOffset(2026, 11, 11, 6, 0, 0, TimeSpan.Zero));
        Assert.Contains((await floor.Tenant.Get("production/capacity?date=2026-11-11"))["items"]!.AsArray(), c => c!["busy_minutes"]!.GetValue<int>() > 0);
        var again = await floor.Tenant.Post("production/schedule/generate", new { date = "2026-11-11" });
        Assert.Equal(Places(schedule), Places(again));
    }

    private static List<(Guid, string, string?)> Places(JsonNode schedule) => [.. Tasks(schedule).Select(t => (Floor.Id(t), t["start"].Text(), t["equipment_id"]?.ToString())).Order()];

    [Fact]
    public async Task Moving_a_task_re_times_what_follows_marks_what_is_late_and_can_be_taken_back()
    {
        var floor = await Floor.Open(server, withMachines: true);
        var before = await floor.Tenant.Get(Path);
        var divided = Tasks(before).Single(t => t["batch_name"].Text() == "Barra" && t["stage"].Text() == "dividing");
        Assert.Equal((HttpStatusCode.Conflict, "nothing_to_undo"), await floor.Tenant.Fails(HttpMethod.Post, "production/schedule/undo", new { date = "2026-11-11" }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "task_before_predecessor"), await floor.Tenant.Fails(HttpMethod.Patch, $"production/schedule/tasks/{divided["id"]}", new { start = At(divided["start"]).AddHours(-5) }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "machine_not_fit"), await floor.Tenant.Fails(HttpMethod.Patch, $"production/schedule/tasks/{divided["id"]}", new { start = At(divided["start"]), equipment_id = floor.Equipment["Horno de pisos"] }));
        var moved = await floor.Tenant.Patch($"production/schedule/tasks/{divided["id"]}", new { start = At(divided["start"]).AddHours(6) }, "*");
        var baked = Tasks(moved["schedule"]!).Where(t => t["batch_name"].Text() == "Barra" && t["stage"].Text() == "baking").ToList();
        Assert.All(baked, b => Assert.True(At(b["start"]) >= At(divided["end"]).AddHours(6)));
        Assert.All(baked, b => Assert.Contains(Floor.Id(b), moved["retimed"]!.AsArray().Select(r => r!.GetValue<Guid>())));
        Assert.NotEmpty(moved["late"]!.AsArray());
        Assert.True(moved["schedule"]!["lateness_minutes"]!.GetValue<int>() > 0);
        var put = Tasks(moved["schedule"]!).Single(t => Floor.Id(t) == Floor.Id(divided));
        Assert.True(put["is_pinned"]!.GetValue<bool>());
        // Planning again leaves what a person put somewhere.
        var again = await floor.Tenant.Post("production/schedule/generate", new { date = "2026-11-11" });
        Assert.Equal(put["start"].Text(), Tasks(again).Single(t => Floor.Id(t) == Floor.Id(divided))["start"].Text());
    }

    [Fact]
    public async Task When_a_batch_is_late_or_ends_early_what_follows_is_re_timed_what_has_begun_stays_and_it_is_told()
    {
        var floor = await Floor.Open(server, withMachines: true);
        var worker = await Tablet.Worker(floor.Tenant, "Ane", "AN");
        var tablet = await Tablet.Pair(server, floor.Tenant, floor.Bakery["O"]);
        var (dough, pieces) = (await floor.Batch("D1"), await floor.Batch("P1"));
        var before = Tasks(await floor.Tenant.Get(Path));
        DateTimeOffset Starts(List<JsonNode> tasks, JsonNode batch) => tasks.Where(t => t["batch_id"]!.GetValue<Guid>() == Floor.Id(batch)).Min(t => At(t["start"]));
        DateTimeOffset Ends(List<JsonNode> tasks, JsonNode batch) => tasks.Where(t => t["batch_id"]!.GetValue<Guid>() == Floor.Id(batch)).Max(t => At(t["end"]));
        // It is a day too early; everything in it is done twelve hours before its time.
        await tablet.Sync([tablet.Act("start", Floor.Id(dough), null, worker, "2026-11-10T04:10:00Z")]);
        await floor.Tenant.Settled();
        var begun = await floor.Tenant.Get(Path);
        Assert.Equal(new DateTimeOffset(2026, 11, 10, 4, 10, 0, TimeSpan.Zero), Starts(Tasks(begun), dough));
        var gained = Ends(before, dough) - Ends(Tasks(begun), dough);
        Assert.True(gained > TimeSpan.FromHours(12));
        var moved = begun["retimed"]!["moved"]!.AsArray().Select(m => m!).Single(m => m["batch_id"]!.GetValue<Guid>() == Floor.Id(pieces));
        Assert.Equal((Starts(before, pieces), Starts(Tasks(begun), pieces)), (At(moved["from"]), At(moved["to"])));
        Assert.True(Starts(Tasks(begun), pieces) >= Ends(Tasks(begun), dough));
        Assert.True(Starts(before, pieces) - Starts(Tasks(begun), pieces) <= gained);
        // It was begun without its poolish, which the chart says; nothing else is in the way of anything.
        Assert.All(begun["conflicts"]!.AsArray(), c => Assert.Equal(("before_predecessor", Floor.Id(dough)), (c!["kind"].Text(), Tasks(begun).Single(t => Floor.Id(t) == c["task_id"]!.GetValue<Guid>())["batch_id"]!.GetValue<Guid>())));
        // What waits for another dough stays where it was.
        Assert.Equal(Starts(before, await floor.Batch("D3")), Starts(Tasks(begun), await floor.Batch("D3")));
        // The batch says when it starts now, and its delay is counted from the first plan.
        Assert.Equal(Starts(Tasks(begun), pieces), At((await floor.Reload(pieces))["planned_start"]));
        // A tablet sees it too.
        var day = await TestTenant.Read(await tablet.Send(HttpMethod.Get, "production/floor/day?date=2026-11-11"));
        Assert.Equal(begun["retimed"]!.ToJsonString(), day["days"]![0]!["retimed"]!.ToJsonString());
        // The dough is ready at once: its pieces may follow earlier still, and what has begun is as it was.
        await tablet.Sync([tablet.Act("finish", Floor.Id(dough), null, worker, "2026-11-10T04:20:00Z")]);
        await floor.Tenant.Settled();
        var early = await floor.Tenant.Get(Path);
        Assert.Equal(new DateTimeOffset(2026, 11, 10, 4, 20, 0, TimeSpan.Zero), Ends(Tasks(early), dough));
        Assert.True(Starts(Tasks(early), pieces) < Starts(Tasks(begun), pieces));
        Assert.True(early["retimed"]!["minutes"]!.GetValue<int>() < 0);
        Assert.Equal((HttpStatusCode.Conflict, "nothing_to_undo"), await floor.Tenant.Fails(HttpMethod.Post, "production/schedule/undo", new { date = "2026-11-11" }));
    }

    [Fact]
    public async Task The_last_move_is_undone_to_the_minute()
    {
        var floor = await Floor.Open(server, withMachines: true);
        var before = await floor.Tenant.Get(Path);
        var task = Tasks(before).First(t => t["stage"].Text() == "proofing");
        await floor.Tenant.Patch($"production/schedule/tasks/{task["id"]}", new { start = At(task["start"]).AddMinutes(45) }, "*");
        Assert.NotEqual(Places(before), Places(await floor.Tenant.Get(Path)));
        var undone = await floor.Tenant.Post("production/schedule/undo", new { date = "2026-11-11" });
        Assert.Equal(Places(before), Places(undone["schedule"]!));
        Assert.False(undone["schedule"]!["can_undo"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_machine_in_maintenance_is_not_booked()
    {
        var floor = await Floor.Open(server, withMachines: true);
        await floor.Tenant.Post($"production/equipment/{floor.Equipment["Horno rotativo"]}/status", new { to = "maintenance", reason = "Burner.", until = "2026-11-12T12:00:00Z" });
        var schedule = await floor.Tenant.Post("production/schedule/generate", new { date = "2026-11-11" });
        Assert.DoesNotContain(Tasks(schedule), t => t["equipment_id"]?.GetValue<Guid>() == floor.Equipment["Horno rotativo"]);
        Assert.Empty(schedule["conflicts"]!.AsArray());
    }

    [Fact]
    public async Task A_step_that_names_another_kind_of_machine_is_scheduled_onto_that_and_the_other_recipes_keep_theirs()
    {
        var floor = new Floor(server, await Goizeko.Open(server));
        await floor.AddMachines();
        var retarder = Floor.Id(await floor.Tenant.Post("production/equipment", new { name = "Cámara de frío", kind = "retarder", location_id = floor.Bakery["O"], capacity = "600", capacity_unit = "pieces" }));
        var dough = await floor.Tenant.Get($"recipes/{floor.Bakery["D3"]}");
        var content = dough["current"]!["content"]!.DeepClone();
        JsonArray Steps(string kind) => new([.. new object[] { new { order = 1, stage = "mixing", minutes = 15 }, new { order = 2, stage = "dividing", minutes = 20 }, new { order = 3, stage = "proofing", minutes = 120, equipment_kind = kind }, new { order = 4, stage = "baking", minutes = 18, temp_c = "190" } }
            .Select(s => System.Text.Json.JsonSerializer.SerializeToNode(s))]);
        content["steps"] = Steps("toaster");
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await floor.Tenant.Fails(HttpMethod.Put, $"recipes/{floor.Bakery["D3"]}", new { name = "D3", content }, "*"));
        content["steps"] = Steps("retarder");
        await floor.Tenant.Put($"recipes/{floor.Bakery["D3"]}", new { name = "Croissant dough", content });
        await floor.Tenant.Post($"recipes/{floor.Bakery["D3"]}/activate", new { });
        await floor.Plan();
        var proofing = Tasks(await floor.Tenant.Get(Path)).Where(t => t["stage"].Text() == "proofing").ToLookup(t => t["batch_name"].Text(), t => t["equipment_id"]!.GetValue<Guid>());
        Assert.All(new[] { "Croissant", "Napolitana" }, name => Assert.Equal([retarder], proofing[name].Distinct()));
        Assert.Equal([floor.Equipment["Cámara de fermentación"]], proofing["Barra"].Distinct());
    }

    [Fact]
    public async Task A_day_that_does_not_fit_says_which_machine_is_short()
    {
        var floor = new Floor(server, await Goizeko.Open(server));
        await floor.AddMachines();
        foreach (var oven in new[] { "Horno de pisos", "Horno rotativo" })
            await floor.Tenant.Put($"production/equipment/{floor.Equipment[oven]}", new { name = oven, kind = "oven", location_id = floor.Bakery["O"], capacity = "12", capacity_unit = "pieces", is_active = oven == "Horno de pisos" });
        await floor.Plan();
        var late = await floor.Tenant.Get(Path);
        Assert.True(late["lateness_minutes"]!.GetValue<int>() > 0);
        Assert.Empty(late["conflicts"]!.AsArray());
        Assert.Equal("Horno de pisos", Assert.Single(await floor.Alerts("production.capacity_exceeded"))["reasoning_data"]!["parameters"]!["equipment"].Text());
    }

    [Fact]
    public async Task The_schedule_is_printed_with_its_machines_and_a_day_without_one_is_not_found()
    {
        var floor = await Floor.Open(server, withMachines: true);
        var pdf = Encoding.Latin1.GetString(await (await floor.Tenant.Send(HttpMethod.Get, "production/schedule/sheet?date=2026-11-11")).Content.ReadAsByteArrayAsync());
        Assert.All(new[] { "Amasadora", "Horno de pisos", "Poolish", "Napolitana", "amasado" }, word => Assert.Contains(word, pdf));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await floor.Tenant.Fails(HttpMethod.Get, "production/schedule?date=2026-12-24"));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await floor.Tenant.Fails(HttpMethod.Post, "production/schedule/generate", new { date = "2026-12-24" }));
    }
}
