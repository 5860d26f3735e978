using System.Net;
using Bakery.Kernel.Values;
using Microsoft.Extensions.Configuration;

namespace Bakery.Production.Sensors;

/// <summary>
/// Where sensors may be. An address is typed by a tenant and called by the server, so it must not lead into the server's own network: loopback and
/// link-local addresses are refused unless <c>SENSOR_ADDRESSES=any</c>, and private ones too with <c>SENSOR_ADDRESSES=public</c> (a hosted platform).
/// </summary>
internal static class SensorAddress
{
    /// <summary>Throws <c>validation_failed</c> when it is no address of the adapter's kind.</summary>
    public static void Check(SensorAdapter adapter, string address)
    {
        if (adapter == SensorAdapter.Simulator) return;
        if (adapter == SensorAdapter.HttpPoll)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) throw RuleViolation.Invalid("address", "An http or https address.");
            return;
        }
        var (host, port) = Split(address, 0);
        if (host.Length == 0 || port is <= 0 or > 65_535) throw RuleViolation.Invalid("address", "host:port.");
    }

    public static (string Host, int Port) Split(string address, int standard)
    {
        var colon = address.LastIndexOf(':');
        return colon < 0 ? (address, standard) : (address[..colon].Trim('[', ']'), int.TryParse(address[(colon + 1)..], out var port) ? port : -1);
    }

    /// <summary>Throws <see cref="SensorException"/> when the name leads where it must not, or nowhere.</summary>
    public static async Task Allow(string host, IConfiguration configuration, CancellationToken ct)
    {
        var rule = configuration["SENSOR_ADDRESSES"];
        if (rule == "any") return;
        IPAddress[] found;
        try
        {
            found = await Dns.GetHostAddressesAsync(host, ct);
        }
        catch (System.Net.Sockets.SocketException unknown)
        {
            throw new SensorException($"{host}: {unknown.Message}", unknown);
        }
        foreach (var address in found.Select(a => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a))
            if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || IsLinkLocal(address) || (rule == "public" && IsPrivate(address)))
                throw new SensorException($"{host} is not an address of a sensor.");
    }

    private static bool IsLinkLocal(IPAddress address) => address.IsIPv6LinkLocal || (address.GetAddressBytes() is [169, 254, ..]);

    private static bool IsPrivate(IPAddress address) => address.IsIPv6UniqueLocal || address.GetAddressBytes() is [10, _, _, _] or [192, 168, _, _] or [172, >= 16 and <= 31, _, _] or [100, >= 64 and <= 127, _, _];
}
