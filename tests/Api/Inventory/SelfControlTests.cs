using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Npgsql;

namespace Bakery.Tests.Api.Inventory;

public sealed class SelfControlTests(BakeryServer server)
{
    private static async Task<Guid> Fridge(Storeroom room) =>
        Storeroom.Id(await room.Tenant.Post("inventory/haccp/points", new { name = "Cámara 2", kind = "fridge", location_id = room.Workshop, min = "0", max = "4", unit = "°C", frequency = "continuous" }));

    private static Task<JsonNode> Read(Storeroom room, Guid point, decimal value, string at, string? device = "sonda-2") =>
        room.Tenant.Post("inventory/haccp/readings", new { readings = new[] { new { point_id = point, value, event_time = at, device } } });

    private static async Task<JsonNode> Deviation(Storeroom room) => (await room.Tenant.Get("inventory/haccp/deviations"))["items"]!.AsArray().Single()!;

    /// <summary>spec/day.md §4.5: 8.4 °C for 15 minutes.</summary>
    [Fact]
    public async Task A_cold_room_too_warm_for_fifteen_minutes_raises_one_urgent_alert_that_only_a_corrective_action_closes()
    {
        var room = await Storeroom.Open(server);
        var point = await Fridge(room);
        foreach (var at in new[] { "04:00", "04:05", "04:10" }) await Read(room, point, 8.4m, $"2026-11-10T{at}:00Z");
        await room.Tenant.Settled();
        Assert.Empty(await room.Alerts("inventory.temperature_out_of_range"));
        foreach (var at in new[] { "04:15", "04:20", "04:25" }) await Read(room, point, 8.4m, $"2026-11-10T{at}:00Z");
        await room.Tenant.Settled();
        var alert = Assert.Single(await room.Alerts("inventory.temperature_out_of_range"));
        Assert.Equal(("urgent", "action_needed", 100), (alert["severity"].Text(), alert["type_class"].Text(), alert["priority_score"]!.GetValue<int>()));
        Assert.Equal(("8.4", "Cámara 2"), (alert["reasoning_data"]!["parameters"]!["value"].Text(), alert["reasoning_data"]!["parameters"]!["point_name"].Text()));
        // Cold again is not enough.
        await Read(room, point, 3.1m, "2026-11-10T04:29:00Z");
        await room.Tenant.Settled();
        Assert.Equal("active", (await room.Tenant.Get($"alerts/{alert["id"]}"))["status"].Text());
        Assert.Equal("open", (await Deviation(room))["status"].Text());
        var milk = await room.Item("Leche", "l");
        var lot = await room.Lot(milk, "M", 6);
        await room.Tenant.Post("inventory/haccp/corrective-actions", new { deviation_id = Storeroom.Id(await Deviation(room)), cause = "Door ajar", action = "Door closed, seal ordered", product_decision = "blocked", lot_ids = new[] { lot } });
        await room.Tenant.Settled();
        Assert.Equal("resolved", (await room.Tenant.Get($"alerts/{alert["id"]}"))["status"].Text());
        Assert.Equal(("closed", "blocked"), ((await Deviation(room))["status"].Text(), (await room.Lot(lot))["state"].Text()));
    }

    [Fact]
    public async Task A_door_open_for_a_moment_calls_nobody_and_a_person_who_reads_too_much_does_at_once()
    {
        var room = await Storeroom.Open(server);
        var point = await Fridge(room);
        await Read(room, point, 6m, "2026-11-10T04:00:00Z");
        await Read(room, point, 3m, "2026-11-10T04:08:00Z");
        await room.Tenant.Settled();
        Assert.Empty(await room.Alerts("inventory.temperature_out_of_range"));
        Assert.Equal("recovered", (await Deviation(room))["status"].Text());
        await Read(room, point, 6m, "2026-11-10T04:20:00Z", null);
        await room.Tenant.Settled();
        Assert.Equal("high", Assert.Single(await room.Alerts("inventory.temperature_out_of_range"))["severity"].Text());
    }

