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
        await bakery.Settled();
        using var http = new HttpClient();
        var shown = new HashSet<string>();
        foreach (var address in DistributedBakery.Services.Select(bakery.Of).Append(bakery.Gateway))
            foreach (var line in (await http.GetStringAsync(new Uri(address, "/metrics"))).Split('\n').Where(l => l.Length > 0 && l[0] != '#')) shown.Add(line.Split('{', ' ')[0]);
        var expected = File.ReadAllLines(Path.Combine(Repository.Root, "deploy", "kubernetes", "components", "monitoring", "exported", "services.txt"));
        Assert.Empty(expected.Except(SilentAtFirst).Except(shown));
    }
}
