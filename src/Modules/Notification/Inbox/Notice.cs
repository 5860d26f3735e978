using System.Text.Json;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Auth;
using Bakery.Contracts.Notification;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Notification.Inbox;

/// <summary>A line in a person's in-app inbox; its text is made by the browser from the reasoning.</summary>
[NotAudited("copies of audited events, one per reader")]
internal sealed class Notice : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid UserId { get; init; }
    public string Kind { get; init; } = "";
    public string Reasoning { get; init; } = "{}";
    public string? RelatedType { get; init; }
    public Guid? RelatedId { get; init; }
    public string DedupKey { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ReadAt { get; private set; }

    public void Read(DateTimeOffset now) => ReadAt ??= now;
}

internal static class Notices
{
    public static async Task Add(NotificationDb db, IReadOnlyList<Guid> users, string kind, ReasoningData reasoning, EntityRef? related, string key, TimeProvider clock, CancellationToken ct)
    {
        var known = await db.Notices.Where(n => users.Contains(n.UserId) && n.DedupKey == key).Select(n => n.UserId).ToListAsync(ct);
        var json = JsonSerializer.Serialize(reasoning, Wire.Lenient);
        foreach (var user in users.Except(known))
            db.Add(new Notice { Id = Ids.New(clock), UserId = user, Kind = kind, Reasoning = json, RelatedType = related?.Type, RelatedId = related?.Id, DedupKey = key, CreatedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>Whoever leads the bakery reads of every alert that asks for an act.</summary>
internal static class OnAlertCreated
{
    internal static async Task Handle(AlertCreated alert, NotificationDb db, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        if (alert.TypeClass is not ("action_needed" or "escalation")) return;
        var admins = await queries.Ask(new Admins(), ct);
        if (alert.Severity is "high" or "urgent")
        {
            var profile = await queries.Ask(new TenantProfile(), ct);
            var silent = await db.Preferences.Where(p => !p.EmailAlerts).Select(p => p.UserId).ToListAsync(ct);
            foreach (var user in (await queries.Ask(new UsersByIds([.. admins.Select(a => a.UserId)]), ct)).Where(u => !silent.Contains(u.Id)))
                bus.Publish(new MessageRequested("alert", "email", user.Email, user.Language, new Dictionary<string, object?> { ["bakery"] = profile.Name, ["event_type"] = alert.EventType, ["severity"] = alert.Severity, ["alert_id"] = alert.AlertId },
                    $"alert:{alert.AlertId}:{alert.Severity}:{user.Id}", new EntityRef("alert", alert.AlertId), Kind: "alert"));
        }
        await Notices.Add(db, [.. admins.Select(a => a.UserId)], "alert", alert.ReasoningData, new EntityRef("alert", alert.AlertId), $"alert:{alert.AlertId}:{alert.Severity}", clock, ct);
    }
}

internal static class ListInbox
{
    private static readonly Sorting<Notice> Order = new Sorting<Notice>(n => n.Id, "-created_at").By("created_at", n => n.CreatedAt);
    public sealed record Row(Guid Id, string Kind, ReasoningData ReasoningData, EntityRef? Related, DateTimeOffset CreatedAt, DateTimeOffset? ReadAt);

    internal static async Task<Page<Row>> Handle([AsParameters] PageRequest page, NotificationDb db, TenantScope scope, CancellationToken ct)
    {
        var user = scope.Actor.Id;
        var found = await db.Notices.AsNoTracking().Where(n => n.UserId == user).ToPage(page, Order, n => n, ct);
        return new Page<Row>([.. found.Items.Select(n => new Row(n.Id, n.Kind, JsonSerializer.Deserialize<ReasoningData>(n.Reasoning, Wire.Lenient)!, n.RelatedId is { } id ? new EntityRef(n.RelatedType!, id) : null, n.CreatedAt, n.ReadAt))],
            found.Total, found.NextCursor);
    }
}

internal static class ReadNotice
{
    internal static async Task<NoContent> Handle(Guid id, NotificationDb db, TenantScope scope, TimeProvider clock, CancellationToken ct)
    {
        var user = scope.Actor.Id;
        var notice = await db.Notices.FirstOrDefaultAsync(n => n.Id == id && n.UserId == user, ct) ?? throw RuleViolation.NotFound("The notice");
        notice.Read(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
