using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace Bakery.DemoSession.Sessions;

/// <summary>Fills a demo's organisation with generated content; the host knows how.</summary>
internal interface IDemoContent
{
    /// <param name="http">Signed in as the demo's owner.</param>
    Task Fill(HttpClient http, Guid tenant, DemoAccount account, DateOnly today, CancellationToken ct);
}

/// <summary>The other services as this one calls them: the few synchronous writes that the demo is allowed.</summary>
internal sealed class DemoBackend(IServer server, IConfiguration configuration, ModuleRegistry modules, ServiceAddresses addresses)
{
    /// <summary><c>BAKERY_GATEWAY_URL</c>, or the address this process listens on.</summary>
    public HttpClient Client()
    {
        var address = configuration["BAKERY_GATEWAY_URL"] ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(a => a.StartsWith("http:", StringComparison.Ordinal))
            ?? throw new RuleViolation("dependency_unavailable", "This process does not know its own address; set BAKERY_GATEWAY_URL.", 503);
        return new HttpClient { BaseAddress = new Uri(address.Replace("[::]", "127.0.0.1").Replace("0.0.0.0", "127.0.0.1").Replace("+", "127.0.0.1")), Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>A client that speaks as this service.</summary>
    public async Task<HttpClient> AsService(CancellationToken ct)
    {
        var http = Client();
        var token = await Post(http, At("auth", "/internal/v1/auth/service-token"), new { service = "demo-session", secret = configuration["BAKERY_SERVICE_SECRET"] ?? "" }, ct);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token["access_token"]!.GetValue<string>());
        return http;
    }

    /// <summary>An internal path of a service: of this process, or at the service's own address, since the gateway lets none through.</summary>
    public Uri At(string service, string path) => modules.Hosted.Any(m => m.Name == service) ? new Uri(path, UriKind.Relative) : new Uri(addresses.Of(service), path);

    public static async Task<JsonNode> Post(HttpClient http, Uri path, object body, CancellationToken ct)
    {
        var answer = await http.PostAsJsonAsync(path, body, Wire.Lenient, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode) throw new RuleViolation("dependency_unavailable", $"{path} answered {(int)answer.StatusCode}.", 503);
        return JsonNode.Parse(text)!;
    }
}
