using System.Net;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Npgsql;

namespace Bakery.Tests.Api.Inventory;

/// <summary>Where lots lie, the list of them, and records that the database itself keeps.</summary>
public sealed class StoragePlacesTests(BakeryServer server)
{
    [Fact]
    public async Task A_freezer_is_added_once_changed_and_switched_off()
    {
        var room = await Storeroom.Open(server);
        object Freezer(string name, string min = "-25", bool active = true) => new { name, location_id = room.Workshop, condition = "frozen", min_temp_c = min, max_temp_c = "-18", is_active = active };
        var made = await room.Tenant.Post("inventory/storage-locations", Freezer("Congelador 1"));
        Assert.Equal((HttpStatusCode.Conflict, "duplicate"), await room.Tenant.Fails(HttpMethod.Post, "inventory/storage-locations", Freezer("Congelador 1")));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await room.Tenant.Fails(HttpMethod.Post, "inventory/storage-locations", Freezer("Congelador 2", "-10")));
        await room.Tenant.Put($"inventory/storage-locations/{made["id"]}", Freezer("Congelador grande", active: false));
        var listed = Assert.Single((await room.Tenant.Get($"inventory/storage-locations?location_id={room.Workshop}"))["items"]!.AsArray())!;
        Assert.Equal(("Congelador grande", "frozen", false), (listed["name"].Text(), listed["condition"].Text(), listed["is_active"]!.GetValue<bool>()));
        Assert.Empty((await room.Tenant.Get($"inventory/storage-locations?location_id={room.ShopA}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Lots_in_stock_are_listed_as_they_will_be_used_and_found_by_item_lot_or_supplier_lot()
    {
        var room = await Storeroom.Open(server);
        var (milk, salt) = (await room.Item("Leche entera", "l"), await room.Item("Sal"));
        foreach (var (code, expires) in new[] { ("LATE", "2026-12-09"), ("SOON", "2026-11-12") }) await room.Lot(milk, code, 4, expires);
        await room.Lot(salt, "NEVER", 4);
        await room.Tenant.Post("inventory/lots", new { item_id = milk, lot_code = "MID", supplier_lot_code = "GR-77", storage_place = "Cámara 1", location_id = room.Workshop, quantity = 2m, expires_on = "2026-11-20" });
        await room.Consume(milk, 4, (await room.Lots(milk)).Single(l => l["lot_code"].Text() == "SOON")["id"]!.GetValue<Guid>());
        async Task<List<string>> Codes(string query) => [.. (await room.Tenant.Get($"inventory/lots?{query}"))["items"]!.AsArray().Select(l => l!["lot_code"].Text())];
        Assert.Equal(["MID", "LATE", "NEVER"], await Codes("in_stock=true&sort=expires_on,received_at"));
        var first = await room.Tenant.Get("inventory/lots?in_stock=true&sort=expires_on,received_at&limit=2");
        Assert.Equal(["NEVER"], await Codes($"in_stock=true&sort=expires_on,received_at&limit=2&cursor={first["next_cursor"]}"));
        Assert.Equal(["SOON"], await Codes("state=depleted"));
        Assert.Equal(["MID"], await Codes("q=gr-77"));
        Assert.Equal(["NEVER"], await Codes("q=sal"));
        Assert.Equal("Cámara 1", (await room.Tenant.Get("inventory/lots?q=gr-77"))["items"]![0]!["storage_place"].Text());
    }

    [Fact]
    public async Task People_count_blind_and_a_reason_does_not_count_again()
    {
        var room = await Storeroom.Open(server);
        var sugar = await room.Item("Azúcar");
        var lot = await room.Lot(sugar, "S1", 10);
        var count = await room.Tenant.Post("inventory/stock/counts", new { location_id = room.Workshop });
        Assert.Null(count["lines"]![0]!["expected"]);
        var path = $"inventory/stock/counts/{count["id"]}";
        var counted = (await room.Tenant.Put(path, new { lines = new[] { new { lot_id = lot, counted = 9m } } }))["lines"]![0]!;
        Assert.Equal(("10.0000", "-1.0000"), (counted["expected"].Text(), counted["difference"].Text()));
        await room.Consume(sugar, 2);
        var explained = (await room.Tenant.Put(path + "/reasons", new { lines = new[] { new { line_id = Storeroom.Id(counted), reason_code = "loss" } } }, "*"))["lines"]![0]!;
        Assert.Equal(("10.0000", "loss"), (explained["expected"].Text(), explained["reason_code"].Text()));
        Assert.Equal((HttpStatusCode.Conflict, "stock_moved_during_count"), await room.Tenant.Fails(HttpMethod.Post, path + "/post", null, "*"));
    }

    /// <summary>The application's own role, at the database, past all of the program.</summary>
    [Theory]
    [InlineData("haccp_reading")]
    [InlineData("haccp_check")]
    [InlineData("haccp_corrective_action")]
    [InlineData("haccp_seal")]
    [InlineData("movement")]
    public async Task The_database_refuses_to_change_or_delete_a_record(string table)
    {
        await using var connection = new NpgsqlConnection(server.ApplicationConnection);
        await connection.OpenAsync();
        foreach (var sql in new[] { $"UPDATE inventory.{table} SET tenant_id = tenant_id", $"DELETE FROM inventory.{table}" })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
        }
    }

    [Fact]
    public async Task A_tenant_that_is_gone_takes_its_records_along_and_no_others()
    {
        var (gone, stays) = (await Storeroom.Open(server), await Storeroom.Open(server));
        foreach (var room in new[] { gone, stays }) await room.Lot(await room.Item("Sal"), "S", 4);
        await using var connection = new NpgsqlConnection(server.ApplicationConnection);
        await connection.OpenAsync();
        await using (var erase = new NpgsqlCommand("SELECT inventory.erase_append_only($1)", connection) { Parameters = { new() { Value = gone.Tenant.Id } } }) await erase.ExecuteNonQueryAsync();
        async Task<int> Movements(Storeroom room) => (await room.Tenant.Get("inventory/movements"))["items"]!.AsArray().Count;
        Assert.Equal((0, 1), (await Movements(gone), await Movements(stays)));
    }
}
