using Microsoft.Extensions.FileProviders;

namespace Bakery.Host.Gateway;

/// <summary>Serves the built dashboard: hashed files for a year, the page itself never cached, every other path is the page.</summary>
internal static class Dashboard
{
    private static string? Folder(WebApplication app)
    {
        var path = Path.GetFullPath(app.Configuration["BAKERY_WEB"] ?? "web/dist", app.Environment.ContentRootPath);
        return File.Exists(Path.Combine(path, "index.html")) ? path : null;
    }

    public static void Serve(WebApplication app)
    {
        if (Folder(app) is not { } folder) return;
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            OnPrepareResponse = context => context.Context.Response.Headers.CacheControl =
                context.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    public static void Fallback(WebApplication app)
    {
        if (Folder(app) is not { } folder) return;
        var page = Path.Combine(folder, "index.html");
        // Unknown API and internal paths stay 404 problems; everything else is a route of the dashboard.
        app.MapFallback(async http =>
        {
            if (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/internal") || Path.HasExtension(http.Request.Path))
            {
                http.Response.StatusCode = 404;
                return;
            }
            http.Response.Headers.CacheControl = "no-cache";
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.SendFileAsync(page, http.RequestAborted);
        }).AllowAnonymous();
    }
}
