using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Tenant.Settings;

/// <summary>The settings of one category that differ from their defaults.</summary>
internal sealed class SettingsCategory : ITenantOwned, IVersioned
{
    private SettingsCategory() { }

    public Guid TenantId { get; private set; }
    public string Category { get; private set; } = "";
    public string Values { get; private set; } = "{}";
    public int Version { get; private set; }

    public static SettingsCategory Create(Guid tenant, string category) => new() { TenantId = tenant, Category = category };

    public Dictionary<string, string> Read() => JsonSerializer.Deserialize<Dictionary<string, string>>(Values, Wire.Lenient)!;

    /// <summary>Checks every value against the catalogue; unknown keys are refused. Returns the keys that changed.</summary>
    public IReadOnlyList<string> Set(IReadOnlyDictionary<string, string> changes)
    {
        var known = SettingsCatalog.Category(Category).ToDictionary(s => s.Key);
        var values = Read();
        var changed = new List<string>();
        foreach (var (key, value) in changes)
        {
            if (!known.TryGetValue(key, out var setting)) throw RuleViolation.Invalid(key, "This setting does not exist.");
            setting.Check(value);
            if (values.GetValueOrDefault(key, setting.Default) == value) continue;
            values[key] = value;
            changed.Add(key);
        }
        if (changed.Count > 0) Values = JsonSerializer.Serialize(values, Wire.Lenient);
        return changed;
    }

    public void Reset() => Values = "{}";
}
