using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;

namespace Bakery.Orchestrator.Dashboard;

/// <summary>A card of the dashboard shows what it can: an answer that cannot be had is left out, never an error.</summary>
internal static class Optional
{
    public static async Task<T?> TryAsk<T>(this IQueryBus queries, IQuery<T> query, CancellationToken ct) where T : class
    {
        try
        {
            return await queries.Ask(query, ct);
        }
        catch (RuleViolation missing) when (missing.Status is 503 or 404)
        {
            return null;
        }
    }
}
