using System.Text.Json;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.SalesFiles;

namespace Bakery.Sales.Imports;

/// <summary>Where an import stands.</summary>
public enum ImportState { Uploaded, Validated, Importing, Completed, Partial, Failed, Undone }

/// <summary>What to do with sales that are there already.</summary>
public enum Duplicates { Skip, Update, Create }

/// <summary>One uploaded sales file.</summary>
internal sealed class SalesImport : ITenantOwned, IVersioned
{
    public static readonly TimeSpan UndoTime = TimeSpan.FromDays(30);

    private SalesImport() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string FileName { get; private set; } = "";
    public ImportState State { get; private set; } = ImportState.Uploaded;
    public string Signature { get; private set; } = "";
    public string Settings { get; private set; } = "{}";
    public string Findings { get; private set; } = "{}";
    public int Added { get; private set; }
    public int Updated { get; private set; }
    public int Skipped { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public int Version { get; private set; }

    public static SalesImport Create(Guid id, string fileName, DateTimeOffset now) => new() { Id = id, FileName = fileName.Length > 200 ? fileName[^200..] : fileName, CreatedAt = now };

    public ImportSettings ReadSettings() => JsonSerializer.Deserialize<ImportSettings>(Settings, Wire.Lenient) ?? new ImportSettings();
    public ImportFindings ReadFindings() => JsonSerializer.Deserialize<ImportFindings>(Findings, Wire.Lenient) ?? throw new InvalidOperationException("The import has no findings.");

    public void Validated(ImportSettings settings, ImportFindings findings, string signature)
    {
        if (State is not (ImportState.Uploaded or ImportState.Validated)) throw RuleViolation.Transition("The import", State, ImportState.Validated);
        (State, Signature) = (ImportState.Validated, signature);
        Settings = JsonSerializer.Serialize(settings, Wire.Lenient);
        Findings = JsonSerializer.Serialize(findings, Wire.Lenient);
    }

    public void RequireCommittable()
    {
        if (State != ImportState.Validated) throw RuleViolation.Transition("The import", State, ImportState.Importing);
    }

    public void Completed(int added, int updated, int skipped, int bad, DateTimeOffset now)
    {
        (Added, Updated, Skipped, CompletedAt) = (added, updated, skipped, now);
        State = bad > 0 ? ImportState.Partial : ImportState.Completed;
    }

    public void Undo(DateTimeOffset now)
    {
        if (State is not (ImportState.Completed or ImportState.Partial)) throw RuleViolation.Transition("The import", State, ImportState.Undone);
        if (now - CompletedAt > UndoTime) throw new RuleViolation("undo_expired", "An import can be undone for 30 days.", 409);
        State = ImportState.Undone;
    }
}

/// <summary>What a person decided about an import.</summary>
internal sealed record ImportSettings
{
    public LayoutMapping? Mapping { get; init; }

    /// <summary>Cells put right: row number, column position, text.</summary>
    public IReadOnlyList<CellFix> Fixes { get; init; } = [];

    /// <summary>Product name in the file → item; null leaves its rows out.</summary>
    public IReadOnlyDictionary<string, Guid?> Products { get; init; } = new Dictionary<string, Guid?>();

    /// <summary>Location name in the file → location.</summary>
    public IReadOnlyDictionary<string, Guid> Locations { get; init; } = new Dictionary<string, Guid>();

    /// <summary>Location of rows that name none.</summary>
    public Guid? LocationId { get; init; }
}

/// <summary>What a validation found.</summary>
internal sealed record ImportFindings(
    IReadOnlyList<string> Understood, IReadOnlyList<ColumnView> Columns, LayoutMapping Mapping, string Measure, int Rows, int GoodRows, int DuplicateRows, DateOnly? From, DateOnly? To,
    int ErrorCount, IReadOnlyList<RowError> Errors, IReadOnlyList<string> Warnings, IReadOnlyDictionary<string, int> LeftOut, IReadOnlyList<PreviewRow> Preview,
    IReadOnlyList<UnknownProduct> UnknownProducts, IReadOnlyList<string> UnknownLocations);

/// <param name="Role">What the column means, e.g. <c>quantity</c>.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record ColumnView(int Index, string Name, ColumnRole Role, double Confidence);

public sealed record PreviewRow(int Row, string Product, Guid? ItemId, string? Location, DateOnly BusinessDay, DateTime? SoldAt, decimal Quantity, decimal? UnitPrice, decimal? Revenue);

/// <param name="Suggestion">The item that is probably meant.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record UnknownProduct(string Name, int Rows, ItemSuggestion? Suggestion, double Confidence);
public sealed record ItemSuggestion(Guid ItemId, string Name);

/// <summary>The uploaded bytes, kept until the undo time is over.</summary>
[NotAudited("The file of an import, which is audited itself.")]
internal sealed class ImportFile : ITenantOwned
{
    private ImportFile() { }

    public Guid ImportId { get; private set; }
    public Guid TenantId { get; private set; }
    public byte[] Content { get; private set; } = [];

    public static ImportFile Create(Guid importId, byte[] content) => new() { ImportId = importId, Content = content };
}

/// <summary>How files of one layout are read for this bakery.</summary>
internal sealed class SavedMapping : ITenantOwned
{
    private SavedMapping() { }

    public Guid TenantId { get; private set; }
    public string Signature { get; private set; } = "";
    public string Mapping { get; private set; } = "{}";

    public static SavedMapping Create(Guid tenant, string signature) => new() { TenantId = tenant, Signature = signature };
    public void Set(LayoutMapping mapping) => Mapping = JsonSerializer.Serialize(mapping, Wire.Lenient);
    public LayoutMapping Read() => JsonSerializer.Deserialize<LayoutMapping>(Mapping, Wire.Lenient)!;
}

/// <summary>A name in files and the item it means; without an item its rows are left out.</summary>
internal sealed class ProductAlias : ITenantOwned
{
    private ProductAlias() { }

    public Guid TenantId { get; private set; }

    /// <summary>The name without capitals, accents and signs.</summary>
    public string Name { get; private set; } = "";
    public Guid? ItemId { get; private set; }

    public static ProductAlias Create(Guid tenant, string name) => new() { TenantId = tenant, Name = name };
    public void Means(Guid? item) => ItemId = item;
}

/// <summary>An import as people see it.</summary>
public sealed record ImportView(Guid ImportId, string FileName, ImportState State, string Signature, IReadOnlyList<string> Understood, IReadOnlyList<ColumnView> Columns, LayoutMapping Mapping, string Measure,
    int Rows, int GoodRows, int DuplicateRows, DateOnly? From, DateOnly? To, int ErrorCount, IReadOnlyList<RowError> Errors, IReadOnlyList<string> Warnings, IReadOnlyDictionary<string, int> LeftOut,
    IReadOnlyList<PreviewRow> Preview, IReadOnlyList<UnknownProduct> UnknownProducts, IReadOnlyList<string> UnknownLocations, int Added, int Updated, int Skipped, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt, int Version) : IVersioned
{
    internal static ImportView Of(SalesImport i)
    {
        var f = i.ReadFindings();
        return new ImportView(i.Id, i.FileName, i.State, i.Signature, f.Understood, f.Columns, f.Mapping, f.Measure, f.Rows, f.GoodRows, f.DuplicateRows, f.From, f.To, f.ErrorCount, f.Errors, f.Warnings, f.LeftOut,
            f.Preview, f.UnknownProducts, f.UnknownLocations, i.Added, i.Updated, i.Skipped, i.CreatedAt, i.CompletedAt, i.Version);
    }
}
