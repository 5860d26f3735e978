using Bakery.Distributed;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Npgsql;

namespace Bakery.Host;

/// <summary>Whether the process lives and is ready to serve, and its metrics.</summary>
internal static class Health
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).ExcludeFromDescription().AllowAnonymous();
        app.MapGet("/health/ready", Ready).ExcludeFromDescription().AllowAnonymous();
        if (HostSettings.ShowsMetrics(app.Configuration)) app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
        if (app.Services.GetRequiredService<TimeProvider>() is TestClock) app.MapPost("/internal/v1/test/settled", Settled).ExcludeFromDescription().AllowAnonymous();
    }

    /// <summary>The database must be there and current; broker and cache are only shown.</summary>
    private static async Task<IResult> Ready(ModuleRegistry modules, IServiceProvider services, CancellationToken ct)
    {
        try
        {
            foreach (var module in modules.Hosted.Where(m => m.Database is not null))
            {
                var pending = await Migrator.Pending((ModuleDb)services.GetRequiredService(module.Database!), ct);
                if (pending.Count > 0) return TypedResults.Json(new { status = "behind", module = module.Name, migrations = pending }, statusCode: 503);
            }
            var answer = new Dictionary<string, string> { ["status"] = "ready", ["broker"] = modules.Hosted.Count > 0 ? "in_process" : "not_used", ["cache"] = "memory" };
            foreach (var note in services.GetServices<HealthNote>()) answer[note.Name] = note.State();
            return TypedResults.Ok(answer);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            return TypedResults.Json(new { status = "database_unreachable" }, statusCode: 503);
        }
    }

    /// <summary>Test clock only: answers when no due message is unsent and none is being handled.</summary>
    private static async Task<IResult> Settled(ModuleRegistry modules, IServiceScopeFactory scopes, CancellationToken ct) => TypedResults.Ok(new { activity = await Settlement.Wait(modules, scopes, ct) });
}
