using Bakery.Kernel.Messaging;

namespace Bakery.Contracts.Inventory;

/// <summary>Lines of a floor record that could not be booked, with the reason; production shows them beside the batch.</summary>
[Message("inventory.stock.rejected", Live = "stock_changed")]
public sealed record StockRejected(string ReferenceType, Guid ReferenceId, IReadOnlyList<RejectedUse> Lines) : IMessage;
public sealed record RejectedUse(Guid ItemId, Guid? LotId, decimal Quantity, string Code);
