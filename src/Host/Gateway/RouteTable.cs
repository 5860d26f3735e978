namespace Bakery.Host.Gateway;

/// <summary>Which service a public path belongs to (platform.md §3.1): a rule per segment, so that a new endpoint of a service needs no new rule.</summary>
internal static class RouteTable
{
    private static readonly HashSet<string> OfTenant = ["members", "invitations", "locations", "settings", "subscription", "usage", "branding", "hierarchy", "export", "webhooks", "tenant", "transfer-ownership", "admins", "payment-methods"];
    private static readonly HashSet<string> Services = [.. ModuleCatalog.All.Select(m => m.Name)];

    /// <summary>Null for a path that is nobody's, <c>/internal</c> and the health of services among them.</summary>
    public static string? ServiceOf(PathString path)
    {
        var parts = (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["api", "v1", var first, .. var rest]) return null;
        return first switch
        {
            "auth" or "external" => first,
            "tenants" => InTenant(rest),
            "plans" => "tenant",
            "webhooks" when rest.Length > 0 => rest[0] == "stripe" ? "tenant" : "pos",
            "whatsapp" => "notification",
            "demo" => "demo-session",
            "public" when rest is ["portal", ..] => "orders",
            "admin" when rest.Length > 0 && Services.Contains(rest[0]) => rest[0],
            _ => null,
        };
    }

    /// <summary>The tenant of <c>/api/v1/tenants/{tenant_id}/…</c>.</summary>
    public static Guid? TenantOf(PathString path) =>
        (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries) is ["api", "v1", "tenants", var id, ..] && Guid.TryParse(id, out var tenant) ? tenant : null;

    private static string? InTenant(string[] rest) => rest switch
    {
        [] or ["invitations", ..] => "tenant",
        [var id, ..] when !Guid.TryParse(id, out _) => null,
        [_] => "tenant",
        [_, var segment, ..] when OfTenant.Contains(segment) => "tenant",
        [_, "dashboard", ..] => "orchestrator",
        [_, "alerts", ..] => "alert-processor",
        [_, "onboarding", "progress" or "steps", ..] => "auth",
        [_, "onboarding", ..] => "sales",
        [_, var segment, ..] when Services.Contains(segment) => segment,
        _ => null,
    };
}
