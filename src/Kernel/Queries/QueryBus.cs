using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Kernel.Queries;

/// <summary>A read-only question that one module may ask another. Records only.</summary>
public interface IQuery<TAnswer>;

/// <summary>Asks the module that answers: a local call in one process, HTTP between processes.</summary>
public interface IQueryBus
{
    Task<TAnswer> Ask<TAnswer>(IQuery<TAnswer> query, CancellationToken ct);
}

/// <summary>Answers in a new scope with the asker's tenant and actor, as if the question had come over the network.</summary>
internal sealed class LocalQueries(ModuleRegistry modules, IServiceScopeFactory scopes, TenantScope asker) : IQueryBus
{
    public async Task<TAnswer> Ask<TAnswer>(IQuery<TAnswer> query, CancellationToken ct)
    {
        var answer = modules.AnswerTo(query.GetType())
            ?? throw new RuleViolation("dependency_unavailable", $"No module in this process answers {query.GetType().Name}.", 503);
        await using var services = scopes.CreateAsyncScope();
        var scope = services.ServiceProvider.GetRequiredService<TenantScope>();
        scope.Enter(asker.TenantId, asker.Actor, asker.Role, asker.CorrelationId, asker.CausationId, asker.Ip, asker.UserAgent);
        using var platform = asker.IsPlatform ? scope.AllTenants() : null;
        return await (Task<TAnswer>)answer.Call(services.ServiceProvider, query, null, ct);
    }
}

/// <summary>Where other processes answer: <c>BAKERY_SERVICE_URL</c> with <c>{service}</c> in it, or <c>BAKERY_SERVICE_URL_INVENTORY</c> for one of them.</summary>
public sealed class ServiceAddresses(IConfiguration configuration)
{
    public Uri Of(string service) => new(configuration[$"BAKERY_SERVICE_URL_{service.Replace('-', '_').ToUpperInvariant()}"]
        ?? (configuration["BAKERY_SERVICE_URL"] ?? "http://{service}-service:8000").Replace("{service}", service));
}
