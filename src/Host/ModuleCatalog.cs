using Bakery.Kernel.Modules;

namespace Bakery.Host;

/// <summary>The one list of modules. <c>MODULES=all</c> hosts them all; a name, or several with commas, hosts those.</summary>
public static class ModuleCatalog
{
    public static readonly IReadOnlyList<IModule> All =
    [
        new Auth.AuthModule(),
        new Tenant.TenantModule(),
        new Inventory.InventoryModule(),
        new Recipes.RecipesModule(),
        new Suppliers.SuppliersModule(),
        new Production.ProductionModule(),
        new Procurement.ProcurementModule(),
        new Orders.OrdersModule(),
        new AiInsights.AiInsightsModule(),
        new Orchestrator.OrchestratorModule(),
        new AlertProcessor.AlertProcessorModule(),
        new Notification.NotificationModule(),
        new DemoSession.DemoSessionModule(),
        new Sales.SalesModule(),
        new Training.TrainingModule(),
        new Forecasting.ForecastingModule(),
        new Pos.PosModule(),
        new External.ExternalModule(),
    ];

    /// <summary>Throws on a name that is no module.</summary>
    public static IReadOnlyList<IModule> Select(string? names) => string.IsNullOrWhiteSpace(names) || names == "all"
        ? All
        : [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => All.FirstOrDefault(m => m.Name == name) ?? throw new ArgumentException($"'{name}' is no module. Known: {string.Join(", ", All.Select(m => m.Name))}."))];
}
