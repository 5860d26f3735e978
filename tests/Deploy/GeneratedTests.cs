namespace Bakery.Tests.Deploy;

public sealed class GeneratedTests
{
    [Fact]
    public void The_policies_between_services_the_tables_and_the_dashboards_are_the_present_ones()
    {
        Assert.NotEmpty(Rendered.Prod.Objects); // skipped without kubectl
        Assert.Empty(Checkout.Generated().Where(g => !File.Exists(Checkout.At(g.Path)) || File.ReadAllText(Checkout.At(g.Path)) != g.Content).Select(g => $"{g.Path}: run ./bakery manifests"));
    }

    [Fact]
    public void Services_reach_one_another_only_where_the_code_asks()
    {
        var graph = ServiceGraph.OfCode();
        Assert.Contains("tenant", graph.CalledBy("forecasting"));
        Assert.Contains("auth", graph.CalledBy("inventory"));
        Assert.DoesNotContain("orders", graph.CalledBy("auth"));
        foreach (var service in graph.Services)
        {
            var policy = Rendered.Prod.One("NetworkPolicy", $"{service}-questions").Body["spec"]!;
            Assert.Equal(graph.CallersOf(service), Peers(policy["ingress"], "from"));
            Assert.Equal(graph.CalledBy(service), Peers(policy["egress"], "to").Except(["gateway"]));
        }
    }

    [Fact]
    public void Only_the_five_services_of_the_specification_reach_the_internet()
    {
        var open = Rendered.Prod.Of("NetworkPolicy").Where(p => p.Body.ToJsonString().Contains("0.0.0.0/0", StringComparison.Ordinal)).ToList();
        Assert.Equal(["alertmanager-to-internet", "backup", "to-internet"], open.Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal("external,notification,pos,orders,tenant", string.Join(',', open.Single(p => p.Name == "to-internet").Body["spec"]!["podSelector"]!["matchExpressions"]![0]!["values"]!.AsArray().Select(v => v!.ToString())));
        Assert.Contains(Rendered.Overlays.First().Of("NetworkPolicy"), p => p.Name == "default-deny");
    }

    private static IEnumerable<string> Peers(System.Text.Json.Nodes.JsonNode? rules, string word) =>
        rules is null ? [] : rules[0]![word]![0]!["podSelector"]!["matchExpressions"]![0]!["values"]!.AsArray().Select(v => v!.GetValue<string>());
}
