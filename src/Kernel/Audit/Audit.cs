using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Bakery.Kernel.Audit;

/// <summary>Keeps a property's values out of the audit (passwords, tokens, allergy notes, bank data): only "changed" is recorded.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SensitiveAttribute : Attribute;

/// <summary>Keeps a table out of the automatic audit, with the reason (bulk facts that carry their own actor, derived copies).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotAuditedAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}

/// <summary>How much an audited act matters.</summary>
public enum AuditSeverity { Low, Medium, High, Critical }

/// <summary>One act on one resource (platform.md §10). Append-only: the application role may not update or delete it.</summary>
public sealed class AuditRow : IPlatformOwned
{
    public Guid Id { get; init; }
    public Guid? TenantId { get; init; }
    public DateTimeOffset OccurredAt { get; init; }
    public ActorKind ActorKind { get; init; }
    public Guid? ActorId { get; init; }
    public string ActorName { get; init; } = "";
    public string? Ip { get; init; }
    public string? UserAgent { get; init; }
    public string Service { get; init; } = "";
    public string Action { get; init; } = "";
    public string ResourceType { get; init; } = "";
    public string ResourceId { get; init; } = "";
    public AuditSeverity Severity { get; init; }
    public string Changes { get; init; } = "{}";
    public string? Reason { get; init; }
    public Guid RequestId { get; init; }

    // jsonb may come back with other spacing and key order, so the canonical form is sealed, not the column's text.
    internal byte[] Canonical() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new object?[]
    {
        Id, TenantId, OccurredAt.ToUniversalTime().ToUnixTimeMilliseconds(), Wire.Name(ActorKind), ActorId, ActorName, Ip, UserAgent, Service, Action,
        ResourceType, ResourceId, Wire.Name(Severity), Sorted(Changes), Reason, RequestId,
    }));

    private static string Sorted(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(Sort(document.RootElement));
    }

    private static object? Sort(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new SortedDictionary<string, object?>(element.EnumerateObject().ToDictionary(p => p.Name, p => Sort(p.Value)), StringComparer.Ordinal),
        JsonValueKind.Array => element.EnumerateArray().Select(Sort).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Null => null,
        _ => element.GetRawText(),
    };
}

/// <summary>A link of the hash chain over a tenant's audit rows; written by a job, so that writers never wait for one another.</summary>
public sealed class AuditSeal : IPlatformOwned
{
    public Guid AuditId { get; init; }
    public Guid? TenantId { get; init; }
    public long Position { get; init; }
    public string Hash { get; init; } = "";
}

/// <summary>Turns tracked changes into audit rows, written in the same transaction as the change.</summary>
internal static class AuditTrail
{
    private static readonly HashSet<string> Skipped = ["TenantId", "Version"];
    private static readonly ConcurrentDictionary<Type, bool> Audited = new();
    private static readonly ConcurrentDictionary<IReadOnlyProperty, (string Name, bool Masked)> Columns = new();

    public static List<AuditRow> Of(IEnumerable<EntityEntry> entries, TenantScope scope, string schema, TimeProvider clock) =>
        [.. entries.Where(IsAudited).Select(e => Row(e, scope, schema, clock)).OfType<AuditRow>()];

    private static bool IsAudited(EntityEntry entry) => !entry.Metadata.IsOwned()
        && Audited.GetOrAdd(entry.Metadata.ClrType, t => t.Assembly != typeof(AuditRow).Assembly && !Attribute.IsDefined(t, typeof(NotAuditedAttribute)));

    private static (string Name, bool Masked) Column(IReadOnlyProperty property) => Columns.GetOrAdd(property,
        p => (JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name), p.PropertyInfo is { } info && Attribute.IsDefined(info, typeof(SensitiveAttribute))));

    private static AuditRow? Row(EntityEntry entry, TenantScope scope, string schema, TimeProvider clock)
    {
        var changes = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(changes);
        var count = 0;
        json.WriteStartObject();
        foreach (var property in entry.Properties)
        {
            if (Skipped.Contains(property.Metadata.Name) || property.Metadata.IsPrimaryKey()) continue;
            var (before, after) = entry.State switch
            {
                EntityState.Added => (null, property.CurrentValue),
                EntityState.Deleted => (property.OriginalValue, null),
                _ => (property.OriginalValue, property.CurrentValue),
            };
            if (entry.State == EntityState.Modified && !property.IsModified || Equals(before, after)) continue;
            var (name, masked) = Column(property.Metadata);
            json.WritePropertyName(name);
            count++;
            if (masked)
            {
                json.WriteStringValue("***");
                continue;
            }
            json.WriteStartObject();
            Write(json, "before", before);
            Write(json, "after", after);
            json.WriteEndObject();
        }
        if (entry.State == EntityState.Modified && count == 0) return null;
        json.WriteEndObject();
        json.Flush();
        var type = JsonNamingPolicy.SnakeCaseLower.ConvertName(entry.Metadata.ClrType.Name);
        var action = entry.State switch { EntityState.Added => "created", EntityState.Deleted => "deleted", _ => "updated" };
        var tenant = entry.Entity is ITenantOwned owned ? owned.TenantId : scope.TenantId;
        return Make(scope, schema, clock, tenant, action, type, Key(entry), entry.State == EntityState.Deleted ? AuditSeverity.Medium : AuditSeverity.Low,
            Encoding.UTF8.GetString(changes.WrittenSpan), null);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, value?.GetType() ?? typeof(object), Wire.Lenient);
    }

    private static string Key(EntityEntry entry) =>
        string.Join("/", entry.Metadata.FindPrimaryKey()!.Properties.Where(p => p.Name != "TenantId").Select(p => entry.Property(p.Name).CurrentValue));

    public static AuditRow Make(TenantScope scope, string schema, TimeProvider clock, Guid? tenant, string action, string type, string id, AuditSeverity severity, string changes, string? reason) => new()
    {
        Id = Ids.New(clock), TenantId = tenant, OccurredAt = clock.GetUtcNow(), ActorKind = scope.Actor.Kind, ActorId = scope.Actor.Id, ActorName = scope.Actor.Name,
        Ip = scope.Ip, UserAgent = scope.UserAgent, Service = schema.Replace('_', '-'), Action = action, ResourceType = type, ResourceId = id, Severity = severity,
        Changes = changes, Reason = reason, RequestId = scope.CorrelationId,
    };
}

