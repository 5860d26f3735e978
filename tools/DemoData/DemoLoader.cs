
namespace Bakery.DemoData;

/// <summary>Puts a scenario into a tenant over the product's own interface, in the order a person would: sites, items, suppliers, stock, recipes, sales, customers, and a first run.</summary>
/// <param name="api">Signed in as an owner of the tenant.</param>
/// <param name="today">The tenant's day; every date is relative to it.</param>
/// <param name="progress">Told what is being done.</param>
public sealed class DemoLoader(BakeryApi api, Scenario scenario, DateOnly today, Action<string> progress)
{
    private readonly Dictionary<string, Guid> ids = [];

    /// <summary>Ids by the scenario's codes.</summary>
    public IReadOnlyDictionary<string, Guid> Ids => ids;

    public async Task Load(int daysOfSales, int seed)
    {
        progress("sites, items and suppliers");
        await Articles();
        await Suppliers();
        progress("stock and recipes");
        await Stock();
        await Recipes();
        if (daysOfSales > 0)
        {
            progress($"{daysOfSales} days of sales");
            await Sales(daysOfSales, seed);
        }
        progress("customers and standing orders");
        await Customers();
        await StandingOrders();
        progress("self-control and a week of the storeroom");
        await Storeroom();
        progress("purchases of the last weeks");
        await new BuyingDemo(api, scenario, today, ids).Load();
        progress("machines and quality");
        await Machines();
        await Floor.Templates();
    }

    private FloorLoader Floor => new(api, scenario, ids, today);

    /// <summary>Sites and items with what is in them.</summary>
    public async Task Articles()
    {
        await Sites();
        await Items();
        await Foods();
    }

    public Task Machines() => Floor.Machines();
    public Task Templates() => Floor.Templates();

    /// <summary>Readings and lists of a week, then what moved in the storeroom.</summary>
    public async Task Storeroom()
    {
        await SelfControl();
        await new StoreroomDemo(api, scenario, today, ids).Load();
    }

