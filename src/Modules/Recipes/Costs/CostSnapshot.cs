using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;

namespace Bakery.Recipes.Costs;

/// <summary>What a product cost from a moment on, in EUR with 4 decimals.</summary>
[NotAudited("Derived from recipes and prices, which are audited.")]
internal sealed class CostSnapshot : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid RecipeId { get; init; }
    public Guid ProductItemId { get; init; }
    public decimal IngredientCost { get; init; }
    public decimal VariableCost { get; init; }
    public bool IsBelowTarget { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Counts a tenant's snapshots: two of the same instant still have an order.</summary>
    public int Number { get; init; }
}
