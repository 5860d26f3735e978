using System.Text.Json.Nodes;

namespace Bakery.Tests.Deploy;

public sealed class SchemaTests
{
    [Fact]
    public void Every_overlay_renders_and_every_object_is_what_the_API_takes() => Assert.Empty(Rendered.Everything.SelectMany(KubernetesSchema.Wrong).Distinct());

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("ci")]
    [InlineData("single")]
    public void No_object_is_there_twice(string overlay) =>
        Assert.Empty(Rendered.Of($"overlays/{overlay}").Objects.GroupBy(o => (o.Kind, o.Name, o.Namespace)).Where(g => g.Count() > 1).Select(g => g.Key));

    [Theory]
    [InlineData("ha")]
    [InlineData("vpa")]
    [InlineData("cluster-autoscaler")]
    [InlineData("nominatim")]
    [InlineData("ha", "multi-region")]
    public void Components_that_production_does_not_use_yet_hold_too(params string[] components)
    {
        Assert.NotEmpty(Rendered.Prod.Objects); // skipped without kubectl
        Assert.Empty(Overlay.With("overlays/prod", [.. components.Select(c => $"components/{c}")]).Objects.SelectMany(KubernetesSchema.Wrong));
    }

    [Fact]
    public void A_standby_region_serves_nobody()
    {
        Assert.NotEmpty(Rendered.Prod.Objects);
        var standby = Overlay.With("overlays/prod", "components/ha", "components/multi-region");
        Assert.All(standby.Of("Deployment").Where(d => d.Component is "microservice" or "gateway"), d => Assert.Equal(0, d.Replicas));
        Assert.Equal(18, standby.Of("Cluster").Count(c => KubernetesObject.At(c.Body, "spec.replica.enabled")?.GetValue<bool>() == true));
    }

    [Theory]
    [InlineData("spec.replica", "2", "spec.replica is unknown")]
    [InlineData("spec.replicas", "\"two\"", "no whole number")]
    [InlineData("spec.template.spec.containers", "{}", "no list")]
    [InlineData("spec.template.spec.containers", "[{\"image\":\"a\"}]", "name is missing")]
    [InlineData("spec.template.spec.containers", "[{\"name\":\"a\",\"env\":[{\"name\":\"A\",\"value\":true}]}]", "no text")]
    [InlineData("spec.template.spec.containers", "[{\"name\":\"a\",\"resources\":{\"requests\":{\"cpu\":\"a lot\"}}}]", "no quantity")]
    [InlineData("spec.selector", null, "spec.selector is missing")]
    [InlineData("apiVersion", "\"apps/v0\"", "is unknown")]
    public void What_is_broken_on_purpose_is_said(string path, string? value, string said)
    {
        var body = JsonNode.Parse("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{"selector":{},"template":{"spec":{"containers":[{"name":"a"}]}}}}""")!.AsObject();
        Assert.Empty(KubernetesSchema.Wrong(new KubernetesObject(body)));
        var parts = path.Split('.');
        var parent = parts.Length == 1 ? body : KubernetesObject.At(body, string.Join('.', parts[..^1]))!.AsObject();
        if (value is null) parent.Remove(parts[^1]);
        else parent[parts[^1]] = JsonNode.Parse(value);
        Assert.Contains(said, string.Join("\n", KubernetesSchema.Wrong(new KubernetesObject(body))));
    }
}
