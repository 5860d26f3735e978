using Bakery.Kernel.Messaging;

namespace Bakery.Contracts.Pos;

public sealed record PosLine(int LineNumber, Guid ItemId, decimal Quantity, decimal UnitPrice, decimal Discount);

/// <summary>A sale at a till whose products are all mapped.</summary>
[Message("pos.sale.completed")]
public sealed record PosSaleCompleted(Guid TransactionId, string ExternalId, Guid LocationId, DateTimeOffset SoldAt, IReadOnlyList<PosLine> Lines, Guid? InvoiceId) : IMessage;

[Message("pos.sync.completed", External = true, Live = "sales_imported")]
public sealed record PosSyncCompleted(Guid ConfigurationId, DateOnly From, DateOnly To, int Count) : IMessage;
