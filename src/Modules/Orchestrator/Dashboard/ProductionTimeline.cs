using Bakery.Contracts.Production;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;

namespace Bakery.Orchestrator.Dashboard;

internal static class ProductionTimeline
{
    public sealed record Row(Guid Id, string Number, string Name, string Status, string? Stage, DateTimeOffset PlannedStart, DateTimeOffset PlannedEnd, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, decimal PlannedQuantity, string Unit, int DelayMinutes);
    public sealed record Response(DateOnly Date, IReadOnlyList<Row> Items, DateTimeOffset UpdatedAt);

    internal static async Task<Response> Handle([FromQuery(Name = "date")] DateOnly? date, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var day = date ?? BusinessTime.Today(now, (await queries.Ask(new TenantProfile(), ct)).TimeZone);
        var batches = await queries.TryAsk(new BatchesOn(day), ct) ?? [];
        return new Response(day, [.. batches.OrderBy(b => b.PlannedStart).Select(b => new Row(b.Id, b.Number, b.Name, b.Status, b.Stage, b.PlannedStart, b.PlannedEnd, b.StartedAt, b.EndedAt, b.PlannedQuantity, b.Unit, Delay(b, now)))], now);
    }

    /// <summary>Minutes behind the plan: of the start while it has not begun, of the end afterwards.</summary>
    private static int Delay(BatchAnswer batch, DateTimeOffset now)
    {
        var late = batch.EndedAt is { } end ? end - batch.PlannedEnd : batch.StartedAt is not null ? now - batch.PlannedEnd : now - batch.PlannedStart;
        return batch.Status is "completed" or "cancelled" && batch.EndedAt is null ? 0 : Math.Max(0, (int)late.TotalMinutes);
    }
}
