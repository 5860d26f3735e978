using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Bakery.Host.Gateway;

/// <summary>
/// Serves the built dashboard: hashed files for a year, the page itself never cached, every other path is the page. Text files lie beside
/// copies that the build compressed at the highest level (<c>FILE.br</c>, <c>FILE.gz</c>); the smallest one the browser takes is sent.
/// </summary>
internal static class Dashboard
{
    private static readonly (string Encoding, string Ending)[] Copies = [("br", ".br"), ("gzip", ".gz")];

    private static string? Folder(WebApplication app)
    {
        var path = Path.GetFullPath(app.Configuration["BAKERY_WEB"] ?? "web/dist", app.Environment.ContentRootPath);
        return File.Exists(Path.Combine(path, "index.html")) ? path : null;
    }

    public static void Serve(WebApplication app)
    {
        if (Folder(app) is not { } folder) return;
        var files = new PhysicalFileProvider(folder);
        app.Use((http, next) =>
        {
            Choose(http, files);
            return next(http);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ContentTypeProvider = new TypeOfOriginal(),
            OnPrepareResponse = Prepare,
        });
    }

    public static void Fallback(WebApplication app)
    {
        if (Folder(app) is not { } folder) return;
        var files = new PhysicalFileProvider(folder);
        // Unknown API and internal paths stay 404 problems; everything else is a route of the dashboard.
        app.MapFallback(async http =>
        {
            if (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/internal") || Path.HasExtension(http.Request.Path))
            {
                http.Response.StatusCode = 404;
                return;
            }
            var (path, encoding) = Smallest(http.Request, files, "/index.html");
            http.Response.Headers.CacheControl = "no-cache";
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.Vary = "Accept-Encoding";
            if (encoding is not null) http.Response.Headers.ContentEncoding = encoding;
            await http.Response.SendFileAsync(files.GetFileInfo(path), http.RequestAborted);
        }).AllowAnonymous();
    }

    private static void Choose(HttpContext http, PhysicalFileProvider files)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) return;
        if (http.Request.Path.StartsWithSegments("/api") || !Path.HasExtension(http.Request.Path)) return;
        var (path, encoding) = Smallest(http.Request, files, http.Request.Path);
        if (encoding is null) return;
        http.Items[typeof(Dashboard)] = (Path: http.Request.Path, Encoding: encoding);
        http.Request.Path = path;
    }

    private static (string Path, string? Encoding) Smallest(HttpRequest request, PhysicalFileProvider files, string path)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        foreach (var (encoding, ending) in Copies)
            if (accepted.Any(one => one.Value == encoding && one.Quality is null or > 0) && files.GetFileInfo(path + ending).Exists)
                return (path + ending, encoding);
        return (path, null);
    }

    private static void Prepare(StaticFileResponseContext context)
    {
        var http = context.Context;
        var path = http.Request.Path;
        http.Response.Headers.CacheControl = path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
        http.Response.Headers.Append("Vary", "Accept-Encoding");
        if (http.Items[typeof(Dashboard)] is not (PathString original, string encoding)) return;
        http.Response.Headers.ContentEncoding = encoding;
        http.Request.Path = original;
    }

    /// <summary>A compressed copy has the type of what it is a copy of.</summary>
    private sealed class TypeOfOriginal : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _types = new();

        public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType)
        {
            var copy = Copies.FirstOrDefault(one => subpath.EndsWith(one.Ending, StringComparison.Ordinal));
            return _types.TryGetContentType(copy.Ending is null ? subpath : subpath[..^copy.Ending.Length], out contentType);
        }
    }
}
