using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bakery.Manifests;

/// <summary>What pods ask for: memory in bytes, CPU in cores, volumes in bytes.</summary>
internal sealed record Demand(int Pods, decimal Memory, decimal Cpu, decimal MemoryLimit, decimal CpuLimit, decimal Volumes)
{
    public static readonly Demand None = new(0, 0, 0, 0, 0, 0);

    public static Demand operator +(Demand a, Demand b) => new(a.Pods + b.Pods, a.Memory + b.Memory, a.Cpu + b.Cpu, a.MemoryLimit + b.MemoryLimit, a.CpuLimit + b.CpuLimit, a.Volumes + b.Volumes);
    public static Demand operator *(Demand a, int times) => new(a.Pods * times, a.Memory * times, a.Cpu * times, a.MemoryLimit * times, a.CpuLimit * times, a.Volumes * times);
}

/// <summary>A planning row: how much more each group asks for with more tenants.</summary>
internal sealed record Growth(string Tenants, decimal Services, decimal Databases, decimal Brokers, decimal Monitoring, string Note);

/// <summary>The sum that the scheduler makes (kubernetes.md §6), from rendered objects.</summary>
internal sealed class Sizing
{
    /// <summary>The sizes of servers that are compared, in GB as providers sell them.</summary>
    public static readonly IReadOnlyList<int> Nodes = [16, 20, 24, 32, 64];

    /// <summary>The server of the pilot, and its cores.</summary>
    public const int Recommended = 20, RecommendedCores = 8;

    private static readonly string[] MainMonitoring = ["prometheus", "grafana", "jaeger", "otel-collector"];
    private readonly Overlay overlay;

    public Sizing(Overlay overlay)
    {
        this.overlay = overlay;
        Groups = overlay.Objects.Where(o => o.Kind is "Deployment" or "StatefulSet" or "DaemonSet").GroupBy(GroupOf).OrderBy(g => Array.IndexOf(Order, g.Key)).Select(g => (g.Key, (IReadOnlyList<KubernetesObject>)[.. g])).ToList();
    }

    public static readonly string[] Order = ["Services", "Forecasting and training", "Gateway and dashboard", "Databases", "Redis and RabbitMQ", "Monitoring", "Exporters, Alertmanager, metrics adapter"];

    public IReadOnlyList<(string Name, IReadOnlyList<KubernetesObject> Workloads)> Groups { get; }

    public Demand Of(string group, bool most) => Groups.Where(g => g.Name == group).SelectMany(g => g.Workloads).Aggregate(Demand.None, (sum, w) => sum + Pod(w) * Replicas(w, most));
    public Demand Total(bool most) => Groups.Aggregate(Demand.None, (sum, g) => sum + Of(g.Name, most));

    /// <summary>GiB that pods may ask for on a server of that many GB: less 1.5 GiB for the system and 5 %.</summary>
    public static decimal Allocatable(int gigabytes) => gigabytes * 1_000_000_000m / 1_073_741_824m is var gib ? gib - 1.5m - gib * 0.05m : 0;

    /// <summary>The smallest server whose allocatable memory holds so many GiB; null when none does.</summary>
    public static int? Smallest(decimal gib) => Nodes.Where(n => Allocatable(n) >= gib).Select(n => (int?)n).FirstOrDefault();

    /// <summary>An upgrade as <c>deploy/upgrade</c> makes it, one service after the other: its migration Job, then one more pod of it.</summary>
    public decimal StepPeak => Total(most: false).Memory + Math.Max(Surges.Max(), Jobs("migration").DefaultIfEmpty().Max());

    /// <summary>Everything at once, as a bare <c>kubectl apply</c> does: all Jobs, then one surge pod per Deployment; what does not fit waits as Pending.</summary>
    public decimal PeakAtOnce => Total(most: false).Memory + Math.Max(Surges.Sum(), Jobs("migration").Sum() + Jobs("seed").Sum() + Jobs("init").Sum());

