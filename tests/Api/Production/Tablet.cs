using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bakery.Kernel.Values;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Production;

/// <summary>A paired device of a bakery with the people who work at it, as the floor's page speaks to the server.</summary>
internal sealed class Tablet(TestTenant tenant, HttpClient http)
{
    private int seq;

    public JsonNode Session { get; private set; } = new JsonObject();
    public Guid Id => Session["device_id"]!.GetValue<Guid>();

    public static async Task<Tablet> Pair(BakeryServer server, TestTenant tenant, Guid location, string name = "Tablet")
    {
        var code = (await tenant.Post("auth/floor-devices", new { name, location_id = location }))["code"]!.GetValue<string>();
        var tablet = new Tablet(tenant, server.CreateClient());
        tablet.Session = await TestTenant.Read(await tablet.Send(HttpMethod.Post, "/api/v1/auth/floor/pair", new { code }));
        return tablet;
    }

    public static async Task<Guid> Worker(TestTenant tenant, string name, string initials, string pin = "2580") => (await tenant.Post("auth/floor-workers", new { name, initials, pin }))["id"]!.GetValue<Guid>();

    public async Task Open() => Session = await TestTenant.Read(await Send(HttpMethod.Post, "/api/v1/auth/floor/session", new { }));

    public async Task<(HttpStatusCode Status, string? Code)> Begin(Guid worker, string pin, string? key = null)
    {
        var answer = await Send(HttpMethod.Post, "/api/v1/auth/floor/shifts", new { worker_id = worker, pin }, key);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]?.GetValue<string>());
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/v1/tenants/{tenant.Id}/{path}");
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Wire.Lenient);
        if (Session["access_token"] is { } token) request.Headers.Add("Authorization", $"Bearer {token.GetValue<string>()}");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request);
    }

    /// <summary>An act with the device's next number.</summary>
    public object Act(string type, Guid entity, object? payload = null, Guid? worker = null, string at = "2026-11-10T04:30:00Z") =>
        new { act_id = Guid.CreateVersion7(), type, entity_id = entity, event_time = at, seq = ++seq, payload, worker_id = worker };

    public async Task<List<(string Outcome, string? Code, string? First)>> Sync(IEnumerable<object> acts, string? sentAt = null)
    {
        var answer = await TestTenant.Read(await Send(HttpMethod.Post, "production/floor/sync", new { device_id = "self", acts = acts.ToList(), sent_at = sentAt }));
        return [.. answer["acts"]!.AsArray().Select(a => (a!["outcome"]!.GetValue<string>(), a["code"]?.GetValue<string>(), a["first"]?.GetValue<string>()))];
    }
}
