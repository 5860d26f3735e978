using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bakery.DemoData;

/// <summary>The product's HTTP interface as a loader uses it. Decimals travel as strings.</summary>
public sealed class BakeryApi(HttpClient http)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new DecimalAsText() } };

    public Guid Tenant { get; set; }

    /// <summary>When set, a write that was made before gets its first answer again, so that loading twice changes nothing (kept seven days).</summary>
    public bool IsRepeatable { get; init; }

    public void Use(string accessToken) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

    public Task<JsonNode> Get(string path) => Send(HttpMethod.Get, path, null);
    public Task<JsonNode> Post(string path, object? body = null, string? etag = null) => Send(HttpMethod.Post, path, body, etag);
    public Task<JsonNode> Put(string path, object body, string etag = "*") => Send(HttpMethod.Put, path, body, etag);

    /// <summary>Reads a file the product makes.</summary>
    public async Task<byte[]> Download(string path)
    {
        var answer = await http.GetAsync(Path(path));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Uploads a file as multipart form data.</summary>
    public async Task<JsonNode> Upload(string path, string name, string content)
    {
        using var form = new MultipartFormDataContent("bakery-demo-data"); // the same each time
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "file", name);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path(path)) { Content = form };
        await Name(request);
        return await Read(await http.SendAsync(request));
    }

    private async Task<JsonNode> Send(HttpMethod method, string path, object? body, string? etag = null)
    {
        using var request = new HttpRequestMessage(method, Path(path));
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Options);
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        await Name(request);
        return await Read(await http.SendAsync(request));
    }

    /// <summary>A write is named by what it says.</summary>
    private async Task Name(HttpRequestMessage request)
    {
        if (!IsRepeatable || request.Method == HttpMethod.Get) return;
        var content = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        var hash = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{request.Method} {request.RequestUri} "), .. content]);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", $"demo-{Convert.ToHexStringLower(hash)[..48]}");
    }

    private string Path(string path) => path.StartsWith('/') ? path : $"/api/v1/tenants/{Tenant}/{path}";

    private static async Task<JsonNode> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.AbsolutePath} answered {(int)answer.StatusCode}: {text}", null, answer.StatusCode);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private sealed class DecimalAsText : System.Text.Json.Serialization.JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => decimal.Parse(reader.GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
