using System.Diagnostics.Metrics;
using Bakery.Kernel.Telemetry;

namespace Bakery.Orchestrator.Schedules;

/// <summary>What the alert rules know of runs.</summary>
internal static class RunMeasures
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(3);
    private static (int Count, TimeProvider Clock, DateTimeOffset At)? overdue;

    static RunMeasures() => BakeryTelemetry.Meter.CreateObservableGauge("bakery.orchestrator.overdue_runs", Overdue, description: "Tenants without a completed run an hour after its time.");

    /// <summary>Of several replicas one is told each minute; the others say nothing rather than something old.</summary>
    public static void SetOverdue(int count, TimeProvider clock) => overdue = (count, clock, clock.GetUtcNow());

    private static IEnumerable<Measurement<int>> Overdue() => overdue is { } known && known.Clock.GetUtcNow() - known.At < Fresh ? [new Measurement<int>(known.Count)] : [];
}
