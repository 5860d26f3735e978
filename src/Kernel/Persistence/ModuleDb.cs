using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Bakery.Kernel.Persistence;

/// <summary>What every module's database context needs from its scope.</summary>
public sealed record DbTools(TenantScope Scope, TimeProvider Clock, IBus Bus, OutboxSignal Signal);

/// <summary>
/// The database of one module: its own schema, the tables of the kernel in it, the tenant filter on every tenant-owned entity, a guard on every
/// write, an audit row for every change, and the outbox rows of the scope's messages in the same transaction.
/// </summary>
public abstract class ModuleDb(DbContextOptions options) : DbContext(options)
{
    private DbTools? entered;

    public const string TenantFilter = "tenant";

    /// <summary>Schema name = module name with underscores.</summary>
    public abstract string Schema { get; }

    public TenantScope Scope => Tools.Scope;
    private DbTools Tools => entered ?? throw new InvalidOperationException("This context belongs to no scope.");

    /// <summary>Contexts are pooled: each lease belongs to one scope, and nothing of the one before is left.</summary>
    internal void Enter(DbTools scope)
    {
        (entered, Told, HasOutgoing) = (scope, null, false);
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    /// <summary>What the connection was last told; a save inside a running transaction repeats it when the scope has changed since.</summary>
    internal string? Told { get; set; }

    /// <summary>Something failed on the connection since it was opened (<see cref="FailedStatements"/>).</summary>
    internal bool HasFailed { get; set; }

    /// <summary>The running transaction writes to the outbox: its commit wakes the dispatcher, others do not.</summary>
    private bool HasOutgoing { get; set; }

    internal void Committed()
    {
        if (HasOutgoing) Tools.Signal.Wake(Schema.Replace('_', '-'));
        HasOutgoing = false;
    }

    // Read by the query filters of this instance.
    protected internal Guid CurrentTenant => Tools.Scope.TenantId ?? Guid.Empty;
    protected internal bool EveryTenant => Tools.Scope.IsPlatform;

    protected sealed override void OnModelCreating(ModelBuilder model)
    {
        model.HasDefaultSchema(Schema);
        KernelTables.Map(model);
        Map(model);
        foreach (var entity in model.Model.GetEntityTypes().ToList())
        {
            if (typeof(ITenantOwned).IsAssignableFrom(entity.ClrType) && entity.BaseType is null) FilterByTenant(model, entity.ClrType);
            StoreEnumsAsText(entity);
            if (typeof(IVersioned).IsAssignableFrom(entity.ClrType)) model.Entity(entity.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
        }
    }

    /// <summary>The module's own entities.</summary>
    protected abstract void Map(ModelBuilder model);

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<decimal>().HavePrecision(18, 4);
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcInstant>();
    }

    private static void StoreEnumsAsText(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties().Where(p => p.GetValueConverter() is null && (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType).IsEnum))
        {
            property.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(EnumText<>).MakeGenericType(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType))!);
            property.SetMaxLength(40);
        }
    }

    private void FilterByTenant(ModelBuilder model, Type entity)
    {
        var row = Expression.Parameter(entity);
        var self = Expression.Constant(this, GetType());
        var filter = Expression.OrElse(
            Expression.Property(self, typeof(ModuleDb).GetProperty(nameof(EveryTenant), BindingFlags.Instance | BindingFlags.NonPublic)!),
            Expression.Equal(Expression.Property(row, nameof(ITenantOwned.TenantId)),
                Expression.Property(self, typeof(ModuleDb).GetProperty(nameof(CurrentTenant), BindingFlags.Instance | BindingFlags.NonPublic)!)));
        model.Entity(entity).HasQueryFilter(TenantFilter, Expression.Lambda(filter, row));
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken ct = default)
    {
        // One look is enough: what is added from here on needs no looking for.
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            BeforeSave();
            await TakeOutgoing(ct);
            if (Database.CurrentTransaction is not null && Told != Tools.Scope.RowSecurity) await Database.ExecuteSqlRawAsync("SELECT 1", ct);
            var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
            if (Database.CurrentTransaction is null) Committed();
            return written;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Use SaveChangesAsync.");

    private void BeforeSave()
    {
        var entries = ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        foreach (var entry in entries)
        {
            if (entry.Entity is ITenantOwned owned) Guard(entry, owned);
            if (entry is { Entity: IVersioned, State: EntityState.Modified }) entry.Property(nameof(IVersioned.Version)).CurrentValue = (int)entry.Property(nameof(IVersioned.Version)).OriginalValue! + 1;
            if (entry is { Entity: IVersioned, State: EntityState.Added } && (int)entry.Property(nameof(IVersioned.Version)).CurrentValue! == 0) entry.Property(nameof(IVersioned.Version)).CurrentValue = 1;
        }
        Set<AuditRow>().AddRange(AuditTrail.Of(entries, Tools.Scope, Schema, Tools.Clock));
    }

    private async Task TakeOutgoing(CancellationToken ct)
    {
        var messages = ((Outgoing)Tools.Bus).Drain();
        var once = messages.Where(m => m.Once).Select(m => m.Envelope.Id).ToList();
        var known = once.Count == 0 ? [] : await Set<OutboxRow>().Where(r => once.Contains(r.Id)).Select(r => r.Id).ToListAsync(ct);
        foreach (var (envelope, dueAt, _) in messages.Where(m => !known.Contains(m.Envelope.Id)))
            Send(Row(envelope with { Producer = Schema.Replace('_', '-') }, "", dueAt, envelope.Id, Tools.Clock.GetUtcNow()));
    }

    private void Guard(EntityEntry entry, ITenantOwned owned)
    {
        // The platform itself may write rows of no tenant (a password reset's mail); everybody else's new rows get the scope's tenant.
        if (entry.State == EntityState.Added && owned.TenantId == Guid.Empty && !(EveryTenant && Tools.Scope.TenantId is null)) entry.Property(nameof(ITenantOwned.TenantId)).CurrentValue = Tools.Scope.Require();
        if (!EveryTenant && owned.TenantId != CurrentTenant)
            throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another tenant was about to be written.");
    }

    internal void Retry(Envelope envelope, string subscriber, DateTimeOffset dueAt, Guid id, DateTimeOffset now) => Send(Row(envelope, subscriber, dueAt, id, now));

    private void Send(OutboxRow row)
    {
        Add(row);
        HasOutgoing = true;
    }

    private static OutboxRow Row(Envelope envelope, string destination, DateTimeOffset dueAt, Guid id, DateTimeOffset now) => new()
    {
        Id = id, MessageId = envelope.Id, Type = envelope.Type, TenantId = envelope.TenantId, Destination = destination,
        Envelope = JsonSerializer.Serialize(envelope, Wire.Lenient), DueAt = dueAt, CreatedAt = now,
    };

    /// <summary>False when this subscriber has handled the message before.</summary>
    internal async Task<bool> TakeInbox(Guid message, string subscriber, DateTimeOffset now, CancellationToken ct) =>
        await Database.ExecuteSqlAsync(Sql($$"""INSERT INTO {{Schema}}.inbox (message_id, subscriber, handled_at) VALUES ({0}, {1}, {2}) ON CONFLICT DO NOTHING""", message, subscriber, now), ct) == 1;

    /// <summary>False when a version at least as new was seen.</summary>
    internal async Task<bool> AdvanceSubject(string subscriber, Subject subject, CancellationToken ct) =>
        await Database.ExecuteSqlAsync(Sql($$"""
            INSERT INTO {{Schema}}.subject_version AS s (subscriber, subject_type, subject_id, version) VALUES ({0}, {1}, {2}, {3})
            ON CONFLICT (subscriber, subject_type, subject_id) DO UPDATE SET version = excluded.version WHERE s.version < excluded.version
            """, subscriber, subject.Type, subject.Id, subject.Version), ct) == 1;

    /// <summary>The schema is a constant of the module, never input; the values are parameters.</summary>
    protected internal static FormattableString Sql(string text, params object[] values) => System.Runtime.CompilerServices.FormattableStringFactory.Create(text, values);

    /// <summary>Runs check-then-write work in one transaction: the running one (a keyed request, a message), else its own.</summary>
    public async Task<T> Atomically<T>(Func<Task<T>> work, CancellationToken ct)
    {
        if (Database.CurrentTransaction is not null) return await work();
        await using var transaction = await Database.BeginTransactionAsync(ct);
        var result = await work();
        await transaction.CommitAsync(ct);
        return result;
    }

    /// <summary>
    /// Takes a lock on a name until the transaction ends: serialises number makers and other check-then-write work of one tenant.
    /// </summary>
    public Task LockAsync(string name, CancellationToken ct) => Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Ids.LockKey($"{Schema}:{(EveryTenant ? "*" : CurrentTenant)}:{name}")})", ct);
}

internal sealed class EnumText<T>() : ValueConverter<T, string>(v => Wire.Name(v), v => Read(v)) where T : struct, Enum
{
    private static readonly Dictionary<string, T> Names = Enum.GetValues<T>().ToDictionary(v => Wire.Name(v));
    private static T Read(string text) => Names.TryGetValue(text, out var value) ? value : throw new InvalidOperationException($"'{text}' is no {typeof(T).Name}.");
}

internal sealed class UtcInstant() : ValueConverter<DateTimeOffset, DateTimeOffset>(v => v.ToUniversalTime(), v => v.ToUniversalTime());
