using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Inventory;

/// <summary>Which lots of a site to take, the earliest expiry first; nothing is booked.</summary>
/// <param name="Promised">What lies packed already and is not to be taken a second time.</param>
public sealed record LotProposal(Guid LocationId, DateOnly Day, IReadOnlyList<LotWish> Wishes, IReadOnlyList<PromisedLot> Promised) : IQuery<IReadOnlyList<LotProposalAnswer>>;

/// <param name="LotId">A lot that a person chose.</param>
/// <param name="OrderId">The order it is for: what is held back for it may be taken.</param>
public sealed record LotWish(Guid ItemId, decimal Quantity, Guid? LotId = null, Guid? OrderId = null);
public sealed record PromisedLot(Guid LotId, decimal Quantity);

/// <summary>The answer to the wish at the same place. An item without stock keeping has no lots and misses nothing.</summary>
/// <param name="Refusal">Code why the chosen lot may not be taken: not_found, lot_expired or lot_not_available.</param>
public sealed record LotProposalAnswer(IReadOnlyList<ProposedLot> Lots, decimal Missing, string? Refusal);
public sealed record ProposedLot(Guid LotId, string LotCode, DateOnly? ExpiresOn, decimal Quantity, bool IsDeviation);
