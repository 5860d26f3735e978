using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Values;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Deliveries;

/// <summary>Shows the limits in force, and sets one from a day on.</summary>
internal static class KeepReceivingLimits
{
    public sealed record Request(GoodsKind Kind, decimal? MinC, decimal? MaxC, [property: Required, Length(2, 120)] string LegalBasis, DateOnly? ValidFrom = null);
    public sealed record View(GoodsKind Kind, decimal? MinC, decimal? MaxC, DateOnly ValidFrom, string LegalBasis);
    public sealed record ListView(IReadOnlyList<View> Items);

    internal static async Task<ListView> List(ProcurementDb db, OrderBook book, CancellationToken ct)
    {
        var today = await book.Today(ct);
        return new([.. ReceivingLimit.InForce(await db.ReceivingLimits.AsNoTracking().ToListAsync(ct), today).Values.OrderBy(l => l.Kind).Select(Of)]);
    }

    internal static async Task<Created<View>> Handle(Request request, ProcurementDb db, OrderBook book, TimeProvider clock, CancellationToken ct)
    {
        var limit = ReceivingLimit.Create(Ids.New(clock), request.Kind, request.MinC, request.MaxC, request.ValidFrom ?? await book.Today(ct), request.LegalBasis);
        if (await db.ReceivingLimits.AnyAsync(l => l.Kind == limit.Kind && l.ValidFrom == limit.ValidFrom, ct)) throw RuleViolation.Duplicate("This kind has a limit from that day already.");
        db.Add(limit);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, Of(limit));
    }

    private static View Of(ReceivingLimit l) => new(l.Kind, l.MinC, l.MaxC, l.ValidFrom, l.LegalBasis);
}
