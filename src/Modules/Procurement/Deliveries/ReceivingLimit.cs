using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Procurement.Deliveries;

/// <summary>Kinds of goods that have a temperature at the door.</summary>
internal enum GoodsKind { Ambient, Chilled, ChilledDairy, ChilledEggs, Frozen }

/// <summary>What goods of a kind may measure on arrival from a day on, °C. A later row takes the place of an earlier one.</summary>
internal sealed class ReceivingLimit : ITenantOwned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public GoodsKind Kind { get; private set; }
    public decimal? MinC { get; private set; }
    public decimal? MaxC { get; private set; }
    public DateOnly ValidFrom { get; private set; }
    public string LegalBasis { get; private set; } = "";

    /// <summary>The rows every bakery starts with; a tenant's own row of the same kind and a later day counts instead.</summary>
    public static readonly IReadOnlyList<ReceivingLimit> Standard =
    [
        new() { Kind = GoodsKind.Chilled, MinC = 0m, MaxC = 5m, ValidFrom = new(2023, 1, 1), LegalBasis = "RD 1021/2022" },
        new() { Kind = GoodsKind.ChilledDairy, MinC = 0m, MaxC = 8m, ValidFrom = new(2023, 1, 1), LegalBasis = "RD 1021/2022" },
        new() { Kind = GoodsKind.ChilledEggs, MinC = 0m, MaxC = 4m, ValidFrom = new(2006, 1, 1), LegalBasis = "Reg. (CE) 853/2004" },
        new() { Kind = GoodsKind.Frozen, MinC = null, MaxC = -15m, ValidFrom = new(1991, 7, 13), LegalBasis = "RD 1109/1991" },
    ];

    public static ReceivingLimit Create(Guid id, GoodsKind kind, decimal? min, decimal? max, DateOnly from, string basis)
    {
        if (kind == GoodsKind.Ambient) throw RuleViolation.Invalid("kind", "Ambient goods have no limits.");
        if (min > max) throw RuleViolation.Invalid("max_c", "Not below min_c.");
        if ((min ?? max) is null || min is < -60 or > 60 || max is < -60 or > 60) throw RuleViolation.Invalid("max_c", "Between -60 and 60.");
        return new() { Id = id, Kind = kind, MinC = min, MaxC = max, ValidFrom = from, LegalBasis = basis.Trim() };
    }

    /// <summary>An item's own limits count instead of those of its kind.</summary>
    public static ReceivingLimit OfItem(GoodsKind kind, decimal? min, decimal? max) => new() { Kind = kind, MinC = min, MaxC = max, LegalBasis = "APPCC" };

    /// <summary>The kind of an item by how it is kept and what it is.</summary>
    public static GoodsKind KindOf(string? storageCondition, string? category) => (storageCondition, category) switch
    {
        ("frozen", _) => GoodsKind.Frozen,
        ("chilled", "dairy" or "fats") => GoodsKind.ChilledDairy,
        ("chilled", "eggs") => GoodsKind.ChilledEggs,
        ("chilled", _) => GoodsKind.Chilled,
        _ => GoodsKind.Ambient,
    };

    /// <summary>The row of each kind that counts on a day.</summary>
    public static IReadOnlyDictionary<GoodsKind, ReceivingLimit> InForce(IEnumerable<ReceivingLimit> own, DateOnly day) =>
        own.Concat(Standard).Where(l => l.ValidFrom <= day).GroupBy(l => l.Kind).ToDictionary(g => g.Key, g => g.OrderByDescending(l => l.ValidFrom).First());

    public bool Holds(decimal value) => !(value < MinC) && !(value > MaxC);
}
