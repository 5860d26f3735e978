using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Purchasing;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.Scores;

/// <summary>The scorecards of the last ninety days.</summary>
internal sealed class ScoreBook(SuppliersDb db, IQueryBus queries, TimeProvider clock)
{
    public const int Days = 90;
    private string? zone;

    public async Task<string> Zone(CancellationToken ct) => zone ??= (await queries.Ask(new TenantProfile(), ct)).TimeZone;

    public async Task<DateOnly> Today(CancellationToken ct) => BusinessTime.Today(clock.GetUtcNow(), await Zone(ct));

    public async Task<Scorecard> Of(Guid supplierId, CancellationToken ct) => Scorecard.Of([.. (await Rows(supplierId, ct)).Select(s => s.Facts)]);

    /// <summary>The rows of the time, those that are not yet saved too.</summary>
    public async Task<IReadOnlyList<DeliveryScore>> Rows(Guid supplierId, CancellationToken ct)
    {
        var from = (await Today(ct)).AddDays(1 - Days);
        var stored = await db.Scores.Where(s => s.SupplierId == supplierId && s.ReceivedOn >= from).OrderBy(s => s.ReceivedOn).ThenBy(s => s.Id).ToListAsync(ct);
        return [.. stored.Union(db.Scores.Local.Where(s => s.SupplierId == supplierId && s.ReceivedOn >= from))];
    }
}
