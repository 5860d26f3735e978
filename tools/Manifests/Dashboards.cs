using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bakery.Manifests;

/// <summary>Grafana's dashboards, made of the short list <c>grafana/panels.yaml</c>.</summary>
internal static class Dashboards
{
    private const string Folder = "deploy/kubernetes/components/monitoring/grafana";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Path in the checkout and content of each dashboard.</summary>
    public static IReadOnlyDictionary<string, string> All() =>
        Panels().ToDictionary(d => $"{Folder}/{d.Key}.json", d => Dashboard(d.Key, d.Value!.AsObject()).ToJsonString(Readable) + "\n");

    private static JsonObject Panels() => YamlText.Documents(File.ReadAllText(Checkout.At(Folder, "panels.yaml"))).Single()!.AsObject();

    private static JsonObject Dashboard(string id, JsonObject given) => new()
    {
        ["uid"] = $"bakery-{id}",
        ["title"] = given["title"]!.GetValue<string>(),
        ["schemaVersion"] = 41,
        ["refresh"] = "1m",
        ["time"] = new JsonObject { ["from"] = "now-6h", ["to"] = "now" },
        ["templating"] = new JsonObject { ["list"] = new JsonArray([.. given["variable"] is { } variable ? [Variable(variable.GetValue<string>())] : Array.Empty<JsonNode>()]) },
        ["panels"] = new JsonArray([.. given["panels"]!.AsArray().Select((p, i) => Panel(p!.AsObject(), i))]),
    };

    private static JsonObject Variable(string label) => new()
    {
        ["name"] = label, ["type"] = "query", ["datasource"] = Source(), ["query"] = $"label_values(http_server_request_duration_seconds_count, {label})", ["refresh"] = 2,
    };

    private static JsonObject Panel(JsonObject given, int index) => new()
    {
        ["id"] = index + 1,
        ["title"] = given["title"]!.GetValue<string>(),
        ["type"] = "timeseries",
        ["datasource"] = Source(),
        ["gridPos"] = new JsonObject { ["h"] = 8, ["w"] = 12, ["x"] = index % 2 * 12, ["y"] = index / 2 * 8 },
        ["fieldConfig"] = new JsonObject { ["defaults"] = new JsonObject { ["unit"] = given["unit"]!.GetValue<string>(), ["min"] = 0 }, ["overrides"] = new JsonArray() },
        ["targets"] = new JsonArray(new JsonObject { ["refId"] = "A", ["expr"] = given["expr"]!.GetValue<string>(), ["legendFormat"] = given["legend"]!.GetValue<string>() }),
    };

    private static JsonObject Source() => new() { ["type"] = "prometheus", ["uid"] = "prometheus" };
}
