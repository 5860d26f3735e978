using Bakery.Tests.Support;

namespace Bakery.Tests.Distributed;

/// <summary>What the rules and dashboards count on (<c>deploy/…/exported/services.txt</c>) is what real processes show.</summary>
[Collection(nameof(DistributedBakery))]
public sealed class MetricsTests(DistributedBakery bakery)
{
    /// <summary>Counters that show nothing before the first thing went wrong, or was forecast.</summary>
    private static readonly string[] SilentAtFirst = ["bakery_messaging_dead_letters_total", "bakery_messaging_duplicates_total", "bakery_forecasting_batches_total", "bakery_forecasting_series_total"];

    [Fact]
    public async Task Every_metric_of_the_rules_is_shown_by_a_service()
    {
        await bakery.Needed();
        bakery.Tick();
        await bakery.Settled();
        using var http = new HttpClient();
        var missing = File.ReadAllLines(Path.Combine(Repository.Root, "deploy", "kubernetes", "components", "monitoring", "exported", "services.txt")).Except(SilentAtFirst).ToHashSet();
        for (var look = 0; look < 60 && missing.Count > 0; look++, await Task.Delay(500))
            foreach (var address in DistributedBakery.Services.Select(bakery.Of).Append(bakery.Gateway))
                missing.ExceptWith((await http.GetStringAsync(new Uri(address, "/metrics"))).Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('{', ' ')[0]));
        Assert.Empty(missing);
    }
}
