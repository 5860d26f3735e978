using System.Globalization;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Suppliers.Scores;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.Documents;

/// <summary>Asks for the nightly look at the suppliers of one tenant.</summary>
[Message("suppliers.supplier_check.requested")]
public sealed record SupplierCheckRequested(string TimeZone) : IMessage;

/// <summary>Every night: papers that expire within thirty days are told of, and scores lose the deliveries older than ninety days.</summary>
internal static class WatchSuppliers
{
    private const string Expiring = "suppliers.document_expiring";

    internal static async Task FanOut(JobTicked tick, TenantScope scope, SuppliersDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        using var all = scope.AllTenants();
        var latest = DateOnly.FromDateTime(tick.At.UtcDateTime).AddDays(SupplierDocument.NoticeDays + 1);
        var due = await db.Documents.Where(d => d.ExpiresOn <= latest).Select(d => d.TenantId).Union(db.Scores.Select(s => s.TenantId)).Distinct().ToHashSetAsync(ct);
        await db.FanOut(queries, bus, tenant => new SupplierCheckRequested(tenant.TimeZone), due, ct);
    }

    internal static async Task Handle(SupplierCheckRequested request, SuppliersDb db, ScoreBook scores, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var today = BusinessTime.Today(clock.GetUtcNow(), request.TimeZone);
        var suppliers = await db.Suppliers.ToDictionaryAsync(s => s.Id, ct);
        foreach (var document in await db.Documents.AsNoTracking().Where(d => d.ExpiresOn <= today.AddDays(SupplierDocument.NoticeDays)).ToListAsync(ct)) Tell(document, suppliers[document.SupplierId].Name, today, request.TimeZone, bus);
        var scored = await db.Scores.Select(s => s.SupplierId).Distinct().ToListAsync(ct);
        foreach (var id in scored) suppliers[id].Score((await scores.Of(id, ct)).Score);
    }

    /// <summary>Nobody needs to look at the paper any more.</summary>
    public static void Settled(SupplierDocument document, IBus bus) => bus.Publish(new AlertCleared(Expiring, EntityOf(document), KeyOf(document)));

    private static EntityRef EntityOf(SupplierDocument document) => new("supplier", document.SupplierId);

    // A supplier may have several papers that expire.
    private static string KeyOf(SupplierDocument document) => $"supplier-document:{document.Id}";

    private static void Tell(SupplierDocument document, string supplier, DateOnly today, string zone, IBus bus)
    {
        var expires = document.ExpiresOn!.Value;
        bus.Publish(new AlertRaised(Expiring, expires < today ? "high" : "medium", "action_needed", EntityOf(document), null, BusinessTime.Instant(expires.AddDays(1), TimeOnly.MinValue, zone), 60, 100,
            new ReasoningData(Expiring, new Dictionary<string, object?>
            {
                ["supplier_name"] = supplier, ["title"] = document.Title, ["expires_on"] = expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            }, new Consequence("food_safety", "medium", Math.Max(0, expires.DayNumber - today.DayNumber))), KeyOf(document), Links: [new AlertLink("open", "GET", $"/suppliers/{document.SupplierId}")]));
    }
}
