namespace Bakery.Host;

/// <summary>What an overlay sets for every process: <c>LOG_LEVEL</c>, <c>LOG_FORMAT</c>, <c>DEBUG</c>, <c>PROMETHEUS_ENABLED</c>, <c>CORS_ORIGINS</c>.</summary>
internal static class HostSettings
{
    /// <summary><c>LOG_LEVEL</c> DEBUG, INFO, WARNING or ERROR; <c>LOG_FORMAT=json</c> writes a line of JSON per entry.</summary>
    public static void Log(WebApplicationBuilder builder)
    {
        if (builder.Configuration["LOG_FORMAT"] == "json") builder.Logging.ClearProviders().AddJsonConsole(o => o.IncludeScopes = true);
        if (builder.Configuration["LOG_LEVEL"] is not { Length: > 0 } level) return;
        builder.Logging.SetMinimumLevel(level.ToUpperInvariant() switch
        {
            "DEBUG" => LogLevel.Debug,
            "INFO" => LogLevel.Information,
            "WARNING" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            _ => throw new ArgumentException($"LOG_LEVEL is DEBUG, INFO, WARNING or ERROR, not '{level}'."),
        });
    }

    /// <summary>The API's page is shown in production too.</summary>
    public static bool IsDebug(IConfiguration configuration) => configuration["DEBUG"] == "true";

    public static bool ShowsMetrics(IConfiguration configuration) => configuration["PROMETHEUS_ENABLED"] != "false";

    /// <summary>Pages of these origins, with commas, may call the API from a browser; without the setting only the own page may.</summary>
    public static void AllowOrigins(WebApplication app)
    {
        var origins = (app.Configuration["CORS_ORIGINS"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (origins.Length == 0) return;
        app.UseCors(p => p.WithOrigins(origins).AllowAnyHeader().AllowAnyMethod().AllowCredentials().WithExposedHeaders("ETag", "Retry-After", "Idempotency-Replayed"));
    }
}
