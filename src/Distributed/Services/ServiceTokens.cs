using System.Net.Http.Json;
using System.Text.Json;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.Extensions.Configuration;

namespace Bakery.Distributed.Services;

/// <summary>The token by which this service speaks to others: got from auth for the pre-shared secret, renewed five minutes ahead of its end.</summary>
internal sealed class ServiceTokens(IConfiguration configuration, ServiceAddresses addresses, ServiceHttp http, TimeProvider clock)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim gate = new(1);
    private (string Text, DateTimeOffset From, DateTimeOffset Until)? held;

    private sealed record Answer(string AccessToken, int ExpiresIn);

    /// <param name="refused">A token that was refused (the clock was moved, a key was withdrawn): another one is asked for.</param>
    public async Task<string> Get(string? refused, CancellationToken ct)
    {
        if (Good(refused) is { } known) return known;
        await gate.WaitAsync(ct);
        try
        {
            if (Good(refused) is { } meanwhile) return meanwhile;
            var now = clock.GetUtcNow();
            var request = new { service = configuration["MODULES"] ?? "all", secret = configuration["BAKERY_SERVICE_SECRET"] ?? "" };
            using var answer = await http.Client.PostAsJsonAsync(new Uri(addresses.Of("auth"), "/internal/v1/auth/service-token"), request, Wire.Lenient, ct);
            if (!answer.IsSuccessStatusCode) throw new RuleViolation("dependency_unavailable", $"auth gave no service token ({(int)answer.StatusCode}).", 503);
            var token = JsonSerializer.Deserialize<Answer>(await answer.Content.ReadAsStringAsync(ct), Wire.Lenient)!;
            held = (token.AccessToken, now, now.AddSeconds(token.ExpiresIn));
            return token.AccessToken;
        }
        finally
        {
            gate.Release();
        }
    }

    private string? Good(string? refused) =>
        held is { } h && h.Text != refused && clock.GetUtcNow() is var now && now >= h.From && now < h.Until - Ahead ? h.Text : null;
}

/// <summary>The connections to the other services.</summary>
internal sealed class ServiceHttp : IDisposable
{
    public HttpClient Client { get; } = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2), ConnectTimeout = TimeSpan.FromSeconds(3) }) { Timeout = TimeSpan.FromSeconds(10) };
    public void Dispose() => Client.Dispose();
}
