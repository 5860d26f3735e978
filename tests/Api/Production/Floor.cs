using System.Text.Json.Nodes;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Bakery.Production.Floor;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Tests.Api.Production;

/// <summary>The reference bakery with an approved plan for Wednesday, and short ways to say what happens on its floor.</summary>
internal sealed class Floor(BakeryServer server, Goizeko bakery)
{
    private static readonly (string Name, string Kind, string Capacity, string Unit)[] Machines =
    [
        ("Amasadora", "mixer", "40", "kg"), ("Divisora", "divider", "400", "pieces"), ("Cámara de fermentación", "proofer", "600", "pieces"), ("Horno de pisos", "oven", "240", "pieces"), ("Horno rotativo", "oven", "180", "pieces"),
    ];

    public Goizeko Bakery => bakery;
    public TestTenant Tenant => bakery.Tenant;
    public Dictionary<string, Guid> Equipment { get; } = [];

    public static async Task<Floor> Open(BakeryServer server, bool withMachines = false)
    {
        var floor = new Floor(server, await Goizeko.Open(server));
        if (withMachines) await floor.AddMachines();
        await floor.Plan();
        return floor;
    }

    /// <summary>Plans Wednesday and approves it.</summary>
    public async Task Plan()
    {
        await bakery.Forecasts();
        await bakery.Orders();
        var plan = await Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        await Tenant.Post($"production/plans/{plan["id"]}/approve");
        await Tenant.Settled();
    }

    public async Task AddMachines()
    {
        foreach (var (name, kind, capacity, unit) in Machines)
            Equipment[name] = Id(await Tenant.Post("production/equipment", new { name, kind, location_id = bakery["O"], capacity, capacity_unit = unit, min_temp = kind == "oven" ? "150" : null, max_temp = kind == "oven" ? "280" : null }));
    }

    public async Task<List<JsonNode>> Batches() => [.. (await Tenant.Get("production/batches?date=2026-11-11&limit=200"))["items"]!.AsArray().Select(b => b!)];

    /// <summary>The batch of a dough, pre-ferment (by its recipe) or product.</summary>
    public async Task<JsonNode> Batch(string code)
    {
        var batches = await Batches();
        var id = bakery[code];
        return batches.Single(b => b["part_of"] is null && (b["product_item_id"]?.GetValue<Guid>() == id || (b["product_item_id"] is null && b["recipe_id"]!.GetValue<Guid>() == id)));
    }

    public async Task<JsonNode> Reload(JsonNode batch) => await Tenant.Get($"production/batches/{batch["id"]}");

    public Task<JsonNode> Move(JsonNode batch, object to) => Tenant.Post($"production/batches/{batch["id"]}/transitions", to);

    public async Task Make(string code)
    {
        var batch = await Batch(code);
        await Move(batch, new { to = "in_progress" });
        await Move(batch, new { to = "completed" });
    }

    public async Task<List<JsonNode>> Alerts(string type) => [.. (await Tenant.Get("alerts?limit=200"))["items"]!.AsArray().Select(a => a!).Where(a => a["event_type"].Text() == type)];

    /// <summary>What the ten minutes' look at the floor does.</summary>
    public Task Look() => Night(new FloorCheckRequested("Europe/Madrid"));

    /// <summary>What a job asks for this bakery.</summary>
    public async Task Night<T>(T asked) where T : IMessage
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(Tenant.Id, Actor.System, Role.Owner);
        scope.ServiceProvider.GetRequiredService<IBus>().Publish(asked);
        var producer = server.Services.GetRequiredService<ModuleRegistry>().Hosted.Single(m => m.Name == "production");
        await ((ModuleDb)scope.ServiceProvider.GetRequiredService(producer.Database!)).SaveChangesAsync();
        await Tenant.Settled();
    }

    public static Guid Id(JsonNode node) => node["id"]!.GetValue<Guid>();
}
