using System.Net;
using Bakery.Contracts.Procurement;
using Bakery.Tests.Api.Long;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Support;
using Npgsql;

namespace Bakery.Tests.Api.Inventory;

public sealed class BadStockInputTests(BakeryServer server)
{
    [Fact]
    public async Task A_lot_of_another_tenant_is_unknown_everywhere()
    {
        var (mine, theirs) = (await Storeroom.Open(server), await Storeroom.Open(server));
        var (item, own) = (await mine.Item("Sal"), await mine.Item("Pan", "piece", "finished_product"));
        var foreign = await theirs.Lot(await theirs.Item("Sal"), "S", 10);
        foreach (var (path, body) in new (string, object)[]
                 {
                     ("inventory/stock/consume", mine.Taking(item, 1, foreign)), ("inventory/stock/adjust", new { lines = new[] { new { lot_id = foreign, change = 1m, reason_code = "x1" } } }),
                     ("inventory/stock/transfer", new { location_id = mine.Workshop, to_location_id = mine.ShopA, lines = new[] { new { item_id = item, quantity = 1m, lot_id = foreign } } }),
                     ("inventory/waste", new { item_id = item, lot_id = foreign, location_id = mine.Workshop, quantity = 1m, reason = "spill", destination = "landfill" }), ("inventory/transformations", new { kind = "rework", source_lot_id = foreign, quantity = 1m, target_item_id = own }),
                     ("inventory/stock/returns", new { lot_id = foreign, recipient_id = foreign, location_id = mine.Workshop, quantity = 1m, reason = "none" }), ("inventory/recalls", new { lot_ids = new[] { foreign }, reason = "none" }), ("inventory/recalls/drills", new { lot_id = foreign }),
                     ("inventory/donations", new { recipient_name = "B", location_id = mine.Workshop, lines = new[] { new { item_id = item, quantity = 1m, lot_id = foreign } } }),
                     ("inventory/reservations", new { location_id = mine.Workshop, lines = new[] { new { item_id = item, quantity = 1m, lot_id = foreign } }, reference_type = "order", reference_id = item, expires_at = BakeryServer.Start.AddDays(1) }),
                     ("inventory/stock/supplier-returns", new { lot_id = foreign, quantity = 1m, supplier_name = "S", reason = "none" }),
                 })
            Assert.Equal((HttpStatusCode.NotFound, "not_found"), await mine.Tenant.Fails(HttpMethod.Post, path, body));
        Assert.Equal(HttpStatusCode.NotFound, (await mine.Tenant.Fails(HttpMethod.Get, $"inventory/trace/forward?lot_id={foreign}")).Status);
        Assert.Equal(10m, await theirs.Left(foreign));
    }

