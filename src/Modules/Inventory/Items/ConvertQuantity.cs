using Bakery.Inventory.Units;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;

namespace Bakery.Inventory.Items;

/// <summary>Shows a quantity of an item in another unit.</summary>
internal static class ConvertQuantity
{
    public sealed record Response(decimal Quantity, string Unit);

    internal static async Task<Response> Handle(Guid id, [FromQuery(Name = "quantity")] decimal quantity, [FromQuery(Name = "from")] string from,
        [FromQuery(Name = "to")] string to, InventoryDb db, CancellationToken ct)
    {
        if (quantity is < 0 or > 1_000_000_000) throw RuleViolation.Invalid("quantity", "Between 0 and 1,000,000,000.");
        return new((await db.FindItem(id, ct)).Units.Convert(ExactAmount.Of(quantity), from, to).Round(4), to);
    }
}