/// <summary>Named audit acts beside the automatic rows: an override with its reason, an export, a bulk import.</summary>
public static class AuditActs
{
    public static void Audit(this ModuleDb db, TimeProvider clock, string action, string resourceType, object resourceId, AuditSeverity severity = AuditSeverity.Low, object? changes = null, string? reason = null) =>
        db.Set<AuditRow>().Add(AuditTrail.Make(db.Scope, db.Schema, clock, db.Scope.TenantId, action, resourceType, resourceId.ToString() ?? "", severity,
            changes is null ? "{}" : JsonSerializer.Serialize(changes, Wire.Lenient), reason));
}

/// <summary>The hash chain: each link is SHA-256 of the link before it and the row's canonical form.</summary>
internal static class AuditChain
{
    private const int Batch = 1000;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    /// <summary>
    /// Seals the rows that have no link yet, in the order of their moments; a row that a slow transaction commits later gets a later link. Each minute only the last day's
    /// rows are looked at (ids are ordered by time); each night <paramref name="everything"/> is, for what a clock that was set back has left behind.
    /// </summary>
    public static async Task Seal(ModuleDb db, bool everything, TimeProvider clock, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants();
        var from = everything ? Guid.Empty : Guid.CreateVersion7(clock.GetUtcNow() - Recent);
        int found;
        do
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.LockAsync("audit-seal", ct);
            var rows = await db.Set<AuditRow>().AsNoTracking().Where(r => r.Id.CompareTo(from) >= 0 && !db.Set<AuditSeal>().Any(s => s.AuditId == r.Id))
                .OrderBy(r => r.OccurredAt).ThenBy(r => r.Id).Take(Batch).ToListAsync(ct);
            found = rows.Count;
            await Append(db, rows, ct);
            await transaction.CommitAsync(ct);
        }
        while (found == Batch);
    }

    // One statement per batch: row by row, sealing cost more than the acts it seals.
    private static async Task Append(ModuleDb db, List<AuditRow> rows, CancellationToken ct)
    {
        var seals = new List<AuditSeal>(rows.Count);
        foreach (var group in rows.GroupBy(r => r.TenantId))
        {
            var last = await db.Set<AuditSeal>().AsNoTracking().Where(s => s.TenantId == group.Key).OrderByDescending(s => s.Position).FirstOrDefaultAsync(ct);
            var (position, hash) = (last?.Position ?? 0, last?.Hash ?? "");
            foreach (var row in group)
            {
                hash = Link(hash, row);
                seals.Add(new AuditSeal { AuditId = row.Id, TenantId = row.TenantId, Position = ++position, Hash = hash });
            }
        }
        if (seals.Count == 0) return;
        await db.Database.ExecuteSqlAsync(ModuleDb.Sql($$"""INSERT INTO {{db.Schema}}.audit_seal (audit_id, tenant_id, position, hash) SELECT * FROM unnest({0}, {1}, {2}, {3})""",
            seals.Select(s => s.AuditId).ToArray(), seals.Select(s => s.TenantId).ToArray(), seals.Select(s => s.Position).ToArray(), seals.Select(s => s.Hash).ToArray()), ct);
    }

    /// <summary>Walks the chain of the scope's tenant; returns the first broken position, or null and the number of sealed rows.</summary>
    public static async Task<(long? BrokenAt, long Sealed)> Verify(ModuleDb db, CancellationToken ct)
    {
        var (hash, count) = ("", 0L);
        var tenant = db.Scope.TenantId;
        var links = db.Set<AuditSeal>().AsNoTracking().Where(s => s.TenantId == tenant).OrderBy(s => s.Position)
            .Select(s => new { s.Position, s.Hash, Row = db.Set<AuditRow>().FirstOrDefault(r => r.Id == s.AuditId) });
        await foreach (var link in links.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (link.Row is null || link.Position != count + 1 || Link(hash, link.Row) != link.Hash) return (link.Position, count);
            (hash, count) = (link.Hash, count + 1);
        }
        return (null, count);
    }

    private static string Link(string previous, AuditRow row) => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(previous), .. row.Canonical()]));
}
