using System.Text.Json.Nodes;
using Bakery.Kernel.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bakery.Host.OpenApi;

/// <summary>The API document: names, permissions, problem codes, headers and an example on every operation.</summary>
internal static class OpenApiSetup
{
    public static void AddBakeryOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", o =>
    {
        o.CreateSchemaReferenceId = type => SchemaName(type.Type, OpenApiOptions.CreateDefaultSchemaReferenceId(type));
        o.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(decimal))
            {
                // The property says whether it may be null; the schema of the number alone does not.
                var nullable = Nullable.GetUnderlyingType(context.JsonPropertyInfo?.PropertyType ?? context.JsonTypeInfo.Type) is not null;
                schema.Type = nullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
                schema.Pattern = @"^-?\d{1,14}(\.\d+)?$";
                schema.Format = "decimal";
            }
            return Task.CompletedTask;
        });
        o.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
        o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Bakery IA";
            document.Info.Version = "v1";
            document.Info.Description = "Decimals are strings. Errors are RFC 9457 problem details with a stable code. Writes accept Idempotency-Key; changes need If-Match.";
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" };
            foreach (var operation in document.Paths.Values.SelectMany(p => p.Operations?.Values.ToList() ?? [])) Examples.Add(operation, document);
            return Task.CompletedTask;
        });
    });

    // Two slices' Request records would collide: the slice's name goes in front.
    private static string? SchemaName(Type type, string? standard)
    {
        if (standard is null) return null;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>)) return $"PageOf{SchemaName(type.GetGenericArguments()[0], type.GetGenericArguments()[0].Name)}";
        var module = type.Namespace?.Split('.').ElementAtOrDefault(1) is { } m && m is not ("Kernel" or "Contracts") ? m : "";
        return type.DeclaringType is { } slice && !type.IsGenericType ? $"{module}{slice.Name}{type.Name}" : standard;
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var lines = new List<string>();
        if (metadata.OfType<Permission>().LastOrDefault() is { } permission)
        {
            lines.Add($"Permission `{permission.Code}`, lowest role {permission.Role.ToString().ToLowerInvariant()}.");
            operation.AddExtension("x-permission", new JsonNodeExtension(JsonValue.Create(permission.Code)!));
            operation.AddExtension("x-role", new JsonNodeExtension(JsonValue.Create(permission.Role.ToString().ToLowerInvariant())!));
        }
        else
        {
            var who = metadata.OfType<IAllowAnonymous>().Any() ? "anonymous" : metadata.OfType<PlatformAdmin>().Any() ? "platform_admin" : metadata.OfType<SignedIn>().Any() ? "signed_in" : "service";
            lines.Add($"Access: {who}.");
            operation.AddExtension("x-permission", new JsonNodeExtension(JsonValue.Create(who)!));
        }
        var problems = metadata.OfType<DeclaredProblem>().GroupBy(p => p.Status).OrderBy(g => g.Key).ToList();
        foreach (var group in problems) lines.Add($"{group.Key}: {string.Join(", ", group.Select(p => $"`{p.Code}`").Distinct())}.");
        if (metadata.OfType<NotIdempotent>().LastOrDefault() is { } repeats) lines.Add($"Not idempotent: {repeats.Reason}");
        operation.Description = string.Join("\n", lines);
        operation.Parameters ??= [];
        if (metadata.OfType<OwnedBy>().LastOrDefault()?.Audience == Audience.Tenant)
            operation.Parameters.Insert(0, new OpenApiParameter { Name = "tenant_id", In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" } });
        if (metadata.OfType<IAllowAnonymous>().Any()) return;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer")] = [] }];
        if (context.Description.HttpMethod is "GET") return;
        operation.Parameters.Add(Header(IdempotencyHeader, "Repeats of the same key and body get the first answer again.", false));
        if (problems.Any(p => p.Key == 428)) operation.Parameters.Add(Header("If-Match", "ETag that was read.", true));
    }

    private const string IdempotencyHeader = "Idempotency-Key";

    private static OpenApiParameter Header(string name, string description, bool required) => new()
    {
        Name = name, In = ParameterLocation.Header, Required = required, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 64 },
    };
}
