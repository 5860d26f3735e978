using Bakery.DemoData;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Sales;

public sealed class LargeImportTests(BakeryServer server)
{
    // A tenth of 21 months of 120 articles, or all of it.
    private static readonly int Rows = LongProof.InFull("import") ? 234_000 : 23_400;

    [Fact, Trait("Long", "import")]
    public async Task A_till_file_of_120_articles_is_imported_once_undone_to_the_last_row_and_baked_and_bought_for()
    {
        var tenant = await server.NewTenant("Muchos artículos");
        var today = DateOnly.FromDateTime(BakeryServer.Start.UtcDateTime);
        var api = new BakeryApi(tenant.Http) { Tenant = tenant.Id };
        await new DemoLoader(api, Scenarios.ManyArticles, today, _ => { }).Load(0, 1);
        await tenant.Settled();
        var small = new SalesGenerator(Scenarios.ManyArticles, 2).Csv(today.AddDays(-701), today.AddDays(-701));
        await Commit(api, await Validate(api, small));
        var before = (await Records(api)).ToJsonString();

        var file = new SalesGenerator(Scenarios.ManyArticles, 1).Csv(today.AddDays(-700), today.AddDays(-1), Rows);
        var import = await Validate(api, file);
        Assert.Equal((Rows, 0, 0), (import["good_rows"]!.GetValue<int>(), import["error_count"]!.GetValue<int>(), import["duplicate_rows"]!.GetValue<int>()));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var done = await Commit(api, import);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Rows} rows committed in {System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        Assert.Equal(("completed", Rows), (done["state"].Text(), done["added"]!.GetValue<int>()));
        var again = await Commit(api, await Validate(api, file));
        Assert.Equal((0, Rows), (again["added"]!.GetValue<int>(), again["skipped"]!.GetValue<int>()));
        await api.Post($"sales/imports/{import["import_id"].Text()}/undo");
        Assert.Equal(before, (await Records(api)).ToJsonString());

        await Commit(api, await Validate(api, file));
        await tenant.Settled();
        await new DemoLoader(api, Scenarios.ManyArticles, today, _ => { }).FirstRun();
        var run = await api.Get("orchestrator/runs/latest");
        Assert.True(run["status"].Text() == "completed", run.ToJsonString());
        Assert.Equal(120, (await api.Get($"forecasting/forecasts?from={today.AddDays(1):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}&limit=200"))["items"]!.AsArray().Count);
        var plan = (await api.Get("production/plans"))["items"]![0]!;
        Assert.Equal(120, (await api.Get($"production/plans/{plan["id"]}"))["lines"]!.AsArray().Count);
        Assert.NotEmpty((await api.Get("procurement/purchase-orders"))["items"]!.AsArray());
    }

    private static Task<System.Text.Json.Nodes.JsonNode> Records(BakeryApi api) => api.Get("sales/records?limit=200");
    private static Task<System.Text.Json.Nodes.JsonNode> Validate(BakeryApi api, string file) => api.Upload("sales/imports/validate", "ventas.csv", file);
    private static Task<System.Text.Json.Nodes.JsonNode> Commit(BakeryApi api, System.Text.Json.Nodes.JsonNode import) => api.Post($"sales/imports/{import["import_id"].Text()}/commit", new { });
}
