using System.Globalization;
using System.Text.Json.Nodes;

namespace Bakery.Manifests;

/// <summary>One rendered object.</summary>
internal sealed record KubernetesObject(JsonObject Body)
{
    public string ApiVersion => Text(Body, "apiVersion");
    public string Kind => Text(Body, "kind");
    public string Name => Text(Body, "metadata.name");
    public string? Namespace => At(Body, "metadata.namespace")?.GetValue<string>();
    public string Where => $"{Kind}/{Name}";

    public string? Label(string name) => Body["metadata"]?["labels"]?[name]?.GetValue<string>();
    public string? Component => Label("app.kubernetes.io/component");
    public string? App => Label("app.kubernetes.io/name");

    public bool IsWorkload => Kind is "Deployment" or "StatefulSet" or "DaemonSet" or "Job" or "CronJob";

    /// <summary>The pod of a workload; null for anything else.</summary>
    public JsonObject? Pod => Kind == "CronJob" ? At(Body, "spec.jobTemplate.spec.template") as JsonObject : IsWorkload ? At(Body, "spec.template") as JsonObject : null;

    public IEnumerable<JsonObject> Containers => Of("containers");
    public IEnumerable<JsonObject> InitContainers => Of("initContainers");
    public IEnumerable<JsonObject> AllContainers => InitContainers.Concat(Containers);

    public int Replicas => At(Body, "spec.replicas")?.GetValue<int>() ?? 1;

    private IEnumerable<JsonObject> Of(string list) => (Pod?["spec"]?[list] as JsonArray ?? []).Select(c => c!.AsObject());

    public static string Text(JsonNode node, string path) => At(node, path)?.GetValue<string>() ?? throw new InvalidOperationException($"{path} is missing in {node.ToJsonString()[..Math.Min(200, node.ToJsonString().Length)]}");

    /// <summary>A value by its path with dots; null when a part is missing.</summary>
    public static JsonNode? At(JsonNode? node, string path) => path.Split('.').Aggregate(node, (n, part) => (n as JsonObject)?[part]);
}

/// <summary>Quantities as Kubernetes writes them.</summary>
internal static class Amount
{
    private static readonly (string Ending, decimal Factor)[] Endings = [("Ki", 1024m), ("Mi", 1048576m), ("Gi", 1073741824m), ("Ti", 1099511627776m), ("k", 1000m), ("M", 1000000m), ("G", 1000000000m), ("m", 0.001m)];

    /// <summary>Bytes or cores; 0 when nothing is given.</summary>
    public static decimal Of(JsonNode? value)
    {
        if (value is null) return 0;
        var text = value.ToString();
        foreach (var (ending, factor) in Endings)
            if (text.EndsWith(ending, StringComparison.Ordinal)) return decimal.Parse(text[..^ending.Length], CultureInfo.InvariantCulture) * factor;
        return decimal.Parse(text, CultureInfo.InvariantCulture);
    }

    public static decimal Gib(decimal bytes) => bytes / 1073741824m;
}
