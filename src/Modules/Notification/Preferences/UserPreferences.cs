using Bakery.Kernel.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Notification.Preferences;

/// <summary>What a person of a tenant is told by mail; the in-app inbox always has everything.</summary>
internal sealed class UserPreferences : ITenantOwned
{
    public Guid TenantId { get; init; }
    public Guid UserId { get; init; }
    public bool EmailSummaries { get; private set; } = true;
    public bool EmailAlerts { get; private set; } = true;

    public void Change(bool summaries, bool alerts) => (EmailSummaries, EmailAlerts) = (summaries, alerts);
}

internal static class ManagePreferences
{
    public sealed record Document(bool EmailSummaries, bool EmailAlerts);

    internal static async Task<Document> Read(NotificationDb db, TenantScope scope, CancellationToken ct)
    {
        var row = await db.Preferences.AsNoTracking().FirstOrDefaultAsync(p => p.UserId == scope.Actor.Id, ct);
        return new Document(row?.EmailSummaries ?? true, row?.EmailAlerts ?? true);
    }

    internal static async Task<Document> Write(Document request, NotificationDb db, TenantScope scope, CancellationToken ct)
    {
        var row = await db.Preferences.FirstOrDefaultAsync(p => p.UserId == scope.Actor.Id, ct);
        if (row is null) db.Add(row = new UserPreferences { TenantId = scope.Require(), UserId = scope.Actor.Id!.Value });
        row.Change(request.EmailSummaries, request.EmailAlerts);
        await db.SaveChangesAsync(ct);
        return request;
    }
}
