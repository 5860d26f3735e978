using System.Net;
using System.Text.Json.Nodes;

namespace Bakery.DemoData;

/// <summary>A machine of the generated bakery.</summary>
/// <param name="Unit">kg, pieces or decks.</param>
public sealed record Machine(string Name, string Kind, decimal Capacity, string Unit, decimal? MinTemp = null, decimal? MaxTemp = null);

/// <summary>Puts the floor into a tenant: machines with their maintenance, what is checked, and the batches of a day.</summary>
/// <param name="ids">Ids by the scenario's codes.</param>
public sealed class FloorLoader(BakeryApi api, Scenario scenario, IReadOnlyDictionary<string, Guid> ids, DateOnly today)
{
    /// <summary>The equipment list of the generated bakeries.</summary>
    public static readonly IReadOnlyList<Machine> Equipment =
    [
        new("Amasadora espiral 40", "mixer", 40, "kg"), new("Amasadora espiral 60", "mixer", 60, "kg"), new("Divisora", "divider", 400, "pieces"), new("Laminadora", "laminator", 30, "kg"),
        new("Cámara de fermentación", "proofer", 600, "pieces", 20, 38), new("Cámara de frío 2", "retarder", 800, "pieces", -5, 8), new("Horno de pisos", "oven", 240, "pieces", 150, 280),
        new("Horno rotativo", "oven", 180, "pieces", 150, 280), new("Horno de bollería", "oven", 120, "pieces", 150, 250), new("Enfriador", "cooler", 1500, "pieces"),
    ];

    /// <summary>Machines and their maintenance; before the first run, so that its plans are scheduled.</summary>
    public async Task Machines()
    {
        var obrador = ids[scenario.Sites.First(s => s.Type == "central_production").Code];
        var machines = new Dictionary<string, Guid>();
        foreach (var m in Equipment)
            machines[m.Name] = Id(await api.Post("production/equipment", new { m.Name, m.Kind, location_id = obrador, m.Capacity, capacity_unit = m.Unit, min_temp = m.MinTemp, max_temp = m.MaxTemp }));
        await api.Post("production/maintenance", new { equipment_id = machines["Horno de pisos"], name = "Limpiar el quemador", every_days = 30, last_done_on = today.AddDays(-31) });
        await api.Post("production/maintenance", new { equipment_id = machines["Amasadora espiral 40"], name = "Engrasar", every_days = 90, every_hours = 250m, last_done_on = today.AddDays(-20) });
        // A cold room that reports by itself into its point of the self-control plan.
        var point = (await api.Get("inventory/haccp/points"))["items"]!.AsArray().FirstOrDefault(p => p!["kind"]!.GetValue<string>() == "fridge");
        await api.Put($"production/equipment/{machines["Cámara de frío 2"]}/iot-config", new { adapter = "simulator", address = "", scale = 0.5m, offset = 2.5m, every_seconds = 300, point_id = point?["id"]!.GetValue<Guid>() });
    }

    /// <summary>What is checked at the oven.</summary>
    public async Task Templates()
    {
        if (scenario.Products.FirstOrDefault(p => p.Category is "croissants" or "pastries" && p.Dough is not null) is not { } sweet) return;
        await api.Post("production/quality/templates", new
        {
            name = "Bollería recién horneada", kind = "product_quality", stage = "baking", product_item_ids = new[] { ids[sweet.Code] }, sample_size = 3, threshold = 7m,
            criteria = new object[]
            {
                new { name = "Color", weight = 1m, type = "score" }, new { name = "Peso", weight = 2m, type = "measurement", min = Math.Floor(sweet.BakedG * 0.95m), max = Math.Ceiling(sweet.BakedG * 1.05m), unit = "g" },
                new { name = "Sin cuerpos extraños", weight = 1m, type = "boolean", is_critical = true },
            },
        });
    }

    /// <summary>Today's batches: the doughs are made, one product waits for its check, the rest is open.</summary>
    public async Task Today()
    {
        var plan = await api.Post("production/plans/generate", new { date = today });
        await api.Post($"production/plans/{plan["id"]}/approve");
        var batches = (await api.Get($"production/batches?date={today:yyyy-MM-dd}&limit=200"))["items"]!.AsArray().Select(b => b!).ToList();
        foreach (var batch in batches.Where(b => b["kind"]!.GetValue<string>() is "pre_ferment" or "dough"))
        {
            await Move(batch, new { to = "in_progress" });
            await Move(batch, new { to = "completed" });
        }
        // The rest of the day is planned from where it stands.
        if (batches.Any(b => b["kind"]!.GetValue<string>() == "product")) await api.Post("production/schedule/generate", new { date = today });
        foreach (var batch in batches.Where(b => b["kind"]!.GetValue<string>() == "product").Take(3))
        {
            await Move(batch, new { to = "in_progress" });
            if ((await api.Get($"production/quality/checks?batch_id={batch["id"]}&status=due"))["items"]!.AsArray().Count > 0) await Move(batch, new { to = "quality_check" });
        }
    }

    /// <summary>Asked again when a message changed the batch in the same moment.</summary>
    private async Task Move(JsonNode batch, object to)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await api.Post($"production/batches/{batch["id"]}/transitions", to);
                return;
            }
            catch (HttpRequestException busy) when (busy.StatusCode == HttpStatusCode.PreconditionFailed && attempt < 10)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    private static Guid Id(JsonNode made) => made["id"]!.GetValue<Guid>();
}
