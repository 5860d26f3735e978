using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Bakery.Host.OpenApi;

/// <summary>Makes an example of every body from its schema, so that a reader sees the shape at once.</summary>
internal static class Examples
{
    public static void Add(OpenApiOperation operation, OpenApiDocument document)
    {
        if (operation.RequestBody?.Content is { } request) Fill(request);
        foreach (var (status, response) in operation.Responses ?? [])
            if (status.StartsWith('2') && response.Content is { } content) Fill(content);
    }

    private static void Fill(IDictionary<string, OpenApiMediaType> content)
    {
        foreach (var (type, media) in content)
            if (type.Contains("json") && media.Schema is { } schema && media.Example is null) media.Example = Of(schema, "", 0);
    }

    private static JsonNode? Of(IOpenApiSchema schema, string name, int depth)
    {
        if (depth > 5) return null;
        if (schema.Enum is { Count: > 0 } values) return values.FirstOrDefault(v => v is not null)?.DeepClone();
        if (schema.OneOf?.FirstOrDefault(s => s.Type != JsonSchemaType.Null) is { } one) return Of(one, name, depth);
        var type = schema.Type ?? JsonSchemaType.Object;
        if (type.HasFlag(JsonSchemaType.Array)) return schema.Items is { } items && Of(items, name, depth + 1) is { } item ? new JsonArray(item) : new JsonArray();
        if (type.HasFlag(JsonSchemaType.Boolean)) return true;
        if (type.HasFlag(JsonSchemaType.Integer)) return 1;
        if (type.HasFlag(JsonSchemaType.Number)) return 1.5;
        if (type.HasFlag(JsonSchemaType.String)) return Text(schema, name);
        var made = new JsonObject();
        foreach (var (key, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>()) made[key] = Of(property, key, depth + 1);
        return made;
    }

    private static string Text(IOpenApiSchema schema, string name) => schema.Format switch
    {
        "uuid" => "01930d5c-7a10-7c4e-9a35-2f6f1c0a9b11",
        "date" => "2026-11-11",
        "date-time" => "2026-11-11T04:30:00Z",
        "time" => "05:30:00",
        "decimal" => "12.5000",
        "byte" => "",
        _ when name.Contains("email") => "owner@bakery.example",
        _ when name.Contains("language") => "es",
        _ when name.Contains("unit") => "kg",
        _ when name == "name" || name.EndsWith("_name", StringComparison.Ordinal) => "Hogaza",
        _ when name.Contains("time_zone") => "Europe/Madrid",
        _ => name.Length == 0 ? "text" : name.Replace('_', ' '),
    };
}