    public decimal PeakOfJobs => Jobs("migration").Sum();
    public decimal PeakOfSurges => Surges.Sum();

    private IEnumerable<decimal> Surges => overlay.Of("Deployment").Select(d => Pod(d).Memory);
    private IEnumerable<decimal> Jobs(string component) => overlay.Of("Job", component).Where(j => KubernetesObject.At(j.Body, "spec.suspend")?.GetValue<bool>() != true).Select(j => Pod(j).Memory);

    /// <summary>What breaks the rule that production fits the recommended server.</summary>
    public IEnumerable<string> Misfits()
    {
        var free = Allocatable(Recommended);
        if (Amount.Gib(Total(most: false).Memory) is var rest && rest > free) yield return $"At the autoscalers' minimum the pods ask for {rest:0.00} GiB; {Recommended} GB have {free:0.0}.";
        if (Amount.Gib(StepPeak) is var peak && peak > free) yield return $"An upgrade asks for {peak:0.00} GiB; {Recommended} GB have {free:0.0}.";
        if (Total(most: false).Cpu is var cores && cores > RecommendedCores) yield return $"The pods ask for {cores:0.0} cores; the server has {RecommendedCores}.";
    }

    /// <summary>Limits of all pods at the autoscalers' maximum × 1.2 (the rule of the quota).</summary>
    public (decimal Cpu, decimal MemoryGib) Quota => (Math.Ceiling(Total(most: true).CpuLimit * 1.2m), Math.Ceiling(Amount.Gib(Total(most: true).MemoryLimit) * 1.2m));

    public static IReadOnlyList<Growth> Rows() => JsonSerializer.Deserialize<List<Growth>>(File.ReadAllText(Checkout.At("tools", "sizing", "growth.json")), JsonSerializerOptions.Web)!;

    /// <summary>GiB of requests with a growth row's factors.</summary>
    public decimal Grown(Growth row) => Amount.Gib(Groups.Sum(g => Of(g.Name, most: false).Memory * g.Name switch
    {
        "Databases" => row.Databases,
        "Redis and RabbitMQ" => row.Brokers,
        "Monitoring" or "Exporters, Alertmanager, metrics adapter" => row.Monitoring,
        _ => row.Services,
    }));

    /// <summary>What one pod asks for: the larger of its containers together and its largest init container.</summary>
    public static Demand Pod(KubernetesObject workload)
    {
        decimal Sum(IEnumerable<JsonObject> containers, string path) => containers.Sum(c => Amount.Of(KubernetesObject.At(c, path)));
        decimal Most(string path) => Math.Max(Sum(workload.Containers, path), workload.InitContainers.Select(c => Amount.Of(KubernetesObject.At(c, path))).DefaultIfEmpty().Max());
        var volumes = (KubernetesObject.At(workload.Body, "spec.volumeClaimTemplates") as JsonArray ?? []).Sum(v => Amount.Of(KubernetesObject.At(v, "spec.resources.requests.storage")));
        return new Demand(1, Most("resources.requests.memory"), Most("resources.requests.cpu"), Most("resources.limits.memory"), Most("resources.limits.cpu"), volumes);
    }

    private int Replicas(KubernetesObject workload, bool most)
    {
        if (workload.Kind == "DaemonSet") return 1; // one node
        var scaler = overlay.Of("HorizontalPodAutoscaler").FirstOrDefault(h => KubernetesObject.Text(h.Body, "spec.scaleTargetRef.name") == workload.Name);
        return scaler is null ? workload.Replicas : KubernetesObject.At(scaler.Body, most ? "spec.maxReplicas" : "spec.minReplicas")!.GetValue<int>();
    }

    private static string GroupOf(KubernetesObject workload) => workload.Component switch
    {
        "microservice" => workload.App is "forecasting" or "training" ? Order[1] : Order[0],
        "gateway" or "dashboard" => Order[2],
        "database" => Order[3],
        "cache" or "broker" => Order[4],
        _ => MainMonitoring.Contains(workload.Name) ? Order[5] : Order[6],
    };
}
