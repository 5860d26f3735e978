using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Bakery.Bench;

/// <summary>What the gateway adds to a call: the same list asked for through it and from the service itself by turns, one request in flight.</summary>
internal static class Gateway
{
    private const int Calls = 3000;

    /// <param name="gateway">Address of a running <c>./bakery up --distributed</c>.</param>
    /// <param name="inventory">Address of its inventory service.</param>
    public static async Task Run(Uri gateway, Uri inventory)
    {
        Console.WriteLine("Gateway (target: at most 1 ms more at the median)");
        var (api, token) = await BenchServer.SignUp(gateway, "Gateway", $"gateway-{Guid.CreateVersion7():N}@bakery.example");
        var path = $"/api/v1/tenants/{api.Tenant}/inventory/items";
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        List<double> through = [], direct = [];
        for (var i = 0; i < 2 * Calls; i++)
        {
            // The first half belongs to the just-in-time compiler.
            var (one, other) = (await Time(http, new Uri(gateway, path)), await Time(http, new Uri(inventory, path)));
            if (i < Calls) continue;
            through.Add(one);
            direct.Add(other);
        }
        double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
        string F(double milliseconds) => milliseconds.ToString("0.00", CultureInfo.InvariantCulture);
        Table.Row("GET inventory/items, medians of 3,000 calls each", $"{F(Median(through))} ms through the gateway, {F(Median(direct))} ms from the service: {F(Median(through) - Median(direct))} ms more");
    }

    private static async Task<double> Time(HttpClient http, Uri address)
    {
        var from = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(address);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }
}
