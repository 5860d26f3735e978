using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.FoodSafety;

/// <summary>Walks the chain over the self-control records: what was changed, taken out or put in beside the product shows.</summary>
internal static class VerifyChain
{
    private const int Stride = 2000;

    /// <param name="BrokenAt">Position of the first link that does not hold, or null.</param>
    /// <param name="Sealed">Links that hold.</param>
    /// <param name="Unsealed">Records that no link knows: they were put in beside the product.</param>
    /// <param name="LastHash">The chain's end; printed on paper, it proves later what was there.</param>
    public sealed record Response(long? BrokenAt, long Sealed, int Unsealed, string LastHash, bool IsIntact);

    /// <summary>The whole chain.</summary>
    internal static async Task<Response> Handle(InventoryDb db, CancellationToken ct)
    {
        var unsealed = await db.HaccpReadings.CountAsync(r => !db.HaccpSeals.Any(s => s.RecordId == r.Id), ct) + await db.HaccpChecks.CountAsync(r => !db.HaccpSeals.Any(s => s.RecordId == r.Id), ct)
            + await db.CorrectiveActions.CountAsync(r => !db.HaccpSeals.Any(s => s.RecordId == r.Id), ct);
        return await Walk(1, long.MaxValue, unsealed, db, ct);
    }

    /// <summary>The part of the chain that holds these records, from the link before the first to the last.</summary>
    internal static async Task<Response> Between(IReadOnlyList<Guid> records, InventoryDb db, CancellationToken ct)
    {
        var positions = await db.HaccpSeals.AsNoTracking().Where(s => records.Contains(s.RecordId)).Select(s => s.Position).ToListAsync(ct);
        return positions.Count == 0 ? new(null, 0, records.Count, "", records.Count == 0) : await Walk(positions.Min(), positions.Max(), records.Count - positions.Count, db, ct);
    }

    private static async Task<Response> Walk(long first, long last, int unsealed, InventoryDb db, CancellationToken ct)
    {
        var hash = first == 1 ? "" : (await db.HaccpSeals.AsNoTracking().FirstOrDefaultAsync(s => s.Position == first - 1, ct))?.Hash ?? "";
        var next = first;
        while (true)
        {
            var seals = await db.HaccpSeals.AsNoTracking().Where(s => s.Position >= next && s.Position <= last).OrderBy(s => s.Position).Take(Stride).ToListAsync(ct);
            var records = await Records([.. seals.Select(s => s.RecordId)], db, ct);
            foreach (var seal in seals)
            {
                if (seal.Position != next || !records.TryGetValue(seal.RecordId, out var record) || HaccpSeal.Link(hash, record) != seal.Hash) return new(next, next - first, unsealed, hash, false);
                (hash, next) = (seal.Hash, next + 1);
            }
            if (seals.Count < Stride) return new(null, next - first, unsealed, hash, unsealed == 0);
        }
    }

    private static async Task<Dictionary<Guid, ISealed>> Records(List<Guid> ids, InventoryDb db, CancellationToken ct) => new List<ISealed>(
    [
        .. await db.HaccpReadings.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct), .. await db.HaccpChecks.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct),
        .. await db.CorrectiveActions.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct),
    ]).ToDictionary(r => r.Id);
}
