using System.Collections.Concurrent;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tests.Conformance;

/// <summary>A module that does nothing but leave a row for every message it handles, so that lost and doubled effects can be counted.</summary>
public sealed class ProbeModule : IModule
{
    public string Name => "probe";

    public void Configure(ModuleBuilder module)
    {
        module.Store<ProbeDb>();
        module.On<Pinged>(OnPinged.Handle);
        module.On<Pinged>(OnPingedToo.Handle);
        module.On<Versioned>(OnVersioned.Handle, ignoreStale: true);
        module.On<Failing>(OnFailing.Handle);
        module.Cron("tick", "*/5 * * * *", OnTick.Handle);
        module.Answer<HowMany, int>(AnswerHowMany.Handle);
    }
}

[Message("probe.pinged", Live = "pinged")]
public sealed record Pinged(string Note) : IMessage;

[Message("probe.versioned")]
public sealed record Versioned(string Note) : IMessage;

/// <param name="Times">Fails so often, then works; negative breaks a rule.</param>
[Message("probe.failing")]
public sealed record Failing(string Note, int Times) : IMessage;

[Message("probe.unknown")]
public sealed record NobodyListens(string Note) : IMessage;

public sealed record HowMany(string Note) : IQuery<int>;

/// <summary>What a handler leaves behind.</summary>
public sealed class Effect : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public string Subscriber { get; init; } = "";
    public string Note { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

public sealed class ProbeDb(DbContextOptions<ProbeDb> options) : ModuleDb(options)
{
    public override string Schema => "probe";
    public DbSet<Effect> Effects => Set<Effect>();
    protected override void Map(ModelBuilder model) => model.Entity<Effect>(t => t.ToTable("effect"));

    public void Leave(string subscriber, string note, TimeProvider clock) => Add(new Effect { Id = Ids.New(clock), Subscriber = subscriber, Note = note, At = clock.GetUtcNow() });
}

/// <summary>Places where a test may stop a handler.</summary>
public static class Gates
{
    public static readonly ConcurrentDictionary<string, int> Failures = new();
    public static readonly ConcurrentDictionary<string, TaskCompletionSource> Entered = new();
    public static readonly ConcurrentDictionary<string, TaskCompletionSource> Held = new();
}

internal static class OnPinged
{
    internal static async Task Handle(Pinged message, ProbeDb db, TimeProvider clock, CancellationToken ct)
    {
        db.Leave("first", message.Note, clock);
        await db.SaveChangesAsync(ct);
        if (Gates.Entered.TryGetValue(message.Note, out var entered))
        {
            entered.TrySetResult();
            if (Gates.Held.TryGetValue(message.Note, out var held)) await held.Task.WaitAsync(ct);
        }
    }
}

internal static class OnPingedToo
{
    internal static Task Handle(Pinged message, ProbeDb db, TimeProvider clock)
    {
        db.Leave("second", message.Note, clock);
        return Task.CompletedTask;
    }
}

internal static class OnVersioned
{
    internal static Task Handle(Versioned message, ProbeDb db, TimeProvider clock)
    {
        db.Leave("versioned", message.Note, clock);
        return Task.CompletedTask;
    }
}

internal static class OnFailing
{
    internal static Task Handle(Failing message, ProbeDb db, TimeProvider clock)
    {
        db.Leave("failing", message.Note, clock);
        if (message.Times < 0) throw new RuleViolation("probe_refuses", "This can never work.");
        if (Gates.Failures.AddOrUpdate(message.Note, 1, (_, n) => n + 1) <= message.Times) throw new InvalidOperationException("Not this time.");
        return Task.CompletedTask;
    }
}

internal static class OnTick
{
    internal static async Task Handle(JobTicked tick, ProbeDb db, TimeProvider clock, CancellationToken ct)
    {
        db.Scope.Enter(ProbeHost.Tenant, Actor.System);
        db.Leave("tick", "tick", clock);
        await db.SaveChangesAsync(ct);
    }
}

internal static class AnswerHowMany
{
    internal static Task<int> Handle(HowMany query, ProbeDb db, CancellationToken ct) => db.Effects.CountAsync(e => e.Note == query.Note, ct);
}