    /// <summary>Starts a run and waits for its end.</summary>
    public async Task FirstRun()
    {
        progress("the first night run");
        var run = await api.Post("orchestrator/runs", new { run_type = "manual" });
        var id = run["id"]!.GetValue<Guid>();
        for (var i = 0; i < 600; i++)
        {
            run = await api.Get($"orchestrator/runs/{id}");
            if (run["status"]!.GetValue<string>() is not ("pending" or "running" or "compensating")) return;
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <summary>What the floor does today, and what leaves the house tomorrow.</summary>
    public async Task Today()
    {
        progress("today's batches");
        await Floor.Today();
        progress("tomorrow's shipments");
        await api.Post("orders/distribution/shipments", new { date = today.AddDays(1) });
    }

    private async Task Make(string code, string path, object body) => ids[code] = (await api.Post(path, body))["id"]!.GetValue<Guid>();

    private async Task Sites()
    {
        foreach (var site in scenario.Sites)
        {
            var hours = Enumerable.Range(1, 7).ToDictionary(d => d.ToString(System.Globalization.CultureInfo.InvariantCulture), _ => new { opens = site.Opens, closes = site.Closes });
            await Make(site.Code, "locations", new { site.Name, site.Type, address = (string?)null, site.City, latitude = (decimal?)null, longitude = (decimal?)null, opening_hours = hours });
        }
    }

    private async Task Items()
    {
        var packs = scenario.Suppliers.SelectMany(s => s.Prices).DistinctBy(p => p.Item).ToDictionary(p => p.Item);
        foreach (var i in scenario.Ingredients)
            await Make(i.Code, "inventory/items", new { i.Name, sku = i.Code, item_type = i.Category == "packaging" ? "packaging" : "ingredient", ingredient_category = i.Category == "packaging" ? null : i.Category, stock_unit = i.Unit, density_kg_per_l = i.Density, stock_tracked = i.Tracked, counts_as_flour = i.CountsAsFlour, package_unit = packs.GetValueOrDefault(i.Code)?.PackUnit, package_quantity = packs.GetValueOrDefault(i.Code)?.Pack });
        foreach (var p in scenario.Products)
            await Make(p.Code, "inventory/items", new { p.Name, sku = p.Code, item_type = p.Dough is null ? "resale" : "finished_product", product_category = p.Category, stock_unit = "piece", p.Price, tax_percent = p.TaxPercent, p.Salvage, day_old_days = p.DayOldDays, net_weight_g = p.BakedG > 0 ? p.BakedG : (decimal?)null, frozen_life_days = p.Category is "croissants" or "pastries" ? 60 : (int?)null, storage_condition = p.Category == "sandwiches" ? "chilled" : "ambient", expiry_kind = p.Category == "sandwiches" ? "use_by" : "best_before" });
    }

    private async Task Foods()
    {
        foreach (var i in scenario.Ingredients)
            if (FoodCatalog.All.TryGetValue(i.Code, out var food)) await api.Put($"inventory/items/{ids[i.Code]}/food", Body(food));
        foreach (var p in scenario.Products.Where(p => p.Dough is not null))
            await api.Put($"inventory/items/{ids[p.Code]}/food", new { allergens = new Dictionary<string, string>(), bread_kind = p.Category == "bread" ? "common" : "not_bread" });
    }

    private static object Body(FoodEntry f) => new
    {
        allergens = FoodCatalog.Allergens.ToDictionary(a => a, a => f.Contains.Contains(a) ? "contains" : f.Traces?.Contains(a) == true ? "traces" : "free"), f.Species, f.LabelName, f.LabelNameEu, f.Parts, f.PartsEu, f.IsWholemeal,
        nutrition = f.Nutrition is { Length: 9 } n ? new { energy_kj = n[0], energy_kcal = n[1], fat = n[2], saturates = n[3], carbohydrate = n[4], sugars = n[5], protein = n[6], salt = n[7], fibre = n[8] } : null,
    };

    public async Task Suppliers()
    {
        foreach (var s in scenario.Suppliers)
        {
            await Make(s.Code, "suppliers", new { s.Code, s.Name, email = $"pedidos-{s.Code.ToLowerInvariant()}@supplier.example", lead_time_days = s.LeadDays, cutoff_time = s.Cutoff, minimum_order_amount = s.Minimum, delivery_weekdays = s.Weekdays, deliveries_before = 12, language = "es" });
            await api.Post($"suppliers/{ids[s.Code]}/approve");
            await api.Put($"suppliers/{ids[s.Code]}/trust-score", new { score = (decimal)s.Trust, reason = "Media de los últimos noventa días." });
            foreach (var price in s.Prices)
                await api.Post($"suppliers/{ids[s.Code]}/price-lists", new { item_id = ids[price.Item], pack_unit = price.PackUnit, pack_quantity = price.Pack, unit_price = price.UnitPrice, effective_from = today.AddDays(-400), tiers = price.Tiers.Select(t => new { from_packs = t.From, unit_price = t.Price }) });
        }
        await Limits();
    }

    // Small enough that the demo's owner has something to decide.
    private async Task Limits()
    {
        var rules = await api.Get("procurement/approval-rules");
        await api.Put("procurement/approval-rules", new { enabled = true, auto_approve_max_amount = 150m, min_supplier_score = 80m, auto_approve_daily_limit = 1500m }, $"\"{rules["version"]}\"");
    }

    public async Task Stock()
    {
        var obrador = ids[scenario.Sites.First(s => s.Type == "central_production").Code];
        foreach (var i in scenario.Ingredients.Where(i => i.Tracked && i.Stock > 0))
            await api.Post("inventory/lots", new { item_id = ids[i.Code], lot_code = $"{i.Code}-{today:yyMMdd}", location_id = obrador, quantity = i.Stock, unit_cost = i.Price, expires_on = i.ShelfDays is { } days ? today.AddDays(days) : (DateOnly?)null, storage_place = StoreroomDemo.PlaceOf(i) });
        foreach (var p in scenario.Products.Where(p => p.Dough is null))
            await api.Post("inventory/lots", new { item_id = ids[p.Code], lot_code = $"{p.Code}-{today:yyMMdd}", location_id = obrador, quantity = 97m, unit_cost = 0.28m, expires_on = (DateOnly?)null });
    }

    public async Task Recipes()
    {
        // What others hold comes first.
        foreach (var dough in scenario.Doughs.OrderBy(d => d.Kind == "dough"))
        {
            var lines = dough.Lines.Select(l => new { item_id = ids[l.Item], quantity = l.Percent, unit = "%" });
            object content = dough.Kind switch
            {
                "pre_ferment" => new { lines, rest_hours = dough.RestHours },
                "filling" => new { lines, process_loss_percent = dough.ProcessLoss },
                _ => new
                {
                    lines, preferment = dough.Preferment is null ? null : new { recipe_id = ids[dough.Preferment], flour_share_percent = dough.FlourShare }, process_loss_percent = dough.ProcessLoss, mixer_min_kg = 3m, mixer_max_kg = 40m,
                    shapes = scenario.Products.Where(p => p.Dough == dough.Code).Select(p => Shape(p, p.Extra is null ? null : Extra(p))),
                },
            };
            await Make(dough.Code, "recipes", new { dough.Name, dough.Kind, content, effective_from = today.AddDays(-400) });
            await api.Post($"recipes/{ids[dough.Code]}/activate", new { });
        }
        foreach (var recipe in scenario.Fixed)
        {
            var content = new
            {
                lines = recipe.Lines.Select(l => new { item_id = ids[l.Item], l.Quantity, l.Unit }), yield_quantity = (decimal)recipe.Yield,
                shapes = scenario.Products.Where(p => p.Dough == recipe.Code).Select(p => Shape(p, new { item_id = ids[recipe.Box], quantity = 1m, unit = "piece" })),
                steps = new[] { new { order = 1, stage = "finishing", minutes = recipe.Minutes, active_minutes = recipe.Minutes } },
            };
            await Make(recipe.Code, "recipes", new { recipe.Name, kind = "fixed", content, effective_from = today.AddDays(-400) });
            await api.Post($"recipes/{ids[recipe.Code]}/activate", new { });
        }
    }

    private object Shape(Product p, object? extra) => new
    {
        product_item_id = ids[p.Code], raw_weight_g = p.RawG, baked_weight_g = p.BakedG, pieces_multiple = p.Multiple, multiple_rounding = p.Rounding, labour_minutes = p.LabourMinutes, energy_kwh = p.EnergyKwh,
        extras = extra is null ? [] : new[] { extra },
    };

    private object Extra(Product p) => scenario.Doughs.Any(d => d.Code == p.Extra)
        ? new { recipe_id = ids[p.Extra!], quantity = p.ExtraGrams, unit = "g" }
        : new { item_id = ids[p.Extra!], quantity = p.ExtraGrams, unit = "g" };

    public async Task Sales(int days, int seed)
    {
        var csv = new SalesGenerator(scenario, seed).Csv(today.AddDays(-days), today.AddDays(-1));
        var import = await api.Upload("sales/imports/validate", "ventas.csv", csv);
        var id = (import["import_id"] ?? import["id"])!.GetValue<Guid>();
        await api.Post($"sales/imports/{id}/commit", new { });
    }

    public async Task Customers()
    {
        foreach (var customer in scenario.Customers) await Make(customer.Name, "orders/customers", new { customer.Kind, customer.Name, customer.Language });
    }

    public async Task StandingOrders()
    {
        foreach (var customer in scenario.Customers)
        {
            await api.Post("orders/standing-orders", new
            {
                customer_id = ids[customer.Name], name = $"Pedido fijo {customer.Name}", valid_from = today.AddDays(-60), on_holiday = "skip",
                lines = customer.Lines.Select(l => new { item_id = ids[l.Product], unit_price = l.NetPrice, weekly = Pattern(customer, l.Pieces) }),
            });
        }
    }

    // The workshop's plan with a week of readings and signed lists; today's are read on arrival.
    private async Task SelfControl()
    {
        var plan = await api.Post("inventory/haccp/starter", new { location_id = ids[scenario.Sites.First(s => s.Type == "central_production").Code] });
        var readings = new List<object>();
        foreach (var (point, index) in plan["points"]!.AsArray().Select((p, i) => (p!, i)).Where(p => p.Item1["frequency"]!.GetValue<string>() == "daily"))
        {
            var id = point["id"]!.GetValue<Guid>();
            decimal? Value(int day) => point["kind"]!.GetValue<string>() switch { "fridge" => 2.4m + day * 0.2m, "freezer" => -19.5m - day * 0.1m, _ => null };
            for (var day = 7; day > 0; day--) readings.Add(new { point_id = id, value = Value(day), ok = true, event_time = $"{today.AddDays(-day):yyyy-MM-dd}T0{7 + index % 2}:30:00Z" });
            readings.Add(new { point_id = id, value = Value(0), ok = true });
        }
        await api.Post("inventory/haccp/readings", new { readings });
        var cleaning = plan["checklists"]![0]!["id"]!.GetValue<Guid>();
        for (var day = 7; day > 0; day--) await api.Post("inventory/haccp/checks", new { checklist_id = cleaning, signature = "Obrador", due_on = today.AddDays(-day), event_time = $"{today.AddDays(-day):yyyy-MM-dd}T17:45:00Z" });
    }

    private static Dictionary<string, decimal> Pattern(Customer customer, int pieces) => customer.Weekdays.ToDictionary(d => d.ToString(System.Globalization.CultureInfo.InvariantCulture), _ => (decimal)pieces);
}
