using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Bakery.Kernel.Telemetry;

/// <summary>Traces and metrics of the product; <c>/metrics</c> for Prometheus, OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set and <c>ENABLE_TRACING</c> is not <c>false</c>.</summary>
public static class BakeryTelemetry
{
    public const string Name = "bakery";
    public static readonly ActivitySource Activities = new(Name);
    public static readonly Meter Meter = new(Name);
    internal static readonly Counter<long> Handled = Meter.CreateCounter<long>("bakery.messaging.handled");
    internal static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>("bakery.messaging.dead_letters");
    internal static readonly Counter<long> Duplicates = Meter.CreateCounter<long>("bakery.messaging.duplicates");
    internal static readonly Counter<long> Unknown = Meter.CreateCounter<long>("bakery.messaging.unknown");

    public static void AddBakeryTelemetry(this IServiceCollection services, IConfiguration configuration, string role)
    {
        var otlp = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } && configuration["ENABLE_TRACING"] != "false";
        var telemetry = services.AddOpenTelemetry().ConfigureResource(r => r.AddService($"bakery-{role}")).WithMetrics(m =>
        {
            m.AddMeter(Name, "Npgsql").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter();
            if (otlp) m.AddOtlpExporter();
        });
        // Spans that nobody collects are not recorded.
        if (otlp) telemetry.WithTracing(t => t.AddSource(Name).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddOtlpExporter());
    }
}
