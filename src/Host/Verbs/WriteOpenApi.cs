using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bakery.Host.Verbs;

/// <summary>Writes the API document without touching a database: <c>bakery openapi [FILE]</c>.</summary>
internal static class WriteOpenApi
{
    public static async Task<int> Run(string[] args)
    {
        await using var app = BakeryHost.Build([]);
        var document = await Document(app.Services);
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        if (args.Length > 0) await File.WriteAllTextAsync(args[0], text.ReplaceLineEndings("\n") + "\n");
        else Console.WriteLine(text);
        return 0;
    }

    public static Task<OpenApiDocument> Document(IServiceProvider services) =>
        services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync();
}
