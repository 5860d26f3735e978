using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Recipes;

/// <summary>How recipes are worked and checked, by the versions in force on a day. Empty ids mean all; a recipe that is not in force is missing.</summary>
public sealed record RecipeRoutes(DateOnly Day, IReadOnlyList<Guid> RecipeIds) : IQuery<IReadOnlyList<RecipeRoute>>;

/// <param name="UsesRecipes">Pre-ferments that go into it.</param>
/// <param name="Steps">In order; empty when nobody has written them down.</param>
/// <param name="Threshold">0–10; a check below it is not passed.</param>
/// <param name="CriticalBlocks">A failed critical criterion leaves only rework or failure.</param>
/// <param name="Checks">Template per stage.</param>
public sealed record RecipeRoute(Guid RecipeId, string Name, decimal RestHours, IReadOnlyList<Guid> UsesRecipes, IReadOnlyList<RouteStep> Steps, decimal Threshold, bool CriticalBlocks, bool AutoCreateChecks,
    IReadOnlyList<StageTemplate> Checks);

/// <param name="Stage">soaking … packing.</param>
/// <param name="EquipmentKind">The kind of machine, where it is not the usual one of the stage.</param>
public sealed record RouteStep(string Stage, int Minutes, decimal? TempC, string? EquipmentKind = null);
public sealed record StageTemplate(string Stage, Guid TemplateId);
