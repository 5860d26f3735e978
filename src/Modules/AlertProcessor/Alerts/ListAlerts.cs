using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Bakery.Planning.Alerts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.AlertProcessor.Alerts;

internal static class ListAlerts
{
    private const int ForDashboard = 200;
    private static readonly Sorting<Alert> Order = new Sorting<Alert>(a => a.Id, "-priority_score").By("priority_score", a => a.Score).By("first_seen", a => a.FirstSeen);

    internal static async Task<Page<AlertView>> Handle([AsParameters] PageRequest page, [FromQuery(Name = "severity")] string? severity, [FromQuery(Name = "level")] string? level,
        [FromQuery(Name = "class")] string? typeClass, [FromQuery(Name = "status")] string? status, [FromQuery(Name = "since")] DateTimeOffset? since, AlertProcessorDb db, CancellationToken ct)
    {
        var rows = db.Alerts.AsNoTracking();
        rows = status switch
        {
            null or "open" => rows.Where(a => a.Status == AlertStatus.Active || a.Status == AlertStatus.Acknowledged || a.Status == AlertStatus.Snoozed),
            "closed" => rows.Where(a => a.Status == AlertStatus.Resolved || a.Status == AlertStatus.Ignored),
            "all" => rows,
            _ => Only(rows, Wire.Parse<AlertStatus>(status, "status")),
        };
        if (Wire.ParseOptional<AlertSeverity>(severity, "severity") is { } s) rows = rows.Where(a => a.Severity == s);
        if (Wire.ParseOptional<PriorityLevel>(level, "level") is { } l) rows = rows.Where(a => a.Level == l);
        if (Wire.ParseOptional<TypeClass>(typeClass, "class") is { } c) rows = rows.Where(a => a.TypeClass == c);
        if (since is { } from) rows = rows.Where(a => a.LastSeen >= from);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(a => EF.Functions.ILike(a.EventType, $"%{q}%"));
        var found = await rows.ToPage(page, Order, a => a, ct);
        return new Page<AlertView>([.. found.Items.Select(AlertView.Of)], found.Total, found.NextCursor);
    }

    private static IQueryable<Alert> Only(IQueryable<Alert> rows, AlertStatus status) => rows.Where(a => a.Status == status);

    internal static async Task<IReadOnlyList<OpenAlert>> Answer(OpenAlerts query, AlertProcessorDb db, CancellationToken ct)
    {
        var rows = await db.Alerts.AsNoTracking().Where(a => a.Status == AlertStatus.Active || a.Status == AlertStatus.Acknowledged).OrderByDescending(a => a.Score).ThenBy(a => a.Id).Take(ForDashboard).ToListAsync(ct);
        return [.. rows.Select(a => new OpenAlert(a.Id, a.EventType, Wire.Name(a.Severity), Wire.Name(a.TypeClass), Wire.Name(a.Level), a.Score, Wire.Name(a.Status), new EntityRef(a.EntityType, a.EntityId),
            a.MoneyAtRisk, a.DeadlineAt, a.Reason(), a.LinkList(), a.FirstSeen))];
    }
}

internal static class SummariseAlerts
{
    public sealed record Row(PriorityLevel Level, TypeClass TypeClass, int Count);
    public sealed record Response(int Open, IReadOnlyList<Row> Rows);

    internal static async Task<Response> Handle(AlertProcessorDb db, CancellationToken ct)
    {
        var rows = await db.Alerts.Where(a => a.Status == AlertStatus.Active || a.Status == AlertStatus.Acknowledged).GroupBy(a => new { a.Level, a.TypeClass })
            .Select(g => new Row(g.Key.Level, g.Key.TypeClass, g.Count())).ToListAsync(ct);
        return new Response(rows.Sum(r => r.Count), rows);
    }
}

internal static class GetAlert
{
    internal static async Task<AlertView> Handle(Guid id, AlertProcessorDb db, CancellationToken ct) => AlertView.Of(await Find(id, db, ct));

    internal static async Task<Alert> Find(Guid id, AlertProcessorDb db, CancellationToken ct) => await db.Alerts.FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw RuleViolation.NotFound("The alert");
}

internal static class ExplainAlert
{
    /// <param name="Weight">Share of the part in the score.</param>
    public sealed record Part(string Code, int Value, decimal Weight);
    public sealed record Response(int Score, PriorityLevel Level, IReadOnlyList<Part> Parts, int AgeBoost, decimal? MoneyAtRisk, decimal AverageDailyRevenue, DateTimeOffset? DeadlineAt);

    internal static async Task<Response> Handle(Guid id, AlertProcessorDb db, CancellationToken ct)
    {
        var a = await GetAlert.Find(id, db, ct);
        return new Response(a.Score, a.Level, [new("impact", a.Impact, 0.40m), new("urgency", a.Urgency, 0.30m), new("agency", a.Agency, 0.20m), new("confidence", a.Confidence, 0.10m)],
            a.AgeBoost, a.MoneyAtRisk, a.AverageDailyRevenue, a.DeadlineAt);
    }
}
