namespace Bakery.DemoData;

/// <summary>
/// The parts of a template bakery, each loaded by a Job of its own. A part makes first what it builds on; writes that were made before are only
/// answered again, so any order, any number of times and several at once come to the same.
/// </summary>
/// <param name="api">Signed in as the template's owner, with <see cref="BakeryApi.IsRepeatable"/>.</param>
/// <param name="today">The day the template was made: every date is relative to it.</param>
public sealed class DemoParts(BakeryApi api, Scenario scenario, DateOnly today)
{
    /// <summary>Days of sales of a template, and the seed of their chance.</summary>
    private const int DaysOfSales = 90, SalesSeed = 90;

    private readonly DemoLoader loader = new(api, scenario, today, _ => { });
    private readonly HashSet<string> done = [];

    /// <summary>A part: what it builds on, how it is loaded, and the list that shows it.</summary>
    private sealed record Part(string[] After, Func<DemoParts, Task> Load, string Shown);

    private static readonly Dictionary<string, Part> All = new()
    {
        ["users"] = new([], _ => Task.CompletedTask, "members"),
        ["tenants"] = new([], _ => Task.CompletedTask, "locations"),
        ["tenant-members"] = new([], p => p.Member(), "invitations"),
        ["subscriptions"] = new([], _ => Task.CompletedTask, "settings"),
        ["inventory"] = new([], p => p.loader.Articles(), "inventory/items"),
        ["suppliers"] = new(["inventory"], p => p.loader.Suppliers(), "suppliers"),
        ["stock"] = new(["inventory"], p => p.Stock(), "inventory/lots"),
        ["recipes"] = new(["inventory"], p => p.loader.Recipes(), "recipes"),
        ["sales"] = new(["inventory"], p => p.loader.Sales(DaysOfSales, SalesSeed), "sales/imports"),
        ["customers"] = new(["inventory"], p => p.loader.Customers(), "orders/customers"),
        ["orders"] = new(["customers"], p => p.loader.StandingOrders(), "orders/standing-orders"),
        ["equipment"] = new(["stock"], p => p.loader.Machines(), "production/equipment"),
        ["quality-templates"] = new(["inventory"], p => p.loader.Templates(), "production/quality/templates"),
        ["pos-configs"] = new(["inventory"], p => p.Tills(), "pos/configurations"),
        ["ai-models"] = new(["sales"], p => p.Train(), "training/models"),
        ["orchestration-runs"] = new(["suppliers", "stock", "recipes", "sales", "orders", "equipment", "quality-templates"], p => p.loader.FirstRun(), "orchestrator/runs"),
        // The first run makes them, as every night's does.
        ["forecasts"] = new(["orchestration-runs"], _ => Task.CompletedTask, "forecasting/forecasts"),
        ["procurement-plans"] = new(["orchestration-runs"], _ => Task.CompletedTask, "procurement/plans"),
        ["purchase-orders"] = new(["orchestration-runs"], _ => Task.CompletedTask, "procurement/purchase-orders"),
        ["production-batches"] = new(["orchestration-runs"], p => p.loader.Today(), "production/batches"),
    };

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Loads a part and what it builds on, and returns how many of its things there are.</summary>
    public async Task<int> Load(string name)
    {
        await LoadOnce(name);
        return await Count(All[name].Shown);
    }

    /// <summary>A template older than the week for which answers are kept is not loaded again; what it has is counted.</summary>
    public Task<int> Look(string name) => Count(All[name].Shown);

    private async Task LoadOnce(string name)
    {
        if (!done.Add(name)) return;
        foreach (var before in All[name].After) await LoadOnce(before);
        await All[name].Load(this);
    }

    private async Task<int> Count(string path)
    {
        var answer = await api.Get($"{path}?limit=200");
        return answer["total"]?.GetValue<int>() ?? answer["items"]?.AsArray().Count ?? answer.AsObject().Count;
    }

    private async Task Stock()
    {
        await loader.Stock();
        await loader.Storeroom();
    }

    /// <summary>An open invitation: nobody is made up who could sign in.</summary>
    private Task Member() => api.Post("invitations", new { email = "equipo@plantilla.example", role = "member" });

    private async Task Tills()
    {
        foreach (var site in scenario.Sites.Where(s => s.Type == "retail_outlet"))
            await api.Post("pos/configurations", new { name = $"Caja {site.Name}", location_id = loader.Ids[site.Code], kind = "csv_upload", is_active = true });
    }

    private async Task Train()
    {
        var job = (await api.Post("training/jobs", new { item_ids = scenario.Products.Take(4).Select(p => loader.Ids[p.Code]) }))["job_id"]!.GetValue<Guid>();
        for (var i = 0; i < 1200; i++)
        {
            if ((await api.Get($"training/jobs/{job}"))["state"]!.GetValue<string>() is not ("pending" or "running")) return;
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }
}
