using Bakery.Distributed;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Tests.Conformance;

/// <summary>What every transport must do. A transport adds a class that says how it is put into the host.</summary>
public abstract class BusConformance(Cluster cluster)
{
    protected abstract void UseTransport(WebApplicationBuilder builder);

    private Task<ProbeHost> Host(bool start = true) => ProbeHost.OnNewDatabase(cluster, UseTransport, start);

    [Fact]
    public async Task A_message_reaches_every_subscriber_once()
    {
        await using var host = await Host();
        await host.Publish(new Pinged("a"));
        await host.Settled();
        Assert.Equal((1, 1), (await host.Effects("first", "a"), await host.Effects("second", "a")));
    }

    [Fact]
    public async Task Nothing_is_delivered_when_the_transaction_does_not_commit()
    {
        await using var host = await Host();
        await host.Publish(new Pinged("never"), commit: false);
        await host.Publish(new Pinged("after"));
        await host.Settled();
        Assert.Equal((0, 1), (await host.Effects("first", "never"), await host.Effects("first", "after")));
    }

    [Fact]
    public async Task A_message_committed_before_a_kill_is_delivered_by_the_next_process()
    {
        await using var first = await Host(start: false);
        await first.Publish(new Pinged("waiting"));
        await using var second = await first.Replica(UseTransport);
        await second.Settled();
        Assert.Equal(1, await second.Effects("first", "waiting"));
    }

    [Fact]
    public async Task A_kill_inside_a_handler_loses_and_doubles_nothing()
    {
        await using var host = await Host();
        var note = $"cut-{Guid.CreateVersion7()}";
        Gates.Entered[note] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Gates.Held[note] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await host.Publish(new Pinged(note));
        await Gates.Entered[note].Task.WaitAsync(TimeSpan.FromSeconds(30));
        await host.CutConnections(host.OwnerConnection);
        Gates.Entered.TryRemove(note, out _);
        Gates.Held[note].SetResult();
        await host.Settled();
        host.SetClock(ProbeHost.Start.AddMinutes(1)); // the try that was cut may have been stored as a retry
        await host.Settled();
        Assert.Equal((1, 1), (await host.Effects("first", note), await host.Effects("second", note)));
    }

    [Fact]
    public async Task The_same_message_again_has_no_second_effect()
    {
        await using var host = await Host();
        await host.Publish(new Pinged("twice"));
        await host.Settled();
        // As after a kill between the handler's commit and the mark of the message.
        await host.Look(db => db.Database.ExecuteSqlRawAsync("UPDATE probe.outbox SET sent_at = NULL"));
        await host.Settled();
        Assert.Equal((1, 1), (await host.Effects("first", "twice"), await host.Effects("second", "twice")));
    }

    [Fact]
    public async Task A_message_with_a_given_id_exists_once()
    {
        await using var host = await Host();
        var id = Guid.CreateVersion7();
        await host.Publish(new Pinged("once"), id: id);
        await host.Publish(new Pinged("once"), id: id);
        await host.Settled();
        Assert.Equal(1, await host.Effects("first", "once"));
    }

    [Fact]
    public async Task A_stale_version_of_a_subject_is_ignored()
    {
        await using var host = await Host();
        var subject = Guid.CreateVersion7();
        await host.Publish(new Versioned("v2"), new Subject("thing", subject, 2));
        await host.Settled();
        await host.Publish(new Versioned("v1"), new Subject("thing", subject, 1));
        await host.Publish(new Versioned("v2 again"), new Subject("thing", subject, 2));
        await host.Publish(new Versioned("v4"), new Subject("thing", subject, 4));
        await host.Settled();
        Assert.Equal((1, 0, 0, 1), (await host.Effects("versioned", "v2"), await host.Effects("versioned", "v1"), await host.Effects("versioned", "v2 again"), await host.Effects("versioned", "v4")));
    }

    [Fact]
    public async Task A_delayed_message_waits_for_its_time()
    {
        await using var host = await Host();
        await host.Publish(new Pinged("later"), dueAt: ProbeHost.Start.AddHours(1));
        await host.Settled();
        Assert.Equal(0, await host.Effects("first", "later"));
        host.SetClock(ProbeHost.Start.AddHours(1));
        await host.Settled();
        Assert.Equal(1, await host.Effects("first", "later"));
    }

