using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.SalesFiles;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Pos.Configurations;

/// <summary>How sales come from a till.</summary>
public enum PosKind { CsvUpload }

/// <summary>A till of a shop and how its files are read.</summary>
internal sealed class PosConfiguration : ITenantOwned, IVersioned
{
    private PosConfiguration() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string Name { get; private set; } = "";
    public PosKind Kind { get; private set; }
    public Guid LocationId { get; private set; }
    public bool IsActive { get; private set; } = true;

    /// <summary>Signature of a layout → its mapping.</summary>
    public string Mappings { get; private set; } = "{}";
    public int Version { get; private set; }

    public static PosConfiguration Create(Guid id) => new() { Id = id };

    public void Change(string name, PosKind kind, Guid location, bool isActive) => (Name, Kind, LocationId, IsActive) = (name.Trim(), kind, location, isActive);

    public Dictionary<string, LayoutMapping> ReadMappings() => JsonSerializer.Deserialize<Dictionary<string, LayoutMapping>>(Mappings, Wire.Lenient)!;

    public void Remember(string signature, LayoutMapping mapping)
    {
        var all = ReadMappings();
        all[signature] = mapping;
        Mappings = JsonSerializer.Serialize(all, Wire.Lenient);
    }
}

/// <summary>A till as people see it.</summary>
public sealed record ConfigurationView(Guid Id, string Name, PosKind Kind, Guid LocationId, bool IsActive, IReadOnlyDictionary<string, LayoutMapping> Mappings, int Version) : IVersioned
{
    internal static ConfigurationView Of(PosConfiguration c) => new(c.Id, c.Name, c.Kind, c.LocationId, c.IsActive, c.ReadMappings(), c.Version);
}

/// <summary>What a person enters for a till.</summary>
/// <param name="Mappings">Layouts put right: signature → mapping. Layouts not named keep theirs.</param>
public sealed record ConfigurationFields([property: Required, Length(1, 120)] string Name, Guid LocationId, PosKind Kind = PosKind.CsvUpload, bool IsActive = true, IReadOnlyDictionary<string, LayoutMapping>? Mappings = null);

internal static class ListConfigurations
{
    public sealed record Response(IReadOnlyList<ConfigurationView> Items);

    internal static async Task<Response> Handle(PosDb db, CancellationToken ct) =>
        new([.. (await db.Configurations.AsNoTracking().OrderBy(c => c.Name).ToListAsync(ct)).Select(ConfigurationView.Of)]);
}

internal static class GetConfiguration
{
    internal static async Task<ConfigurationView> Handle(Guid id, PosDb db, CancellationToken ct) => ConfigurationView.Of(await Find(id, db, ct));

    internal static async Task<PosConfiguration> Find(Guid id, PosDb db, CancellationToken ct) => await db.Configurations.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw RuleViolation.NotFound("The till");
}

internal static class CreateConfiguration
{
    internal static async Task<Created<ConfigurationView>> Handle(ConfigurationFields request, PosDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var made = PosConfiguration.Create(Ids.New(clock));
        await Fill(made, request, db, queries, ct);
        db.Add(made);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, ConfigurationView.Of(made));
    }

    internal static async Task Fill(PosConfiguration configuration, ConfigurationFields f, PosDb db, IQueryBus queries, CancellationToken ct)
    {
        if ((await queries.Ask(new Locations(), ct)).All(l => l.Id != f.LocationId)) throw RuleViolation.NotFound("The location");
        var name = f.Name.Trim();
        if (name.Length == 0) throw RuleViolation.Invalid("name", "A till needs a name.");
        if (await db.Configurations.AnyAsync(c => c.Name == name && c.Id != configuration.Id, ct)) throw RuleViolation.Duplicate("There is a till of this name.");
        configuration.Change(name, f.Kind, f.LocationId, f.IsActive);
        foreach (var (signature, mapping) in f.Mappings ?? new Dictionary<string, LayoutMapping>()) configuration.Remember(signature, mapping);
    }
}

internal static class UpdateConfiguration
{
    internal static async Task<ConfigurationView> Handle(Guid id, ConfigurationFields request, IfMatch ifMatch, PosDb db, IQueryBus queries, CancellationToken ct)
    {
        var configuration = await GetConfiguration.Find(id, db, ct);
        ifMatch.Require(configuration, () => ConfigurationView.Of(configuration));
        await CreateConfiguration.Fill(configuration, request, db, queries, ct);
        await db.SaveChangesAsync(ct);
        return ConfigurationView.Of(configuration);
    }
}
