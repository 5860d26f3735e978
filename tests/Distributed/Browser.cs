using System.Collections.Concurrent;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Distributed;

/// <summary>Listens to live events as a browser does: when its gateway is gone it goes on at the next one from where it was.</summary>
internal sealed class Browser(TestTenant owner)
{
    private readonly ConcurrentQueue<(long Id, string Name)> events = new();
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> trail = new();
    private long? last;

    public IReadOnlyList<(long Id, string Name)> Events => [.. events];
    public Task IsOpen => open.Task;

    public async Task Follow(IReadOnlyList<Uri> gateways, CancellationToken ct)
    {
        foreach (var gateway in gateways)
        {
            try
            {
                await Listen(gateway, ct);
            }
            catch (Exception error) when (error is IOException or HttpRequestException)
            {
                trail.Enqueue($"{gateway} is gone after {events.Count}: {error.Message}");
            }
        }
    }

    /// <summary>Returns when this many events have come.</summary>
    public async Task Has(int count, CancellationToken ct)
    {
        while (events.Count < count && !ct.IsCancellationRequested) await Task.Delay(20);
        Assert.True(events.Count >= count, $"{events.Count} of {count} events came. {string.Join("; ", trail)}");
    }

    private async Task Listen(Uri gateway, CancellationToken ct)
    {
        var ticket = (await owner.Post("/api/v1/auth/stream-ticket"))["ticket"]!.GetValue<string>();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, $"/api/events?ticket={ticket}"));
        if (last is { } after) request.Headers.Add("Last-Event-ID", $"{after}");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        long? id = null;
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (line == "event: connection")
            {
                trail.Enqueue($"{gateway} listens after {last}");
                open.TrySetResult();
            }
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = long.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture);
            else if (line.StartsWith("event: ", StringComparison.Ordinal) && id is { } at)
            {
                events.Enqueue((at, line[7..]));
                (last, id) = (at, null);
            }
        }
    }
}
