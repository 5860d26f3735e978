using Bakery.Contracts.Inventory;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>Says which lots a shipment takes. What one wish takes the next one does not find.</summary>
internal static class ProposeLots
{
    internal static async Task<IReadOnlyList<LotProposalAnswer>> Handle(LotProposal query, InventoryDb db, StockBook book, CancellationToken ct)
    {
        var promised = query.Promised.GroupBy(p => p.LotId).ToDictionary(g => g.Key, g => g.Sum(p => p.Quantity));
        var untracked = await db.Items.AsNoTracking().Where(i => !i.StockTracked).Select(i => i.Id).ToListAsync(ct);
        var answers = new List<LotProposalAnswer>();
        foreach (var wish in query.Wishes) answers.Add(untracked.Contains(wish.ItemId) ? new LotProposalAnswer([], 0m, null) : await Pick(wish, query, promised, book, ct));
        return answers;
    }

    private static async Task<LotProposalAnswer> Pick(LotWish wish, LotProposal query, Dictionary<Guid, decimal> promised, StockBook book, CancellationToken ct)
    {
        try
        {
            var (_, taken, missing) = await book.Pick(new TakeLine(wish.ItemId, wish.Quantity, wish.LotId), query.LocationId, query.Day, ct, wish.OrderId is { } order ? new Reference("order", order) : null, promised: promised);
            foreach (var part in taken) promised[part.Lot.Id] = promised.GetValueOrDefault(part.Lot.Id) + part.Quantity;
            return new LotProposalAnswer([.. taken.Select(t => new ProposedLot(t.Lot.Id, t.Lot.LotCode, t.Lot.ExpiresOn, t.Quantity, t.IsDeviation))], missing, null);
        }
        catch (RuleViolation refused)
        {
            return new LotProposalAnswer([], wish.Quantity, refused.Code);
        }
    }
}
