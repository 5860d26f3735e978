using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Procurement.Returns;

/// <summary>Why goods go back.</summary>
internal enum ReturnReason { Damaged, Quality, WrongItem, Temperature, Expired, Recall, Other }

/// <summary>Accepted goods that went back to their supplier; a credit is expected for them.</summary>
internal sealed class SupplierReturn : ITenantOwned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string Number { get; private set; } = "";
    public Guid DeliveryId { get; private set; }
    public Guid PurchaseOrderId { get; private set; }
    public Guid SupplierId { get; private set; }
    public string SupplierName { get; private set; } = "";
    public DateTimeOffset ReturnedAt { get; private set; }
    public string ReturnedBy { get; private set; } = "";
    public string? Note { get; private set; }

    /// <summary>EUR net at the prices of the delivery.</summary>
    public decimal Credit { get; private set; }
    public string Body { get; private set; } = "[]";

    public IReadOnlyList<ReturnGoods.Line> Lines => JsonSerializer.Deserialize<List<ReturnGoods.Line>>(Body, Wire.Lenient)!;

    public static SupplierReturn Create(Guid id, string number, Deliveries.Delivery delivery, string supplierName, IReadOnlyList<ReturnGoods.Line> lines, DateTimeOffset at, string by, string? note) => new()
    {
        Id = id, Number = number, DeliveryId = delivery.Id, PurchaseOrderId = delivery.PurchaseOrderId, SupplierId = delivery.SupplierId, SupplierName = supplierName, ReturnedAt = at, ReturnedBy = by, Note = note,
        Credit = lines.Sum(l => Rounding.Cents(l.Quantity * l.UnitPrice)), Body = JsonSerializer.Serialize(lines, Wire.Lenient),
    };
}
