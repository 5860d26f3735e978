using System.Globalization;

namespace Bakery.DemoData;

/// <summary>A week of the storeroom: places, goods in the shops, what was left of the bread, a count, a recall drill and a warm cold room.</summary>
/// <param name="ids">Ids by the scenario's codes.</param>
internal sealed class StoreroomDemo(BakeryApi api, Scenario scenario, DateOnly today, IReadOnlyDictionary<string, Guid> ids)
{
    private const int Days = 6;

    private Guid Workshop => ids[scenario.Sites.First(s => s.Type == "central_production").Code];
    private List<Guid> Shops => [.. scenario.Sites.Where(s => s.Type == "retail_outlet").Take(2).Select(s => ids[s.Code])];

    public async Task Load()
    {
        await Places();
        await LeftOver();
        await Moved();
        await Drilled();
        await Counted();
        await WarmColdRoom();
    }

    /// <summary>Where an ingredient lies in the workshop.</summary>
    public static string PlaceOf(Ingredient ingredient) => ingredient.Category switch
    {
        "flour" => "Almacén de harina",
        "dairy" or "eggs" or "fats" or "yeast" => "Cámara 1",
        _ => "Estantería seca",
    };

    private async Task Places()
    {
        foreach (var (name, condition, min, max) in new (string, string, decimal?, decimal?)[] { ("Almacén de harina", "ambient", null, null), ("Estantería seca", "ambient", null, null), ("Cámara 1", "chilled", 0m, 4m), ("Congelador 1", "frozen", -25m, -18m) })
            await api.Post("inventory/storage-locations", new { name, location_id = Workshop, condition, min_temp_c = min, max_temp_c = max });
    }

    // Bread that was not sold: a little is fed to animals, most of it goes to people.
    private async Task LeftOver()
    {
        if (scenario.Products.FirstOrDefault(p => p is { Category: "bread", BakedG: > 0 }) is not { } bread) return;
        foreach (var (day, shop, index) in Enumerable.Range(1, Days).Reverse().SelectMany(day => Shops.Select((shop, index) => (today.AddDays(-day), shop, index))))
        {
            var (left, wasted) = (9m + (day.DayNumber + index * 2) % 5, 1m + (day.DayNumber + index) % 3);
            string At(string time) => $"{day:yyyy-MM-dd}T{time}:00Z";
            await api.Post("inventory/lots", new { item_id = ids[bread.Code], lot_code = $"{bread.Code}-{day:yyMMdd}", location_id = shop, quantity = left, unit_cost = Math.Round(bread.Price * 0.3m, 2), expires_on = day.AddDays(1), stage = "baked", event_time = At("18:00") });
            await api.Post("inventory/waste", new { item_id = ids[bread.Code], location_id = shop, quantity = wasted, reason = "unsold", destination = "animal_feed", event_time = At("19:30") });
            await api.Post("inventory/donations", new { recipient_name = index == 0 ? "Banco de alimentos" : "Comedor social", location_id = shop, lines = new[] { new { item_id = ids[bread.Code], quantity = left - wasted } }, event_time = At("19:45") });
        }
        if (scenario.Ingredients.FirstOrDefault(i => i is { Category: "dairy", Tracked: true, Stock: > 1 }) is { } milk)
            await api.Post("inventory/waste", new { item_id = ids[milk.Code], location_id = Workshop, quantity = 0.25m, reason = "spill", destination = "landfill" });
    }

    private async Task Moved()
    {
        if (scenario.Products.FirstOrDefault(p => p.Dough is null) is not { } drink) return;
        foreach (var (shop, quantity) in Shops.Zip([20m, 16m])) await api.Post("inventory/stock/transfer", new { location_id = Workshop, to_location_id = shop, lines = new[] { new { item_id = ids[drink.Code], quantity } } });
    }

    // Of bread that was given away, so that somebody is found who got it.
    private async Task Drilled()
    {
        if ((await api.Get("inventory/donations"))["items"]!.AsArray().FirstOrDefault()?["id"]!.GetValue<Guid>() is not { } donation) return;
        var lot = (await api.Get($"inventory/donations/{donation}"))["lines"]![0]!["lot_id"]!.GetValue<Guid>();
        await api.Post("inventory/recalls/drills", new { lot_id = lot, reason = "Simulacro trimestral" });
    }

    private async Task Counted()
    {
        var count = await api.Post("inventory/stock/counts", new { location_id = Workshop, note = "Repaso de la semana" });
        if ((await api.Get($"inventory/stock/counts/{count["id"]}"))["status"]!.GetValue<string>() != "open") return; // loaded before
        var lots = (await api.Get($"inventory/lots?location_id={Workshop}&in_stock=true&limit=200"))["items"]!.AsArray().ToDictionary(l => l!["id"]!.GetValue<Guid>(), l => decimal.Parse(l!["quantity"]!.GetValue<string>(), CultureInfo.InvariantCulture));
        // Most of it is as the books say; of two things a little is missing.
        var lines = lots.OrderBy(l => l.Value).Select((lot, index) => new { lot_id = lot.Key, counted = index is 1 or 3 ? Math.Round(lot.Value * 0.98m, 2) : lot.Value, reason_code = index is 1 or 3 ? "loss" : null }).ToList();
        count = await api.Put($"inventory/stock/counts/{count["id"]}", new { lines });
        await api.Post($"inventory/stock/counts/{count["id"]}/post", etag: "*");
    }

    // Two days ago somebody read too much, and did something about it.
    private async Task WarmColdRoom()
    {
        var points = (await api.Get("inventory/haccp/points"))["items"]!.AsArray();
        if (points.FirstOrDefault(p => p!["kind"]!.GetValue<string>() == "fridge")?["id"]?.GetValue<Guid>() is not { } fridge) return;
        await api.Post("inventory/haccp/readings", new { readings = new[] { new { point_id = fridge, value = 6.3m, text = "Puerta mal cerrada", event_time = $"{today.AddDays(-2):yyyy-MM-dd}T11:10:00Z" } } });
        if ((await api.Get("inventory/haccp/deviations?status=open"))["items"]!.AsArray().FirstOrDefault()?["id"]!.GetValue<Guid>() is not { } deviation) return; // loaded before
        await api.Post("inventory/haccp/corrective-actions", new { deviation_id = deviation, cause = "Puerta mal cerrada", action = "Cerrada; a los veinte minutos marcaba 3,1 °C. Junta revisada.", product_decision = "kept" });
    }
}
