using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Distributed.Services;

/// <summary>A question on its way to another process, with for whom it is asked.</summary>
public sealed record Question(Guid? TenantId, Actor Actor, Role? Role, Guid CorrelationId, Guid? CausationId, bool IsPlatform, JsonElement Query);

/// <summary>
/// Asks a module of this process directly and any other by <c>POST /internal/v1/queries/&lt;module&gt;.&lt;query&gt;</c>: 10 s at most, tried three
/// times more when the service cannot be reached, refused at once while its breaker is open.
/// </summary>
internal sealed class HttpQueries(ModuleRegistry modules, IServiceScopeFactory scopes, TenantScope asker, ServiceAddresses addresses, ServiceHttp http, ServiceTokens tokens, Breakers breakers) : IQueryBus
{
    private const int Retries = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private readonly LocalQueries local = new(modules, scopes, asker);

    public Task<TAnswer> Ask<TAnswer>(IQuery<TAnswer> query, CancellationToken ct) => modules.AnswerTo(query.GetType()) is null ? AskAway(query, ct) : local.Ask(query, ct);

    /// <summary>E.g. <c>tenant.tenant-profile</c>.</summary>
    public static string NameOf(string module, Type query) => $"{module}.{JsonNamingPolicy.KebabCaseLower.ConvertName(query.Name)}";

    private async Task<TAnswer> AskAway<TAnswer>(IQuery<TAnswer> query, CancellationToken ct)
    {
        var module = modules.AnsweredBy(query.GetType()) ?? throw Unavailable($"No module answers {query.GetType().Name}.");
        var address = new Uri(addresses.Of(module), $"/internal/v1/queries/{NameOf(module, query.GetType())}");
        var question = new Question(asker.TenantId, asker.Actor, asker.Role, asker.CorrelationId, asker.CausationId, asker.IsPlatform, JsonSerializer.SerializeToElement(query, query.GetType(), ExactWire.Options));
        var body = JsonSerializer.SerializeToUtf8Bytes(question, ExactWire.Options);
        var breaker = breakers.Of(module);
        string? refused = null;
        for (var attempt = 0; ; attempt++)
        {
            if (!breaker.Allows()) throw Unavailable($"{module} does not answer.");
            try
            {
                var token = await tokens.Get(refused, ct);
                using var answer = await Post(address, body, token, ct);
                breaker.Succeeded();
                if (answer.IsSuccessStatusCode)
                {
                    await using var content = await answer.Content.ReadAsStreamAsync(ct);
                    return (await JsonSerializer.DeserializeAsync<TAnswer>(content, ExactWire.Options, ct))!;
                }
                if (answer.StatusCode == HttpStatusCode.Unauthorized && refused is null) refused = token;
                else throw await Problem(module, answer, ct);
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
                breaker.Failed();
                if (attempt >= Retries) throw Unavailable($"{module} does not answer: {error.Message}");
                await Task.Delay(FirstPause * Math.Pow(2, attempt) * (0.5 + Random.Shared.NextDouble()), ct);
            }
        }
    }

    private Task<HttpResponseMessage> Post(Uri address, byte[] body, string token, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    /// <summary>A rule broken over there is a rule broken here; anything else means that the answer is not to be had now.</summary>
    private static async Task<RuleViolation> Problem(string module, HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (text.StartsWith('{') && (int)answer.StatusCode is >= 404 and < 500)
        {
            using var problem = JsonDocument.Parse(text);
            if (problem.RootElement.TryGetProperty("code", out var code) && problem.RootElement.TryGetProperty("detail", out var detail))
                return new RuleViolation(code.GetString()!, detail.GetString() ?? "", (int)answer.StatusCode);
        }
        return Unavailable($"{module} answered {(int)answer.StatusCode}.");
    }

    private static RuleViolation Unavailable(string detail) => new("dependency_unavailable", detail, 503);
}
