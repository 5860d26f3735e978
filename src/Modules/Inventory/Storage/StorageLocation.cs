using Bakery.Inventory.Items;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.Storage;

/// <summary>A fridge, freezer, shelf or store of a location: where lots lie and at which temperature.</summary>
internal sealed class StorageLocation : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public Guid LocationId { get; private set; }
    public string Name { get; private set; } = "";
    public StorageCondition Condition { get; private set; }
    public decimal? MinTempC { get; private set; }
    public decimal? MaxTempC { get; private set; }
    public bool IsActive { get; private set; } = true;

    public static StorageLocation Create(Guid id, ManageStorageLocations.Data data)
    {
        var made = new StorageLocation { Id = id };
        made.Change(data);
        return made;
    }

    public void Change(ManageStorageLocations.Data data)
    {
        if (data.MinTempC > data.MaxTempC) throw RuleViolation.Invalid("max_temp_c", "Not below min_temp_c.");
        if (data.MinTempC is < -100 or > 300 || data.MaxTempC is < -100 or > 300) throw RuleViolation.Invalid("max_temp_c", "Between -100 and 300.");
        (LocationId, Name, Condition, MinTempC, MaxTempC, IsActive) = (data.LocationId, data.Name.Trim(), data.Condition, data.MinTempC, data.MaxTempC, data.IsActive);
        if (Name.Length == 0) throw RuleViolation.Invalid("name", "A name is needed.");
    }
}