    [Fact]
    public async Task A_point_has_minutes_of_its_own_and_without_any_it_calls_at_once()
    {
        var room = await Storeroom.Open(server);
        object Point(string name, int minutes) => new { name, kind = "freezer", location_id = room.Workshop, max = "-18", unit = "°C", frequency = "continuous", patience_minutes = minutes };
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await room.Tenant.Fails(HttpMethod.Post, "inventory/haccp/points", Point("Arcón", 241)));
        Assert.Equal(15, (await room.Tenant.Get($"inventory/haccp/points/{await Fridge(room)}"))["patience_minutes"]!.GetValue<int>());
        var (slow, quick) = (Storeroom.Id(await room.Tenant.Post("inventory/haccp/points", Point("Arcón", 30))), Storeroom.Id(await room.Tenant.Post("inventory/haccp/points", Point("Abatidor", 0))));
        foreach (var point in new[] { slow, quick }) await Read(room, point, -10m, "2026-11-10T04:00:00Z");
        await Read(room, slow, -10m, "2026-11-10T04:20:00Z");
        await room.Tenant.Settled();
        Assert.Equal(("urgent", "Abatidor"), (await room.Alerts("inventory.temperature_out_of_range")).Select(a => (a["severity"].Text(), a["reasoning_data"]!["parameters"]!["point_name"].Text())).Single());
        await Read(room, slow, -10m, "2026-11-10T04:30:00Z");
        await room.Tenant.Settled();
        Assert.Equal(2, (await room.Alerts("inventory.temperature_out_of_range")).Count);
    }

    [Fact]
    public async Task A_failed_check_needs_a_corrective_action_too()
    {
        var room = await Storeroom.Open(server);
        var plan = await room.Tenant.Post("inventory/haccp/starter", new { location_id = room.Workshop });
        Assert.Equal((4, 2), (plan["points"]!.AsArray().Count, plan["checklists"]!.AsArray().Count));
        Assert.Equal((HttpStatusCode.Conflict, "duplicate"), await room.Tenant.Fails(HttpMethod.Post, "inventory/haccp/starter", new { location_id = room.Workshop }));
        var list = plan["checklists"]![0]!;
        await room.Tenant.Post("inventory/haccp/checks", new { checklist_id = Storeroom.Id(list), signature = "Ane", failed_lines = new[] { list["lines"]![1].Text() } });
        await room.Tenant.Settled();
        Assert.Equal("Amasadora", Assert.Single(await room.Alerts("inventory.haccp_check_failed"))["reasoning_data"]!["parameters"]!["lines"].Text());
        await room.Tenant.Post("inventory/haccp/corrective-actions", new { deviation_id = Storeroom.Id(await Deviation(room)), cause = "Not cleaned", action = "Cleaned and shown", product_decision = "kept" });
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await room.Tenant.Fails(HttpMethod.Post, "inventory/haccp/corrective-actions", new { deviation_id = Storeroom.Id(await Deviation(room)), cause = "Not cleaned", action = "Again", product_decision = "kept" }));
    }

    [Fact]
    public async Task A_reading_is_put_right_by_another_one_and_any_change_beside_the_product_shows()
    {
        var room = await Storeroom.Open(server);
        var point = await Fridge(room);
        var wrong = (await Read(room, point, 3.9m, "2026-11-10T03:00:00Z", null))["items"]![0]!;
        await room.Tenant.Post("inventory/haccp/readings", new { readings = new[] { new { point_id = point, value = 2.9m, event_time = "2026-11-10T03:00:00Z", corrects_id = Storeroom.Id(wrong), text = "Typed wrongly" } } });
        for (var i = 0; i < 5; i++) await Read(room, point, 2m + i / 10m, $"2026-11-10T03:1{i}:00Z");
        Assert.Equal((true, 7), ((await room.Tenant.Get("inventory/haccp/verify"))["is_intact"]!.GetValue<bool>(), (await room.Tenant.Get("inventory/haccp/verify"))["sealed"]!.GetValue<int>()));
        await Sql($"UPDATE inventory.haccp_reading SET value = 3.8 WHERE id = '{wrong["id"]}'");
        Assert.Equal((false, 1), ((await room.Tenant.Get("inventory/haccp/verify"))["is_intact"]!.GetValue<bool>(), (await room.Tenant.Get("inventory/haccp/verify"))["broken_at"]!.GetValue<int>()));
        await Sql($"UPDATE inventory.haccp_reading SET value = 3.9 WHERE id = '{wrong["id"]}'");
        Assert.True((await room.Tenant.Get("inventory/haccp/verify"))["is_intact"]!.GetValue<bool>());
        await Sql($"DELETE FROM inventory.haccp_reading WHERE corrects_id = '{wrong["id"]}'");
        Assert.Equal(2, (await room.Tenant.Get("inventory/haccp/verify"))["broken_at"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_month_of_twenty_points_is_printed_complete()
    {
        var room = await Storeroom.Open(server);
        var points = new List<Guid>();
        for (var i = 0; i < 20; i++) points.Add(Storeroom.Id(await room.Tenant.Post("inventory/haccp/points", new { name = $"Punto {i:00}", kind = "fridge", location_id = room.Workshop, min = "0", max = "4", unit = "°C", frequency = "daily", due_time = "10:00:00" })));
        foreach (var point in points)
            await room.Tenant.Post("inventory/haccp/readings", new { readings = Enumerable.Range(1, 31).SelectMany(day => new[] { 7, 15 }.Select(hour => new { point_id = point, value = 1m + day / 20m, event_time = $"2026-10-{day:00}T{hour:00}:00:00Z", text = day == 13 ? "Puerta revisada" : null })) });
        var watch = Stopwatch.StartNew();
        var answer = await room.Tenant.Send(HttpMethod.Get, "inventory/haccp/monthly-file?month=2026-10");
        var pdf = await answer.Content.ReadAsStringAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.ElapsedMilliseconds} ms, {pdf.Length} characters");
        Assert.All(Enumerable.Range(0, 20), i => Assert.Contains($"(Punto {i:00} ", pdf));
        Assert.Equal(20 * 31, Count(pdf, "/10/2026)"));
        Assert.Equal(40, Count(pdf, "Puerta revisada"));
        Assert.Contains("1240", pdf);
        var csv = await (await room.Tenant.Send(HttpMethod.Get, "inventory/haccp/monthly-file?month=2026-10&format=csv")).Content.ReadAsStringAsync();
        Assert.Equal(1241, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await room.Tenant.Fails(HttpMethod.Get, "inventory/haccp/monthly-file?month=2026-13"));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private async Task Sql(string sql)
    {
        await using var connection = new NpgsqlConnection(server.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>What depends on the hour, on a host of its own: its jobs have their own clock.</summary>
public sealed class MissedCheckTests
{
    [Fact]
    public async Task A_missed_check_is_told_half_an_hour_later_and_again_when_the_day_is_over()
    {
        await using var server = new BakeryServer();
        await server.InitializeAsync();
        var room = await Storeroom.Open(server);
        var list = Storeroom.Id(await room.Tenant.Post("inventory/haccp/checklists", new { name = "Limpieza", location_id = room.Workshop, lines = new[] { "Mesas" }, due_time = "10:00:00" }));
        async Task At(string instant)
        {
            server.SetClock(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
            await room.Tenant.SignIn();
            await Looked(server, room);
        }
        await At("2026-11-10T09:25:00Z");
        Assert.Empty(await room.Alerts("inventory.haccp_check_missed"));
        await At("2026-11-10T09:30:00Z");
        Assert.Equal("medium", Assert.Single(await room.Alerts("inventory.haccp_check_missed"))["severity"].Text());
        await At("2026-11-10T23:05:00Z");
        var alert = Assert.Single(await room.Alerts("inventory.haccp_check_missed"));
        Assert.Equal("high", alert["severity"].Text());
        await room.Tenant.Post("inventory/haccp/checks", new { checklist_id = list, signature = "Ane", due_on = "2026-11-10" });
        await room.Tenant.Settled();
        Assert.Equal("resolved", (await room.Tenant.Get($"alerts/{alert["id"]}"))["status"].Text());
    }

    // The look is asked for by hand: the five-minute job would come to it sooner or later.
    private static async Task Looked(BakeryServer server, Storeroom room)
    {
        await room.Hear(new Bakery.Inventory.FoodSafety.HaccpCheckRequested("Europe/Madrid"));
        await server.Settled();
    }
}
