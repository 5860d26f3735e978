using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;

namespace Bakery.Inventory.Tracing;

/// <summary>What a node of the trace is.</summary>
internal enum NodeKind { Lot, Batch, Recipient, Untraced }

/// <summary>
/// How goods got from one node to the next. <c>made_from</c> joins a dough to the pieces that production says were made of it, <c>same_day</c> to all
/// that may have been where it says nothing; both without a quantity.
/// </summary>
internal enum EdgeKind { Use, Output, Transfer, Transformation, Delivery, Return, SameDay, MadeFrom }

/// <summary>
/// Goods went from one lot, batch or recipient to another (ADR 0030). One row beside each movement that passes goods on, append-only: a correction
/// is a row with the opposite sign. Both ends are indexed, so a step of a walk costs what it finds and not what the table holds.
/// </summary>
[NotAudited("Derived from movements, which are the record and name their actor.")]
internal sealed class TraceEdge : ITenantOwned
{
    /// <summary>The id of its movement; the same for a correction as for the movement that corrects.</summary>
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid FromId { get; init; }
    public NodeKind FromKind { get; init; }
    public Guid ToId { get; init; }
    public NodeKind ToKind { get; init; }
    public EdgeKind Kind { get; init; }

    /// <summary>In the stock unit of the lot it left, or of the lot it made when it left a batch.</summary>
    public decimal Quantity { get; init; }
    public DateTimeOffset EventTime { get; init; }
}

/// <summary>Who may have got the goods.</summary>
internal enum RecipientKind { ShopSales, Customer, Donation, Supplier }

/// <summary>Those who got goods at one time: a customer's delivery, the buyers of a shop's day, a charity.</summary>
[NotAudited("Names of deliveries that other rows record; tracing reads them.")]
internal sealed class TraceRecipient : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public RecipientKind Kind { get; init; }
    public string Name { get; init; } = "";

    /// <summary>The customer, where there is one.</summary>
    public Guid? PartyId { get; init; }
    public Guid? LocationId { get; init; }
    public DateOnly Day { get; init; }

    /// <summary>Order or document number.</summary>
    public string? Document { get; init; }
}

/// <summary>A batch as production's messages tell of it; they come in any order.</summary>
[NotAudited("A copy of what production recorded.")]
internal sealed class TraceBatch : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public DateOnly? BakeDay { get; private set; }
    public List<Guid> Products { get; private set; } = [];
    public string? Number { get; private set; }
    public Guid? ProductItemId { get; private set; }
    public bool IsCompleted { get; private set; }

    public void Begin(DateOnly bakeDay, IReadOnlyList<Guid> products) => (BakeDay, Products) = (bakeDay, [.. products]);

    public void Complete(string number, Guid? productItemId) => (Number, ProductItemId, IsCompleted) = (number, productItemId, true);

    /// <summary>
    /// Whether this batch went into another one of the same bake day: a dough into its products, a pre-ferment, whose message names no product, into
    /// every dough. It counts where production does not say which batch became which.
    /// </summary>
    public bool GoesInto(TraceBatch other) => Id != other.Id && IsCompleted && other.IsCompleted && BakeDay is not null && BakeDay == other.BakeDay && ProductItemId is null
        && (Products.Count == 0 ? other.ProductItemId is null && other.Products.Count > 0 : other.ProductItemId is { } product && Products.Contains(product));
}
