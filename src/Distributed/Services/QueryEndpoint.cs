using System.Reflection;
using System.Text.Json;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Distributed.Services;

/// <summary>Answers the questions of other processes: for service tokens only, for the tenant and actor of the asker.</summary>
internal static class QueryEndpoint
{
    private sealed record Answerer(Type Query, Type Answer, Invocation Call, Func<Task, Task<object?>> Outcome);

    public static void Map(IEndpointRouteBuilder routes, ModuleRegistry modules)
    {
        var answerers = modules.Queries.ToDictionary(q => HttpQueries.NameOf(modules.AnsweredBy(q)!, q), q => Of(q, modules.AnswerTo(q)!));
        routes.MapPost("/internal/v1/queries/{name}", async (HttpContext http, string name, CancellationToken ct) =>
        {
            if (!answerers.TryGetValue(name, out var answerer)) throw RuleViolation.NotFound("The query");
            await Answer(http, answerer, ct);
        }).WithMetadata(new OwnedBy("kernel", null, Audience.Service)).ExcludeFromDescription();
    }

    private static async Task Answer(HttpContext http, Answerer answerer, CancellationToken ct)
    {
        var question = await JsonSerializer.DeserializeAsync<Question>(http.Request.Body, ExactWire.Options, ct) ?? throw RuleViolation.Invalid("query", "There is no question.");
        await using var services = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var scope = services.ServiceProvider.GetRequiredService<TenantScope>();
        scope.Enter(question.TenantId, question.Actor, question.Role, question.CorrelationId, question.CausationId);
        using var platform = question.IsPlatform ? scope.AllTenants() : null;
        var answer = await answerer.Outcome(answerer.Call.Call(services.ServiceProvider, question.Query.Deserialize(answerer.Query, ExactWire.Options), null, ct));
        http.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(http.Response.Body, answer, answerer.Answer, ExactWire.Options, ct);
    }

    private static Answerer Of(Type query, Invocation call)
    {
        var answer = query.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>)).GetGenericArguments()[0];
        var outcome = typeof(QueryEndpoint).GetMethod(nameof(Outcome), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(answer).CreateDelegate<Func<Task, Task<object?>>>();
        return new Answerer(query, answer, call, outcome);
    }

    private static async Task<object?> Outcome<TAnswer>(Task task) => await (Task<TAnswer>)task;
}
