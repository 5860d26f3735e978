using System.Buffers;
using System.Text;
using Microsoft.Extensions.Configuration;
using MQTTnet;

namespace Bakery.Production.Sensors;

/// <summary>One connection to an MQTT broker with the topics of its sensors. It is asked to listen again and again; a broker that went away is called anew each time.</summary>
internal sealed class BrokerConnection(Broker broker, IConfiguration configuration, Func<SensorSettings, string, CancellationToken, Task> heard) : IAsyncDisposable
{
    private const int LongestMessage = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly MqttClientFactory factory = new();
    private readonly HashSet<string> topics = [];
    private IMqttClient? client;
    private volatile IReadOnlyList<SensorSettings> sensors = [];

    /// <summary>Connects where needed and subscribes to what is new. Answers what is wrong, or null.</summary>
    public async Task<string?> Listen(IReadOnlyList<SensorSettings> wanted, CancellationToken ct)
    {
        sensors = wanted;
        var (host, port) = SensorAddress.Split(broker.Address, 1883);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            if (client is not { IsConnected: true })
            {
                await SensorAddress.Allow(host, configuration, ct);
                client ??= Make();
                topics.Clear();
                var options = new MqttClientOptionsBuilder().WithTcpServer(host, port).WithClientId($"bakery-{Guid.CreateVersion7():N}").WithTimeout(Patience).WithCleanSession();
                if (broker.UserName is not null) options = options.WithCredentials(broker.UserName, broker.Password);
                // A broker that knows nobody of that name says so in its answer.
                if (await client.ConnectAsync(options.Build(), limit.Token) is { ResultCode: not MqttClientConnectResultCode.Success } refused) return $"{broker.Address}: {refused.ResultCode}";
            }
            foreach (var topic in wanted.Select(s => s.Path).Distinct().Where(t => !topics.Contains(t)).ToList())
            {
                await client.SubscribeAsync(factory.CreateSubscribeOptionsBuilder().WithTopicFilter(topic).Build(), limit.Token);
                topics.Add(topic);
            }
            foreach (var topic in topics.Except(wanted.Select(s => s.Path)).ToList())
            {
                await client.UnsubscribeAsync(factory.CreateUnsubscribeOptionsBuilder().WithTopicFilter(topic).Build(), limit.Token);
                topics.Remove(topic);
            }
            return null;
        }
        catch (SensorException refused)
        {
            return refused.Message;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"{broker.Address} did not answer within {Patience.TotalSeconds:0} s.";
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            return $"{broker.Address}: {broken.Message}";
        }
    }

    private IMqttClient Make()
    {
        var made = factory.CreateMqttClient();
        made.ApplicationMessageReceivedAsync += async received =>
        {
            var message = received.ApplicationMessage;
            // What the broker kept from before the subscription is no reading of now: nobody knows how old it is.
            if (message.Retain || message.Payload.Length > LongestMessage) return;
            var text = Encoding.UTF8.GetString(message.Payload.ToArray());
            foreach (var sensor in sensors.Where(s => s.Path == message.Topic)) await heard(sensor, text, CancellationToken.None);
        };
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        if (client is null) return;
        if (client.IsConnected) await client.DisconnectAsync(new MqttClientDisconnectOptions());
        client.Dispose();
    }
}
