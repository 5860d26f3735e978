using System.Text;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Security;

/// <summary>Rubbish for every write operation: always a 4xx with a code, never a 500, and nothing half written.</summary>
public sealed class BadInputTests(BakeryServer server)
{
    private static IEnumerable<(string Name, byte[] Body)> Rubbish(JsonNode example)
    {
        static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
        yield return ("empty", []);
        yield return ("not json", Utf8("{\"name\":"));
        yield return ("null", Utf8("null"));
        yield return ("array", Utf8("[]"));
        yield return ("number", Utf8("42"));
        yield return ("broken utf-8", [.. Utf8("{\"name\":\""), 0xC3, 0x28, 0xFF, .. Utf8("\"}")]);
        yield return ("unknown field", Utf8(With(example, o => o["no_such_field"] = 1)));
        yield return ("deep", Utf8(string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)));
        foreach (var (name, value) in new (string, JsonNode?)[] { ("text everywhere", "x\u0000y"), ("huge numbers", JsonValue.Create("99999999999999999999999999")), ("negative", "-99999999"), ("long text", new string('a', 70_000)), ("null everywhere", null), ("objects everywhere", new JsonObject()), ("true everywhere", true) })
            yield return (name, Utf8(Replace(example, value)!.ToJsonString()));
    }

    private static string With(JsonNode example, Action<JsonObject> change)
    {
        var copy = example.DeepClone();
        if (copy is JsonObject o) change(o);
        return copy.ToJsonString();
    }

    private static JsonNode? Replace(JsonNode? node, JsonNode? value) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Replace(p.Value, value)))),
        JsonArray a => new JsonArray([.. a.Select(i => Replace(i, value))]),
        _ => value?.DeepClone(),
    };

    [Fact]
    public async Task Rubbish_is_refused_with_a_code_and_leaves_nothing_behind()
    {
        var tenant = await ApiSurface.Filled(server);
        var operations = await ApiSurface.Operations(tenant.Http);
        var ids = await ApiSurface.Ids(tenant, operations);
        await server.Settled();
        var problems = new List<string>();
        var sent = 0;
        foreach (var operation in operations.Where(o => o is { IsTenant: true, Writes: true } && o.Body is JsonObject))
        {
            var before = await ApiSurface.Rows(server.OwnerConnection, tenant.Id);
            var accepted = false;
            foreach (var (name, body) in Rubbish(operation.Body!))
            {
                sent++;
                var request = new HttpRequestMessage(operation.Method, ApiSurface.Fill(operation, tenant.Id, ids)) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new("application/json");
                request.Headers.TryAddWithoutValidation("If-Match", "*");
                var answer = await tenant.Http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode >= 500) problems.Add($"{operation.Id} {name}: {(int)answer.StatusCode} {text}");
                else if ((int)answer.StatusCode >= 400 && (!text.StartsWith('{') || JsonNode.Parse(text)!["code"] is null)) problems.Add($"{operation.Id} {name}: {(int)answer.StatusCode} without a code: {text}");
                else if (answer.IsSuccessStatusCode) accepted = true; // an operation without required fields may take "null everywhere"
            }
            if (accepted)
            {
                await server.Settled(); // its consequences belong to it, not to the next operation
                continue;
            }
            var after = await ApiSurface.Rows(server.OwnerConnection, tenant.Id);
            problems.AddRange(before.Where(t => after[t.Key] != t.Value).Select(t => $"{operation.Id} left something in {t.Key}"));
        }
        Assert.True(problems.Count == 0, $"{problems.Count} of {sent}:\n{string.Join("\n", problems.Take(40))}");
        Assert.True(sent > 1000, $"Only {sent} requests were sent.");
    }

    [Fact]
    public async Task Rules_of_records_inside_a_slice_and_of_records_of_its_own_are_both_checked()
    {
        using var http = server.CreateClient();
        var nested = await http.PostAsync("/api/v1/auth/register", new StringContent("""{"name":"","email":"no address","password":"long enough for this","language":"es","accepted_terms":"1"}""", Encoding.UTF8, "application/json"));
        Assert.Equal(["email", "name"], JsonNode.Parse(await nested.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(e => e.Key).Order());
        var tenant = await server.NewTenant();
        var outer = await tenant.Send(HttpMethod.Post, "locations", new { name = "", type = "warehouse", address = (string?)null, city = (string?)null, latitude = "95", longitude = (string?)null, opening_hours = new Dictionary<string, object>() });
        Assert.Equal(["latitude", "name"], JsonNode.Parse(await outer.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(e => e.Key).Order());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        var tenant = await server.NewTenant();
        var answer = await tenant.Send(HttpMethod.Post, "locations", new StringContent(new string(' ', 11 * 1024 * 1024) + "{}", Encoding.UTF8, "application/json"));
        Assert.Equal(413, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_repeated_key_gets_the_first_answer_and_another_body_is_refused()
    {
        var tenant = await server.NewTenant();
        var body = new { name = "Tienda", type = "retail_outlet", address = (string?)null, city = (string?)null, latitude = (string?)null, longitude = (string?)null, opening_hours = new Dictionary<string, object>() };
        var first = await tenant.Send(HttpMethod.Post, "locations", body, key: "k-1");
        var again = await tenant.Send(HttpMethod.Post, "locations", body, key: "k-1");
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());
        var other = await tenant.Send(HttpMethod.Post, "locations", body with { name = "Otra" }, key: "k-1");
        Assert.Equal(422, (int)other.StatusCode);
        Assert.Single((await tenant.Get("locations"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Twenty_equal_requests_at_once_make_one_resource()
    {
        var tenant = await server.NewTenant();
        var body = new { name = "Almacén", type = "warehouse", address = (string?)null, city = (string?)null, latitude = (string?)null, longitude = (string?)null, opening_hours = new Dictionary<string, object>() };
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tenant.Send(HttpMethod.Post, "locations", body, key: "parallel")));
        Assert.All(answers, a => Assert.True(a.IsSuccessStatusCode));
        Assert.Single((await tenant.Get("locations"))["items"]!.AsArray());
    }
}
