using Bakery.Suppliers.Directory;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.Scores;

/// <summary>How well suppliers do, with the parts the score is made of.</summary>
internal static class ShowScorecard
{
    public sealed record Row(Guid DeliveryId, DateOnly ReceivedOn, DateOnly? ExpectedOn, bool OnTime, decimal CompletePercent, decimal AcceptedPercent, decimal PricePercent, bool ConfirmedInTime);

    /// <param name="Score">What the deliveries say; the trust score unless an admin has overridden it.</param>
    /// <param name="TrustReason">The admin's reason, or null.</param>
    public sealed record Response(Guid SupplierId, DateOnly From, DateOnly To, int Deliveries, decimal OnTime, decimal Complete, decimal Quality, decimal Price, decimal Confirmation, decimal Score, decimal TrustScore, string? TrustReason,
        IReadOnlyList<Row> Rows);

    public sealed record OfStatus(SupplierStatus Status, int Count);
    public sealed record StatisticsResponse(int Suppliers, IReadOnlyList<OfStatus> Statuses, decimal? MeanTrust, int DocumentsExpiring, int DocumentsExpired);

    internal static async Task<Response> Handle(Guid id, SuppliersDb db, ScoreBook scores, CancellationToken ct)
    {
        var supplier = await db.FindSupplier(id, ct);
        var today = await scores.Today(ct);
        var card = await scores.Of(id, ct);
        return new Response(id, today.AddDays(1 - ScoreBook.Days), today, card.Deliveries, card.OnTime, card.Complete, card.Quality, card.Price, card.Confirmation, card.Score, supplier.TrustScore, supplier.TrustReason,
            [.. (await scores.Rows(id, ct)).Select(s => new Row(s.Id, s.ReceivedOn, s.ExpectedOn, s.OnTime, s.CompletePercent, s.AcceptedPercent, s.PricePercent, s.ConfirmedInTime)).Reverse()]);
    }

    internal static async Task<StatisticsResponse> Statistics(SuppliersDb db, ScoreBook scores, CancellationToken ct)
    {
        var today = await scores.Today(ct);
        var suppliers = await db.Suppliers.AsNoTracking().Select(s => new { s.Status, s.TrustScore }).ToListAsync(ct);
        var dates = await db.Documents.AsNoTracking().Where(d => d.ExpiresOn != null && d.ExpiresOn <= today.AddDays(Documents.SupplierDocument.NoticeDays)).Select(d => d.ExpiresOn!.Value).ToListAsync(ct);
        return new StatisticsResponse(suppliers.Count, [.. suppliers.GroupBy(s => s.Status).OrderBy(g => g.Key).Select(g => new OfStatus(g.Key, g.Count()))],
            suppliers.Count == 0 ? null : Math.Round(suppliers.Average(s => s.TrustScore), 1), dates.Count(d => d >= today), dates.Count(d => d < today));
    }
}
