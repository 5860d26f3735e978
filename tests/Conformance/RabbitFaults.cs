using System.Text.Json;
using Bakery.Distributed;
using Bakery.Distributed.RabbitMq;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Bakery.Tests.Conformance;

/// <summary>What only a broker can do wrong.</summary>
public sealed class RabbitFaults(Cluster cluster, RabbitBroker broker)
{
    private static Action<WebApplicationBuilder> On(string address) => builder =>
    {
        builder.Configuration["BAKERY_RABBITMQ"] = address;
        builder.AddDistributed();
    };

    [Fact]
    public async Task What_is_no_envelope_becomes_a_dead_letter_and_stops_nobody()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster, On(await broker.NewHost()));
        await host.Services.GetRequiredService<Broker>().Publish("", "probe.events", new BasicProperties(), "rubbish"u8.ToArray(), default);
        await host.Publish(new Pinged("healthy"));
        await host.Settled();
        Assert.Equal("unreadable", Assert.Single(await host.DeadLetters()).Type);
        Assert.Equal(1, await host.Effects("first", "healthy"));
    }

    [Fact]
    public async Task What_ends_its_process_again_and_again_becomes_a_dead_letter_of_each_subscriber()
    {
        await using var host = await ProbeHost.OnNewDatabase(cluster, On(await broker.NewHost()));
        var envelope = new Envelope(Guid.CreateVersion7(), "probe.pinged", 1, ProbeHost.Tenant, ProbeHost.Start, "probe", Guid.CreateVersion7(), null, Actor.System, null, JsonSerializer.SerializeToElement(new { note = "deadly" }));
        var (properties, body) = WireEnvelope.Write(envelope, "");
        // Where the broker puts what was delivered twenty times without an ack.
        await host.Services.GetRequiredService<Broker>().Publish(Topology.Dead, "probe.events.dead", properties, body, default);
        await Until(async () => (await host.DeadLetters()).Count == 2);
        Assert.Equal(["probe.OnPinged", "probe.OnPingedToo"], (await host.DeadLetters()).Select(l => l.Subscriber).Order());
    }

    [Fact]
    public async Task While_the_broker_is_away_messages_wait_in_the_outbox_and_nothing_is_lost()
    {
        await using var own = new RabbitBroker();
        await using var host = await ProbeHost.OnNewDatabase(cluster, On(await own.NewHost()));
        await host.Publish(new Pinged("before"));
        await host.Settled();
        await own.Stop();
        await host.Publish(new Pinged("meanwhile"));
        Assert.Equal(1, await host.Look(db => db.Set<OutboxRow>().CountAsync(r => r.SentAt == null)));
        await own.Start();
        await Until(async () => await host.Effects("second", "meanwhile") == 1);
        await host.Settled();
        Assert.Equal((1, 1), (await host.Effects("first", "before"), await host.Effects("first", "meanwhile")));
    }

    [Theory]
    [InlineData("alert.raised", "{\"severity\":\"high\",\"event_type\":\"inventory.expired_stock\"}", "alert.high.inventory")]
    [InlineData("alert.cleared", "{\"event_type\":\"sales.sold_out\"}", "alert.cleared.sales")]
    [InlineData("alert.raised", "{}", "alert.raised.other")]
    public void An_alert_is_routed_by_its_severity_and_domain(string type, string data, string key) =>
        Assert.Equal(key, RabbitTransport.AlertKey(new Envelope(default, type, 1, null, default, "", default, null, Actor.System, null, JsonDocument.Parse(data).RootElement)));

    [Fact]
    public void An_envelope_comes_back_as_it_was_sent()
    {
        var sent = new Envelope(Guid.CreateVersion7(), "probe.pinged", 2, ProbeHost.Tenant, ProbeHost.Start, "probe", Guid.CreateVersion7(), Guid.CreateVersion7(), new Actor(ActorKind.User, Guid.CreateVersion7(), "Ane"),
            new Subject("thing", Guid.CreateVersion7(), 3), JsonSerializer.SerializeToElement(new { note = "x" }), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", 2);
        var (properties, body) = WireEnvelope.Write(sent, "probe.OnPinged");
        var (read, destination) = WireEnvelope.Read(properties, body);
        Assert.Equal(("probe.OnPinged", sent with { Data = default }), (destination, read with { Data = default }));
        Assert.Equal("user", JsonDocument.Parse(body).RootElement.GetProperty("actor").GetProperty("type").GetString());
        Assert.Equal(sent.Id.ToString(), properties.Headers!["x-idempotency-key"]);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition()) await Task.Delay(50, limit.Token);
    }
}
