using System.Text.Json;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Bakery.Distributed.RabbitMq;

/// <summary>
/// Consumes the queues of the hosted modules. A delivery is acked once its effects, its retry or its dead letter are committed in the module's own
/// database; while that database is away the delivery is held, and with it the queue. A process that dies gives its deliveries back.
/// </summary>
internal sealed class QueueConsumers(Broker broker, ModuleRegistry modules, Receiver receiver, Deliveries deliveries, IConfiguration configuration, TimeProvider clock, ILogger<QueueConsumers> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // How many deliveries a queue hands out ahead, and how many of them are worked on at once; long work (training) wants both small.
    private readonly ushort ahead = (ushort)configuration.GetValue("BAKERY_PREFETCH", 20);
    private readonly ushort atOnce = (ushort)configuration.GetValue("BAKERY_AT_ONCE", 4);

    protected override Task ExecuteAsync(CancellationToken ct) => Task.WhenAll(modules.Hosted.Where(m => m.Database is not null).SelectMany(m =>
        Topology.QueuesOf(modules, m.Name).Select(queue => Keep(queue, d => Take(m, d, ct), ct)).Append(Keep(Topology.DeadOf(m.Name), d => Bury(m, d, ct), ct))));

    private async Task Keep(string queue, Func<BasicDeliverEventArgs, Task> handle, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Consume(queue, handle, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogWarning("The queue {Queue} is not consumed: {Reason}", queue, error.Message);
            }
            await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Consume(string queue, Func<BasicDeliverEventArgs, Task> handle, CancellationToken ct)
    {
        var connection = await broker.Open(ct);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(false, false, null, atOnce), ct);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) => Ended();
        await channel.BasicQosAsync(0, ahead, global: false, ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => Deliver(channel, delivery, handle, ct);
        consumer.UnregisteredAsync += (_, _) => Ended();
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, ct);
        await ended.Task.WaitAsync(ct);

        Task Ended()
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        }
    }

    private async Task Deliver(IChannel channel, BasicDeliverEventArgs delivery, Func<BasicDeliverEventArgs, Task> handle, CancellationToken ct)
    {
        if (delivery.BasicProperties.Type == RabbitTransport.Barrier) deliveries.Passed(delivery.BasicProperties.MessageId);
        else
        {
            deliveries.Begin();
            try
            {
                await handle(delivery);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return; // stopping: not acked, so it comes again
            }
            finally
            {
                deliveries.End();
            }
        }
        // When the channel was lost meanwhile the message comes again, and the inbox drops it.
        if (channel.IsOpen) await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, ct);
    }

    private async Task Take(ModuleInfo module, BasicDeliverEventArgs delivery, CancellationToken ct)
    {
        Envelope envelope;
        string destination;
        try
        {
            (envelope, destination) = WireEnvelope.Read(delivery.BasicProperties, delivery.Body.Span);
        }
        catch (JsonException)
        {
            await Bury(module, delivery, ct);
            return;
        }
        var subscribers = modules.SubscriptionsOf(envelope.Type).Where(s => s.Module == module.Name && (destination.Length == 0 || s.Name == destination)).ToList();
        if (subscribers.Count == 0) Kernel.Telemetry.BakeryTelemetry.Unknown.Add(1, new KeyValuePair<string, object?>("type", envelope.Type));
        foreach (var subscription in subscribers) await UntilStored(module, () => receiver.Handle(subscription, envelope, ct), ct);
    }

    /// <summary>What killed its process twenty times, or is no envelope, becomes a dead letter of each of its subscribers.</summary>
    private async Task Bury(ModuleInfo module, BasicDeliverEventArgs delivery, CancellationToken ct)
    {
        var (envelope, destination) = (WireEnvelope.Unreadable(delivery.Body.Span, clock), "");
        try
        {
            (envelope, destination) = WireEnvelope.Read(delivery.BasicProperties, delivery.Body.Span);
        }
        catch (JsonException)
        {
            // Buried as it is.
        }
        var names = destination.Length > 0 ? [destination] : modules.SubscriptionsOf(envelope.Type).Where(s => s.Module == module.Name).Select(s => s.Name).DefaultIfEmpty("").ToList();
        foreach (var name in names) await UntilStored(module, () => receiver.Bury(module.Database!, name, envelope, "The message could not be delivered: it is unreadable, or the process ended at it again and again.", ct), ct);
    }

    private async Task UntilStored(ModuleInfo module, Func<Task> store, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await store();
                return;
            }
            catch (Exception error) when (!ct.IsCancellationRequested)
            {
                log.LogWarning("{Module} waits for its database: {Reason}", module.Name, error.Message);
                await Task.Delay(Pause, ct);
            }
        }
    }
}
