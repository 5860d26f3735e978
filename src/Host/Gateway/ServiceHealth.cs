using System.Text.Json;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;

namespace Bakery.Host.Gateway;

/// <summary><c>GET /health/services</c>: the readiness of every service in one answer, for the platform's administrators.</summary>
internal static class ServiceHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(WebApplication app) => app.MapGet("/health/services", Show).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Show(HttpContext http, ServiceAddresses addresses, IHttpClientFactory clients, CancellationToken ct)
    {
        if (Caller.From(http.User) is not { IsPlatformAdmin: true }) return Problem.Result(403, "forbidden", "Only the platform's administrators may do this.");
        using var client = clients.CreateClient();
        client.Timeout = Patience;
        var answers = await Task.WhenAll(ModuleCatalog.All.Select(async m => (m.Name, Answer: await Ask(client, addresses.Of(m.Name), ct))));
        var ready = answers.All(a => a.Answer.TryGetProperty("status", out var status) && status.GetString() == "ready");
        return Results.Json(new { status = ready ? "ready" : "degraded", services = answers.ToDictionary(a => a.Name, a => a.Answer) }, statusCode: ready ? 200 : 503);
    }

    private static async Task<JsonElement> Ask(HttpClient client, Uri service, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(service, "/health/ready"), ct);
            return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(ct));
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return JsonSerializer.SerializeToElement(new { status = "unreachable" });
        }
    }
}
