using System.Text.Json;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.SalesFiles;
using Bakery.SalesFiles.Prices;

namespace Bakery.Suppliers.PriceLists.Imports;

/// <summary>Where a price list from a file stands.</summary>
public enum PriceImportState { Checked, Completed, Undone }

/// <summary>A supplier's price list from a file.</summary>
internal sealed class PriceImport : ITenantOwned, IVersioned
{
    public static readonly TimeSpan UndoTime = TimeSpan.FromDays(30);

    private PriceImport() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public Guid SupplierId { get; private set; }
    public string FileName { get; private set; } = "";
    public PriceImportState State { get; private set; } = PriceImportState.Checked;
    public string Settings { get; private set; } = "{}";

    /// <summary>The rows it touched and what they were, as JSON.</summary>
    public string Touched { get; private set; } = "[]";
    public int Added { get; private set; }
    public int Changed { get; private set; }
    public int Unchanged { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }

    public static PriceImport Create(Guid id, Guid supplierId, string fileName, DateTimeOffset now) =>
        new() { Id = id, SupplierId = supplierId, FileName = fileName.Length > 200 ? fileName[^200..] : fileName, CreatedAt = now };

    public PriceImportSettings ReadSettings() => JsonSerializer.Deserialize<PriceImportSettings>(Settings, Wire.Lenient)!;

    public IReadOnlyList<TouchedPrice> ReadTouched() => JsonSerializer.Deserialize<List<TouchedPrice>>(Touched, Wire.Lenient)!;

    public void Decide(PriceImportSettings settings)
    {
        RequireChecked();
        Settings = JsonSerializer.Serialize(settings, Wire.Lenient);
    }

    public void RequireChecked()
    {
        if (State != PriceImportState.Checked) throw RuleViolation.Transition("The import", State, PriceImportState.Checked);
    }

    public void Complete(IReadOnlyList<TouchedPrice> touched, int added, int changed, int unchanged, DateTimeOffset now)
    {
        RequireChecked();
        (State, Added, Changed, Unchanged, CompletedAt) = (PriceImportState.Completed, added, changed, unchanged, now);
        Touched = JsonSerializer.Serialize(touched, Wire.Lenient);
    }

    public void Undo(DateTimeOffset now)
    {
        if (State != PriceImportState.Completed) throw RuleViolation.Transition("The import", State, PriceImportState.Undone);
        if (now - CompletedAt > UndoTime) throw new RuleViolation("undo_expired", "An import can be undone for 30 days.", 409);
        State = PriceImportState.Undone;
    }
}

/// <summary>What a person decided about a list.</summary>
internal sealed record PriceImportSettings
{
    public PriceListMapping? Mapping { get; init; }
    public IReadOnlyList<CellFix> Fixes { get; init; } = [];

    /// <summary>Name in the list → item; null leaves it out.</summary>
    public IReadOnlyDictionary<string, Guid?> Products { get; init; } = new Dictionary<string, Guid?>();

    /// <summary>First day of prices that name none.</summary>
    public DateOnly EffectiveFrom { get; init; }
}

/// <summary>A price row that an import wrote.</summary>
/// <param name="Version">Its version since.</param>
/// <param name="Before">What it was; null = it is new.</param>
internal sealed record TouchedPrice(Guid PriceId, int Version, PriceForm.Data? Before);

/// <summary>The uploaded bytes, kept until the undo time is over.</summary>
[NotAudited("The file of an import, which is audited itself.")]
internal sealed class PriceImportFile : ITenantOwned
{
    private PriceImportFile() { }

    public Guid ImportId { get; private set; }
    public Guid TenantId { get; private set; }
    public byte[] Content { get; private set; } = [];

    public static PriceImportFile Create(Guid importId, byte[] content) => new() { ImportId = importId, Content = content };
}

/// <summary>What a supplier calls an item; without an item its rows are left out.</summary>
internal sealed class ItemName : ITenantOwned
{
    private ItemName() { }

    public Guid TenantId { get; private set; }
    public Guid SupplierId { get; private set; }

    /// <summary>The name without capitals, accents and signs.</summary>
    public string Name { get; private set; } = "";
    public Guid? ItemId { get; private set; }

    public static ItemName Create(Guid tenant, Guid supplierId, string name) => new() { TenantId = tenant, SupplierId = supplierId, Name = name };
    public void Means(Guid? item) => ItemId = item;
}
