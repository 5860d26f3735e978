using Bakery.Kernel.Modules;

namespace Bakery.Host;

/// <summary>What this process is, by <c>MODULES</c>: everything in one process, some of the modules, the gateway or the dashboard.</summary>
internal sealed record HostRole(string Name, IReadOnlyList<IModule> Hosted)
{
    public const string GatewayName = "gateway", DashboardName = "dashboard";

    public bool IsGateway => Name == GatewayName;
    public bool IsDashboard => Name == DashboardName;
    public bool IsWhole => Hosted.Count == ModuleCatalog.All.Count;

    /// <summary>Some of the modules: reached by the gateway and by other services only.</summary>
    public bool IsService => Hosted.Count > 0 && !IsWhole;

    /// <summary>The modules of other processes that this one has to know of.</summary>
    public IReadOnlyList<IModule> Elsewhere => IsDashboard ? [] : [.. ModuleCatalog.All.Except(Hosted)];

    public static HostRole Of(IConfiguration configuration)
    {
        var name = configuration["MODULES"] is { Length: > 0 } given ? given : "all";
        return new HostRole(name, name is GatewayName or DashboardName ? [] : ModuleCatalog.Select(name));
    }
}
