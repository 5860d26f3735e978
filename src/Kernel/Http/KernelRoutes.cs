using System.Text.Json;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Kernel.Http;

/// <summary>Routes that every module has: audit and dead letters.</summary>
public static class KernelRoutes
{
    private static readonly Sorting<AuditRow> AuditOrder = new Sorting<AuditRow>(r => r.Id, "-occurred_at").By("occurred_at", r => r.OccurredAt);
    private static readonly Sorting<DeadLetterRow> DeadLetterOrder = new Sorting<DeadLetterRow>(r => r.Id, "-created_at").By("created_at", r => r.CreatedAt);

    public sealed record AuditEntry(Guid Id, DateTimeOffset OccurredAt, ActorKind ActorKind, Guid? ActorId, string ActorName, string? Ip, string Service, string Action,
        string ResourceType, string ResourceId, AuditSeverity Severity, JsonElement Changes, string? Reason, Guid RequestId);
    public sealed record AuditCheck(bool Intact, long Sealed, long? BrokenAt);
    public sealed record AuditStat(string Action, string ResourceType, int Count);
    public sealed record DeadLetter(Guid Id, Guid MessageId, string Type, Guid? TenantId, string Subscriber, string Error, int Attempts, DateTimeOffset CreatedAt);

    internal static void Audit(Slices routes)
    {
        routes.Get("audit-logs", AuditLogsList, "Lists who changed what and when, newest first").Permit(Role.Admin, "audit.read");
        routes.Get("audit-logs/stats", AuditLogsStats, "Counts audited acts by action and resource").Permit(Role.Admin, "audit.read");
        routes.Get("audit-logs/verify", AuditLogsVerify, "Walks the hash chain and says whether it is intact").Permit(Role.Admin, "audit.read");
    }

    internal static void DeadLetters(Slices routes)
    {
        routes.Get("", DeadLettersList, "Lists messages that a subscriber could not handle").ForPlatformAdmin();
        routes.Post("{id:guid}/redrive", DeadLettersRedrive, "Sends a dead letter to its subscriber again").ForPlatformAdmin().Problems(404, "not_found");
        routes.Delete("{id:guid}", DeadLettersDrop, "Drops a dead letter").ForPlatformAdmin().Problems(404, "not_found");
    }

    private static ModuleDb Database(HttpContext http) => (ModuleDb)http.RequestServices.GetRequiredService(http.GetEndpoint()!.Metadata.GetMetadata<OwnedBy>()!.Database!);

    private static Task<Page<AuditEntry>> AuditLogsList(HttpContext http, [AsParameters] PageRequest page, [FromQuery(Name = "action")] string? action,
        [FromQuery(Name = "resource_type")] string? resourceType, [FromQuery(Name = "resource_id")] string? resourceId, [FromQuery(Name = "from")] DateTimeOffset? from, [FromQuery(Name = "to")] DateTimeOffset? to, CancellationToken ct)
    {
        var db = Database(http);
        var tenant = db.Scope.Require();
        var rows = db.Set<AuditRow>().Where(r => r.TenantId == tenant);
        if (action is not null) rows = rows.Where(r => r.Action == action);
        if (resourceType is not null) rows = rows.Where(r => r.ResourceType == resourceType);
        if (resourceId is not null) rows = rows.Where(r => r.ResourceId == resourceId);
        if (from is { } f) rows = rows.Where(r => r.OccurredAt >= f);
        if (to is { } t) rows = rows.Where(r => r.OccurredAt < t);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(r => EF.Functions.ILike(r.ActorName, $"%{q}%") || EF.Functions.ILike(r.ResourceId, $"%{q}%"));
        return rows.ToPage(page, AuditOrder, r => new AuditEntry(r.Id, r.OccurredAt, r.ActorKind, r.ActorId, r.ActorName, r.Ip, r.Service, r.Action, r.ResourceType,
            r.ResourceId, r.Severity, JsonSerializer.Deserialize<JsonElement>(r.Changes, (JsonSerializerOptions?)null), r.Reason, r.RequestId), ct);
    }

    private static async Task<IReadOnlyList<AuditStat>> AuditLogsStats(HttpContext http, CancellationToken ct)
    {
        var db = Database(http);
        var tenant = db.Scope.Require();
        return await db.Set<AuditRow>().Where(r => r.TenantId == tenant).GroupBy(r => new { r.Action, r.ResourceType })
            .Select(g => new AuditStat(g.Key.Action, g.Key.ResourceType, g.Count())).ToListAsync(ct);
    }

    private static async Task<AuditCheck> AuditLogsVerify(HttpContext http, CancellationToken ct)
    {
        var (broken, count) = await AuditChain.Verify(Database(http), ct);
        return new AuditCheck(broken is null, count, broken);
    }

    private static async Task<Page<DeadLetter>> DeadLettersList(HttpContext http, [AsParameters] PageRequest page, CancellationToken ct)
    {
        var db = Database(http);
        using var all = db.Scope.AllTenants();
        return await db.Set<DeadLetterRow>().ToPage(page, DeadLetterOrder, r => new DeadLetter(r.Id, r.MessageId, r.Type, r.TenantId, r.Subscriber, r.Error, r.Attempts, r.CreatedAt), ct);
    }

    private static async Task<IResult> DeadLettersRedrive(HttpContext http, Guid id, TimeProvider clock, CancellationToken ct)
    {
        var db = Database(http);
        using var all = db.Scope.AllTenants();
        var row = await db.Set<DeadLetterRow>().FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw RuleViolation.NotFound("The dead letter");
        var envelope = JsonSerializer.Deserialize<Envelope>(row.Envelope, Wire.Lenient)!;
        db.Retry(envelope with { Attempt = 0 }, row.Subscriber, clock.GetUtcNow(), Ids.New(clock), clock.GetUtcNow());
        db.Remove(row);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DeadLettersDrop(HttpContext http, Guid id, TimeProvider clock, CancellationToken ct)
    {
        var db = Database(http);
        using var all = db.Scope.AllTenants();
        var row = await db.Set<DeadLetterRow>().FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw RuleViolation.NotFound("The dead letter");
        db.Audit(clock, "dead_letter_dropped", row.Type, row.MessageId, AuditSeverity.High);
        db.Remove(row);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
