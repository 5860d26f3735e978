using System.Globalization;
using System.Text.Json;
using Bakery.Kernel.Values;
using Microsoft.Extensions.Configuration;

namespace Bakery.Production.Sensors;

/// <summary>A broker as one customer of it sees it.</summary>
internal sealed record Broker(string Address, string? UserName, string? Password);

/// <summary>What a reading needs of a sensor; a copy that lives outside the database.</summary>
internal sealed record SensorSettings(Guid Id, Guid TenantId, Guid EquipmentId, string Name, SensorAdapter Adapter, string Address, string Path, int Register, int UnitId, RegisterFormat Format, decimal Scale, decimal Offset, int EverySeconds, Guid? PointId, Broker Broker)
{
    public decimal Scaled(decimal raw) => Rounding.FourDecimals(raw * Scale + Offset);
}

/// <summary>Reads a sensor that is asked. Nothing of what it answers is trusted.</summary>
internal sealed class SensorReader(IConfiguration configuration, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private const int LongestAnswer = 64 * 1024;
    private readonly Lazy<HttpClient> http = new(() => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer });

    /// <summary>The value, scaled. Throws <see cref="SensorException"/>.</summary>
    public async Task<decimal> Read(SensorSettings sensor, CancellationToken ct)
    {
        switch (sensor.Adapter)
        {
            case SensorAdapter.ModbusTcp:
                var (host, port) = SensorAddress.Split(sensor.Address, 502);
                await SensorAddress.Allow(host, configuration, ct);
                return sensor.Scaled(await ModbusClient.Read(host, port, (byte)sensor.UnitId, sensor.Register, sensor.Format, Patience, ct));
            case SensorAdapter.HttpPoll:
                return sensor.Scaled(Parse(await Fetch(sensor.Address, ct), sensor.Path));
            case SensorAdapter.Simulator:
                // A slow wave of two degrees around the offset, the same for everybody at the same time.
                return sensor.Scaled((decimal)Math.Round(2 * Math.Sin(clock.GetUtcNow().ToUnixTimeSeconds() / 600.0), 4));
            default:
                throw new SensorException("This sensor speaks by itself.");
        }
    }

    private async Task<string> Fetch(string address, CancellationToken ct)
    {
        var uri = new Uri(address);
        await SensorAddress.Allow(uri.Host, configuration, ct);
        try
        {
            using var answer = await http.Value.GetAsync(uri, ct);
            if (!answer.IsSuccessStatusCode) throw new SensorException($"{uri.Host} answered {(int)answer.StatusCode}.");
            return await answer.Content.ReadAsStringAsync(ct);
        }
        catch (HttpRequestException broken)
        {
            throw new SensorException($"{uri.Host}: {broken.Message}", broken);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SensorException($"{uri.Host} did not answer within {Patience.TotalSeconds:0} s.");
        }
    }

    /// <summary>The number in a message: the whole text, or what the path leads to in JSON (<c>data.sensors.0.value</c>). Throws <see cref="SensorException"/>.</summary>
    public static decimal Parse(string text, string path)
    {
        if (path.Length == 0) return Number(text.Trim());
        try
        {
            using var document = JsonDocument.Parse(text);
            var at = document.RootElement;
            foreach (var part in path.Split('.'))
                at = at.ValueKind switch
                {
                    JsonValueKind.Object when at.TryGetProperty(part, out var inner) => inner,
                    JsonValueKind.Array when int.TryParse(part, out var index) && index >= 0 && index < at.GetArrayLength() => at[index],
                    _ => throw new SensorException($"The answer has no {path}."),
                };
            return Number(at.ValueKind == JsonValueKind.String ? at.GetString()! : at.GetRawText());
        }
        catch (JsonException broken)
        {
            throw new SensorException("The answer is not JSON.", broken);
        }
    }

    private static decimal Number(string text) => text.Length <= 40 && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1_000_000_000m ? value
        : throw new SensorException("The answer is not a number.");

    public void Dispose()
    {
        if (http.IsValueCreated) http.Value.Dispose();
    }
}