    [Fact]
    public async Task A_failure_is_tried_again_after_ten_seconds_a_minute_and_ten_minutes()
    {
        await using var host = await Host();
        var note = $"thrice-{Guid.CreateVersion7()}";
        await host.Publish(new Failing(note, 3));
        var at = ProbeHost.Start;
        foreach (var wait in new[] { TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10) })
        {
            await host.Settled();
            Assert.Equal(0, await host.Effects("failing", note));
            host.SetClock(at += wait - TimeSpan.FromSeconds(1));
            await host.Settled();
            Assert.Equal(0, await host.Effects("failing", note));
            host.SetClock(at += TimeSpan.FromSeconds(1));
        }
        await host.Settled();
        Assert.Equal(1, await host.Effects("failing", note));
        Assert.Empty(await host.DeadLetters());
    }

    [Fact]
    public async Task After_the_last_try_a_message_is_a_dead_letter_that_can_be_sent_again()
    {
        await using var host = await Host();
        var note = $"dead-{Guid.CreateVersion7()}";
        await host.Publish(new Failing(note, 4));
        var at = ProbeHost.Start;
        foreach (var minutes in new[] { 1, 2, 11 })
        {
            await host.Settled();
            host.SetClock(at += TimeSpan.FromMinutes(minutes));
        }
        await host.Settled();
        var letter = Assert.Single(await host.DeadLetters());
        Assert.Equal((4, "probe.OnFailing"), (letter.Attempts, letter.Subscriber));
        await Redrive(host, letter);
        await host.Settled();
        Assert.Equal(1, await host.Effects("failing", note));
        Assert.Empty(await host.DeadLetters());
    }

    [Fact]
    public async Task A_broken_rule_is_a_dead_letter_at_once()
    {
        await using var host = await Host();
        await host.Publish(new Failing("rule", -1));
        await host.Settled();
        var letter = Assert.Single(await host.DeadLetters());
        Assert.Equal(1, letter.Attempts);
        Assert.StartsWith("probe_refuses", letter.Error);
        Assert.Equal(0, await host.Effects("failing", "rule"));
    }

    [Fact]
    public async Task A_payload_that_cannot_be_read_is_a_dead_letter_and_stops_nobody()
    {
        await using var host = await Host();
        await host.Publish(new Pinged("poison"), dueAt: ProbeHost.Start.AddMinutes(1));
        await host.Look(db => db.Database.ExecuteSqlRawAsync("""UPDATE probe.outbox SET envelope = replace(envelope, '"note":"poison"', '"note":{{"deep":[1]}}')"""));
        host.SetClock(ProbeHost.Start.AddMinutes(1));
        await host.Publish(new Pinged("healthy"));
        await host.Settled();
        Assert.Equal(2, (await host.DeadLetters()).Count(l => l.Type == "probe.pinged"));
        Assert.Equal(1, await host.Effects("first", "healthy"));
    }

    [Fact]
    public async Task A_type_that_nobody_knows_is_taken_and_forgotten()
    {
        await using var host = await Host();
        await host.Publish(new NobodyListens("x"));
        await host.Settled();
        Assert.Empty(await host.DeadLetters());
        Assert.Equal(0, await host.Look(db => db.Set<OutboxRow>().CountAsync(r => r.SentAt == null)));
    }

    [Fact]
    public async Task Competing_consumers_share_the_work_and_double_nothing()
    {
        await using var one = await Host();
        await using var two = await one.Replica(UseTransport);
        await using var three = await one.Replica(UseTransport);
        for (var i = 0; i < 200; i++) await one.Publish(new Pinged($"n{i}"));
        await Until(async () => await one.Look(db => db.Effects.CountAsync()) >= 400);
        await one.Settled();
        var counts = await one.Look(db => db.Effects.GroupBy(e => new { e.Subscriber, e.Note }).Select(g => g.Count()).ToListAsync());
        Assert.Equal(400, counts.Count);
        Assert.All(counts, c => Assert.Equal(1, c));
    }

    [Fact]
    public async Task A_cron_tick_exists_once_with_two_processes_and_missed_ticks_become_one()
    {
        await using var one = await Host();
        await using var two = await one.Replica(UseTransport);
        one.SetClock(ProbeHost.Start.AddMinutes(3)); // 04:35
        await Until(async () => await one.Effects("tick", "tick") == 1);
        one.SetClock(ProbeHost.Start.AddHours(5));
        await Until(async () => await one.Effects("tick", "tick") == 2);
        await one.Settled();
        Assert.Equal(2, await one.Effects("tick", "tick"));
    }

    [Fact]
    public async Task A_handler_works_for_the_tenant_of_its_message_only()
    {
        await using var host = await Host();
        var other = Guid.CreateVersion7();
        await host.Publish(new Pinged("mine"));
        await host.Publish(new Pinged("theirs"), tenant: other);
        await host.Settled();
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(other, Actor.System);
        Assert.Equal(["theirs"], await scope.ServiceProvider.GetRequiredService<ProbeDb>().Effects.Select(e => e.Note).Distinct().ToListAsync());
    }

    private static async Task Redrive(ProbeHost host, DeadLetterRow letter) => await host.Look(async db =>
    {
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO probe.outbox (id, message_id, type, destination, envelope, due_at, created_at, tenant_id)
            SELECT {Guid.CreateVersion7()}, message_id, type, subscriber, envelope, created_at, created_at, tenant_id FROM probe.dead_letter WHERE id = {letter.Id}
            """);
        return await db.Database.ExecuteSqlAsync($"DELETE FROM probe.dead_letter WHERE id = {letter.Id}");
    });

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition()) await Task.Delay(50, limit.Token);
    }
}

/// <summary>The in-process bus of the embedded profile.</summary>
public sealed class InProcessBusConformance(Cluster cluster) : BusConformance(cluster)
{
    protected override void UseTransport(WebApplicationBuilder builder) { }
}

/// <summary>RabbitMQ: the same tests, a virtual host for each.</summary>
public sealed class RabbitBusConformance(Cluster cluster, RabbitBroker broker) : BusConformance(cluster), IAsyncLifetime
{
    private string address = "";

    public async ValueTask InitializeAsync() => address = await broker.NewHost();
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override void UseTransport(WebApplicationBuilder builder)
    {
        builder.Configuration["BAKERY_RABBITMQ"] = address;
        builder.AddDistributed();
    }
}
