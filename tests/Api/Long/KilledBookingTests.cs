using Bakery.Contracts.Procurement;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Support;
using Npgsql;

namespace Bakery.Tests.Api.Long;

/// <summary>kill -9 in the middle of a receipt, of a count and of a completed batch.</summary>
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
        var api = await BakeryProcess.SignUp(http);
        var hours = new Dictionary<string, object>();
        var place = (await api.Post("locations", new { name = "Obrador", type = "central_production", opening_hours = hours, address = (string?)null, city = "Bilbao", latitude = (decimal?)null, longitude = (decimal?)null }))["id"]!.GetValue<Guid>();
        var items = new List<Guid>();
        for (var i = 0; i < 60; i++)
        {
            items.Add((await api.Post("inventory/items", new { name = $"Item {i}", item_type = "ingredient", stock_unit = "kg" }))["id"]!.GetValue<Guid>());
            await api.Post("inventory/lots", new { item_id = items[i], lot_code = "L", location_id = place, quantity = 10m });
        }
        var (counts, receipts) = (new List<int>(), new List<int>());
        // Once where the booking is held in its middle, then from its first moment to long after its end.
        foreach (var (delay, round) in (LongProof.InFull("stock") ? new[] { Held, 0, 15, 40, 100, 250, 600, 1500 } : [Held, 40]).Select((d, i) => (d, i)))
        {
            var count = await api.Post("inventory/stock/counts", new { location_id = place });
            var lines = count["lines"]!.AsArray().Select(l => new { lot_id = l!["lot_id"]!.GetValue<Guid>(), counted = 9.5m - round }).ToList();
            await api.Put($"inventory/stock/counts/{count["id"]}", new { lines }, $"\"{count["version"]}\"");
            var before = await Sums(owner);
            using var post = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tenants/{api.Tenant}/inventory/stock/counts/{count["id"]}/post");
            post.Headers.TryAddWithoutValidation("If-Match", "*");
            await using (var looking = await Holding(owner, delay == Held ? Journal : null))
            {
                var posting = Quietly(http.SendAsync(post));
                await KillInTheMiddle(looking, process, delay, posting);
                await posting;
            }
            await process.Start();
            var after = await Sums(owner);
            var moved = before.Count(b => after[b.Key] != b.Value);
            counts.Add(moved);
            Assert.True(moved is 0 || moved == lines.Count, $"{moved} of {lines.Count} lots were booked.");
            Assert.Equal(moved == 0 ? "open" : "posted", (await api.Get($"inventory/stock/counts/{count["id"]}"))["status"].Text());
            if (moved == 0) await Run(owner, "UPDATE inventory.stock_count SET status = 'cancelled' WHERE status = 'open'");

            var delivery = Guid.CreateVersion7();
            await using (var looking = await Holding(owner, delay == Held ? Journal : null))
            {
                await Send(owner, api.Tenant, new DeliveryReceived(delivery, delivery, delivery, place, BakeryServer.Start, [.. items.Select(i => new DeliveredLine(i, 25, 25, 25, "kg", $"D{round}", null, null, 0.3m))]));
                await KillInTheMiddle(looking, process, delay, null);
            }
            var arrived = (int)await Scalar(owner, $"SELECT count(*)::numeric FROM inventory.movement WHERE reference_id = '{delivery}'");
            receipts.Add(arrived);
            Assert.True(arrived is 0 || arrived == items.Count, $"{arrived} of {items.Count} lines were booked.");
            await process.Start();
            for (var look = 0; look < 2400 && arrived < items.Count; look++)
            {
                await Task.Delay(50);
                arrived = (int)await Scalar(owner, $"SELECT count(*)::numeric FROM inventory.movement WHERE reference_id = '{delivery}'");
            }
            Assert.Equal(items.Count, arrived);
            Assert.Equal(0m, await Scalar(owner, "SELECT (SELECT sum(quantity) FROM inventory.movement) - (SELECT sum(quantity) FROM inventory.lot)"));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"lots booked when the process was killed: counts {string.Join(", ", counts)}; receipts {string.Join(", ", receipts)}");
        Assert.Equal((0, 0), (counts[0], receipts[0]));
    }

    /// <summary>A completed batch takes its ingredients, brings its pieces into stock and notes what was burnt: none of it before a kill in the middle, each once after the restart.</summary>
    [Fact]
    public async Task A_kill_in_the_middle_of_a_completion_leaves_all_or_nothing()
    {
        await using var cluster = await PostgresCluster.Start();
        var (owner, application) = await cluster.NewDatabase("killed");
        var clock = Path.GetTempFileName();
        Kernel.Tenancy.TestClock.Set(clock, BakeryServer.Start);
        using var process = new BakeryProcess(owner, application, clock, 1);
        await process.Migrate();
        await process.Start();
        using var http = new HttpClient { BaseAddress = process.Address, Timeout = TimeSpan.FromMinutes(1) };
        var api = await BakeryProcess.SignUp(http);
        var loader = new DemoData.DemoLoader(api, DemoData.Scenarios.GoizekoLabea, new DateOnly(2026, 11, 10), _ => { });
        await loader.Articles();
        await loader.Suppliers();
        await loader.Stock();
        await loader.Recipes();
        var batch = (await api.Post("production/batches", new { bake_day = "2026-11-10", product_item_id = loader.Ids["P7"], quantity = "60", planned_start = "2026-11-10T05:00:00Z", planned_end = "2026-11-10T06:00:00Z" }))["id"]!.GetValue<Guid>();
        await api.Post($"production/batches/{batch}/transitions", new { to = "in_progress" });
        async Task<Stock> Booked() => new(await Text(owner, $"SELECT status FROM production.batch WHERE id = '{batch}'"), await Sum(loader.Ids["CHOC"]), await Sum(loader.Ids["P7"]), await Scalar(owner, $"SELECT coalesce(sum(quantity), 0) FROM inventory.waste_entry WHERE item_id = '{loader.Ids["P7"]}'"));
        Task<decimal> Sum(Guid item) => Scalar(owner, $"SELECT coalesce(sum(quantity), 0) FROM inventory.movement WHERE item_id = '{item}'");
        var (before, completed) = (await Booked(), new { to = "completed", actual_quantity = "58", waste_quantity = "2", waste_reason = "burnt" });

        // In the middle of production's own transaction: nothing has happened.
        await using (var log = await Holding(owner, "production.audit_log"))
        {
            var completing = Quietly(api.Post($"production/batches/{batch}/transitions", completed));
            await WhenItWaits(log, "production.audit_log");
            process.Kill();
            await completing;
        }
        await process.Start();
        await Quiet(owner);
        Assert.Equal(before, await Booked());

        // In the middle of inventory's, which follows it: the batch is done, and the stock is booked once, when the process is back. What was burnt is a message of its own.
        await using (var journal = await Holding(owner, Journal))
        {
            await api.Post($"production/batches/{batch}/transitions", completed);
            await WhenItWaits(journal, Journal);
            process.Kill();
        }
        var killed = await Booked();
        await process.Start();
        await Quiet(owner);
        Assert.Equal((before with { Status = "completed" }, new Stock("completed", before.Taken - 0.72m, before.Made + 58, before.Burnt + 2)), (killed with { Burnt = before.Burnt }, await Booked()));
    }

    private sealed record Stock(string Status, decimal Taken, decimal Made, decimal Burnt);

    private const int Held = -1;
    private const string Journal = "inventory.movement";

    /// <summary>While this connection is open nobody writes into the table: who has to waits in the middle of its transaction.</summary>
    private static async Task<NpgsqlConnection> Holding(string owner, string? table)
    {
        var connection = new NpgsqlConnection(owner + ";Pooling=false");
        await connection.OpenAsync();
        if (table is not null) await new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN SHARE MODE", connection).ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task WhenItWaits(NpgsqlConnection holding, string table)
    {
        await using var waits = new NpgsqlCommand($"SELECT EXISTS (SELECT 1 FROM pg_locks WHERE relation = '{table}'::regclass AND NOT granted)", holding);
        for (var look = 0; await waits.ExecuteScalarAsync() is not true; look++)
        {
            Assert.True(look < 10_000, $"Nobody wrote into {table}.");
            await Task.Delay(10);
        }
    }

    // A booking holds its tenant's lock: once it is seen, the booking is in the middle of its work.
    private static async Task KillInTheMiddle(NpgsqlConnection looking, BakeryProcess process, int delay, Task? work)
    {
        await using var command = new NpgsqlCommand("SELECT count(*)::numeric FROM pg_locks WHERE locktype = 'advisory' AND granted", looking);
        if (delay == Held) await WhenItWaits(looking, Journal);
        else
        {
            for (var look = 0; look < 20_000 && work is not { IsCompleted: true } && (decimal)(await command.ExecuteScalarAsync())! == 0; look++) await Task.Delay(1);
            await Task.Delay(delay);
        }
        process.Kill();
    }

    // Whatever was said has been heard.
    private static async Task Quiet(string owner)
    {
        for (var look = 0; look < 2400; look++)
        {
            if (await Scalar(owner, "SELECT (SELECT count(*) FROM production.outbox WHERE sent_at IS NULL) + (SELECT count(*) FROM inventory.outbox WHERE sent_at IS NULL)::numeric") == 0) return;
            await Task.Delay(50);
        }
        Assert.Fail("Not everything that was said was heard.");
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

    private static async Task<decimal> Scalar(string owner, string sql) => (decimal)await Value(owner, sql);

    private static async Task<string> Text(string owner, string sql) => (string)await Value(owner, sql);

    private static async Task<object> Value(string owner, string sql)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())!;
    }
}
