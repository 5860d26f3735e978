using Bakery.Kernel.Modules;
using RabbitMQ.Client;

namespace Bakery.Distributed.RabbitMq;

/// <summary>
/// The exchanges and queues of platform.md §8.1. Every process declares those of all services before it publishes, so that nothing is lost while a
/// subscriber has never started.
/// </summary>
internal static class Topology
{
    public const string Events = "events.exchange";
    public const string Alerts = "alerts.exchange";
    public const string Dead = "dlx.exchange";
    private const int DeliveryLimit = 20;

    public static string EventsOf(string module) => $"{module}.events";
    public static string AlertsOf(string module) => $"{module}.alerts";
    public static string DeadOf(string module) => $"{module}.events.dead";

    public static bool IsAlert(string type) => type.StartsWith("alert.", StringComparison.Ordinal);

    /// <summary>The queues that a module consumes, without its dead ones.</summary>
    public static IEnumerable<string> QueuesOf(ModuleRegistry modules, string module)
    {
        yield return EventsOf(module);
        if (modules.Hearing.Any(h => h.Module == module && IsAlert(h.Message))) yield return AlertsOf(module);
    }

    public static async Task Declare(IChannel channel, ModuleRegistry modules, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(Events, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: ct);
        await channel.ExchangeDeclareAsync(Alerts, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: ct);
        await channel.ExchangeDeclareAsync(Dead, ExchangeType.Direct, durable: true, autoDelete: false, cancellationToken: ct);
        foreach (var (module, messages) in modules.Hearing.GroupBy(h => h.Module, h => h.Message).Select(g => (g.Key, g.ToList())))
        {
            await Queue(channel, DeadOf(module), [], ct);
            await channel.QueueBindAsync(DeadOf(module), Dead, DeadOf(module), cancellationToken: ct);
            var guard = new Dictionary<string, object?> { ["x-delivery-limit"] = DeliveryLimit, ["x-dead-letter-exchange"] = Dead, ["x-dead-letter-routing-key"] = DeadOf(module) };
            foreach (var queue in QueuesOf(modules, module)) await Queue(channel, queue, guard, ct);
            foreach (var message in messages.Where(m => !IsAlert(m))) await channel.QueueBindAsync(EventsOf(module), Events, message, cancellationToken: ct);
            if (messages.Any(IsAlert)) await channel.QueueBindAsync(AlertsOf(module), Alerts, "alert.#", cancellationToken: ct);
        }
    }

    private static Task Queue(IChannel channel, string name, Dictionary<string, object?> arguments, CancellationToken ct) =>
        channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(arguments) { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
}
