using System.Text.Json.Nodes;
using Bakery.Kernel.Messaging;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Inventory;

/// <summary>A tenant with one workshop and two shops, and short ways to say what happens in it.</summary>
internal sealed class Storeroom(BakeryServer server, TestTenant tenant)
{
    public TestTenant Tenant => tenant;
    public Guid Workshop { get; private set; }
    public Guid ShopA { get; private set; }
    public Guid ShopB { get; private set; }

    public static async Task<Storeroom> Open(BakeryServer server)
    {
        var room = new Storeroom(server, await server.NewTenant());
        room.Workshop = await room.Location("Obrador", "central_production");
        room.ShopA = await room.Location("Tienda A", "retail_outlet");
        room.ShopB = await room.Location("Tienda B", "retail_outlet");
        return room;
    }

    private async Task<Guid> Location(string name, string type)
    {
        var hours = Enumerable.Range(1, 7).ToDictionary(d => $"{d}", _ => new { opens = "07:00:00", closes = "21:00:00" });
        return Id(await tenant.Post("locations", new { name, type, opening_hours = hours, address = (string?)null, city = "Bilbao", latitude = (string?)null, longitude = (string?)null }));
    }

    public async Task<Guid> Item(string name, string unit = "kg", string type = "ingredient", object? more = null)
    {
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(new { name, item_type = type, stock_unit = unit }))!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(more ?? new { }))!.AsObject()) body[key] = value?.DeepClone();
        return Id(await tenant.Post("inventory/items", new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json")));
    }

    public async Task<Guid> Lot(Guid item, string code, decimal quantity, string? expires = null, Guid? at = null, decimal cost = 1m, string? eventTime = null) =>
        Id(await tenant.Post("inventory/lots", new { item_id = item, lot_code = code, location_id = at ?? Workshop, quantity, unit_cost = cost, expires_on = expires, event_time = eventTime }));

    public Task<JsonNode> Consume(Guid item, decimal quantity, Guid? lot = null, Guid? batch = null, Guid? at = null) => tenant.Post("inventory/stock/consume", Taking(item, quantity, lot, batch, at));

    public object Taking(Guid item, decimal quantity, Guid? lot = null, Guid? batch = null, Guid? at = null, string? eventTime = null) => new
    {
        location_id = at ?? Workshop, lines = new[] { new { item_id = item, quantity, lot_id = lot } }, reference_type = batch is null ? null : "batch", reference_id = batch, event_time = eventTime,
    };

    public Task<JsonNode> Transfer(Guid item, decimal quantity, Guid to, Guid? from = null, Guid? lot = null) =>
        tenant.Post("inventory/stock/transfer", new { location_id = from ?? Workshop, to_location_id = to, lines = new[] { new { item_id = item, quantity, lot_id = lot } } });

    public async Task<JsonNode> Lot(Guid id) => await tenant.Get($"inventory/lots/{id}");

    public async Task<decimal> Left(Guid lot) => (await Lot(lot))["quantity"].Number();

    public async Task<List<JsonNode>> Lots(Guid item, Guid? at = null) => [.. (await tenant.Get($"inventory/lots?limit=200&item_id={item}{(at is null ? "" : $"&location_id={at}")}"))["items"]!.AsArray().Select(l => l!)];

    public async Task<List<JsonNode>> Movements(Guid item) => [.. (await tenant.Get($"inventory/movements?limit=200&item_id={item}"))["items"]!.AsArray().Select(l => l!)];

    public async Task<List<JsonNode>> Alerts(string type) => [.. (await tenant.Get("alerts?limit=200"))["items"]!.AsArray().Select(a => a!).Where(a => a["event_type"].Text() == type)];

    /// <summary>Says what production says.</summary>
    public Task Hear(params IMessage[] messages) => server.Say(tenant.Id, "production", messages);

    public static Guid Id(JsonNode node) => node["id"]!.GetValue<Guid>();

    /// <summary>Holds at every moment: the movements of an item sum to what its lots hold.</summary>
    public async Task MovementsSumToLots(Guid item)
    {
        await using var connection = new Npgsql.NpgsqlConnection(server.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT (SELECT coalesce(sum(quantity), 0) FROM inventory.movement WHERE item_id = $1) - (SELECT coalesce(sum(quantity), 0) FROM inventory.lot WHERE item_id = $1)", connection);
        command.Parameters.AddWithValue(item);
        Assert.Equal(0m, (decimal)(await command.ExecuteScalarAsync())!);
    }
}