    [Fact]
    public async Task Acts_from_the_future_are_refused_and_the_same_receipt_twice_is_booked_once()
    {
        var room = await Storeroom.Open(server);
        var salt = await room.Item("Sal");
        await room.Lot(salt, "S", 10);
        Assert.Equal((HttpStatusCode.Conflict, "lot_exists"), await room.Tenant.Fails(HttpMethod.Post, "inventory/lots", new { item_id = salt, lot_code = "S", location_id = room.Workshop, quantity = 10m }));
        const string tomorrow = "2026-11-11T04:30:00Z";
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "event_in_future"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/consume", room.Taking(salt, 1, eventTime: tomorrow)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "event_in_future"), await room.Tenant.Fails(HttpMethod.Post, "inventory/lots", new { item_id = salt, lot_code = "T", location_id = room.Workshop, quantity = 10m, event_time = tomorrow }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "event_in_future"), await room.Tenant.Fails(HttpMethod.Post, "inventory/waste", new { item_id = salt, location_id = room.Workshop, quantity = 1m, reason = "spill", destination = "landfill", event_time = tomorrow }));
        var delivery = new DeliveryReceived(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), room.Workshop, BakeryServer.Start, [new DeliveredLine(salt, 25, 25, 25, "kg", "D-1", null, null, 0.3m)]);
        await room.Hear(delivery);
        await room.Hear(delivery);
        await room.Tenant.Settled();
        Assert.Equal(35m, (await room.Lots(salt)).Sum(l => l["quantity"].Number()));
        Assert.Equal(2, (await room.Movements(salt)).Count);
    }

    [Fact]
    public async Task Several_lines_of_which_one_is_wrong_book_nothing()
    {
        var room = await Storeroom.Open(server);
        var (salt, sugar) = (await room.Item("Sal"), await room.Item("Azúcar"));
        var lot = await room.Lot(salt, "S", 10);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "conversion_unknown"), await room.Tenant.Fails(HttpMethod.Post, "inventory/donations", new { recipient_name = "B", location_id = room.Workshop, lines = new object[] { new { item_id = salt, quantity = 1m }, new { item_id = sugar, quantity = 1m, unit = "piece" } } }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "insufficient_stock"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/transfer", new { location_id = room.Workshop, to_location_id = room.ShopA, lines = new[] { new { item_id = salt, quantity = 1m }, new { item_id = sugar, quantity = 1m } } }));
        Assert.Equal(HttpStatusCode.NotFound, (await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/transfer", new { location_id = room.Workshop, to_location_id = Guid.CreateVersion7(), lines = new[] { new { item_id = salt, quantity = 1m } } })).Status);
        Assert.Equal(10m, await room.Left(lot));
        Assert.Single(await room.Movements(salt));
        Assert.Empty((await room.Tenant.Get("inventory/donations"))["items"]!.AsArray());
    }
}

/// <summary>kill -9 in the middle of a receipt and of a count.</summary>
public sealed class KilledBookingTests
{
    [Fact, Trait("Long", "stock")]
    public async Task A_kill_in_the_middle_of_a_receipt_or_a_count_leaves_all_or_nothing()
    {
        await using var cluster = await PostgresCluster.Start();
        await using var mail = new MailSink();
        var (owner, application) = await cluster.NewDatabase("killed");
        var clock = Path.GetTempFileName();
        Kernel.Tenancy.TestClock.Set(clock, BakeryServer.Start);
        using var process = new BakeryProcess(owner, application, clock, mail.Port);
        await process.Migrate();
        await process.Start();
        using var http = new HttpClient { BaseAddress = process.Address, Timeout = TimeSpan.FromMinutes(1) };
        var api = new DemoData.BakeryApi(http);
        api.Use((await api.Post("/api/v1/auth/register", new { name = "Owner", email = "owner@bakery.example", password = "correct-horse-battery", language = "es", accepted_terms = "1", use_cookie = false }))["access_token"]!.GetValue<string>());
        api.Tenant = (await api.Post("/api/v1/tenants", new { name = "Goizeko" }))["id"]!.GetValue<Guid>();
        api.Use((await api.Post("/api/v1/auth/login", new { email = "owner@bakery.example", password = "correct-horse-battery", use_cookie = false }))["access_token"]!.GetValue<string>());
        var hours = new Dictionary<string, object>();
        var place = (await api.Post("locations", new { name = "Obrador", type = "central_production", opening_hours = hours, address = (string?)null, city = "Bilbao", latitude = (decimal?)null, longitude = (decimal?)null }))["id"]!.GetValue<Guid>();
        var items = new List<Guid>();
        for (var i = 0; i < 60; i++)
        {
            items.Add((await api.Post("inventory/items", new { name = $"Item {i}", item_type = "ingredient", stock_unit = "kg" }))["id"]!.GetValue<Guid>());
            await api.Post("inventory/lots", new { item_id = items[i], lot_code = "L", location_id = place, quantity = 10m });
        }
        var (counts, receipts) = (new List<int>(), new List<int>());
        // From the first moment of a booking to long after its end.
        foreach (var (delay, round) in (LongProof.InFull("stock") ? new[] { 0, 15, 40, 100, 250, 600, 1500 } : [0, 40, 250]).Select((d, i) => (d, i)))
        {
            var count = await api.Post("inventory/stock/counts", new { location_id = place });
            var lines = count["lines"]!.AsArray().Select(l => new { lot_id = l!["lot_id"]!.GetValue<Guid>(), counted = 9.5m - round }).ToList();
            await api.Put($"inventory/stock/counts/{count["id"]}", new { lines }, $"\"{count["version"]}\"");
            var before = await Sums(owner);
            using var post = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tenants/{api.Tenant}/inventory/stock/counts/{count["id"]}/post");
            post.Headers.TryAddWithoutValidation("If-Match", "*");
            var posting = Quietly(http.SendAsync(post));
            await KillInTheMiddle(owner, process, delay, posting);
            await posting;
            await process.Start();
            var after = await Sums(owner);
            var moved = before.Count(b => after[b.Key] != b.Value);
            counts.Add(moved);
            Assert.True(moved is 0 || moved == lines.Count, $"{moved} of {lines.Count} lots were booked.");
            Assert.Equal(moved == 0 ? "open" : "posted", (await api.Get($"inventory/stock/counts/{count["id"]}"))["status"].Text());
            if (moved == 0) await Run(owner, "UPDATE inventory.stock_count SET status = 'cancelled' WHERE status = 'open'");

            var delivery = Guid.CreateVersion7();
            await Send(owner, api.Tenant, new DeliveryReceived(delivery, delivery, delivery, place, BakeryServer.Start, [.. items.Select(i => new DeliveredLine(i, 25, 25, 25, "kg", $"D{round}", null, null, 0.3m))]));
            await KillInTheMiddle(owner, process, delay, null);
            var arrived = (int)await Scalar(owner, $"SELECT count(*)::numeric FROM inventory.movement WHERE reference_id = '{delivery}'");
            receipts.Add(arrived);
            Assert.True(arrived is 0 || arrived == items.Count, $"{arrived} of {items.Count} lines were booked.");
            await process.Start();
            for (var look = 0; look < 400 && arrived < items.Count; look++)
            {
                await Task.Delay(50);
                arrived = (int)await Scalar(owner, $"SELECT count(*)::numeric FROM inventory.movement WHERE reference_id = '{delivery}'");
            }
            Assert.Equal(items.Count, arrived);
            Assert.Equal(0m, await Scalar(owner, "SELECT (SELECT sum(quantity) FROM inventory.movement) - (SELECT sum(quantity) FROM inventory.lot)"));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"lots booked when the process was killed: counts {string.Join(", ", counts)}; receipts {string.Join(", ", receipts)}");
        Assert.Contains(0, counts);
    }

    // A booking holds its tenant's lock: once it is seen, the booking is in the middle of its work.
    private static async Task KillInTheMiddle(string owner, BakeryProcess process, int delay, Task? work)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*)::numeric FROM pg_locks WHERE locktype = 'advisory' AND granted", connection);
        for (var look = 0; look < 20_000 && work is not { IsCompleted: true } && (decimal)(await command.ExecuteScalarAsync())! == 0; look++) await Task.Delay(1);
        await Task.Delay(delay);
        process.Kill();
    }

    private static async Task Send(string owner, Guid tenant, DeliveryReceived delivery)
    {
        var envelope = new Kernel.Messaging.Envelope(Guid.CreateVersion7(), "procurement.delivery.received", 1, tenant, BakeryServer.Start, "procurement", delivery.DeliveryId, null, Kernel.Tenancy.Actor.System, null,
            System.Text.Json.JsonSerializer.SerializeToElement(delivery, Kernel.Values.Wire.Lenient));
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("INSERT INTO procurement.outbox (id, message_id, type, tenant_id, destination, envelope, due_at, created_at) SELECT $1, $1, $2, $3, '', $4, $5, $5", connection);
        foreach (var value in new object[] { envelope.Id, envelope.Type, tenant, System.Text.Json.JsonSerializer.Serialize(envelope, Kernel.Values.Wire.Lenient), BakeryServer.Start }) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Run(string owner, string sql)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Quietly(Task task)
    {
        try { await task; }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException) { }
    }

    private static async Task<Dictionary<Guid, decimal>> Sums(string owner)
    {
        var sums = new Dictionary<Guid, decimal>();
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT id, quantity FROM inventory.lot", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) sums[reader.GetGuid(0)] = reader.GetDecimal(1);
        return sums;
    }

    private static async Task<decimal> Scalar(string owner, string sql)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (decimal)(await command.ExecuteScalarAsync())!;
    }
}
