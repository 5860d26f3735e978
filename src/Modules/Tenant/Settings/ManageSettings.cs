using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Settings;

/// <summary>The settings of a category, defaults filled in, and how each may be changed.</summary>
public sealed record SettingsView(string Category, IReadOnlyDictionary<string, string> Values, IReadOnlyList<SettingView> Fields, int Version) : IVersioned;

/// <param name="Kind">text, flag, number, time or choice.</param>
public sealed record SettingView(string Key, string Kind, string Default, decimal? Minimum, decimal? Maximum, IReadOnlyList<string> Choices);

internal static class ListSettings
{
    public sealed record Response(IReadOnlyList<SettingsView> Items);

    internal static async Task<Response> Handle(TenantDb db, CancellationToken ct)
    {
        var rows = await db.Settings.AsNoTracking().ToListAsync(ct);
        return new Response([.. SettingsCatalog.All.Keys.Select(c => View(c, rows.FirstOrDefault(r => r.Category == c)))]);
    }

    internal static SettingsView View(string category, SettingsCategory? row) => new(category, SettingsCatalog.Merge(row is null ? [] : [row])[category],
        [.. SettingsCatalog.Category(category).Select(s => new SettingView(s.Key, Kernel.Values.Wire.Name(s.Kind), s.Default,
            s.Kind == SettingKind.Number ? s.Minimum : null, s.Kind == SettingKind.Number ? s.Maximum : null, s.Choices ?? []))], row?.Version ?? 0);
}

internal static class GetSettings
{
    internal static async Task<SettingsView> Handle(string category, TenantDb db, CancellationToken ct)
    {
        SettingsCatalog.Category(category);
        return ListSettings.View(category, await db.Settings.AsNoTracking().FirstOrDefaultAsync(s => s.Category == category, ct));
    }
}

internal static class ChangeSettings
{
    public sealed record Request(IReadOnlyDictionary<string, string> Values);

    internal static async Task<SettingsView> Handle(string category, Request request, IfMatch ifMatch, TenantDb db, IBus bus, CancellationToken ct)
    {
        var row = await Row(category, db, ct);
        ifMatch.Require(row, () => ListSettings.View(category, row));
        var changed = row.Set(request.Values);
        if (changed.Count > 0) bus.Publish(new SettingsChanged(category, changed));
        await db.SaveChangesAsync(ct);
        return ListSettings.View(category, row);
    }

    internal static async Task<SettingsCategory> Row(string category, TenantDb db, CancellationToken ct)
    {
        SettingsCatalog.Category(category);
        var row = await db.Settings.FirstOrDefaultAsync(s => s.Category == category, ct);
        if (row is null) db.Add(row = SettingsCategory.Create(db.Scope.Require(), category));
        return row;
    }
}

internal static class ResetSettings
{
    internal static async Task<SettingsView> Handle(string category, TenantDb db, IBus bus, CancellationToken ct)
    {
        var row = await ChangeSettings.Row(category, db, ct);
        row.Reset();
        bus.Publish(new SettingsChanged(category, [.. SettingsCatalog.Category(category).Select(s => s.Key)]));
        await db.SaveChangesAsync(ct);
        return ListSettings.View(category, row);
    }
}
