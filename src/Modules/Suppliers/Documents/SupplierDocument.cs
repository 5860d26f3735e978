using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Suppliers.Documents;

/// <summary>What a paper of a supplier is.</summary>
internal enum DocumentKind { Certificate, Specification, Insurance, Contract }

/// <summary>A paper of a supplier, with its date of expiry.</summary>
internal sealed class SupplierDocument : ITenantOwned, IVersioned
{
    /// <summary>How long before its expiry somebody is told.</summary>
    public const int NoticeDays = 30;

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public Guid SupplierId { get; private set; }
    public DocumentKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public string? Reference { get; private set; }

    /// <summary>The item a specification sheet is about.</summary>
    public Guid? ItemId { get; private set; }
    public DateOnly? IssuedOn { get; private set; }
    public DateOnly? ExpiresOn { get; private set; }
    public string? FileName { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    public static SupplierDocument Create(Guid id, Guid supplierId, KeepDocuments.Data data, DateTimeOffset now)
    {
        var document = new SupplierDocument { Id = id, SupplierId = supplierId, CreatedAt = now };
        document.Change(data);
        return document;
    }

    public void Change(KeepDocuments.Data data)
    {
        if (data.ExpiresOn < data.IssuedOn) throw RuleViolation.Invalid("expires_on", "Not before issued_on.");
        (Kind, Title, Reference, ItemId, IssuedOn, ExpiresOn) = (data.Kind, data.Title.Trim(), data.Reference, data.ItemId, data.IssuedOn, data.ExpiresOn);
        if (Title.Length == 0) throw RuleViolation.Invalid("title", "A title is needed.");
    }

    public void Scanned(string fileName) => FileName = fileName.Length > 200 ? fileName[^200..] : fileName;
}

/// <summary>The paper itself.</summary>
[NotAudited("The file of a document, which is audited itself.")]
internal sealed class DocumentFile : ITenantOwned
{
    public Guid DocumentId { get; init; }
    public Guid TenantId { get; init; }
    public string ContentType { get; set; } = "";
    public byte[] Content { get; set; } = [];
}
