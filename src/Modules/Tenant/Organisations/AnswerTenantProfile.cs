using Bakery.Contracts.Tenant;
using Bakery.Kernel.Values;
using Bakery.Tenant.Settings;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Organisations;

internal static class AnswerTenantProfile
{
    internal static async Task<TenantProfileAnswer> Handle(TenantProfile query, TenantDb db, CancellationToken ct)
    {
        var o = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(ct) ?? throw RuleViolation.NotFound("The organisation");
        var stored = await db.Settings.AsNoTracking().ToListAsync(ct);
        return new TenantProfileAnswer(o.Id, o.Name, o.TimeZone, o.Language, Wire.Name(o.TaxTerritory), o.Tier, Wire.Name(o.Status), o.IsDemo, SettingsCatalog.Merge(stored));
    }
}

internal static class AnswerActiveTenants
{
    internal static async Task<IReadOnlyList<ActiveTenant>> Handle(ActiveTenants query, TenantDb db, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants();
        var organisations = await db.Organisations.AsNoTracking().Where(o => o.Status == TenantStatus.Trial || o.Status == TenantStatus.Active).ToListAsync(ct);
        var general = await db.Settings.AsNoTracking().Where(s => s.Category == "general").ToDictionaryAsync(s => s.TenantId, ct);
        return [.. organisations.Select(o =>
        {
            var values = SettingsCatalog.Merge(general.TryGetValue(o.Id, out var row) ? [row] : [])["general"];
            return new ActiveTenant(o.Id, o.Name, o.TimeZone, TimeOnly.Parse(values["daily_run_time"], System.Globalization.CultureInfo.InvariantCulture),
                TimeOnly.Parse(values["evening_refresh_time"], System.Globalization.CultureInfo.InvariantCulture), o.Tier, o.CreatedAt);
        })];
    }
}
