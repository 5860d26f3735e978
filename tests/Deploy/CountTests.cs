using Bakery.Host;

namespace Bakery.Tests.Deploy;

/// <summary>The counts of kubernetes.md §1, §3, §4 and §5.</summary>
public sealed class CountTests
{
    private static readonly string[] Names = [.. ModuleCatalog.All.Select(m => m.Name)];

    [Fact]
    public void Each_of_the_18_services_has_its_objects()
    {
        Assert.Equal(18, Names.Length);
        foreach (var overlay in new[] { Rendered.Dev, Rendered.Prod, Rendered.Ci })
            foreach (var (kind, ending) in new[] { ("Deployment", "service"), ("Service", "service"), ("ServiceAccount", "service"), ("NetworkPolicy", "service"), ("PodDisruptionBudget", "service"), ("StatefulSet", "db"), ("Service", "db"), ("Job", "migration") })
                Assert.Equal(Names.Select(n => $"{n}-{ending}").Order(StringComparer.Ordinal), overlay.Of(kind).Select(o => o.Name).Where(n => n.EndsWith($"-{ending}", StringComparison.Ordinal)).Except(["gateway-service", "dashboard-service"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Services_have_port_8000_and_the_labels()
    {
        foreach (var deployment in Rendered.Prod.Of("Deployment", "microservice"))
        {
            Assert.Equal($"{deployment.App}-service", deployment.Name);
            Assert.Equal("bakery-ia", deployment.Label("app.kubernetes.io/part-of"));
            Assert.Equal(8000, deployment.Containers.Single()["ports"]![0]!["containerPort"]!.GetValue<int>());
            var service = Rendered.Prod.One("Service", deployment.Name);
            Assert.Equal("ClusterIP", KubernetesObject.Text(service.Body, "spec.type"));
            Assert.Equal(8000, KubernetesObject.At(service.Body, "spec.ports")![0]!["port"]!.GetValue<int>());
            Assert.All(KubernetesObject.At(service.Body, "spec.selector")!.AsObject(), l => Assert.Equal(l.Value!.ToString(), KubernetesObject.At(deployment.Pod, "metadata.labels")![l.Key]!.ToString()));
        }
    }

    [Fact]
    public void Gateway_and_dashboard_are_roles_of_the_same_image()
    {
        var images = Rendered.Prod.Of("Deployment").Where(d => d.Component is "microservice" or "gateway" or "dashboard").Select(d => d.Containers.Single()["image"]!.ToString()).ToList();
        Assert.Equal(20, images.Count);
        Assert.Single(images.Distinct());
    }

    [Fact]
    public void There_are_18_databases_of_2_Gi_one_Redis_and_one_RabbitMQ()
    {
        var volumes = Rendered.Prod.Of("StatefulSet").Where(s => s.Component is "database" or "cache" or "broker").ToDictionary(s => s.Name, s => KubernetesObject.At(s.Body, "spec.volumeClaimTemplates")![0]!["spec"]!["resources"]!["requests"]!["storage"]!.ToString());
        Assert.Equal(20, volumes.Count);
        Assert.Equal(17, volumes.Count(v => v.Key.EndsWith("-db", StringComparison.Ordinal) && v.Value == "2Gi"));
        Assert.Equal(("10Gi", "1Gi", "2Gi"), (volumes["training-db"], volumes["redis"], volumes["rabbitmq"])); // models are rows of training's database
        Assert.All(Rendered.Prod.Of("StatefulSet", "database"), d => Assert.Equal(1, d.Replicas));
    }

    [Fact]
    public void There_are_20_seed_Jobs_with_their_parents_and_two_init_Jobs()
    {
        var seeds = Rendered.Prod.Of("Job", "seed").ToDictionary(j => j.Name["demo-seed-".Length..], j => KubernetesObject.At(j.Pod, "metadata.labels")!["bakery-ia/parent"]!.ToString());
        Assert.Equal(20, seeds.Count);
        Assert.Equal(DemoData.DemoParts.Names.Order(StringComparer.Ordinal), seeds.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("auth:1 forecasting:1 inventory:2 orchestrator:1 orders:2 pos:1 procurement:2 production:3 recipes:1 sales:1 suppliers:1 tenant:3 training:1", string.Join(' ', seeds.GroupBy(s => s.Value).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}:{g.Count()}")));
        Assert.Equal(["external-data-init", "nominatim-init"], Rendered.Dev.Of("Job", "init").Select(j => j.Name).Order(StringComparer.Ordinal));
        Assert.All(Rendered.Dev.Of("Job").Where(j => j.Component is "seed" or "init"), j => Assert.Equal((5, 604800), (KubernetesObject.At(j.Body, "spec.backoffLimit")!.GetValue<int>(), KubernetesObject.At(j.Body, "spec.ttlSecondsAfterFinished")!.GetValue<int>())));
        Assert.All(Rendered.Dev.Of("Job").Where(j => j.Component is "seed" || j.Name == "external-data-init"), j => Assert.Equal(1200, KubernetesObject.At(j.Body, "spec.activeDeadlineSeconds")!.GetValue<int>()));
    }

    [Theory]
    [InlineData("orders", 80)]
    [InlineData("forecasting", 75)]
    [InlineData("notification", 80)]
    public void Three_services_scale_from_1_to_3(string service, int memory)
    {
        var hpa = Rendered.Base.One("HorizontalPodAutoscaler", $"{service}-service-hpa");
        int Number(string path) => KubernetesObject.At(hpa.Body, path)!.GetValue<int>();
        Assert.Equal((1, 3), (Number("spec.minReplicas"), Number("spec.maxReplicas")));
        Assert.Equal([70, memory], KubernetesObject.At(hpa.Body, "spec.metrics")!.AsArray().Select(m => m!["resource"]!["target"]!["averageUtilization"]!.GetValue<int>()));
        Assert.Equal((60, 300), (Number("spec.behavior.scaleUp.stabilizationWindowSeconds"), Number("spec.behavior.scaleDown.stabilizationWindowSeconds")));
        Assert.Equal(3, Rendered.Prod.Of("HorizontalPodAutoscaler").Count());
        Assert.All(Rendered.Overlays, o => Assert.Null(o.Of("Deployment").Where(d => d.Name == $"{service}-service").Select(d => KubernetesObject.At(d.Body, "spec.replicas")).FirstOrDefault()));
    }

    [Fact]
    public void Production_asks_each_autoscaler_for_its_own_metric_too() => Assert.Equal(
        ["forecasting 200", "notification 100", "orders 500m"],
        Rendered.Prod.Of("HorizontalPodAutoscaler").Select(h => $"{h.App} {KubernetesObject.At(h.Body, "spec.metrics")!.AsArray().Select(m => m!["external"] ?? m["pods"]).Single(m => m is not null)!["target"]!["averageValue"]}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("prod", 4)]
    [InlineData("dev", 2)]
    public void An_overlay_is_few_files(string overlay, int files) => Assert.Equal(files, Directory.GetFiles(Checkout.At("deploy", "kubernetes", "overlays", overlay)).Length);

    [Fact]
    public void The_replicas_of_production_are_those_of_the_table()
    {
        var replicas = Rendered.Prod.Of("Deployment").Where(d => d.Component is "microservice" or "gateway" or "dashboard").ToDictionary(d => d.Name[..^"-service".Length], d => KubernetesObject.At(d.Body, "spec.replicas")?.GetValue<int>());
        Assert.Equal((3, 3, 1, 2), (replicas["auth"], replicas["alert-processor"], replicas["demo-session"], replicas["training"]));
        Assert.Equal(31, replicas.Where(r => r.Key is not ("gateway" or "dashboard" or "training" or "forecasting")).Sum(r => r.Value ?? 1));
        Assert.All(Rendered.Dev.Of("Deployment").Where(d => d.Component == "microservice"), d => Assert.Equal(1, d.Replicas));
    }
}
