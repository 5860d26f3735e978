using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bakery.Kernel.Values;

namespace Bakery.Tests.Api.Support;

/// <summary>A signed-in person of a tenant. Paths are relative to <c>/api/v1/tenants/{tenant_id}/</c> unless they begin with a slash.</summary>
public sealed class TestTenant(IBakery server, HttpClient http, Guid id, string email, string password)
{
    public Guid Id => id;
    public HttpClient Http => http;
    public string Email => email;

    internal static async Task<TestTenant> Create(IBakery server, string name)
    {
        var http = server.CreateClient();
        var email = $"owner-{Guid.CreateVersion7():N}@bakery.example";
        const string password = "correct-horse-battery";
        var registered = await Read(await http.PostAsJsonAsync("/api/v1/auth/register", new { name = "Owner", email, password, language = "es", accepted_terms = "1", use_cookie = false }));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", registered["access_token"]!.GetValue<string>());
        var tenant = await Read(await http.PostAsJsonAsync("/api/v1/tenants", new { name }));
        var made = new TestTenant(server, http, Guid.Parse(tenant["id"]!.GetValue<string>()), email, password);
        await made.SignIn();
        return made;
    }

    /// <summary>Signs in again, for a token that knows new memberships or a moved clock.</summary>
    public async Task SignIn()
    {
        var tokens = await Read(await http.PostAsJsonAsync("/api/v1/auth/login", new { email, password, use_cookie = false }));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens["access_token"]!.GetValue<string>());
    }

    public async Task<JsonNode> Get(string path) => await Read(await Send(HttpMethod.Get, path));
    public async Task<JsonNode> Post(string path, object? body = null, string? key = null) => await Read(await Send(HttpMethod.Post, path, body, null, key));

    /// <summary>Changes a resource with the ETag just read from the same path, or the one given.</summary>
    public async Task<JsonNode> Put(string path, object body, string? etag = null) => await Read(await Send(HttpMethod.Put, path, body, etag ?? await Etag(path)));
    public async Task<JsonNode> Patch(string path, object body, string? etag = null) => await Read(await Send(HttpMethod.Patch, path, body, etag ?? await Etag(path)));

    /// <summary>The status and the problem code of a request that is expected to fail.</summary>
    public async Task<(HttpStatusCode Status, string? Code)> Fails(HttpMethod method, string path, object? body = null, string? etag = null)
    {
        var answer = await Send(method, path, body, etag);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.False(answer.IsSuccessStatusCode, $"{method} {path} succeeded: {text}");
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!["code"]?.GetValue<string>() : null);
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body = null, string? etag = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/v1/tenants/{id}/{path}".TrimEnd('/'));
        if (body is HttpContent content) request.Content = content;
        else if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Wire.Lenient);
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request);
    }

    private async Task<string> Etag(string path)
    {
        var answer = await Send(HttpMethod.Get, path);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {await answer.Content.ReadAsStringAsync()}");
        return answer.Headers.ETag?.ToString() ?? "*";
    }

    internal static async Task<JsonNode> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.PathAndQuery} → {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    public Task Settled() => server.Settled();
}
