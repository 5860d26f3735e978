using System.IO.Compression;
using Bakery.Contracts.Shared;
using Bakery.Distributed;
using Bakery.Host.Gateway;
using Bakery.Host.OpenApi;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Scalar.AspNetCore;

namespace Bakery.Host;

/// <summary>Builds the web application of this process's role.</summary>
public static class BakeryHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var role = HostRole.Of(builder.Configuration);
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = HttpSetup.UploadLimit;
        });
        HostSettings.Log(builder);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None).AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None) // errors come back as exceptions
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting", LogLevel.Warning).AddFilter("Yarp", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Polly", LogLevel.None); // the adapters say what failed
        builder.AddDistributed(speaks: role.Hosted.Count > 0, behindGateway: role.IsService);
        builder.AddModules(role.Hosted, typeof(ReasoningData).Assembly, role.Name, role.Elsewhere);
        builder.Services.AddSingleton<DemoSession.Sessions.IDemoContent, DemoContent>();
        builder.Services.AddBakeryOpenApi();
        builder.Services.AddCors();
        builder.Services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        if (role.Hosted.Count > 0) builder.Services.AddHostedService<MessagingMeasures>();
        if (role.IsGateway) GatewayHosting.Add(builder.Services);
        var app = builder.Build();
        if (!role.IsService) HostSettings.AllowOrigins(app);
        if (role.IsGateway) GatewayHosting.Map(app);
        else Map(app, role);
#pragma warning disable ASP0014 // Puts the routes where the API document finds them without a started server.
        app.UseEndpoints(_ => { });
#pragma warning restore ASP0014
        return app;
    }

    private static void Map(WebApplication app, HostRole role)
    {
        app.UseResponseCompression();
        if (role.IsService) app.UseForwardedHeaders(FromGateway());
        if (!role.IsService) LanPage.Serve(app);
        if (!role.IsService) Dashboard.Serve(app);
        app.UseBakeryPipeline();
        app.MapModules();
        Health.Map(app);
        if (role.IsService) app.MapQueries();
        if (!role.IsDashboard) app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        if (role.IsWhole)
        {
            if (!app.Environment.IsProduction() || HostSettings.IsDebug(app.Configuration)) app.MapScalarApiReference("/docs").AllowAnonymous();
            LiveEvents.Map(app);
        }
        if (!role.IsService) Dashboard.Fallback(app);
    }

    /// <summary>A service hears whom it serves from the gateway; the network policy lets nobody else say it.</summary>
    private static ForwardedHeadersOptions FromGateway()
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        return options;
    }
}
