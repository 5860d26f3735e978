using System.IO.Compression;
using Bakery.Contracts.Shared;
using Bakery.Host.Gateway;
using Bakery.Host.OpenApi;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Microsoft.AspNetCore.ResponseCompression;
using Scalar.AspNetCore;

namespace Bakery.Host;

/// <summary>Builds the web application of the hosted modules.</summary>
public static class BakeryHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var role = builder.Configuration["MODULES"] ?? "all";
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = HttpSetup.UploadLimit;
        });
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None).AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None) // errors come back as exceptions
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Polly", LogLevel.None); // the adapters say what failed
        builder.AddModules(ModuleCatalog.Select(role), typeof(ReasoningData).Assembly, role);
        builder.Services.AddSingleton<DemoSession.Sessions.IDemoContent, DemoContent>();
        builder.Services.AddBakeryOpenApi();
        builder.Services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        var app = builder.Build();
        app.UseResponseCompression();
        Dashboard.Serve(app);
        app.UseBakeryPipeline();
        app.MapModules();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        if (!app.Environment.IsProduction()) app.MapScalarApiReference("/docs").AllowAnonymous();
        LiveEvents.Map(app);
        Dashboard.Fallback(app);
#pragma warning disable ASP0014 // Puts the routes where the API document finds them without a started server.
        app.UseEndpoints(_ => { });
#pragma warning restore ASP0014
        return app;
    }
}
