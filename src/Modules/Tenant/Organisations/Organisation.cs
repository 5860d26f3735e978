using System.Globalization;
using System.Text;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Tenant.Organisations;

/// <summary>Life of a tenant (platform.md 2.1).</summary>
public enum TenantStatus { Trial, Active, Suspended, Cancelled }

/// <summary>Tax territory whose invoicing rules apply.</summary>
public enum TaxTerritory { Common, Araba, Bizkaia, Gipuzkoa, Navarra, Canarias, CeutaMelilla }

/// <summary>What the organisation does.</summary>
public enum BusinessModel { Production, Retail, Mixed, CentralWorkshop }

internal sealed class Organisation : ITenantOwned, IVersioned
{
    public const string EnterpriseTier = "enterprise";
    private static readonly string[] Languages = ["es", "eu", "en"];

    private Organisation() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string Name { get; private set; } = "";
    public Guid? ParentId { get; private set; }
    public string Slug { get; private set; } = "";
    public string? LegalName { get; private set; }
    public string? TaxId { get; private set; }
    public TaxTerritory TaxTerritory { get; private set; }
    public string? Email { get; private set; }
    public string? Phone { get; private set; }
    public string? City { get; private set; }
    public BusinessModel BusinessModel { get; private set; }
    public string TimeZone { get; private set; } = "Europe/Madrid";
    public string Language { get; private set; } = "es";
    public string Currency { get; private set; } = "EUR";
    public string Tier { get; private set; } = "professional";
    public TenantStatus Status { get; private set; }
    public bool IsDemo { get; private set; }
    public DateTimeOffset TrialEndsAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; private set; }

    public static Organisation Create(Guid id, string name, string language, string timeZone, BusinessModel model, TaxTerritory territory, string? city, DateTimeOffset now, bool isDemo = false, string tier = "professional")
    {
        var made = new Organisation { Id = id, TenantId = id, Status = TenantStatus.Trial, IsDemo = isDemo, Tier = tier, CreatedAt = now, TrialEndsAt = now.AddDays(14), Slug = $"{SlugOf(name)}-{id.ToString()[^6..]}" };
        made.Change(name, null, null, territory, null, null, city, model, timeZone, language);
        return made;
    }

    /// <summary>One level of children: the organisation becomes one of the parent's, with its plan.</summary>
    public void BelongTo(Organisation parent)
    {
        if (parent.Tier != EnterpriseTier)
            throw new RuleViolation("upgrade_required", "Organisations of an organisation need the enterprise tier.", 402, new Dictionary<string, object?> { ["feature"] = "hierarchy", ["current_tier"] = parent.Tier, ["required_tier"] = EnterpriseTier });
        if (parent.ParentId is not null) throw new RuleViolation("hierarchy_too_deep", "An organisation that belongs to another one cannot have its own.", 409);
        (ParentId, Tier, Status, TrialEndsAt, IsDemo) = (parent.Id, parent.Tier, parent.Status, parent.TrialEndsAt, parent.IsDemo);
    }

    public void Change(string name, string? legalName, string? taxId, TaxTerritory territory, string? email, string? phone, string? city, BusinessModel model, string timeZone, string language)
    {
        BusinessTime.Zone(timeZone);
        if (!Languages.Contains(language)) throw RuleViolation.Invalid("language", "One of es, eu, en.");
        (Name, LegalName, TaxId, TaxTerritory, Email, Phone, City, BusinessModel, TimeZone, Language) = (name.Trim(), legalName, taxId, territory, email, phone, city, model, timeZone, language);
    }

    private static string SlugOf(string name)
    {
        var plain = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            plain.Append(letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? letter : '-');
        }
        return string.Join('-', plain.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } slug ? slug[..Math.Min(slug.Length, 60)] : "bakery";
    }
}

/// <summary>An organisation as people see it.</summary>
public sealed record OrganisationView(Guid Id, string Name, string Slug, string? LegalName, string? TaxId, TaxTerritory TaxTerritory, string? Email, string? Phone, string? City, BusinessModel BusinessModel,
    string TimeZone, string Language, string Currency, string Tier, TenantStatus Status, DateTimeOffset TrialEndsAt, DateTimeOffset CreatedAt, int Version) : IVersioned
{
    internal static OrganisationView Of(Organisation o) => new(o.Id, o.Name, o.Slug, o.LegalName, o.TaxId, o.TaxTerritory, o.Email, o.Phone, o.City, o.BusinessModel, o.TimeZone, o.Language, o.Currency,
        o.Tier, o.Status, o.TrialEndsAt, o.CreatedAt, o.Version);
}
