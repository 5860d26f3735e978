using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using KubernetesObject = Bakery.Manifests.KubernetesObject;

namespace Bakery.Tests.Deploy;

/// <summary>
/// The API's own types (KubernetesClient's models): an unknown field, a wrong type or a missing required field is said. Which fields are required is
/// <c>required.json</c>, from the published API description, because the models do not tell.
/// </summary>
internal static partial class KubernetesSchema
{
    private static readonly Dictionary<(string ApiVersion, string Kind), Type> Kinds = typeof(V1Pod).Assembly.GetTypes()
        .Select(t => (Type: t, Entity: t.GetCustomAttribute<KubernetesEntityAttribute>())).Where(t => t.Entity is not null && typeof(IKubernetesObject).IsAssignableFrom(t.Type))
        .GroupBy(t => (t.Entity!.Group.Length == 0 ? t.Entity.ApiVersion : $"{t.Entity.Group}/{t.Entity.ApiVersion}", t.Entity.Kind)).ToDictionary(g => g.Key, g => g.First().Type);

    private static readonly Dictionary<string, string[]> Required = JsonSerializer.Deserialize<Dictionary<string, string[]>>(typeof(KubernetesSchema).Assembly.GetManifestResourceStream("required.json")!)!;

    /// <summary>Kinds of operators, of which the API has no type, with the fields of their specification that are used here.</summary>
    private static readonly Dictionary<(string, string), string[]> Custom = new()
    {
        [("cert-manager.io/v1", "Issuer")] = ["acme", "selfSigned"],
        [("autoscaling.k8s.io/v1", "VerticalPodAutoscaler")] = ["targetRef", "updatePolicy", "resourcePolicy"],
        [("postgresql.cnpg.io/v1", "Cluster")] = ["instances", "imageName", "storage", "resources", "bootstrap", "affinity", "backup", "minSyncReplicas", "maxSyncReplicas", "postgresql", "managed", "certificates", "replica", "externalClusters"],
    };

    public static IEnumerable<string> Wrong(KubernetesObject o)
    {
        if (Custom.TryGetValue((o.ApiVersion, o.Kind), out var fields)) return o.Body["spec"]!.AsObject().Select(f => f.Key).Except(fields).Select(f => $"{o.Where}: spec.{f} is unknown.");
        return Kinds.TryGetValue((o.ApiVersion, o.Kind), out var type) ? Check(o.Body, type, o.Where) : [$"{o.Where}: {o.ApiVersion} {o.Kind} is unknown."];
    }

    private static IEnumerable<string> Check(JsonNode? node, Type declared, string path)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (node is null) return [$"{path} is null."];
        if (type == typeof(object)) return [];
        if (type == typeof(string) || type == typeof(byte[]) || type == typeof(DateTime)) return Is(node, JsonValueKind.String) ? [] : [$"{path} is no text: {node.ToJsonString()}"];
        if (type == typeof(bool)) return Is(node, JsonValueKind.True) || Is(node, JsonValueKind.False) ? [] : [$"{path} is no boolean: {node.ToJsonString()}"];
        if (type == typeof(int) || type == typeof(long)) return Is(node, JsonValueKind.Number) && !node.ToJsonString().Contains('.') ? [] : [$"{path} is no whole number: {node.ToJsonString()}"];
        if (type == typeof(double)) return Is(node, JsonValueKind.Number) ? [] : [$"{path} is no number: {node.ToJsonString()}"];
        if (type == typeof(IntOrString)) return Is(node, JsonValueKind.Number) || Is(node, JsonValueKind.String) ? [] : [$"{path} is neither number nor text."];
        if (type == typeof(ResourceQuantity)) return QuantityText().IsMatch(node.ToString()) && node is JsonValue ? [] : [$"{path} is no quantity: {node.ToJsonString()}"];
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type)) return Many(node, type, path);
        return node is JsonObject body ? Fields(body, type, path) : [$"{path} is no object: {node.ToJsonString()}"];
    }

    private static IEnumerable<string> Many(JsonNode node, Type type, string path)
    {
        var inner = type.GetGenericArguments()[^1];
        if (type.GetGenericArguments().Length == 2) return node is JsonObject map ? map.SelectMany(e => Check(e.Value, inner, $"{path}.{e.Key}")) : [$"{path} is no map."];
        return node is JsonArray list ? list.SelectMany((e, i) => Check(e, inner, $"{path}[{i}]")) : [$"{path} is no list."];
    }

    private static IEnumerable<string> Fields(JsonObject body, Type type, string path)
    {
        var known = type.GetProperties().Where(p => p.GetCustomAttribute<JsonPropertyNameAttribute>() is not null).ToDictionary(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name);
        var needed = Required.GetValueOrDefault(type.Name.Replace("Rbacv1", "V1", StringComparison.Ordinal), []);
        return body.SelectMany(f => known.TryGetValue(f.Key, out var property) ? Check(f.Value, property.PropertyType, $"{path}.{f.Key}") : [$"{path}.{f.Key} is unknown."])
            .Concat(needed.Where(n => !body.ContainsKey(n)).Select(n => $"{path}.{n} is missing."));
    }

    private static bool Is(JsonNode node, JsonValueKind kind) => node is JsonValue && node.GetValueKind() == kind;

    [GeneratedRegex("^[0-9.]+(m|k|Ki|M|Mi|G|Gi|T|Ti)?$")]
    private static partial Regex QuantityText();
}
